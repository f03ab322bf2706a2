"""A client that has a page already: which version it has, and files of the explorer's own for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    import os

    from starlette.requests import Request
    from starlette.types import Scope

_TAG = re.compile(r'(?:W/)?("[^"]*")')


def weak(tag: str) -> str:
    """A tag as it is sent: a page is the same whether it is compressed or not, but not byte by byte."""
    return f"W/{tag}"


def has(request: Request, tag: str) -> bool:
    """Whether the client has the version with this weak tag, by name (RFC 9110, 13.1.2)."""
    return tag in {weak(known) for known in _TAG.findall(_known(request))}


def has_any(request: Request) -> bool:
    """Whether the client has some version, and wants another only where there was none."""
    return _known(request).strip() == "*"


def _known(request: Request) -> str:
    return ",".join(request.headers.getlist("if-none-match"))


class Assets(StaticFiles):
    """Styles, scripts and other files of the explorer's own."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """A file, or that the client has it; with a weak tag, as pages have."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["etag"] = weak(response.headers["etag"])
        return response
