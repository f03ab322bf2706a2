"""Who is tied to whom: units by the tasks that they share, units to tasks, units to working groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

import msgspec

from zeren.graph import merge
from zeren.graph.network import campaign_key, theme_of
from zeren.ontology.facts import ROLES, DocumentFacts, Role, Task

View = Literal["units", "tasks", "groups"]
"""What is tied: units that share tasks, units and their tasks, units and their working groups."""

Kind = Literal["unit", "task", "group", "county"]


class Choice(msgspec.Struct, frozen=True):
    """Which ties are wanted.

    Attributes:
        view: what is tied to what.
        role: between units, of tasks in which one of the two has this role; to a task, in this role.
        campaign: of work that serves this campaign (with or without 打好 before it); empty for all.
        minimum: the least number of shared tasks between two units.
        unit: the id of the unit whose neighbourhood is wanted; empty for the whole.
    """

    view: View = "units"
    role: Role | None = None
    campaign: str = ""
    minimum: int = 1
    unit: str = ""


class Node(NamedTuple):
    """A unit, a task or a group.

    Attributes:
        id: of the facts.
        kind: what it is.
        name: what it is called.
        load: the tasks (groups) that a unit carries, the units of a task or a group.
        strength: the weights of all its ties together.
    """

    id: str
    kind: Kind
    name: str
    load: int
    strength: int


class Edge(NamedTuple):
    """A tie between two nodes, by their turns: how many tasks they share; the role where it is one."""

    a: int
    b: int
    weight: int
    tie: str


class Net(NamedTuple):
    """Nodes, the strongest first, and their ties, the strongest first."""

    nodes: list[Node]
    edges: list[Edge]


Ties = dict[tuple[str, str], tuple[int, str]]
"""The weight and the role of each pair; a task or a group is the second of its pair."""

Known = dict[str, tuple[Kind, str, int]]
"""The kind, the name and the load of each node."""


def project(documents: Sequence[DocumentFacts], choice: Choice) -> Net:
    """The ties that the documents of a county write down, the same for the documents in any order.

    With a least number of shared tasks, units that are left without a tie are left out.
    """
    ordered = sorted(documents, key=lambda facts: facts.document.id)
    names = {unit.id: unit.name for unit in merge.units(u for facts in ordered for u in facts.units)}
    ties, known = _VIEWS[choice.view](ordered, choice, names)
    if choice.minimum > 1 and choice.view == "units":
        ties = {pair: tie for pair, tie in ties.items() if tie[0] >= choice.minimum}
        tied = {key for pair in ties for key in pair}
        known = {key: what for key, what in known.items() if key in tied}
    if choice.unit:
        ties, known = _around(ties, known, choice)
    return _net(ties, known)


def campaigns(documents: Iterable[DocumentFacts]) -> list[str]:
    """What the work of some documents serves, as `Choice.campaign` takes it, each once, as it comes."""
    found: dict[str, None] = {}
    for facts in documents:
        for task in facts.tasks:
            found.setdefault(campaign_key(theme_of(facts.document, task.annex, None, task.path)))
    return list(found)


def tasks_of(documents: Iterable[DocumentFacts], choice: Choice) -> Iterator[tuple[DocumentFacts, Task]]:
    """The tasks that a choice takes, each with the facts of its document."""
    wanted = campaign_key(choice.campaign)
    for facts in documents:
        for task in facts.tasks:
            theme = theme_of(facts.document, task.annex, None, task.path)
            if not wanted or campaign_key(theme) == wanted:
                yield facts, task


def _shared(documents: Sequence[DocumentFacts], choice: Choice, names: dict[str, str]) -> tuple[Ties, Known]:
    """Units by the tasks that they share."""
    pairs: Counter[tuple[str, str]] = Counter()
    counts: Counter[str] = Counter()
    called = dict(names)
    for _, task in tasks_of(documents, choice):
        units = _carrying(task, called)
        having = {unit for unit, roles in units.items() if choice.role is None or choice.role in roles}
        if having:
            counts.update({unit: int(unit in having) for unit in units})
        pairs.update(
            pair for pair in combinations(sorted(units), 2) if pair[0] in having or pair[1] in having
        )
    known: Known = {unit: ("unit", called[unit], counts[unit]) for unit in sorted(counts)}
    return {pair: (weight, "") for pair, weight in pairs.items()}, known


def _carried(documents: Sequence[DocumentFacts], choice: Choice, names: dict[str, str]) -> tuple[Ties, Known]:
    """Units and the tasks that they carry."""
    ties: Ties = {}
    known: Known = {}
    called = dict(names)
    for _, task in tasks_of(documents, choice):
        units = {
            unit: [role for role in roles if choice.role in (None, role)]
            for unit, roles in _carrying(task, called).items()
        }
        own: Ties = {(unit, task.id): (1, roles[0]) for unit, roles in units.items() if roles}
        if own:
            known[task.id] = ("task", _line(task.title), len(own))
        ties |= own
    counts = Counter(unit for unit, _ in ties)
    return ties, {**{unit: ("unit", called[unit], counts[unit]) for unit in sorted(counts)}, **known}


def _grouped(documents: Sequence[DocumentFacts], choice: Choice, names: dict[str, str]) -> tuple[Ties, Known]:
    """Units and the working groups that they sit in; a group's office is told from its members."""
    ties: Ties = {}
    known: Known = {}
    called = dict(names)
    wanted = campaign_key(choice.campaign)
    for facts in documents:
        for group in facts.groups:
            theme = theme_of(facts.document, group.annex, group.campaign, [])
            if wanted and campaign_key(theme) != wanted:
                continue
            parts = [(m, "member") for m in group.members]
            parts += [(m, "office") for m in [group.office] if m]
            own: Ties = {}
            for mention, part in parts:
                called.setdefault(mention.unit, mention.mention)
                own[mention.unit, group.id] = (1, part)
            known[group.id] = ("group", _line(group.name), len(own))
            ties |= own
    counts = Counter(unit for unit, _ in ties)
    return ties, {**{unit: ("unit", called[unit], counts[unit]) for unit in sorted(counts)}, **known}


