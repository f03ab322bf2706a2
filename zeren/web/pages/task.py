"""A task on one page: its words, who answers for it, by when, towards what, and the same work elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from zeren.errors import NotUnderstoodError
from zeren.ontology.facts import DocumentFacts, Evidence, Role, Task
from zeren.web.pages.noted import Noted, findings_of
from zeren.web.pages.same_work import Elsewhere, elsewhere
from zeren.web.pages.targets import TargetRow, target_row
from zeren.web.pages.wording import Passage, passages
from zeren.web.records import (
    Describer,
    Page,
    ProjectRow,
    Proof,
    TaskRow,
    Thing,
    campaign_thing,
    county_thing,
    document_thing,
    in_order,
    named,
)
from zeren.web.shelf import Shelf


class Part(msgspec.Struct, frozen=True):
    """A unit's part in a task, in the words that name it there."""

    role: Role
    unit: Thing
    mention: str
    proof: Proof


class Person(msgspec.Struct, frozen=True):
    """A person who answers for a task: name or post, the post beside the name, the words before it."""

    person: str
    post: str | None
    label: str | None
    proof: Proof


class Named(msgspec.Struct, frozen=True):
    """A unit that a task's words name without a duty."""

    unit: Thing
    proof: Proof


class TaskPage(Page, frozen=True, kw_only=True):
    """All that a plan says about a task.

    `above` are the tasks that it is a part of, outermost first, `parts` those below it; `before` and
    `after` stand next to it in the plan. `elsewhere` are the most alike tasks of other plans,
    `elsewhere_count` how many there are.
    """

    task: Task
    county: Thing | None
    document: Thing
    campaign: Thing | None
    passages: list[Passage]
    units: list[Part]
    leaders: list[Person]
    above: list[Thing]
    parts: list[TaskRow]
    before: Thing | None
    after: Thing | None
    targets: list[TargetRow]
    projects: list[ProjectRow]
    mentioned: list[Named]
    findings: list[Noted]
    elsewhere: list[Elsewhere]
    elsewhere_count: int


def build(shelf: Shelf, key: str) -> TaskPage:
    """The page of the task with this id.

    Raises:
        NotUnderstoodError: there is no such task.
    """
    facts, task = _found(shelf, key)
    describer = Describer(shelf, [facts])
    ordered = in_order(facts)
    turn = ordered.index(task)
    alike, count = elsewhere(shelf, task, describer.units)
    return TaskPage(
        title=named(task.title),
        task=task,
        county=county_thing(facts),
        document=document_thing(facts),
        campaign=campaign_thing(facts, task.annex),
        passages=passages(describer, facts, task),
        units=list(_units(describer, task)),
        leaders=[_person(describer, task, turn) for turn in range(len(task.leaders))],
        above=_above(facts, task),
        parts=[describer.task(facts, part) for part in ordered if part.parent == key],
        before=_thing(ordered[turn - 1 : turn]),
        after=_thing(ordered[turn + 1 : turn + 2]),
        targets=[target_row(describer, facts, target) for target in facts.targets if target.task == key],
        projects=[describer.project(facts, project) for project in facts.projects if key in project.tasks],
        mentioned=_mentioned(describer, facts, task),
        findings=findings_of(shelf, task.document, task.evidence),
        elsewhere=alike,
        elsewhere_count=count,
    )


def _found(shelf: Shelf, key: str) -> tuple[DocumentFacts, Task]:
    for facts in shelf.speaking_of(key):
        for task in facts.tasks:
            if task.id == key:
                return facts, task
    raise NotUnderstoodError(f"no task has the id {key}")


def _thing(tasks: Sequence[Task]) -> Thing | None:
    return Thing("task", tasks[0].id, tasks[0].title) if tasks else None


def _units(describer: Describer, task: Task) -> Iterator[Part]:
    for role, mention in task.mentions():
        yield Part(role, describer.unit(mention), mention.mention, describer.clause(task, [mention]))


def _person(describer: Describer, task: Task, turn: int) -> Person:
    leader = task.leaders[turn]
    return Person(leader.person, leader.post, leader.label, describer.clause(task, [leader]))


def _above(facts: DocumentFacts, task: Task) -> list[Thing]:
    by_id = {one.id: one for one in facts.tasks}
    found: list[Thing] = []
    at = by_id.get(task.parent or "")
    while at and len(found) < len(by_id):
        found.insert(0, Thing("task", at.id, at.title))
        at = by_id.get(at.parent or "")
    return found


def _mentioned(describer: Describer, facts: DocumentFacts, task: Task) -> list[Named]:
    found = []
    for one in facts.mentioned:
        if one.task == task.id:
            place = Evidence("mention", one.mention.start, one.mention.end)
            found.append(Named(describer.unit(one.mention), describer.around(facts, [task], [place])))
    return found
