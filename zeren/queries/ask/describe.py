"""How a question was understood, in one line of the asker's language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import NamedNode

from zeren.ontology.vocab import identifier
from zeren.queries import index
from zeren.queries.catalog import Language, Question
from zeren.queries.given import FIRST, LAST, Given, Things
from zeren.queries.graph import Graph, prologue, rows, values

ROLE_WORDS: dict[str, tuple[str, str]] = {
    "lead": ("牵头", "leading"),
    "responsible": ("负责", "responsible"),
    "support": ("配合", "supporting"),
    "guide": ("指导", "guiding"),
    "part": ("参与", "taking part"),
}
PART_WORDS = {"title": ("只查标题", "titles alone"), "text": ("只查正文", "texts alone")}

_AMOUNTS = {
    ">": ("超过{}项", "more than {}"), ">=": ("不少于{}项", "at least {}"), "=": ("只有{}项", "exactly {}"),
    "<": ("少于{}项", "fewer than {}"), "<=": ("不超过{}项", "at most {}"),
}  # fmt: skip
_MANY = 3
"""The names and counties that are told one by one; of more, how many there are."""

_LABELS = (
    prologue("skos")
    + """SELECT ?thing ?label WHERE {
  # given
  ?thing skos:prefLabel ?label .
  FILTER(LANG(?label) = "en")
} ORDER BY ?thing ?label"""
)


def describe(graph: Graph, question: Question, given: Given, language: Language) -> str:
    """The question's title with what it was given, and what narrows it in brackets."""
    return _Reading(graph, given, language).of(question)


class _Reading:
    def __init__(self, graph: Graph, given: Given, language: Language) -> None:
        self._base = graph.base_iri
        self._given = given
        self._zh = language == "zh"
        self._labels = {} if self._zh else _english_labels(graph, given)

    def of(self, question: Question) -> str:
        """The reading of a question that was given this."""
        title = question.title["zh" if self._zh else "en"]
        used = set(re.findall(r"\{(\w+)\}", title))
        text = re.sub(r"\{(\w+)\}", lambda found: self._slot(found[1]), title)
        extra = [*self._narrowing(used, question.about), *(self._ranking() if question.rank else ())]
        if not extra:
            return text
        return f"{text}（{'；'.join(extra)}）" if self._zh else f"{text} ({'; '.join(extra)})"

    def _say(self, zh: str, en: str) -> str:
        return zh if self._zh else en

    def _slot(self, slot: str) -> str:
        given = self._given
        if slot in given.things:
            return self._named(given.things[slot], quoted=slot == "task")
        said = {
            "units": self._say("、", " and ").join(self._named(things) for things in given.units),
            "role": ROLE_WORDS[given.role or "part"][0 if self._zh else 1],
            "date": self._days(),
            "day": given.period[1].isoformat() if given.period else "",
            "words": self._words(),
            "amount": self._amount(given.texts.get("amount", "")),
            "annex": f"{self._say('附件', 'annex ')}{given.texts.get('annex')}",
        }
        return said.get(slot) or self._called(slot, given.texts.get(slot, ""))

    def _amount(self, figure: str) -> str:
        """`>=10` in words."""
        sign, count = figure.rstrip("0123456789"), figure.lstrip("<>=")
        zh, en = _AMOUNTS.get(sign, ("{}", "{}"))
        return self._say(zh, en).format(count)

    def _called(self, slot: str, value: str) -> str:
        """What a value is called that words stand for: 错误 for the severity `error`; else itself."""
        names = index.load().labels.get(slot, {}).get(value)
        return names[0 if self._zh else 1] if names else value

    def _narrowing(self, used: set[str], about: str) -> Iterator[str]:
        given = self._given
        yield from (self._slot(slot) for slot in (*given.things, *given.texts) if slot not in {*used, "unit"})
        if "unit" in given.things and "unit" not in used:
            yield f"{self._slot('unit')}{self._say('', ' ')}{self._slot('role')}"
        elif given.role not in (None, "part") and "role" not in used:
            yield self._slot("role")
        if given.words and "words" not in used:
            yield self._say(f"文中含有{self._words()}", f"whose title or text has {self._words()}")
        if given.part != "all":
            yield self._say(*PART_WORDS[given.part])
        if given.period and not used & {"date", "day"}:
            yield self._days()
        if given.year and about == "target":
            yield self._say(f"{given.year}年", f"of {given.year}")
        elif given.year:
            yield self._say(f"{given.year}年的文件", f"documents of {given.year}")

    def _words(self) -> str:
        """The words that are looked for, each of which has to stand there."""
        quoted = [f"“{word}”" for word in self._given.words]
        if len(quoted) < 2:
            return "".join(quoted)
        return self._say("和".join(quoted) + "（每个都有）", " and ".join(quoted) + " (all of them)")

    def _ranking(self) -> Iterator[str]:
        if self._given.fewest:
            yield self._say("从少到多", "fewest first")
        if self._given.top:
            yield self._say(f"前{self._given.top}", f"top {self._given.top}")

    def _days(self) -> str:
        if self._given.period is None:
            return ""
        first, last = self._given.period
        if first == FIRST:
            return self._say(f"不晚于{last}", f"by {last}")
        if last == LAST:
            return self._say(f"{first}起", f"from {first} on")
        return self._say(f"{first}至{last}", f"from {first} to {last}")

    def _named(self, things: Things, *, quoted: bool = False) -> str:
        """The names of things and the counties in which they are meant: 县财政局（云泽县）."""
        names = list(dict.fromkeys(self._labels.get(thing.iri, thing.label) for thing in things))
        homes = list(
            dict.fromkeys(
                self._labels.get(thing.county, identifier(thing.county, self._base))
                for thing in things
                if thing.county and thing.county != thing.iri
            )
        )
        joiner = self._say("、", ", ")
        shown = [f"“{name}”" if quoted else name for name in names[:_MANY]]
        text = joiner.join(shown)
        if len(names) > _MANY:
            text += self._say(f"等{len(names)}项", f" and {len(names) - _MANY} more")
        if not homes:
            return text
        where = joiner.join(homes)
        if len(homes) > _MANY:
            where = self._say(f"{len(homes)}个县", f"{len(homes)} counties")
        return self._say(f"{text}（{where}）", f"{text} ({where})")


def _english_labels(graph: Graph, given: Given) -> dict[str, str]:
    """English labels of what is shown, by IRI."""
    things = [thing for group in (*given.things.values(), *given.units) for thing in group]
    wanted = dict.fromkeys(
        iri for thing in things for iri in (thing.iri, thing.county) if iri and "://" in iri
    )
    if not wanted:
        return {}
    answer = rows(graph, _LABELS.replace("# given", values("thing", map(NamedNode, wanted))))
    return {row["thing"]: row["label"] for row in answer}
