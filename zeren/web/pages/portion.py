"""The part of a long listing that a page shows, and the order of its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

ROWS = 100
"""Rows of a page: a browser lays out all of them before it shows the first."""

T = TypeVar("T")


class Portion(msgspec.Struct, frozen=True):
    """Which rows are shown, `first` to `last` (from 1 on) of `count`, and on which of how many pages."""

    page: int
    pages: int
    first: int
    last: int
    count: int


def portion(rows: Sequence[T], page: int, size: int = ROWS) -> tuple[Portion, list[T]]:
    """A page of some rows, `size` of them; one that is too small or too large is the first or the last."""
    pages = max(1, -(-len(rows) // size))
    at = min(max(page, 1), pages)
    first = (at - 1) * size
    shown = list(rows[first : first + size])
    return Portion(at, pages, first + 1 if shown else 0, first + len(shown), len(rows)), shown


def ordered(rows: Sequence[T], sort: str, keys: Mapping[str, Callable[[T], Any]]) -> list[T]:
    """The rows by the key that `sort` names, `-` before it for the largest first; as they are without one."""
    if not sort:
        return list(rows)
    return sorted(rows, key=keys[sort.removeprefix("-")], reverse=sort.startswith("-"))
