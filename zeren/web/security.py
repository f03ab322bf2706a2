"""What stands between the pages and a hostile network: headers, hosts, sizes, and the token."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Nothing from another host, nothing inline."""

STATIC_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:"
"""The same for files, in the page itself: a meta element knows no frame-ancestors."""

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)

LONGEST_ADDRESS = 16_384
"""Bytes of a path and query; a SPARQL query in an address may be long."""

LONGEST_BODY = 1 << 20
"""Bytes of a request's body."""

COOKIE = "zeren-token"

UNKNOWN_READER = (
    "打开本服务需要令牌：请向启动它的人索取完整地址（以 ?token= 结尾）。\n"
    "This server asks for its token: open the whole address that it printed, with ?token= at its end."
)
UNKNOWN_HOST = (
    "本服务不以这个名称对外：启动时请用 --allow-host 加上它。\n"
    "This server is not asked by that name: whoever starts it can add the name with --allow-host."
)


class Guard:
    """Lets in whoever may read, and gives every answer its headers.

    Args:
        app: what is guarded.
        hosts: the names under which the server may be asked; empty for any.
        token: what a reader must show, once as `?token=`, then by cookie, or as a bearer; None for nobody.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str], token: str | None = None) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        refused = self._refused(scope, headers)
        if refused:
            await _answer(send, *refused)
            return
        shown = _query_token(scope)
        if self._token and not self._may_read(shown, headers):
            await _answer(send, 401, UNKNOWN_READER)
            return
        if self._token and shown and _is_browser(scope, headers):
            # The cookie knows it from here on; in the address it would be sent on with the next link.
            await _answer(send, 303, "", [(b"location", _without_token(scope)), _cookie(self._token)])
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(header for header in HEADERS if header[0] not in known),
                    *([_cookie(self._token)] if self._token and shown else []),
                ]
            await send(message)

        await self._app(scope, _limited(receive), guarded)

    def _refused(self, scope: Scope, headers: dict[bytes, bytes]) -> tuple[int, str] | None:
        host = headers.get(b"host", b"").decode("latin-1")
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        if self._hosts and name.strip("[]").lower() not in self._hosts:
            return 421, UNKNOWN_HOST
        if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return 414, f"地址最多 {LONGEST_ADDRESS} 字节。\nAn address has at most {LONGEST_ADDRESS} bytes."
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > LONGEST_BODY:
            return 413, f"请求最多 {LONGEST_BODY} 字节。\nA request has at most {LONGEST_BODY} bytes."
        return None

    def _may_read(self, shown: str, headers: dict[bytes, bytes]) -> bool:
        bearer = headers.get(b"authorization", b"").removeprefix(b"Bearer ")
        cookies = (part.strip().partition(b"=") for part in headers.get(b"cookie", b"").split(b";"))
        kept = next((value for name, _, value in cookies if name == COOKIE.encode()), b"")
        wanted = (self._token or "").encode()
        # All are compared: how long it takes says nothing of where the token would stand.
        return sum(hmac.compare_digest(wanted, given) for given in (shown.encode(), bearer, kept)) > 0


class TooMuch(Exception):  # noqa: N818 # what happened, as Starlette's own names do
    """A body that goes on beyond its limit."""


def _limited(receive: Receive) -> Receive:
    """The request's body, cut off where it is longer than it may be."""
    got = 0

    async def limited() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > LONGEST_BODY:
            raise TooMuch
        return message

    return limited


def _query_token(scope: Scope) -> str:
    pairs = parse_qsl(scope["query_string"].decode("latin-1"))
    return next((value for name, value in pairs if name == "token"), "")


def _without_token(scope: Scope) -> bytes:
    """The address that was asked for, relative to itself, without the token."""
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    last = scope.get("raw_path", b"/").rpartition(b"/")[2]
    return (last or b"./") + b"?" + urlencode([pair for pair in pairs if pair[0] != "token"]).encode()


def _is_browser(scope: Scope, headers: dict[bytes, bytes]) -> bool:
    return scope["method"] == "GET" and b"text/html" in headers.get(b"accept", b"")


def _cookie(token: str) -> tuple[bytes, bytes]:
    return b"set-cookie", f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict".encode()


async def _answer(send: Send, status: int, words: str, further: Sequence[tuple[bytes, bytes]] = ()) -> None:
    body = f"{words}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    headers += [*HEADERS, *further]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
