"""The endpoint itself: requests in, answers out, in the form that the client likes best."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from zeren.render import Language
from zeren.web.current import Current
from zeren.web.security import LONGEST_BODY, TooMuch
from zeren.web.sparql import description
from zeren.web.sparql.accepting import Chosen, best
from zeren.web.sparql.asking import METHODS, Asked, ProtocolError, read
from zeren.web.sparql.formats import NAMES, PAGE, ROWS, TRIPLES, Format
from zeren.web.sparql.jobs import Failed, Job, Source
from zeren.web.sparql.page import SHOWN_ROWS, Trouble
from zeren.web.sparql.telling import Teller
from zeren.web.sparql.workers import BusyError, Workers

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send


class Forms(NamedTuple):
    """The forms in which a client takes rows and triples; None where it takes none that there is."""

    rows: Chosen | None
    triples: Chosen | None


class Endpoint:
    """One address that answers queries, or tells what can be asked.

    Args:
        current: whose examples its page shows.
        workers: the processes that answer.
        language: of its page.
        source: what it gives: `data` answers queries, and without one shows the page or the service's
            description; any other is that description.
    """

    def __init__(
        self, current: Current, workers: Workers, language: Language, source: Source = "data"
    ) -> None:
        self._current = current
        self._workers = workers
        self._language = language
        self._source = source

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        teller = Teller(request, self._current, self._language, self._workers.bounds)
        try:
            response = await self._answered(request, teller)
        except ProtocolError as error:
            trouble = Trouble(error.status, error.message, error.hint)
            response = await run_in_threadpool(teller.trouble, trouble)
        except TooMuch:
            trouble = Trouble(413, f"a request has at most {LONGEST_BODY} bytes", "ask with a shorter query")
            response = await run_in_threadpool(teller.trouble, trouble)
        except BusyError:
            trouble = Trouble(503, "too many queries are waiting", "ask again in some seconds")
            response = await run_in_threadpool(teller.trouble, trouble)
        await response(scope, receive, send)

    async def _answered(self, request: Request, teller: Teller) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": ", ".join(METHODS)})
        asked = teller.asked = await read(request)
        if self._source != "data":
            return await self._described(request, teller, self._source, TRIPLES[:-1])
        if asked.query is None:
            return await self._described(request, teller, "service", TRIPLES)
        forms = Forms(_chosen(request, asked, ROWS), _chosen(request, asked, TRIPLES))
        return await self._run(request, teller, self._job(request, asked, asked.query, forms), forms)

    async def _described(
        self, request: Request, teller: Teller, source: Source, offered: Sequence[Format]
    ) -> Response:
        """What the endpoint says of itself: a description for a program, the page for a browser."""
        chosen = _chosen(request, teller.asked, offered)
        if chosen is None:
            raise ProtocolError(406, "a description is to be had as Turtle, N-Triples, JSON-LD or RDF/XML")
        if chosen.format is PAGE:
            return await run_in_threadpool(teller.page)
        forms = Forms(None, chosen)
        query = description.graph_query(source, _address(request))
        return await self._run(request, teller, self._job(request, teller.asked, query, forms, source), forms)

    def _job(self, request: Request, asked: Asked, query: str, forms: Forms, source: Source = "data") -> Job:
        if not any(forms):
            raise ProtocolError(406, "no answer has a form that is asked for", f"take {', '.join(NAMES)}")
        bounds = self._workers.bounds
        is_page = any(chosen and chosen.format is PAGE for chosen in forms)
        return Job(
            query=query,
            path=str(self._workers.path()),
            address=_address(request),
            rows=forms.rows and forms.rows.format.name,
            triples=forms.triples and forms.triples.format.name,
            source=source,
            default=asked.default,
            named=asked.named,
            most_rows=min(bounds.rows, SHOWN_ROWS) if is_page else bounds.rows,
            most_bytes=bounds.bytes,
        )

    async def _run(self, request: Request, teller: Teller, job: Job, forms: Forms) -> Response:
        """What becomes of a job; it is stopped when the client leaves."""
        path = Path(job.path)
        answer = asyncio.ensure_future(self._workers.ask(job))
        gone = asyncio.ensure_future(_left(request))
        try:
            await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                gone.result()
                return Response(status_code=499)  # nobody reads it
            told = answer.result()
            if isinstance(told, Failed):
                trouble = Trouble(told.status, told.message, told.hint)
                return await run_in_threadpool(teller.trouble, trouble)
            chosen = forms.triples if told.kind == "triples" else forms.rows
            assert chosen  # noqa: S101 # the process has answered in a form that was asked for
            return await run_in_threadpool(teller.answer, told, chosen.media, path)
        finally:
            gone.cancel()
            answer.cancel()
            with suppress(asyncio.CancelledError, BusyError):
                await answer
            with suppress(OSError):  # none was written, or it is still read, where that forbids it
                path.unlink()


async def _left(request: Request) -> None:
    """Wait until the client has closed its connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _chosen(request: Request, asked: Asked, offered: Sequence[Format]) -> Chosen | None:
    """The form that the address names, or else the best by the Accept header.

    What the address names is passed over where it is no form of what is offered: clients have names of
    their own for it, which say no more than their header.
    """
    named = next((Chosen(form, form.media[0]) for form in offered if form.name == asked.form), None)
    return named or best(request.headers.get("accept", ""), offered)


def _address(request: Request) -> str:
    """The address of the endpoint, as the client names this server."""
    return f"{str(request.base_url).rstrip('/')}/sparql"
