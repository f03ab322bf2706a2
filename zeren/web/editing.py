"""What a person may change in the explorer: whether findings are real; one change at a time, each undone."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from threading import Lock
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

import msgspec

from zeren.ontology.judgements import Judgement, reason
from zeren.web.records import Thing
from zeren.workspace import Workspace

LONGEST_WHY = 500
"""Characters of a reason."""

KEPT = 20
"""How many changes can be undone: those made last, as long as the server runs."""


class Change(NamedTuple):
    """What was said of a finding before somebody changed it, and what is said now; None where nothing is."""

    finding: Thing
    message: dict[str, str]
    was: Judgement | None
    now: Judgement | None


class Form(msgspec.Struct, frozen=True):
    """What a form sends.

    `seen` is the state that the page showed, `back` the query of the listing to go back to, None for the
    finding's own page.
    """

    token: str
    verdict: Literal["accepted", "dismissed", "forget"]
    seen: str
    why: str = ""
    back: str | None = None


class Draft(NamedTuple):
    """What a person wrote and could not be kept, and why not: shown again, so that nothing is lost."""

    why: str
    problem: str
    hint: str = ""


class Editing:
    """Changes judgements, and remembers what they were before.

    Args:
        workspace: whose findings are judged.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.token = secrets.token_urlsafe(24)
        """What a form must carry: it is of this run of the server alone."""
        self._lock = Lock()
        self._changes: dict[str, Change] = {}

    @property
    def recent(self) -> list[Change]:
        """The changes that can be undone, the last one first."""
        return list(self._changes.values())[::-1]

    def change_of(self, finding: str) -> Change | None:
        """The last change of a finding, if it can be undone."""
        return self._changes.get(finding)

    def own(self, token: str) -> bool:
        """Whether a form is one of this server's."""
        return hmac.compare_digest(token.encode(), self.token.encode())

    def judge(self, finding: str, message: dict[str, str], judgement: Judgement | None, seen: str) -> bool:
        """Keep a judgement, or take the one back that there is (None), and publish it.

        Args:
            finding: the finding's id.
            message: what it says in both languages.
            judgement: what a person says now.
            seen: the state that the person saw.

        Returns:
            Whether it was changed: not where somebody else changed it after the person looked.

        Raises:
            WorkspaceError: another process is writing, or the workspace cannot be written; nothing changed.
        """
        with self._lock:
            was = self.workspace.judgements().get(finding)
            if (was.verdict if was else "open") != seen:
                return False
            before = dict(self._changes)
            # Remembered first: the page that shows the change is made as soon as it is published.
            self._remember(Change(Thing("finding", finding, message["zh"]), message, was, judgement))
            try:
                if judgement:
                    self.workspace.judge(judgement)
                elif was:
                    self.workspace.forget_finding(finding)
            except BaseException:
                self._changes = before
                raise
        return True

    def _remember(self, change: Change) -> None:
        others = [one for one in self._changes.values() if one.finding != change.finding]
        self._changes = {one.finding.id: one for one in [*others[-KEPT + 1 :], change]}


def same_site(headers: Mapping[str, str]) -> bool:
    """Whether a browser says that a request comes from this server's own pages; silence is no.

    `Sec-Fetch-Site` is sent where a connection is trusted (loopback, https), `Origin` with every form.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is None and origin is None:
        return False
    try:
        is_own = origin is None or urlsplit(origin).netloc == headers.get("host", "")
    except ValueError:  # such as `http://[`: no origin that a browser names
        return False
    return is_own and site in (None, "same-origin")


def judgement_of(finding: str, form: Form) -> Judgement | None:
    """What a form says of a finding; None to take back what was said."""
    return None if form.verdict == "forget" else Judgement(finding, form.verdict, reason(form.why))
