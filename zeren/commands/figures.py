"""What a target says of its figure, in the words of a language."""

from __future__ import annotations

from typing import Any

from zeren.commands.session import Language
from zeren.commands.words import say
from zeren.ontology.figures import figure, number


def told(record: dict[str, Any], language: Language | None) -> dict[str, str]:
    """What a target's record says of its figure, in words: measure, figure, baseline."""
    return {
        "measure": say(f"measure-{record['measure']}", language),
        "figure": figure(record["comparator"], record["value"], record["value_max"], record["unit"]),
        "baseline": number(record["baseline"]),
    }
