"""The addresses that change something: a finding is accepted, dismissed, taken back. Only with `--edit`."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qsl

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from zeren.errors import UsageError, WorkspaceError
from zeren.ontology.judgements import reason
from zeren.render import Language
from zeren.web import rendering
from zeren.web.addresses import Here, key_of, path_of
from zeren.web.current import Current
from zeren.web.editing import LONGEST_WHY, Draft, Editing, Form, judgement_of, same_site
from zeren.web.pages import finding as page
from zeren.web.words import say

FORM = "application/x-www-form-urlencoded"


class Refusal(NamedTuple):
    """Why a form was not followed, and the status of the answer."""

    status: int
    draft: Draft


def routes(current: Current, editing: Editing) -> list[BaseRoute]:
    """POST at the address of every finding, in both languages."""
    return [
        Route(f"{before}/finding/{{key:path}}", _Judging(current, editing, language).answer, methods=["POST"])
        for language, before in ((Language.EN, "/en"), (Language.ZH, ""))
    ]


class _Judging:
    """Answers forms about findings in one language."""

    def __init__(self, current: Current, editing: Editing, language: Language) -> None:
        self._current = current
        self._editing = editing
        self._language = language

    async def answer(self, request: Request) -> Response:
        """Follow a form, and lead back to the page that it stands on."""
        key = key_of(request.path_params["key"])
        if not same_site(request.headers):
            return await run_in_threadpool(self._shown, key, self._foreign())
        form = _read(request, await request.body())
        return await run_in_threadpool(self._judge, key, form)

    def _judge(self, key: str, form: Form) -> Response:
        refusal = self._refusal(form) or self._change(key, form)
        if refusal:
            return self._shown(key, refusal)
        here = Here(path_of("finding", key), self._language)
        name = key.rpartition("/")[2]
        back = None if form.back is None else dict(parse_qsl(form.back))
        to = here.to(here.path) if back is None else here.to("findings", back, anchor=f"f-{name}")
        return RedirectResponse(to, status_code=303)

    def _refusal(self, form: Form) -> Refusal | None:
        """What is wrong with a form before anything is looked up."""
        if not self._editing.own(form.token):
            return self._foreign(form.why)
        if form.verdict != "forget" and not reason(form.why):
            return Refusal(400, Draft("", say("finding.why-missing", self._language)))
        if len(form.why) > LONGEST_WHY:
            return Refusal(400, Draft(form.why, say("finding.why-long", self._language, LONGEST_WHY)))
        return None

    def _change(self, key: str, form: Form) -> Refusal | None:
        judgement = judgement_of(key, form)
        with self._current.held() as held:
            finding = page.found(held.shelf, key)
        try:
            done = self._editing.judge(key, {"zh": finding.zh, "en": finding.en}, judgement, form.seen)
        except WorkspaceError as error:
            return Refusal(503, Draft(form.why, error.message, error.hint))
        return (
            None if done else Refusal(409, Draft(form.why, say("finding.changed-meanwhile", self._language)))
        )

    def _foreign(self, why: str = "") -> Refusal:
        return Refusal(403, Draft(why, say("finding.other-site", self._language)))

    def _shown(self, key: str, refusal: Refusal) -> Response:
        """The finding's page with what was wrong, and what the person wrote."""
        here = Here(path_of("finding", key), self._language)
        with self._current.held() as held:
            record = page.build(held.shelf, key)
            html = rendering.html(
                "finding", record, here, held.shelf, edit=self._editing, draft=refusal.draft
            )
        return Response(
            html,
            refusal.status,
            {"cache-control": "no-store", "referrer-policy": "same-origin"},
            media_type="text/html; charset=utf-8",
        )


def _read(request: Request, body: bytes) -> Form:
    """What a form holds.

    Raises:
        UsageError: it is no form, or lacks something.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise UsageError("this address takes a form of the page", f"its type is {FORM}")
    try:
        fields = dict(
            parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=20)
        )
        return msgspec.convert(fields, Form)
    except (ValueError, msgspec.ValidationError) as error:
        raise UsageError(f"this is no form of the page: {error}") from None
