"""The addresses of the endpoint, its descriptions and its examples, for the explorer's application."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from zeren.errors import NotUnderstoodError
from zeren.ontology.terms import terms
from zeren.ontology.vocab import PREFIXES
from zeren.render import Language
from zeren.web.addresses import Here
from zeren.web.current import Current
from zeren.web.sparql import examples
from zeren.web.sparql.endpoint import Endpoint
from zeren.web.sparql.tabled import Cells
from zeren.web.sparql.telling import EXPOSED
from zeren.web.sparql.workers import Workers

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


ANSWERING = ("/sparql", "/en/sparql", "/sparql/examples", "/.well-known/void")
"""The addresses that pages of other hosts may ask, where these are named."""


def routes(current: Current, workers: Workers) -> list[BaseRoute]:
    """The addresses under `/sparql`, and `/.well-known/void`.

    Args:
        current: what is published.
        workers: the processes that answer queries.
    """
    endpoints = (
        Endpoint(current, workers, Language.ZH),
        Endpoint(current, workers, Language.EN),
        Endpoint(current, workers, Language.ZH, "examples"),
        Endpoint(current, workers, Language.ZH, "void"),
    )
    return [
        *(Route(path, endpoint) for path, endpoint in zip(ANSWERING, endpoints, strict=True)),
        Route("/sparql/about", _about(current)),
        Route("/sparql/terms.json", _terms(current)),
        Route("/sparql/examples/{name}.rq", _example(current)),
    ]


def shared(origins: Sequence[str]) -> list[Middleware]:
    """What lets pages of other hosts ask; nothing where none is named.

    Args:
        origins: the hosts, as browsers name them; `*` for all.
    """
    return [Middleware(_Shared, origins=origins)] if origins else []


class _Shared:
    """Answers browsers that ask for pages of other hosts, at the endpoint's addresses alone."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        self._app = app
        self._cors = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Accept", "Authorization", "Content-Type"],
            expose_headers=EXPOSED,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        is_shared = scope["type"] == "http" and scope["path"] in ANSWERING
        await (self._cors if is_shared else self._app)(scope, receive, send)


class Word(msgspec.Struct, frozen=True):
    """A class or a property as the editor offers it."""

    name: str
    kind: str
    label: dict[str, str]
    definition: dict[str, str]


def _terms(current: Current) -> Callable[[Request], Response]:
    """What the editor offers while a query is typed: prefixes, classes and properties with their labels."""

    def endpoint(_: Request) -> Response:
        with current.held() as held:
            prefixes = {**PREFIXES, "id": held.shelf.published.base_iri}
        words = [Word(t.name, t.kind, {**t.label}, {**t.definition}) for t in terms()]
        body = msgspec.json.encode({"prefixes": prefixes, "terms": words})
        return Response(body, media_type="application/json", headers={"cache-control": "no-cache"})

    return endpoint


def _about(current: Current) -> Callable[[Request], Response]:
    """The page of the thing, or of the place in a text, that an IRI of an answer stands for."""

    def endpoint(request: Request) -> Response:
        with current.held() as held:
            cell = Cells(held.shelf).named(request.query_params.get("iri", ""))
        if not cell.path:
            raise NotUnderstoodError(f"nothing has the IRI {cell.iri}")
        target = Here("sparql/about").to(
            cell.path, {"char": cell.char}, anchor=f"c{cell.anchor}" if cell.char else ""
        )
        return RedirectResponse(target, 303)

    return endpoint


def _example(current: Current) -> Callable[[Request], Response]:
    """An example query by its name, as text."""

    def endpoint(request: Request) -> Response:
        with current.held() as held:
            query = examples.example(held.shelf, request.path_params["name"]).query
        return Response(query, media_type="application/sparql-query", headers={"cache-control": "no-cache"})

    return endpoint
