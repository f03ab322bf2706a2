"""Questions to what is published: in a person's words, or by their name in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from threading import Thread
from typing import TYPE_CHECKING

from zeren.errors import UsageError, ZerenError

if TYPE_CHECKING:
    from zeren.graph.store import Snapshot
    from zeren.queries.answer import Answer
    from zeren.queries.ask.resolve import Wanted
    from zeren.queries.catalog import Language

UNITS = ("unit", "unit2", "units")
"""The slots of units: a question that takes several has them in this order."""

_FIGURES = ("annex", "amount")
"""The slots of words that may be a number."""


def ask(graph: Snapshot, words: str, language: Language | None = None) -> Answer:
    """The answer to a question in a person's words; errors as `Workspace.ask`."""
    _known(language)
    if not isinstance(words, str):
        raise UsageError(f"a question is text, not {words!r}")
    opened = _opening(graph)
    from zeren.queries import index
    from zeren.queries.ask.reply import reply
    from zeren.queries.ask.understand import understand

    index.load()
    opened.join()
    return reply(graph, understand(graph, words, language), words)


def query(graph: Snapshot, name: str, given: Mapping[str, object], language: Language = "zh") -> Answer:
    """The answer to a question of the catalogue; errors as `Workspace.query`."""
    _known(language)
    from zeren.queries import catalog
    from zeren.queries.answer import answer
    from zeren.queries.ask.describe import describe
    from zeren.queries.ask.resolve import resolve

    question = catalog.get(name)
    found = resolve(graph, question, wanted(given), language)
    return answer(graph, question, found, text=describe(graph, question, found, language), language=language)


def _known(language: str | None) -> None:
    if language not in ("zh", "en", None):
        raise UsageError(f"answers are in zh or en, not in {language}")


def wanted(given: Mapping[str, object]) -> Wanted:
    """What a question is asked about, of words by slot; a slot without words is none.

    Raises:
        UsageError: there is no such slot, or it takes something else.
    """
    from zeren.queries.ask import resolve

    given = {slot: value for slot, value in given.items() if value not in (None, "", [], ())}
    if unknown := given.keys() - {*UNITS, *resolve.SLOTS, "role", "top", "fewest"}:
        raise UsageError(
            f"no question has a parameter {', '.join(sorted(unknown))}",
            f"the parameters: {', '.join(('unit', *resolve.SLOTS, 'role', 'top', 'fewest'))}",
        )
    return resolve.Wanted(
        units=tuple(unit for slot in UNITS for unit in _several(given, slot)),
        names={slot: _words(slot, given[slot]) for slot in resolve.SLOTS if slot in given},
        role=_words("role", given["role"]) if "role" in given else None,
        top=_number("top", given["top"]) if "top" in given else None,
        fewest=given.get("fewest") is True,
    )


def _several(given: Mapping[str, object], slot: str) -> list[str]:
    value = given.get(slot, ())
    return [_words(slot, each) for each in (value if isinstance(value, list | tuple) else [value])]


def _words(slot: str, value: object) -> str:
    if slot == "date" and isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    if slot in _FIGURES and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise UsageError(f"{slot} takes words, not {value!r}")
    return value


def _number(slot: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise UsageError(f"{slot} takes a number from 1, not {value!r}")
    return value


def _opening(graph: Snapshot) -> Thread:
    """The store being opened in the background, while what understands questions is loaded."""

    def store() -> None:
        with suppress(ZerenError):  # the first query meets it again, and can say so
            _ = graph.store

    thread = Thread(target=store)
    thread.start()
    return thread
