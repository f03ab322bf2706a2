"""Fields and topics on which several units lead apart from each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zeren.graph.findings.led_apart import Leads
from zeren.graph.findings.making import units
from zeren.graph.findings.wordings import Candidate, Said, Title, sentences, shared_titles
from zeren.ontology.facts import DocumentFacts, Task
from zeren.ontology.subjects import Subject, topics

FEWEST = 3
"""Leads that make a field fragmented."""


@dataclass(frozen=True, slots=True)
class NamedTopic:
    """A topic that a task names; rank 0 where its title says so, 1 where its first clause or two words do."""

    said: Said
    topic: Subject
    field: Subject
    rank: int


def overlaps(named: Sequence[NamedTopic], leads: Leads) -> Iterator[Candidate]:
    """One for the topics that the same tasks of several leads share."""
    alike: dict[tuple[str, ...], list[list[NamedTopic]]] = {}
    for topic in dict.fromkeys(t.topic for t in named):
        several = _led_apart(leads, [t for t in named if t.topic == topic])
        if len(several) > 1:
            alike.setdefault(tuple(sorted(t.said.task.id for t in several)), []).append(several)
    for together in alike.values():
        zh = "、".join(f"“{several[0].topic.zh}”" for several in together)
        en = " and ".join(several[0].topic.en for several in together)
        of_task = zip(*(sorted(several, key=_task) for several in together), strict=True)
        yield Candidate("overlap", zh, en, [_joined([t.said for t in topics]) for topics in of_task])


def fragmentations(named: Sequence[NamedTopic], leads: Leads) -> Iterator[Candidate]:
    """One a field with leads enough, of tasks that say plainly that they are of it, on several topics."""
    plain = [t for t in named if t.rank < 2 and not t.field.broad]
    for field in dict.fromkeys(t.field for t in plain):
        several = _led_differently(leads, [t for t in plain if t.field == field])
        if len(several) >= FEWEST and len({t.topic for t in several}) > 1:
            yield Candidate("fragmentation", f"“{field.zh}”领域", field.en, [t.said for t in several])


def _task(topic: NamedTopic) -> str:
    return topic.said.task.id


def topics_of(facts: DocumentFacts) -> list[NamedTopic]:
    """The topics that tasks with a lead name, each once a task, with the first word for it."""
    shared = shared_titles(facts)
    return [named for task in facts.tasks if task.lead for named in _of_task(task, shared)]


def _of_task(task: Task, shared: frozenset[Title]) -> Iterator[NamedTopic]:
    named = [(said, found) for said in sentences(task, shared) for found in topics().named(said.words)]
    first = {found.subject: (sentence, found) for sentence, found in reversed(named)}
    own_title = task.title if all(task.title != title for _, _, title in shared) else ""
    for subject in dict.fromkeys(found.subject for _, found in named):
        if subject.field is None:
            continue
        sentence, found = first[subject]
        of_field = {s.words[f.start : f.end] for s, f in named if f.subject.field == subject.field}
        words = sentence.words[found.start : found.end]
        said = Said(task, (words,), (sentence.place("work", found.start, found.end),))
        titled = subject.field.zh in own_title or words in own_title
        plain = found.end <= sentence.leading or len(of_field) > 1
        yield NamedTopic(said, subject, subject.field, 0 if titled else 1 if plain else 2)


def _led_apart(leads: Leads, named: Sequence[NamedTopic]) -> list[NamedTopic]:
    """One task for each lead that works apart from the others, those that say it plainly first."""
    chosen: list[NamedTopic] = []
    for one in sorted(named, key=lambda t: (t.rank, t.said.places)):
        if all(
            leads.apart(one.said.task, other.said.task)
            and not _divided(one.said.task, other.said.task, one.field)
            for other in chosen
        ):
            chosen.append(one)
    return chosen


def _led_differently(leads: Leads, named: Sequence[NamedTopic]) -> list[NamedTopic]:
    """One task for each lead, of those that work apart from at least one other."""
    chosen: list[NamedTopic] = []
    for one in sorted(named, key=lambda t: (t.rank, t.said.places)):
        if all(not units(one.said.task.lead) & units(other.said.task.lead) for other in chosen):
            chosen.append(one)
    return [
        one
        for one in chosen
        if any(
            leads.apart(one.said.task, o.said.task) and not _divided(one.said.task, o.said.task, one.field)
            for o in chosen
        )
    ]


def _divided(a: Task, b: Task, field: Subject) -> bool:
    """Whether a heading over both names the field: the plan divides it knowingly there."""
    common = [x for x, y in zip(a.path, b.path, strict=False) if x == y] if a.annex == b.annex else []
    above = "".join(common)
    return field.zh in above or any(t.subject.field == field for t in topics().named(above))


def _joined(said: Sequence[Said]) -> Said:
    """What one task says of several topics."""
    words = tuple(dict.fromkeys(word for one in said for word in one.words))
    places = tuple(dict.fromkeys(place for one in said for place in one.places))
    return Said(said[0].task, words, places)
