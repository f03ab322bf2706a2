"""Who does what, in the wordings of a style: the words go to the page, the units into a record."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from benchmarks.corpus import words
from benchmarks.corpus.offices import Offices
from benchmarks.corpus.page import Page
from benchmarks.corpus.truth import TaskTruth
from benchmarks.corpus.words import Template, Theme

_HELPERS = (1, 1, 2, 2, 2, 3, 3, 4, 5, 7)
_COLLECTIVE = ("unnamed", "towns", "helping_towns", "members")
_HELPING = ("helping_towns", "members")
_SLIP = 0.03
"""How often a clause has a slip of the pen: a bracket of the other width, a comma between units, a space."""


@dataclass
class Roles:
    """The units of one task by their roles, as they are written."""

    lead: list[str] = field(default_factory=list)
    responsible: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    guide: list[str] = field(default_factory=list)
    others: bool = False
    deadline: str | None = None
    category: str | None = None

    def record(self, name: str, kind: str, annex: str, title: str, place: tuple[int, int, str]) -> TaskTruth:
        """The record of these units at a place (start, end, words)."""
        start, end, clause = place
        return TaskTruth(
            name, kind, annex, title, clause, start, end,
            self.lead, self.responsible, self.support, self.guide, self.others, self.deadline, self.category,
        )  # fmt: skip


class Assigner:
    """What writes clauses and cells of units.

    Args:
        dice: of the plan.
        page: where they are written.
        offices: the county's.
        year: the year of the plan.
    """

    def __init__(self, dice: random.Random, page: Page, offices: Offices, year: int) -> None:
        self._dice, self._page, self.offices, self._year = dice, page, offices, year
        self._half_width = dice.random() < 0.2

    def clause(self, style: str, theme: Theme) -> Roles:
        """Write a clause in a style of `clauses.toml`."""
        frames = words.clauses()[style]
        frame = self._dice.choice(frames)
        while self.offices.guide() is None and (True, "guide") in frame:
            frame = self._dice.choice(frames)
        return self._fill(frame, theme)

    def _fill(self, frame: Template, theme: Theme) -> Roles:
        taken: set[str] = set()
        roles = Roles()
        slip = self._dice.random() < _SLIP
        for is_slot, part in frame:
            if not is_slot:
                roles.others = roles.others or "等" in part
                self._page.write(self._brackets(part, slip))
            elif part == "level":
                self._page.write(self.offices.letter)
            elif part == "due":
                roles.deadline = self.due()
                self._page.write(roles.deadline)
            elif part in _COLLECTIVE:
                self._collective(part, roles)
            elif part == "guide":
                roles.guide.append(self.offices.guide() or "")
                self._page.write(roles.guide[-1])
            else:
                self._page.write(self.listed(self._named(part, theme, roles, taken)))
        return roles

    def _named(self, role: str, theme: Theme, roles: Roles, taken: set[str]) -> list[str]:
        """Units of a role, taken from those that lead or help in a theme."""
        if role == "lead":
            found = self.leads(theme, 1, taken)
        else:
            found = self.helpers(theme, taken, first=role == "responsible" and not roles.lead)
        getattr(roles, role).extend(found)
        return found

    def _collective(self, part: str, roles: Roles) -> None:
        if part == "unnamed":
            name = self.offices.unnamed()
        else:
            name = self.offices.members() if part == "members" else self.offices.towns()
        (roles.support if part in _HELPING else roles.responsible).append(name)
        roles.others = roles.others or part in ("unnamed", "members")
        self._page.write(name)

    def leads(self, theme: Theme, number: int, taken: set[str]) -> list[str]:
        """So many units that lead in a theme."""
        return self.offices.several(theme.leads, number, taken)

    def helpers(self, theme: Theme, taken: set[str], first: bool = False) -> list[str]:
        """Some units that help in a theme; with one that leads in it before them where nobody else leads."""
        found = self.leads(theme, 1, taken) if first else []
        found += self.offices.several(theme.helps, self._dice.choice(_HELPERS), taken)
        return found + self.offices.further(taken)

    def listed(self, names: list[str]) -> str:
        """Names in a row; in a long one at times a comma, as plans have it."""
        words_ = "、".join(names)
        if len(names) > 3 and self._dice.random() < _SLIP:
            head, _, tail = words_.rpartition("、")
            return f"{head}，{tail}"
        return words_

    def due(self) -> str:
        """A deadline with its year."""
        return f"{self._year}年{self._dice.choice((6, 9, 10, 11, 12, 12, 12))}月底前"

    def _brackets(self, words_: str, slip: bool) -> str:
        if slip:
            return words_.replace("）", ")").replace("牵头，", "牵头， ")
        return words_.replace("（", "(").replace("）", ")") if self._half_width else words_
