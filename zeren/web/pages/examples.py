"""Questions that can be asked, with names of what is loaded in their slots."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Literal

import msgspec

from zeren.graph import merge
from zeren.ontology.facts import DocumentFacts
from zeren.queries import catalog
from zeren.queries.ask.understand import is_understood
from zeren.queries.catalog import Question
from zeren.web.shelf import Shelf

Language = Literal["zh", "en"]

FIRST = (
    "tasks-led-by",
    "tasks-shared",
    "targets-of",
    "tasks-without-lead",
    "units-ranked",
    "tasks-with-deadline",
)
"""The questions that the first page shows."""

_GENERAL: dict[str, tuple[str, str]] = {
    "role": ("牵头", "lead"), "level": ("省级", "provincial"), "kind": ("乡镇街道", "townships"),
}  # fmt: skip


_KNOWN = 10
"""Of so many units that lead most, names are taken into questions."""


class Topic(msgspec.Struct, frozen=True):
    """Questions about one kind of thing, each with what it answers."""

    topic: str
    questions: list[Possible]


class Possible(msgspec.Struct, frozen=True):
    """A question that can be asked, and what its answer shows."""

    name: str
    question: str
    description: str


def topics(shelf: Shelf, language: Language) -> list[Topic]:
    """All questions of the catalogue that what is loaded can fill, by what they are about."""
    names = _names(shelf, language)
    found: dict[str, list[Possible]] = {}
    for question in catalog.load():
        if wording := _filled(question, names, language):
            possible = Possible(question.name, wording, question.description[language])
            found.setdefault(question.topic, []).append(possible)
    return [Topic(topic, questions) for topic, questions in found.items()]


def first(shelf: Shelf, language: Language) -> list[str]:
    """A few questions that are understood as they stand."""
    names = _names(shelf, language)
    wordings = (_filled(catalog.get(name), names, language) for name in FIRST)
    return [wording for wording in wordings if wording and is_understood(shelf.published, wording)]


def _filled(question: Question, names: dict[str, list[str]], language: Language) -> str:
    """The question's first wording with names in its slots; empty where what is loaded has none."""
    used: Counter[str] = Counter()
    kinds = {**question.optional, **question.parameters}

    def name(found: re.Match[str]) -> str:
        kind = kinds.get(found[1], found[1])
        one = "unit" if kind == "units" else kind
        several = names.get(one, [])
        if kind == "units" and len(several) > 1:
            return ("和" if language == "zh" else " and ").join(several[:2])
        used[one] += 1
        return several[used[one] - 1] if used[one] <= len(several) else "{}"

    wording = re.sub(r"\{(\w+)\}", name, question.wordings[language][0])
    return "" if "{}" in wording else wording


def _names(shelf: Shelf, language: Language) -> dict[str, list[str]]:
    """Names that a person would ask about, by the kinds of slots: those with most to tell come first."""
    english = language == "en"
    found = (shelf.region(county) for county in shelf.counties if county)
    counties = list(islice((region for region in found if region), 2))
    documents = [facts for region in counties for facts in shelf.of_county(region.id)[:2]]
    names = {slot: [pair[english]] for slot, pair in _GENERAL.items()}
    names["county"] = [region.english if english else region.id for region in counties]
    names["unit"] = list(_units(documents, english=english))
    names["task"] = [task.title for facts in documents for task in facts.tasks if 4 <= len(task.title) <= 16][
        :1
    ]
    names["group"] = [group.name for facts in documents for group in facts.groups if len(group.name) <= 20][
        :1
    ]
    names["campaign"] = [name for facts in documents for name in merge.campaigns(facts).values()][:1]
    names["project"] = [one.name for facts in documents for one in facts.projects if len(one.name) <= 16][:1]
    names["indicator"] = _indicators(documents)[:1]
    names["annex"] = [
        f"annex {a.label}" if english else f"附件{a.label}"
        for facts in documents
        for a in facts.document.annexes
        if a.label.strip("0")
    ][:1]
    names["category"] = [c for facts in documents for task in facts.tasks for c in task.category][:1]
    names["person"] = [one.person for f in documents for task in f.tasks for one in task.leaders][:1]
    names["period"] = sorted(
        {
            t.deadline.date[:4] + ("" if english else "年")
            for f in documents
            for t in f.tasks
            if t.deadline and t.deadline.date
        }
    )[:1]
    names["number"] = [one.number for facts in documents for one in facts.citations][:1]
    names["words"] = names["indicator"]
    return {slot: found for slot, found in names.items() if found}


def _units(documents: list[DocumentFacts], *, english: bool) -> Iterator[str]:
    """Of the units with a function that lead most, those with short names, which people would rather type."""
    units = {unit.id: unit for facts in documents for unit in facts.units if unit.function}
    led = Counter(m.unit for facts in documents for task in facts.tasks for m in task.lead if m.unit in units)
    most = sorted(led, key=lambda key: (-led[key], key))[:_KNOWN]
    for key in sorted(most, key=lambda key: (len(units[key].english or units[key].name), key))[:3]:
        name = units[key].english if english else units[key].name
        if name:
            yield f"the {name.lower()}" if english else name


def _indicators(documents: list[DocumentFacts]) -> list[str]:
    names = {one.id: one.name for facts in documents for one in facts.indicators}
    counted = Counter(target.indicator for facts in documents for target in facts.targets)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [names[key] for key, _ in ranked if key in names]
