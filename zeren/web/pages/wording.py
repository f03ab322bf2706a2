"""Words as they stand in the plan, with the units, figures, projects and days in them marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from zeren.graph.marks import marks_of
from zeren.ontology.facts import DocumentFacts, Evidence, Group, Project, Task
from zeren.web.records import Describer, Proof, Thing, in_order

_SPACE = re.compile(r"\s+")


class Words(msgspec.Struct, frozen=True):
    """Some words: what they are (`lead`, `target`, `deadline` …, empty for others), and what they name."""

    words: str
    kind: str = ""
    thing: Thing | None = None


class Passage(msgspec.Struct, frozen=True):
    """A stretch of a plan: a task's own words (`text`), what assigns it (`assignment`), a `group`."""

    role: str
    proof: Proof
    pieces: list[Words]


class _Span(NamedTuple):
    start: int
    end: int
    kind: str
    thing: Thing | None


def passages(describer: Describer, facts: DocumentFacts, task: Task) -> list[Passage]:
    """The task's own words, then what assigns it without them; each in the order of the text."""
    text = describer.shelf.published.text(task.document)
    spans = list(_spans(describer, facts, task, text))
    own = sorted(e for e in task.evidence if e.role == "text")
    rest = sorted(e for e in task.evidence if e.role != "text")
    found = []
    for place in [*own, *rest]:
        inside = [(place.start, place.end)] if place in own else _without(place, own)
        pieces: list[Words] = []
        for start, end in inside:
            if text[start:end].strip("。.；; \t\r\n\u3000"):
                pieces += [Words("…")] if pieces else []
                pieces += _pieces(text, start, end, spans)
        if pieces:
            found.append(Passage(place.role, describer.shelf.evidence(task.document, [place]), pieces))
    return found


def of_group(describer: Describer, group: Group) -> list[Passage]:
    """The words that set a working group up, with its members and its office marked."""
    text = describer.shelf.published.text(group.document)
    spans = [_Span(m.start, m.end, part, describer.unit(m)) for part, m in group.seats()]
    return [
        Passage(e.role, describer.shelf.evidence(group.document, [e]), _pieces(text, e.start, e.end, spans))
        for e in sorted(group.evidence)
    ]


def of_project(describer: Describer, facts: DocumentFacts, project: Project) -> list[Passage]:
    """The words of the tasks that name a project, with its name marked."""
    text = describer.shelf.published.text(project.document)
    thing = Thing("project", project.id, project.name)
    spans = [_Span(e.start, e.end, "project", thing) for e in project.evidence]
    tasks = [task for task in in_order(facts) if task.id in project.tasks]
    own = sorted({e for task in tasks for e in task.evidence if e.role == "text"})
    return [
        Passage(e.role, describer.shelf.evidence(project.document, [e]), _pieces(text, e.start, e.end, spans))
        for e in own
        if any(e.start <= span.start and span.end <= e.end for span in spans)
    ]


def _spans(describer: Describer, facts: DocumentFacts, task: Task, text: str) -> Iterator[_Span]:
    for role, mention in task.mentions():
        yield _Span(mention.start, mention.end, role, describer.unit(mention))
    for leader in task.leaders:
        yield _Span(leader.start, leader.end, "leader", None)
    for one in facts.mentioned:
        if one.task == task.id:
            yield _Span(one.mention.start, one.mention.end, "mentioned", describer.unit(one.mention))
    quantities = {indicator.id: indicator.name for indicator in facts.indicators}
    for target in facts.targets:
        if target.task == task.id:
            thing = Thing("indicator", target.indicator, quantities.get(target.indicator, target.name))
            yield from (_Span(e.start, e.end, "target", thing) for e in target.evidence)
    for project in facts.projects:
        thing = Thing("project", project.id, project.name)
        yield from (_Span(e.start, e.end, "project", thing) for e in project.evidence)
    for mark in marks_of(facts, text):
        if mark.kind == "deadline" and mark.fact == task.id:
            yield _Span(mark.start, mark.end, "deadline", None)


def _without(place: Evidence, own: Sequence[Evidence]) -> list[tuple[int, int]]:
    """What of a place is not among a task's own words."""
    left, at = [], place.start
    for words in own:
        if at <= words.start < place.end:
            left.append((at, words.start))
            at = max(at, words.end)
        elif words.start < at < words.end:
            at = words.end
    return [*left, (at, place.end)] if at < place.end else left


def _pieces(text: str, start: int, end: int, spans: Sequence[_Span]) -> list[Words]:
    """The words between two places, cut where something begins or ends; the innermost names each piece."""
    inside = [span for span in spans if span.start < end and start < span.end]
    cuts = {start, end} | {cut for span in inside for cut in (span.start, span.end) if start < cut < end}
    found: list[Words] = []
    last: _Span | None = None
    for begins, ends in pairwise(sorted(cuts)):
        around = [span for span in inside if span.start <= begins and ends <= span.end]
        span = min(around, key=lambda one: (one.end - one.start, one.kind), default=None)
        words = _SPACE.sub(" ", text[begins:ends])
        if found and span == last:
            found[-1] = msgspec.structs.replace(found[-1], words=found[-1].words + words)
        else:
            found.append(Words(words, span.kind if span else "", span.thing if span else None))
        last = span
    return found
