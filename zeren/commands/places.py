"""Where the quotes of a listing stood in the file: page, cell or paragraph, told alike by every command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from zeren.commands.session import Language
from zeren.ontology.locators import beside, told
from zeren.render import Column

if TYPE_CHECKING:
    from zeren.queries.catalog import Language as Reader

AT = Column("at", "位置", "place")


def spoken(language: Language | None) -> Reader:
    """The language in which places are told: Chinese unless English is asked for."""
    return "en" if language is Language.EN else "zh"


def with_places(
    rows: Sequence[dict[str, Any]], columns: Sequence[Column], language: Language | None
) -> tuple[list[dict[str, Any]], Sequence[Column]]:
    """Rows with their places in words, and the columns with one for them behind that of the quotes.

    Without quotes, or where all documents came as plain text, the columns stay as they are.

    Args:
        rows: values by column; `at` is where the quote stood, as evidence has it.
        columns: of the listing.
        language: the language of the places.
    """
    keys = [column.key for column in columns]
    if "quote" not in keys or not any(row.get("at") for row in rows):
        return [*rows], columns
    behind = keys.index("quote") + 1
    shown = [{**row, "at": told(row["at"], spoken(language)) if row.get("at") else ""} for row in rows]
    return shown, (*columns[:behind], AT, *columns[behind:])


def span(place: Mapping[str, Any], language: Language | None) -> str:
    """The characters of a place, behind its page or cell: 第14页 288–330."""
    return beside(f"{place['start']}–{place['end']}", place.get("at"), spoken(language))
