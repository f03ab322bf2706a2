"""What is sent back: an answer from its file, or what is wrong, in a form that the client reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from zeren.render import Language
from zeren.web import rendering
from zeren.web.addresses import Here
from zeren.web.current import Current
from zeren.web.sparql import page
from zeren.web.sparql.accepting import best
from zeren.web.sparql.asking import METHODS, Asked
from zeren.web.sparql.formats import PAGE, Format
from zeren.web.sparql.jobs import Done
from zeren.web.sparql.page import Found, Trouble
from zeren.web.sparql.tabled import Table
from zeren.web.sparql.workers import Bounds

EXPOSED = ("X-Zeren-Generation", "X-Zeren-Rows", "X-Zeren-Rows-Left-Out")
"""The headers of an answer that a page of another host may read."""

_TROUBLES = (
    Format("txt", ("text/plain",), "text"),
    Format("problem", ("application/problem+json", "application/json"), "RFC 9457"),
    PAGE,
)
_WHOLE = 1 << 20
"""Bytes of an answer that is sent in one piece."""

_PIECE = 1 << 17
_RETRY_AFTER = "5"
_ALWAYS = {"vary": "Accept", "cache-control": "no-cache"}


class Teller:
    """Makes the responses to one request.

    Args:
        request: what is answered.
        current: whose examples pages show.
        language: of pages.
        bounds: what a query may take, which pages tell.

    Attributes:
        asked: what the request asks; as long as it is not read, nothing.
    """

    def __init__(self, request: Request, current: Current, language: Language, bounds: Bounds) -> None:
        self.asked = Asked(None)
        self._request = request
        self._current = current
        self._language = language
        self._bounds = bounds

    def page(self, found: Found | None = None, trouble: Trouble | None = None) -> Response:
        """The page: the editor, and below it the answer or what is wrong."""
        query = [(name, value) for name, value in self._request.query_params.multi_items() if name != "token"]
        here = Here("sparql", self._language, query=dict(query))
        with self._current.held() as held:
            made = page.build(
                held.shelf, self._language, self.asked, self._bounds, found=found, trouble=trouble
            )
            html = rendering.html("sparql", made, here, held.shelf)
        status = trouble.status if trouble else 200
        return Response(html, status, _ALWAYS, media_type="text/html; charset=utf-8")

    def answer(self, done: Done, media: str, path: Path) -> Response:
        """An answer, read from its file while it is sent."""
        headers = {**_ALWAYS, "x-zeren-generation": done.generation, "x-zeren-rows": str(done.rows)}
        if done.left_out:
            headers["x-zeren-rows-left-out"] = done.left_out
        if done.form == PAGE.name:
            found = Found(msgspec.json.decode(path.read_bytes(), type=Table), done.rows, bool(done.left_out))
            response = self.page(found)
            response.headers.update(headers)
            return response
        headers["content-disposition"] = f'inline; filename="zeren.{done.form}"'
        file = path.open("rb")
        size = path.stat().st_size
        charset = "; charset=utf-8" if media.startswith("text/") else ""
        if size <= _WHOLE:
            with file:
                return Response(file.read(), headers=headers, media_type=media + charset)
        headers["content-length"] = str(size)
        return StreamingResponse(_pieces(file), headers=headers, media_type=media + charset)

    def trouble(self, trouble: Trouble) -> Response:
        """What is wrong: as a page, as a problem of RFC 9457, or as text."""
        headers = dict(_ALWAYS)
        if trouble.status == 405:
            headers["allow"] = ", ".join(METHODS)
        if trouble.status == 503:
            headers["retry-after"] = _RETRY_AFTER
        chosen = best(self._request.headers.get("accept", ""), _TROUBLES)
        is_page = chosen and chosen.format is PAGE and self.asked.form in ("", PAGE.name)
        if is_page:
            response = self.page(trouble=trouble)
        elif chosen and chosen.format.name == "problem":
            said = {"title": trouble.message.partition("\n")[0], "status": trouble.status}
            record = {**said, "detail": trouble.message, "hint": trouble.hint}
            response = Response(
                msgspec.json.encode(record), trouble.status, media_type="application/problem+json"
            )
        else:
            lines = [line for line in (trouble.message, trouble.hint) if line]
            response = Response(
                "\n".join(lines) + "\n", trouble.status, media_type="text/plain; charset=utf-8"
            )
        response.headers.update(headers)
        return response


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
