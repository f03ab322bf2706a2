"""The OpenAPI description of the explorer's JSON, made from the records that the pages are."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache
from typing import Any, get_type_hints

import msgspec

from zeren import __version__
from zeren.web.pages.registry import LISTINGS, THINGS, VIEWS
from zeren.web.problem import Problem
from zeren.web.security import LONGEST_ADDRESS, LONGEST_BODY

_ABOUT = (
    "What government work plans say: who leads what, with whom, by when, towards which figure, each fact "
    "with the document, start, end and words that say so. Everything only reads."
)
_REFUSED = {
    "401": "The server asks for its token.",
    "413": f"The request has more than {LONGEST_BODY} bytes.",
    "414": f"The address has more than {LONGEST_ADDRESS} bytes.",
    "421": "The server is not asked by that name of a host.",
}
"""What is refused, in words, before anybody looks which page is meant."""

_REFERENCE = "#/components/schemas/{name}"


@cache
def description() -> dict[str, Any]:
    """The description, OpenAPI 3.1: one path a kind of page, with what may be asked and what is answered."""
    pages = {
        **{f"/{path or 'index'}.json": _record(listing.build) for path, listing in LISTINGS.items()},
        **{f"/{kind}/{{id}}.json": _record(build) for kind, build in THINGS.items()},
        **{f"/{kind}/{{id}}.json": _record(view.build) for kind, view in VIEWS.items()},
    }
    schemas, components = msgspec.json.schema_components([*pages.values(), Problem], ref_template=_REFERENCE)
    found = dict(zip(pages, schemas[:-1], strict=True))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Zeren",
            "version": __version__,
            "description": _ABOUT,
        },
        "paths": {path: _path(path, schema, schemas[-1]) for path, schema in found.items()},
        "components": {"schemas": components},
    }


def _record(build: Any) -> Any:
    """The record that a page's maker returns."""
    return get_type_hints(build, vars(inspect.getmodule(build)))["return"]


def _path(path: str, schema: Any, problem: Any) -> dict[str, Any]:
    return {
        "get": {
            "operationId": path.strip("/").removesuffix(".json").replace("/{id}", ""),
            "parameters": list(_parameters(path)),
            "responses": {
                "200": _answer("The page's record.", schema),
                "400": _answer("Something is asked that there is not.", problem),
                "404": _answer("There is no such thing.", problem),
                "503": _answer("The workspace cannot be used.", problem),
                **{status: _words(told) for status, told in _REFUSED.items()},
            },
        }
    }


def _answer(told: str, schema: Any) -> dict[str, Any]:
    return {"description": told, "content": {"application/json": {"schema": schema}}}


def _words(told: str) -> dict[str, Any]:
    return {"description": told, "content": {"text/plain": {"schema": {"type": "string"}}}}


def _parameters(path: str) -> Iterator[dict[str, Any]]:
    name = path.strip("/").removesuffix(".json").removesuffix("/{id}")
    if "{id}" in path:
        # An id's parts stand apart in the address; a client that escapes the slashes is understood as well.
        schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_ADDRESS // 12}
        yield {"name": "id", "in": "path", "required": True, "schema": schema}
        asked = [VIEWS[name].query] if name in VIEWS else []
    else:
        asked = [LISTINGS["" if name == "index" else name].query]
    for field in (field for query in asked for field in msgspec.structs.fields(query)):
        schema = msgspec.json.schema(field.type)
        required = field.default is msgspec.NODEFAULT and field.default_factory is msgspec.NODEFAULT
        yield {"name": field.encode_name, "in": "query", "required": required, "schema": schema}