_VIEWS = {"units": _shared, "tasks": _carried, "groups": _grouped}


def _carrying(task: Task, called: dict[str, str]) -> dict[str, list[Role]]:
    """The units of a task with their roles, the strongest first; units without a record get their words."""
    units: dict[str, list[Role]] = {}
    for role, mention in task.mentions():
        called.setdefault(mention.unit, mention.mention)
        units.setdefault(mention.unit, []).append(role)
    return {unit: sorted(set(roles), key=ROLES.index) for unit, roles in units.items()}


def _around(ties: Ties, known: Known, choice: Choice) -> tuple[Ties, Known]:
    """A unit, what it is tied to, and the ties among these; past its tasks and groups, their other units."""
    near = {choice.unit} | {key for pair in ties for key in pair if choice.unit in pair}
    if choice.view != "units":
        near |= {unit for unit, work in ties if work in near}
        first = {work for unit, work in ties if unit == choice.unit}
        kept = {pair: tie for pair, tie in ties.items() if pair[1] in first}
    else:
        kept = {pair: tie for pair, tie in ties.items() if pair[0] in near and pair[1] in near}
    return kept, {key: what for key, what in known.items() if key in near}


def _net(ties: Ties, known: Known) -> Net:
    strength: Counter[str] = Counter()
    for (a, b), (weight, _) in ties.items():
        strength[a] += weight
        strength[b] += weight
    ranked = sorted(known, key=lambda key: (-strength[key], -known[key][2], key))
    turn = {key: number for number, key in enumerate(ranked)}
    nodes = [Node(key, *known[key], strength[key]) for key in ranked]
    edges = [
        Edge(min(turn[a], turn[b]), max(turn[a], turn[b]), weight, tie)
        for (a, b), (weight, tie) in ties.items()
    ]
    return Net(nodes, sorted(edges, key=lambda edge: (-edge.weight, edge.a, edge.b)))


def _line(text: str) -> str:
    return " ".join(text.split())
