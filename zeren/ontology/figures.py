"""A target's figure as people read it."""

from __future__ import annotations

from typing import Any

_SIGNS = {">=": "≥", "<=": "≤", "=": "", "~": "≈"}


def figure(comparator: Any, value: Any, value_max: Any, unit: Any) -> str:
    """The figure of a target in one word: ≥7.5%, 32亿元, ≈3个, 15–20%."""
    if value_max is not None:
        return f"{number(value)}–{number(value_max)}{unit or ''}"
    return f"{_SIGNS.get(comparator, '')}{number(value)}{unit or ''}"


def number(value: Any) -> str:
    """A number without an empty fraction: 8 for 8.0; nothing for none."""
    return "" if value is None else f"{value:.10g}"
