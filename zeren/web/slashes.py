"""Addresses with a stroke at their end too many or too few: the way to the page, relative to where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import Receive, Scope, Send


class Slashes:
    """Leads from `/units/` to `/units` and from `/en` to `/en/`.

    Starlette's own way names host and scheme, which are others in front of a proxy.

    Args:
        routes: the addresses that there are.
    """

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lead to the page, or say that there is none.

        Raises:
            HTTPException: there is none.
        """
        path = scope["path"]
        meant = path.rstrip("/") if path.endswith("/") else f"{path}/"
        if not any(route.matches({**scope, "path": meant})[0] is not Match.NONE for route in self._routes):
            raise HTTPException(404)
        await Response(status_code=307, headers={"location": _relative(scope)})(scope, receive, send)


def _relative(scope: Scope) -> str:
    """The same address with one stroke more, or with none, seen from itself."""
    path = scope.get("raw_path", scope["path"].encode()).decode("latin-1")
    bare = path.rstrip("/")
    up = "../" * (len(path) - len(bare)) or "./"
    last = bare.rpartition("/")[2]
    query = scope["query_string"].decode("latin-1")
    return f"{up}{last}{'' if path.endswith('/') else '/'}{'?' if query else ''}{query}"
