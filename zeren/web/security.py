"""What stands between the pages and a hostile network: headers, hosts and sizes."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

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

EVERY_INTERFACE = ("0.0.0.0", "::")  # noqa: S104 # told apart, not listened on
"""The addresses to listen on that are none of their own."""

UNKNOWN_HOST = (
    "本服务不以这个名称对外：启动时请用 --allow-host 加上它。\n"
    "This server is not asked by that name: whoever starts it can add the name with --allow-host."
)


class Guard:
    """Refuses what no reader sends, and gives every answer its headers.

    Args:
        app: what is guarded.
        hosts: the names under which the server may be asked; empty for any. One of `EVERY_INTERFACE`
            stands for any address: somebody else can make a name lead here, but no address.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._by_address = not self._hosts.isdisjoint(EVERY_INTERFACE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name.lower() for name, _ in message["headers"]}
                further = [header for header in HEADERS if header[0] not in known]
                message["headers"] = [*message["headers"], *further]
            await send(message)

        refused = self._refused(scope, dict(scope["headers"]))
        if refused:
            status, words = refused
            await PlainTextResponse(f"{words}\n", status)(scope, receive, guarded)
            return
        await self._app(scope, _limited(receive), guarded)

    def _refused(self, scope: Scope, headers: dict[bytes, bytes]) -> tuple[int, str] | None:
        host = headers.get(b"host", b"").decode("latin-1")
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        if not self._is_known(name.strip("[]").lower()):
            return 421, UNKNOWN_HOST
        if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return 414, f"地址最多 {LONGEST_ADDRESS} 字节。\nAn address has at most {LONGEST_ADDRESS} bytes."
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > LONGEST_BODY:
            return 413, f"请求最多 {LONGEST_BODY} 字节。\nA request has at most {LONGEST_BODY} bytes."
        return None

    def _is_known(self, name: str) -> bool:
        return not self._hosts or name in self._hosts or (self._by_address and _is_address(name))


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


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
