"""Sentences out of the frames, with the words of a theme and of the plan's own places."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from benchmarks.corpus import words
from benchmarks.corpus.figures import Figures
from benchmarks.corpus.page import Page
from benchmarks.corpus.places import County, Local
from benchmarks.corpus.words import Rules, Template, Theme

_UPPER = ("实施方案", "行动计划", "若干措施", "实施意见", "工作要点", "三年行动方案", "总体方案")
_NATIONAL = ("指导意见", "若干意见", "行动方案", "若干措施")


class Speech:
    """What writes the sentences of one plan.

    Args:
        dice: of the plan.
        page: where the sentences are written.
        county: the plan's.
        own: its places, produce and firms.
        year: the year of the plan.
    """

    def __init__(self, dice: random.Random, page: Page, county: County, own: Local, year: int) -> None:
        self._dice, self._random, self._page = dice, dice.random, page
        self._county, self._year = county, year
        self.figures = Figures(dice, page, year)
        self._own: Rules = {
            name: tuple(((False, word),) for word in lists) for name, lists in own.lists.items()
        }
        self._shared = words.frames() | self._own
        self._rules = self._shared
        self._theme = next(iter(words.themes().values()))
        self._last: dict[str, int] = {}
        self._projects: list[str] = []
        self._special: dict[str, Callable[[], object]] = {
            "figure": lambda: self.figures.write(self._theme),
            "project": lambda: page.project(self._project()),
            "citation": self._citation,
        }

    def about(self, theme: Theme) -> None:
        """From now on, sentences are about a theme."""
        self._theme = theme
        self._rules = self._shared | theme.rules

    def say(self, name: str, item: str = "") -> None:
        """Write a frame of a list, filled in; `item` stands for {item}."""
        if name == "item":
            self._page.write(item)
        elif name in self._special:
            self._special[name]()
        else:
            for is_slot, part in self.choose(name):
                if is_slot:
                    self.say(part, item)
                else:
                    self._page.write(part if part != item else self._another(name, item))

    def _another(self, name: str, item: str) -> str:
        """A word of a list that is not the item."""
        found = self.word(name)
        return found if found != item else self.word(name)

    def say_open(self, name: str, item: str = "") -> None:
        """Write a sentence without its stop."""
        *parts, (_, end) = self.choose(name)
        for is_slot, part in (*parts, (False, end.removesuffix("。"))):
            if is_slot:
                self.say(part, item)
            else:
                self._page.write(part)

    def choose(self, name: str) -> Template:
        """A frame of a list, never the same twice in a row."""
        frames = self._rules[name]
        at = int(self._random() * len(frames))
        if at == self._last.get(name) and len(frames) > 1:
            at = (at + 1) % len(frames)
        self._last[name] = at
        return frames[at]

    def word(self, name: str) -> str:
        """A word of a list of plain words."""
        return "".join(part for _, part in self.choose(name))

    def say_all(self, names: Iterable[str], item: str = "") -> None:
        """Write a frame of each of several lists."""
        for name in names:
            self.say(name, item)

    def _project(self) -> str:
        """A new project of the theme, or one that the plan has named."""
        if self._projects and self._random() < 0.12:
            return self._dice.choice(self._projects)
        name = self.word("named_after") + self._dice.choice(self._theme.projects)
        self._projects.append(name)
        return name

    def _citation(self) -> None:
        theme, year = self._theme.names[0], self._year - (self._random() < 0.3)
        county, roll = self._county, self._random()
        letter = words.data("places")["provinces"][county.province]
        if roll < 0.2:
            title, number = f"《国务院办公厅关于{theme}工作的{self._dice.choice(_NATIONAL)}》", "国办发"
        else:
            from_city = county.city is not None and roll < 0.6
            place = county.city if county.city and from_city else county.province
            kind = self._dice.choice(_UPPER)
            title = (
                f"《{place}人民政府办公{'室' if from_city else '厅'}关于印发〈{place}{theme}{kind}〉的通知》"
            )
            number = f"{place[0] if from_city else letter}政办发"
        self._page.citation(title, f"{number}〔{year}〕{self._dice.randint(1, 90)}号")
