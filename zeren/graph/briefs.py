"""Tasks in brief: what a listing shows beside them, read from the facts of their document.

A store would have to look each of these up in its index, one property at a time; the facts have
them in one line a task.
"""

from __future__ import annotations

import msgspec

from zeren.ontology.facts import Deadline, Role


class Named(msgspec.Struct, frozen=True, gc=False):
    """A unit named in a task: its id and the place of the words."""

    unit: str
    start: int
    end: int


class Brief(msgspec.Struct, frozen=True, gc=False):
    """A task without its words: where it stands in the plan, who takes part in which role, by when.

    `units` are ids by role, each once, in the order of the text; `named` are all mentions of units by role,
    `leaders` the words for the persons who answer for it.
    """

    document: str
    annex: str
    path: list[str]
    units: dict[Role, list[str]]
    named: dict[Role, list[Named]]
    others: bool
    deadline: Deadline | None
    leaders: list[str] = []


class _Person(msgspec.Struct, frozen=True):
    mention: str


class _Task(msgspec.Struct, frozen=True):
    id: str
    document: str
    annex: str
    path: list[str]
    lead: list[Named]
    responsible: list[Named]
    support: list[Named]
    guide: list[Named]
    others: bool
    deadline: Deadline | None
    leaders: list[_Person] = []

    def brief(self) -> Brief:
        units: dict[Role, list[Named]] = {
            "lead": self.lead,
            "responsible": self.responsible,
            "support": self.support,
            "guide": self.guide,
        }
        return Brief(
            document=self.document,
            annex=self.annex,
            path=self.path,
            units={role: _ids(named) for role, named in units.items()},
            named=units,
            others=self.others,
            deadline=self.deadline,
            leaders=[person.mention for person in self.leaders],
        )


def _ids(named: list[Named]) -> list[str]:
    return list(dict.fromkeys(one.unit for one in sorted(named, key=lambda one: (one.start, one.end))))


class _Annex(msgspec.Struct, frozen=True):
    label: str
    campaign: str | None


class _Document(msgspec.Struct, frozen=True):
    annexes: list[_Annex] = []


class Plan(msgspec.Struct, frozen=True):
    """One document's tasks in brief, by id, and the campaign of each annex, by the annex's label."""

    campaigns: dict[str, str | None]
    tasks: dict[str, Brief]


_TASK = b'{"record":"task",'
_TASKS, _DOCUMENTS = msgspec.json.Decoder(_Task), msgspec.json.Decoder(_Document)


def read(facts: bytes) -> Plan:
    """The plan whose facts these are, as `zeren.ontology.facts.encode` writes them: its own record first.

    Raises:
        msgspec.DecodeError: a line is no JSON, or lacks something (msgspec.ValidationError).
    """
    lines = facts.splitlines()
    annexes = _DOCUMENTS.decode(lines[0] if lines else b"").annexes
    tasks = (_TASKS.decode(line) for line in lines if line.startswith(_TASK))
    return Plan({annex.label: annex.campaign for annex in annexes}, {task.id: task.brief() for task in tasks})
