"""Targets in words: 新增公办学位600个以上, 研发经费投入增长12%; each plan sets one figure for a quantity."""

from __future__ import annotations

import random

from benchmarks.corpus.page import Page
from benchmarks.corpus.words import Figure, Theme

_AT_LEAST, _AT_MOST, _ABOUT, _EXACTLY = ">=", "<=", "~", "="
_TAILS = (("以上", _AT_LEAST), ("以上", _AT_LEAST), ("", _EXACTLY), ("", _EXACTLY), ("左右", _ABOUT))
_REACHES = (
    ("达到{}", _EXACTLY), ("达到{}以上", _AT_LEAST), ("不低于{}", _AT_LEAST), ("稳定在{}以上", _AT_LEAST),
    ("达到{}左右", _ABOUT),
)  # fmt: skip
_STAYS = (("控制在{}以内", _AT_MOST), ("不超过{}", _AT_MOST), ("控制在{}以下", _AT_MOST))
_FALLS = ("不良", "失业率", "受害率", "漏损率", "压降")
_COUNTED = ("新增", "新建", "改造", "建设", "建成", "培育", "打造", "引进")
_MONEY = ("万元", "亿元", "万美元")
_CONFLICT = 0.02
"""How often a plan contradicts itself, as plans do."""

Form = tuple[str, str, float, str]
"""Measure, comparator, value, unit."""


class Figures:
    """The targets of one plan: a quantity that is named twice has the same figure.

    Args:
        dice: of the plan.
        page: where the targets are written.
        year: the year that they are for.
    """

    def __init__(self, dice: random.Random, page: Page, year: int) -> None:
        self._dice, self._page, self._year = dice, page, year
        self._set: dict[str, tuple[str, Form]] = {}
        self._growths: dict[int, list[str]] = {}
        self._given: dict[int, list[Figure | str]] = {}

    def write(self, theme: Theme) -> None:
        """Write a target of a theme; all quantities have had one before any gets its second."""
        left = self._given.setdefault(id(theme), [])
        if not left:
            left += [*theme.figures, *theme.growths]
            self._dice.shuffle(left)
        self._write(left.pop())

    def write_growth(self, theme: Theme) -> None:
        """Write the growth of a quantity of a theme; those that are left go first."""
        left = self._growths.setdefault(id(theme), [])
        if not left:
            left += self._dice.sample(theme.growths, len(theme.growths))
        self._write(left.pop())

    def _write(self, figure: Figure | str) -> None:
        key = figure if isinstance(figure, str) else f"{figure.form} {figure.name}"
        if key not in self._set or self._dice.random() < _CONFLICT:
            self._set[key] = self._growth(figure) if isinstance(figure, str) else self._figure(figure)
        words, form = self._set[key]
        self._page.indicator(figure if isinstance(figure, str) else figure.name, form, self._year, words)

    def _growth(self, name: str) -> tuple[str, Form]:
        value = self._dice.randint(6, 44) / 2
        tail, comparator = self._dice.choice(_TAILS)
        return f"{name}增长{value:g}%{tail}", ("growth", comparator, value, "%")

    def _figure(self, figure: Figure) -> tuple[str, Form]:
        value = self._value(figure)
        amount = f"{value:g}{figure.unit}"
        if figure.form == "count":
            tail, comparator = self._dice.choice(_TAILS)
            form = "money" if figure.unit in _MONEY else "count", comparator, value, figure.unit
            verb = next((verb for verb in _COUNTED if figure.name.startswith(verb)), None)
            if verb and figure.unit == "个" and self._dice.random() < 0.3:
                return f"{verb}{amount}{figure.name.removeprefix(verb)}", (
                    "count",
                    _EXACTLY,
                    value,
                    figure.unit,
                )
            return f"{figure.name}{amount}{tail}", form
        if figure.form == "limit":
            return f"{figure.name}压缩至{amount}以内", ("time-limit", _AT_MOST, value, figure.unit)
        falls = any(word in figure.name for word in _FALLS)
        reach, comparator = self._dice.choice(_STAYS if falls else _REACHES)
        if value == 100:
            reach, comparator = "达到{}", _EXACTLY
        return figure.name + reach.format(amount), (figure.form, comparator, value, figure.unit)

    def _value(self, figure: Figure) -> float:
        if figure.decimals:
            return round(self._dice.uniform(figure.low, figure.high), figure.decimals)
        value = self._dice.randint(int(figure.low), int(figure.high))
        step = 100 if value >= 2000 else 10 if value >= 100 else 1
        return value // step * step
