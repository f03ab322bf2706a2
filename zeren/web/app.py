"""The explorer as a web application: addresses in, pages and JSON out, each from one generation."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator, Callable, Hashable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from types import MappingProxyType
from typing import TypeVar, get_args

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Mount, Route

from zeren import __version__
from zeren.errors import NotUnderstoodError, UsageError, WorkspaceError, ZerenError
from zeren.render import Language
from zeren.web import judging, rendering, revisiting, wanted
from zeren.web.addresses import ASSETS, Form, Here, key_of, path_of
from zeren.web.current import Current, Held
from zeren.web.description import description
from zeren.web.editing import Editing
from zeren.web.pages.registry import FILES, LISTINGS, THINGS, VIEWS
from zeren.web.problem import AddressError, log, problem
from zeren.web.revisiting import Assets
from zeren.web.security import Guard, TooMuch
from zeren.web.shelf import Shelf, ThingKind
from zeren.web.slashes import Slashes
from zeren.web.sparql import routes as sparql
from zeren.web.sparql.workers import Bounds, Workers
from zeren.web.tokens import TokenHolders
from zeren.workspace import Workspace

Endpoint = Callable[[Request], Response]
Q = TypeVar("Q", bound=msgspec.Struct)

DEFAULT_BOUNDS = Bounds()

READING = ("GET", "HEAD")
"""The methods of files."""


def application(
    workspace: Workspace,
    hosts: Sequence[str] = (),
    token: str | None = None,
    *,
    edit: bool = False,
    origins: Sequence[str] = (),
    bounds: Bounds = DEFAULT_BOUNDS,
) -> Starlette:
    """The explorer of a workspace.

    Args:
        workspace: whose documents are shown.
        hosts: the names under which the server may be asked; empty for any.
        token: what a reader must show; None for nobody.
        edit: whether findings can be accepted and dismissed.
        origins: the hosts whose pages may ask the SPARQL endpoint.
        bounds: what a SPARQL query may take.

    Raises:
        UsageError: everybody could edit.
    """
    if edit and not (hosts or token):
        raise UsageError("pages that can be edited are not for everybody", "name the hosts, or set a token")
    editing = Editing(workspace) if edit else None
    current = Current(workspace, editing)
    workers = Workers(workspace.path, bounds)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await workers.close()

    app = Starlette(
        lifespan=lifespan,
        routes=[
            *_static(),
            Route("/openapi.json", _description),
            *sparql.routes(current, workers),
            *(judging.routes(current, editing) if editing else ()),
            *_pages(current),
        ],
        middleware=[
            Middleware(Guard, hosts=hosts),
            # Before the token: a browser asks whether it may ask (CORS) without showing one.
            *sparql.shared(origins),
            *([Middleware(TokenHolders, token=token)] if token else ()),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=4),
        ],
        exception_handlers={
            **dict.fromkeys((ZerenError, 404, 405, TooMuch), _explained),
            ClientDisconnect: _unread,
        },
    )
    app.router.redirect_slashes = False
    app.router.default = Slashes(app.routes)
    app.state.current = current
    return app


def _static() -> list[BaseRoute]:
    return [Mount("/static", Assets(packages=list(ASSETS)), name="static")]


def _description(_: Request) -> Response:
    return Response(msgspec.json.encode(description()), media_type="application/json")


def _pages(current: Current) -> list[BaseRoute]:
    """The address of every page, in both languages and as JSON."""
    routes = [
        Route(f"/{path or 'index'}.json", _listing(current, path, Language.ZH, "json")) for path in LISTINGS
    ]
    routes += [
        Route(f"/{kind}/{{key:path}}.json", _thing(current, kind, Language.ZH, "json")) for kind in THINGS
    ]
    routes += [
        Route(f"/{kind}/{{key:path}}.json", _view(current, kind, Language.ZH, "json")) for kind in VIEWS
    ]
    routes += [Route(f"/{path}", _file(current, path)) for path in FILES]
    for language, before in ((Language.EN, "/en"), (Language.ZH, "")):
        for path in LISTINGS:
            routes.append(Route(f"{before}/{path}", _listing(current, path, language, "html")))
        for kind in THINGS:
            routes.append(Route(f"{before}/{kind}/{{key:path}}", _thing(current, kind, language, "html")))
        for view in VIEWS:
            routes.append(Route(f"{before}/{view}/{{key:path}}", _view(current, view, language, "html")))
    return list(routes)


def _thing(current: Current, kind: ThingKind, language: Language, form: Form) -> Endpoint:
    return lambda request: _answer(request, current, wanted.thing(kind, _key(request), language, form))


def _view(current: Current, kind: str, language: Language, form: Form) -> Endpoint:
    def endpoint(request: Request) -> Response:
        key = _key(request)
        query, given = _asked(request, VIEWS[kind].query)
        here = Here(path_of(kind, key), language, query=given)
        return _answer(request, current, wanted.view(kind, key, here, form, query))

    return endpoint


def _listing(current: Current, path: str, language: Language, form: Form) -> Endpoint:
    def endpoint(request: Request) -> Response:
        query, given = _asked(request, LISTINGS[path].query, wanted.spoken(path, language))
        here = Here(path, language, query=given)
        return _answer(request, current, wanted.listing(path, here, form, query))

    return endpoint


def _file(current: Current, path: str) -> Endpoint:
    file = FILES[path]

    def endpoint(request: Request) -> Response:
        query, given = _asked(request, file.query)
        key = (path, *sorted(given.items()))
        return _sent(request, current, key, file.media, lambda shelf: file.build(shelf, query))

    return endpoint


def _asked(
    request: Request, kind: type[Q], before: Mapping[str, str] = MappingProxyType({})
) -> tuple[Q, dict[str, str]]:
    """What stands behind `?`: as the record of the page's query, over `before`; and as it is written.

    Raises:
        UsageError: the page takes no such thing.
    """
    # What other programs hang onto an address that is sent (?from=…) asks nothing of the page.
    known = set(kind.__struct_fields__)
    given = {name: value for name, value in request.query_params.items() if name in known}
    # A form sends what nobody filled in as well.
    filled = {name: value for name, value in given.items() if value}
    try:
        return msgspec.convert({**before, **filled}, kind, strict=False), given
    except msgspec.ValidationError as error:
        raise _faulty(kind, str(error)) from None


def _faulty(kind: type[msgspec.Struct], told: str) -> AddressError:
    """What an address asks for and cannot have, by what msgspec says of it (`… - at `$.sort``)."""
    if lacks := re.search(r"missing required field `(\w+)`", told):
        return AddressError("missing.lacks", lacks[1])
    name = told.rpartition("$.")[2].rstrip("`")
    field = next((one for one in msgspec.structs.fields(kind) if one.name == name), None)
    choices = [str(one) for one in get_args(field.type) if isinstance(one, str) and one] if field else []
    if choices:
        return AddressError("missing.choices", name, ", ".join(choices))
    return AddressError("missing.asked", name if field else told)


def _key(request: Request) -> str:
    """The id that an address names; a stroke behind it, which people add, says nothing."""
    return key_of(request.path_params["key"].rstrip("/"))


def _answer(request: Request, current: Current, page: wanted.Wanted) -> Response:
    media = "application/json" if page.form == "json" else "text/html; charset=utf-8"
    made = partial(page.made, editing=current.editing)
    response = _sent(request, current, page.key(), media, made)
    if current.editing:
        # Without a referrer a browser names no origin either, by which a form of these pages is known.
        response.headers["referrer-policy"] = "same-origin"
    return response


def _sent(
    request: Request, current: Current, key: Hashable, media: str, make: Callable[[Shelf], bytes]
) -> Response:
    """What one generation says under a key, made once; nothing but that, where the client has it already."""
    with current.held() as held:
        tag = _tag(held, request, current.editing)
        known = revisiting.has(request, tag)
        body = b"" if known else held.finished.get(key, lambda: make(held.shelf))
    headers = {"etag": tag, "cache-control": "no-cache"}
    if known or revisiting.has_any(request):
        return Response(status_code=304, headers={**headers, "vary": "Accept-Encoding"})
    return Response(body, media_type=media, headers=headers)


def _tag(held: Held, request: Request, editing: Editing | None) -> str:
    """What changes whenever the answer may: the generation, the program, the address, who may change what."""
    edited_by = editing.token if editing else ""
    made_of = f"{held.generation} {__version__} {edited_by} {request.url.path} {request.url.query}"
    return revisiting.weak(f'"{hashlib.sha256(made_of.encode()).hexdigest()[:20]}"')


async def _unread(_request: Request, _error: Exception) -> Response:
    """The answer to a client that has left while it sent its request."""
    return Response(status_code=499)


STATUS: dict[type[ZerenError], int] = {NotUnderstoodError: 404, WorkspaceError: 503}
"""The status of an error's answer; any other is 400."""


def _explained(request: Request, error: Exception) -> Response:
    """What went wrong, as a page or as JSON, with what may have been meant and what to do."""
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    status = getattr(error, "status_code", 413 if isinstance(error, TooMuch) else status)
    if isinstance(error, WorkspaceError):
        log(error)
    language = Language.EN if request.url.path.startswith("/en/") else Language.ZH
    headers = {"allow": ", ".join(_methods(request))} if status == 405 else None
    told = problem(error, status)
    if request.url.path.endswith(".json"):
        return Response(msgspec.json.encode(told), status, headers, "application/json")
    path = request.url.path.strip("/").removeprefix("en/")
    here = Here(path, language)
    return Response(rendering.html("missing", told, here), status, headers, "text/html; charset=utf-8")


def _methods(request: Request) -> list[str]:
    """The methods of an address, of all routes there: a finding is read by one and judged by another."""
    # A folder that was mounted has taken its part of the path; the question is about the whole.
    scope = {**request.scope, "root_path": request.scope.get("app_root_path", request.scope["root_path"])}
    routes = [route for route in request.app.routes if route.matches(scope)[0] is not Match.NONE]
    return sorted({method for route in routes for method in getattr(route, "methods", None) or READING})
