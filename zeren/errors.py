"""Every failure that Zeren explains to a person, with its exit code.

One class a cause. The command line prints `message` and, under it, `hint`, on
standard error, and ends with `exit_code`; a library caller catches `ZerenError`.
"""

from __future__ import annotations

OK, FOUND, USAGE, NOT_UNDERSTOOD, UNREADABLE, WORKSPACE = range(6)


class ZerenError(Exception):
    """Something a person can mend.

    Args:
        message: what happened, and where.
        hint: what to do next; empty when there is nothing to add.
    """

    exit_code = USAGE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ZerenError):
    """An option or argument that cannot be used as it is given."""


class MissingLibraryError(UsageError):
    """A library that only this needs and that is not installed; the hint installs it."""


class NotUnderstoodError(ZerenError):
    """A name or a question that Zeren does not know.

    Args:
        message: what was not understood.
        hint: what to do next.
        nearest: names or questions that come closest, best first.
    """

    exit_code = NOT_UNDERSTOOD

    def __init__(self, message: str, hint: str = "", nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.nearest = nearest


class UnreadableError(ZerenError):
    """A document that cannot be read: what is wrong, and in which file."""

    exit_code = UNREADABLE


class NoPlanError(UnreadableError):
    """A document that can be read, and is no plan."""


class WorkspaceError(ZerenError):
    """A workspace that cannot be used: missing, in use, damaged, of another version."""

    exit_code = WORKSPACE


class ReadersGoneError(WorkspaceError):
    """What reads plans for an ingestion, beyond its own process, has gone; what was read is kept."""


class ServerError(WorkspaceError):
    """The server that holds a workspace's graph: not there, refusing, or with another graph."""


class QueryError(UsageError):
    """A SPARQL query that the engine refuses: the line, a caret and the reason."""


class RefusedQueryError(QueryError):
    """A SPARQL query without a mistake that is not run: it asks another server."""


class LexiconError(ZerenError):
    """A broken file of the lexicon: every fault with its file and entry."""

    exit_code = UNREADABLE


class CatalogueError(ZerenError):
    """A broken file of the catalogue of questions: every fault with its file and line."""

    exit_code = UNREADABLE
