"""A unit's whole load on one page: tasks by role, partners, groups, figures, deadlines, others beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from zeren.errors import NotUnderstoodError
from zeren.ontology.facts import ROLES, Role, Unit
from zeren.queries import offices
from zeren.web.pages.loads import Load, elsewhere, in_county
from zeren.web.pages.targets import TargetRow, target_row
from zeren.web.records import Describer, Page, Proof, TaskRow, Thing, document_thing, in_order, named
from zeren.web.shelf import Shelf


class Partner(msgspec.Struct, frozen=True):
    """A unit that shares tasks with another, and how many."""

    unit: Thing
    tasks: int


class Below(msgspec.Struct, frozen=True):
    """A unit below another with its tasks by role; `counted`: answers about the upper one count them too."""

    unit: Thing
    counts: dict[Role, int]
    counted: bool


class Membership(msgspec.Struct, frozen=True):
    """A working group that a unit sits in, and as what: member or office."""

    group: Thing
    document: Thing
    part: str
    proof: Proof


class Month(msgspec.Struct, frozen=True):
    """The tasks that are due in a month (`2024-09`)."""

    month: str
    tasks: list[Thing]


class UnitPage(Page, frozen=True, kw_only=True):
    """All that the plans say about a unit.

    `tasks` are by role; `loads` those of the units of its county, `fellows` those of the units with
    its function in every county; `place` is the unit's turn in `loads`, from 1 on.
    """

    unit: Unit
    county: Thing | None
    parent: Thing | None
    parts: list[Below]
    tasks: dict[Role, list[TaskRow]]
    partners: list[Partner]
    groups: list[Membership]
    targets: list[TargetRow]
    months: list[Month]
    undated: int
    loads: list[Load]
    place: int | None
    fellows: list[Load]


def build(shelf: Shelf, key: str) -> UnitPage:
    """The page of the unit with this id.

    Raises:
        NotUnderstoodError: there is no such unit.
    """
    documents = shelf.speaking_of(key)
    describer = Describer(shelf, documents)
    unit = describer.units.get(key)
    if unit is None:
        raise NotUnderstoodError(f"no unit has the id {key}")
    tasks = {role: list(_tasks(describer, key, role)) for role in ROLES}
    months, undated = _months([row for rows in tasks.values() for row in rows])
    things = describer.things()
    loads = in_county(shelf.of_county(unit.region), things, unit.region or "") if unit.region else []
    carried = {load.unit.id: load for load in loads}
    return UnitPage(
        title=named(unit.name, unit.english),
        unit=unit,
        county=Thing("county", unit.region, unit.region) if unit.region else None,
        parent=things.get(unit.parent or ""),
        parts=[
            Below(
                things[one.id],
                carried[one.id].counts if one.id in carried else {},
                offices.belongs(one.id, key),
            )
            for one in describer.units.values()
            if one.parent == key
        ],
        tasks=tasks,
        partners=_partners(tasks, key),
        groups=list(_groups(describer, key)),
        targets=list(_targets(describer, tasks)),
        months=months,
        undated=undated,
        loads=loads,
        place=next((turn for turn, load in enumerate(loads, 1) if load.unit.id == key), None),
        fellows=elsewhere(shelf, unit.function) if unit.function else [],
    )


def _tasks(describer: Describer, key: str, role: Role) -> Iterator[TaskRow]:
    for facts in describer.documents:
        for task in in_order(facts):
            mentions = [m for its_role, m in task.mentions() if its_role == role and m.unit == key]
            if mentions:
                yield describer.task(facts, task, describer.clause(task, mentions))


def _partners(tasks: dict[Role, list[TaskRow]], key: str) -> list[Partner]:
    rows = {row.task.id: row for rows in tasks.values() for row in rows}
    shared = Counter(
        thing
        for row in rows.values()
        for thing in dict.fromkeys(thing for role in ROLES for thing in row.units[role])
        if thing.id != key
    )
    ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0].id))
    return [Partner(thing, count) for thing, count in ranked]


def _groups(describer: Describer, key: str) -> Iterator[Membership]:
    for facts in describer.documents:
        for group in facts.groups:
            for part, mention in group.seats():
                if mention.unit == key:
                    thing = Thing("group", group.id, group.name)
                    proof = describer.span(group, mention)
                    yield Membership(thing, document_thing(facts), part, proof)


def _targets(describer: Describer, tasks: dict[Role, list[TaskRow]]) -> Iterator[TargetRow]:
    """The figures of the tasks that the unit leads or is responsible for."""
    own = {row.task.id for role in ROLES[:2] for row in tasks[role]}
    for facts in describer.documents:
        yield from (target_row(describer, facts, target) for target in facts.targets if target.task in own)


def _months(rows: list[TaskRow]) -> tuple[list[Month], int]:
    """The tasks by the month in which they are due, and how many have no day."""
    once = {row.task.id: row for row in rows}.values()
    dated: dict[str, list[Thing]] = {}
    for row in once:
        if row.deadline and row.deadline.date:
            dated.setdefault(row.deadline.date[:7], []).append(row.task)
    count = sum(map(len, dated.values()))
    return [Month(month, dated[month]) for month in sorted(dated)], len(once) - count
