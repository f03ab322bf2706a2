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

    `campaign` is that of its annex. `units` are ids by role, each once, in the order of the text; `named`
    are all mentions of units by role, `leaders` the words for the persons who answer for it.
    """

    document: str
    annex: str
    campaign: str | None
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

    def brief(self, campaigns: dict[str, str | None]) -> Brief:
        units: dict[Role, list[Named]] = {
            "lead": self.lead,
            "responsible": self.responsible,
            "support": self.support,
            "guide": self.guide,
        }
        return Brief(
            document=self.document,
            annex=self.annex,
            campaign=campaigns.get(self.annex),
            path=self.path,
            units={role: _ids(named) for role, named in units.items()},
            named=units,
            others=self.others,
            deadline=self.deadline,
            leaders=[person.mention for person in self.leaders],
        )


def _ids(named: list[Named]) -> list[str]:
    if len(named) < 2:
        return [one.unit for one in named]
    return list(dict.fromkeys([one.unit for one in sorted(named, key=lambda one: (one.start, one.end))]))


class _Annex(msgspec.Struct, frozen=True):
    label: str
    campaign: str | None


class _Document(msgspec.Struct, frozen=True):
    annexes: list[_Annex] = []


_TASK = b'\n{"record":"task","id":'
_TASKS, _DOCUMENTS = msgspec.json.Decoder(_Task), msgspec.json.Decoder(_Document)


class Plan:
    """One document's tasks, each read when it is first asked for: a listing shows few of most plans.

    Args:
        facts: as `zeren.ontology.facts.encode` writes them, the document's own record first.

    Raises:
        msgspec.DecodeError: a line is no JSON, or lacks something (msgspec.ValidationError).
    """

    def __init__(self, facts: bytes) -> None:
        annexes = _DOCUMENTS.decode(facts[: facts.find(b"\n")]).annexes
        self._campaigns = {annex.label: annex.campaign for annex in annexes}
        self._facts = facts
        self._at = 0
        self._briefs: dict[str, Brief] = {}

    def task(self, task: str) -> Brief | None:
        """The task with this id; None where the plan has none, msgspec.DecodeError as the plan's."""
        if task not in self._briefs:
            words = _TASK + msgspec.json.encode(task)
            # Tasks are mostly asked for in their order.
            at = self._facts.find(words, self._at)
            if at < 0 and (at := self._facts.find(words)) < 0:
                return None
            self._at = at
            line = self._facts[at + 1 : self._facts.find(b"\n", at + 1)]
            self._briefs[task] = _TASKS.decode(line).brief(self._campaigns)
        return self._briefs[task]
