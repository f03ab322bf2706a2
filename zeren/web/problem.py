"""What a page says when there is no page."""

from __future__ import annotations

from zeren.errors import NotUnderstoodError, ZerenError
from zeren.render import Language
from zeren.web.records import Page
from zeren.web.words import say


class Problem(Page, frozen=True, kw_only=True):
    """What went wrong, what to do, and what may have been meant."""

    status: int
    message: str
    hint: str
    nearest: list[str]


def problem(error: Exception, status: int) -> Problem:
    """An error as a page tells it; of one that nobody foresaw, nothing but that it happened."""
    told = error if isinstance(error, ZerenError) else None
    return Problem(
        title={
            one.value: say("missing.title" if status == 404 else "missing.failed", one) for one in Language
        },
        status=status,
        message=told.message if told else "",
        hint=told.hint if told else "",
        nearest=list(told.nearest) if isinstance(told, NotUnderstoodError) else [],
    )
