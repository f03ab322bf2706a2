"""The year that a title names."""

from __future__ import annotations

import re

_YEAR = re.compile(r"(20\d\d)年")


def only_year(title: str) -> int | None:
    """The year that a title names; None where it names none or several."""
    named = set(_YEAR.findall(title))
    return int(named.pop()) if len(named) == 1 else None
