"""What a page says when there is no page."""

from __future__ import annotations

import logging

from zeren.errors import NotUnderstoodError, ServerError, UsageError, WorkspaceError, ZerenError
from zeren.render import Language
from zeren.web.records import Page
from zeren.web.words import say

_LOG = logging.getLogger(__name__)


class AddressError(UsageError):
    """What an address asks for cannot be had, told in both languages.

    Args:
        key: the string that says why, of `strings.toml`.
        values: what it takes.
    """

    def __init__(self, key: str, *values: object) -> None:
        self.said = {one.value: say(key, one, *values) for one in Language}
        super().__init__(self.said["en"])


class Problem(Page, frozen=True, kw_only=True):
    """What went wrong, in both languages, what to do, and what may have been meant."""

    status: int
    message: dict[str, str]
    hint: str
    nearest: list[str]


def problem(error: Exception, status: int) -> Problem:
    """An error as a page tells it; of one that nobody foresaw, nothing but that it happened.

    What is wrong with the workspace names files of this machine: that is for whoever runs the server.
    """
    told = error if isinstance(error, ZerenError) else None
    title = {404: "missing.title", 503: "missing.later"}.get(status, "missing.failed")
    return Problem(
        title={one.value: say(title, one) for one in Language},
        status=status,
        message=_said(told) if told else {one.value: "" for one in Language},
        hint=told.hint if told and not isinstance(told, ServerError) else "",
        nearest=list(told.nearest) if isinstance(told, NotUnderstoodError) else [],
    )


def log(error: WorkspaceError) -> None:
    """Tell whoever runs the server what is wrong with the workspace: no answer may name its files."""
    _LOG.error("error: %s%s", error.message, f"\nhint: {error.hint}" if error.hint else "")


def unusable(error: WorkspaceError, language: Language) -> str:
    """That the workspace cannot be used, for who asks over the network."""
    return say("missing.server" if isinstance(error, ServerError) else "missing.workspace", language)


def _said(error: ZerenError) -> dict[str, str]:
    if isinstance(error, AddressError):
        return error.said
    if isinstance(error, WorkspaceError):
        return {one.value: unusable(error, one) for one in Language}
    unknown = isinstance(error, NotUnderstoodError)
    return {"zh": say("missing.unknown", Language.ZH) if unknown else error.message, "en": error.message}
