"""The rows that are right for an expectation of the fixtures: their ids, or for a ranking each count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from tests.queries.truth import ROLES, Conditions, Truth, parsed
from zeren.ontology.facts import DocumentFacts, Group, Project, Target, Task

RANKED = ("top", "fewest", "all")
"""How the expectation of a ranking begins."""

Counts = dict[str, int]


def rows(truth: Truth, wanted: str) -> set[str]:
    """The ids of the rows that are right; of things without an id, their words."""
    kind, conditions = parsed(wanted)
    what, _, role = kind.partition(" ")
    answers: dict[str, Callable[[], Iterable[str]]] = {
        "tasks": lambda: (task.id for task in truth.tasks(conditions)),
        "units": lambda: truth.parts(conditions, role or "part"),
        "idle": lambda: _idle(truth, conditions),
        "targets": lambda: (target.id for target in truth.targets(conditions)),
        "projects": lambda: (project.id for project in truth.projects(conditions)),
        "groups": lambda: (group.id for group in truth.groups(conditions)),
        "members": lambda: (m.unit for group in truth.groups(conditions) for m in group.members),
        "office": lambda: (group.office.unit for group in truth.groups(conditions) if group.office),
        "conveners": lambda: (group.convener for group in truth.groups(conditions) if group.convener),
        "deputies": lambda: (deputy for group in truth.groups(conditions) for deputy in group.deputies),
        "leaders": lambda: (leader.person for task in truth.tasks(conditions) for leader in task.leaders),
        "citations": lambda: (citation.number for citation in truth.citations(conditions)),
        "titles": lambda: (citation.title or "" for citation in truth.citations(conditions)),
        "documents": lambda: (facts.document.id for facts in truth.within(conditions)),
        "citing": lambda: (f.document.id for f in truth.facts if role in {c.number for c in f.citations}),
        "counties": lambda: (facts.document.region or "" for facts in truth.facts),
        "campaigns": lambda: (name for facts in truth.facts for name in _campaigns(facts)),
        "categories": lambda: (name for task in truth.every_task for name in task.category),
        "findings": lambda: (finding.id for finding in truth.findings(conditions)),
        "functions": lambda: _functions(truth, role),
        "bodies": lambda: truth.units(role) & truth.parts(conditions, "part").keys(),
        "above-mean": lambda: _above_mean(truth, conditions, role or "part"),
        "only": lambda: _only(truth, conditions, role),
        "of-kind": lambda: _of_kind(truth, conditions, role),
        "idle-members": lambda: (
            {m.unit for group in truth.groups([]) for m in group.members}
            - truth.parts([], "lead").keys()
            - truth.collectives
        ),
        "unorganised": lambda: (
            {unit for unit in truth.parts([], "lead") if not _sits(truth, unit)} - truth.collectives
        ),
        "kinds": lambda: ("citation", "group", "project", "target", "task"),
        "about": lambda: _about(truth, conditions[0].removeprefix("in "), conditions[1]),
    }
    return set(answers[what]())


def _sits(truth: Truth, unit: str) -> bool:
    """Whether a unit, its bureau or an office within it is a member or the office of a group."""
    seats = (mention.unit for group in truth.groups([]) for _, mention in group.seats())
    return any(f"{unit}/".startswith(f"{seat}/") or f"{seat}/".startswith(f"{unit}/") for seat in seats)


def ranked(truth: Truth, wanted: str) -> tuple[Counts, int | None, bool]:
    """Of an expectation `top 3 units lead: …`: every count, how many rows, whether the fewest come first.

    `targets by campaign` counts the one for each of the other; `partners` are units beside the one
    that the conditions name, and `tasks part` have units as their count.
    """
    kind, conditions = parsed(wanted)
    order, *rest = kind.split()
    many = int(rest.pop(0)) if rest[0].isdigit() else None
    if rest[1] == "by":
        counts: Counts = Counter(by for _, by in set(_pairs(truth, rest[0], rest[2], conditions)) if by)
    elif rest[0] == "tasks":
        counts = {
            task.id: len({m.unit for role, m in task.mentions() if role in ROLES[rest[1]]})
            for task in truth.tasks(conditions)
        }
    else:
        named = [c.split(" ", 1)[1] for c in conditions if c.split(" ")[0] in ROLES and rest[0] == "partners"]
        aside = truth.collectives.union(*(truth.units(name) for name in named))
        counts = {u: n for u, n in truth.parts(conditions, rest[1]).items() if u not in aside}
    compared = next((c.split(" ")[1:] for c in conditions if c.startswith("count ")), None)
    if compared:
        holds = {">": int.__gt__, ">=": int.__ge__, "=": int.__eq__, "<": int.__lt__, "<=": int.__le__}
        counts = {key: count for key, count in counts.items() if holds[compared[0]](count, int(compared[1]))}
    if rest[1:] == ["by", "county"]:
        # A county that has none is the last.
        return {f.document.region or "": 0 for f in truth.facts} | counts, many, order == "fewest"
    return {key: count for key, count in counts.items() if count}, many, order == "fewest"


def _pairs(truth: Truth, what: str, by: str, conditions: Conditions) -> Iterator[tuple[str, str | None]]:
    """What is counted, each with what it is counted for."""
    answers: dict[str, Callable[[], Iterable[tuple[str, str | None]]]] = {
        "tasks": lambda: _tasks_by(truth, by, conditions),
        "targets": lambda: _held_by(truth, by, ((t.id, t.task) for t in truth.targets(conditions))),
        "projects": lambda: (
            [(p.id, p.kind) for p in truth.projects(conditions)]
            if by == "kind"
            else _held_by(truth, by, ((p.id, task) for p in truth.projects(conditions) for task in p.tasks))
        ),
        "findings": lambda: ((finding.id, finding.kind) for finding in truth.findings(conditions)),
        "groups": lambda: _groups_by(truth, by, conditions),
        "members": lambda: _members_by(truth, by, conditions),
        "documents": lambda: (
            (facts.document.id, citation.number)
            for facts in truth.within(conditions)
            for citation in facts.citations
        ),
    }
    yield from _by_county(truth, what, conditions) if by == "county" else answers[what]()


def _by_county(truth: Truth, what: str, conditions: Conditions) -> Iterator[tuple[str, str | None]]:
    """The things with the county whose plan has them."""
    region = {facts.document.id: facts.document.region for facts in truth.facts}
    things: dict[str, Callable[[Conditions], Iterable[Task | Target | Project | Group]]] = {
        "tasks": truth.tasks, "targets": truth.targets, "projects": truth.projects, "groups": truth.groups,
    }  # fmt: skip
    yield from ((thing.id, region[thing.document]) for thing in things[what](conditions))


def _held_by(
    truth: Truth, by: str, things: Iterable[tuple[str, str | None]]
) -> Iterator[tuple[str, str | None]]:
    """What stands in tasks, for each task, for its campaign, or for each unit that answers for it."""
    of_task = {task.id: task for task in truth.every_task}
    for thing, task in things:
        if task is None:
            continue
        if by == "unit":
            roles = [m.unit for role, m in of_task[task].mentions() if role in ROLES["answer"]]
            yield from ((thing, unit) for unit in roles if unit not in truth.collectives)
        else:
            yield thing, task if by == "task" else _campaign(truth, task)


def _groups_by(truth: Truth, by: str, conditions: Conditions) -> Iterator[tuple[str, str | None]]:
    for group in truth.groups(conditions):
        if by == "office":
            yield group.id, group.office.unit if group.office else None
        else:
            yield from ((group.id, m.unit) for m in group.members if m.unit not in truth.collectives)


def _members_by(truth: Truth, by: str, conditions: Conditions) -> Iterator[tuple[str, str | None]]:
    groups: dict[str, list[str]] = {}
    for group in truth.groups(conditions):
        for member in group.members:
            groups.setdefault(member.unit, []).append(group.id)
    for unit, own in groups.items():
        yield from ((unit, key) for key in (_together(own) if by == "pair" else own))


def _together(names: Iterable[str]) -> list[str]:
    """Every two of the names as one."""
    return ["+".join(two) for two in combinations(sorted(set(names)), 2)]


def _tasks_by(truth: Truth, by: str, conditions: Conditions) -> Iterator[tuple[str, str | None]]:
    named = next((c.partition(" ")[2] for c in conditions if c.startswith("part ")), None)
    for task in truth.tasks(conditions):
        if by == "pair":
            units = {m.unit for _, m in task.mentions()} - truth.collectives
            yield from ((task.id, two) for two in _together(units))
        elif by == "role":
            yield from (
                (f"{task.id}", role) for role, m in task.mentions() if m.unit in truth.units(named or "")
            )
        elif by == "parent":
            yield task.id, task.parent
        elif by == "month":
            yield task.id, task.deadline.date[:7] if task.deadline and task.deadline.date else None
        elif by == "campaign":
            yield task.id, _campaign(truth, task.id)
        else:
            yield task.id, task.annex if by == "annex" else task.document


def _campaign(truth: Truth, task_id: str) -> str | None:
    task = next(task for task in truth.every_task if task.id == task_id)
    region = next(f.document.region for f in truth.facts if f.document.id == task.document)
    name = truth.campaign(task)
    return name and f"{region}/campaign/{name}"


def _campaigns(facts: DocumentFacts) -> Iterator[str]:
    named = [annex.campaign for annex in facts.document.annexes]
    for name in (*named, *(group.campaign for group in facts.groups)):
        if name:
            yield f"{facts.document.region}/campaign/{name}"


def _idle(truth: Truth, conditions: Conditions) -> set[str]:
    return truth.parts(conditions, "part").keys() - truth.parts(conditions, "lead").keys() - truth.collectives


def _only(truth: Truth, conditions: Conditions, role: str) -> set[str]:
    """The units that have this role alone in all their tasks."""
    others = [
        truth.parts([], other).keys()
        for other in ("lead", "responsible", "support", "guide")
        if other != role
    ]
    return (truth.parts(conditions, role).keys() - truth.collectives).difference(*others)


def _of_kind(truth: Truth, conditions: Conditions, kind: str) -> set[str]:
    """The units of a kind that have a part in tasks, or that tasks mention."""
    mentioned = {
        one.mention.unit for facts in truth.within(conditions) for one in facts.mentioned if one.task
    }
    own = {unit.id for unit in truth.every_unit if unit.kind == kind}
    return own & (truth.parts(conditions, "part").keys() | mentioned)


def _above_mean(truth: Truth, conditions: Conditions, role: str) -> Iterator[str]:
    """The units with more tasks in a role than the mean of their county's that have it."""
    for facts in truth.within(conditions):
        counts = truth.parts([f"in {facts.document.region}"], role)
        own = {unit: count for unit, count in counts.items() if unit not in truth.collectives}
        yield from (unit for unit, count in own.items() if count > sum(own.values()) / len(own))


def _functions(truth: Truth, where: str) -> set[str]:
    """The functions of the units that have tasks: in `both` counties, or in the one that is named alone."""
    homes: dict[str, set[str]] = {}
    busy = truth.parts([], "part")
    for unit in truth.every_unit:
        if unit.function and unit.id in busy:
            homes.setdefault(unit.function, set()).add(unit.region or "")
    return {f for f, own in homes.items() if (len(own) > 1 if where == "both" else own == {where})}


def _about(truth: Truth, county: str, unit: str) -> Iterator[str]:
    """The tasks and the groups that a unit has a part in, and the tasks whose words mention it."""
    name = re.sub("^part ", "", unit)
    yield from (task.id for task in truth.tasks([f"in {county}", f"part {name}"]))
    yield from (group.id for group in truth.groups([f"in {county}", f"member {name}"]))
    yield from (group.id for group in truth.groups([f"in {county}", f"office {name}"]))
    own = truth.units(name)
    yield from (
        mentioned.task
        for facts in truth.within([f"in {county}"])
        for mentioned in facts.mentioned
        if mentioned.mention.unit in own and mentioned.task
    )
