"""Who may read where not everybody may: whoever shows the server's token."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

UNKNOWN_READER = (
    "打开本服务需要令牌：请向启动它的人索取完整地址（以 ?token= 结尾）。\n"
    "This server asks for its token: open the whole address that it printed, with ?token= at its end."
)


class TokenHolders:
    """Lets in whoever shows the token: once as `?token=`, then by cookie, or as a bearer.

    Args:
        app: what only they may read.
        token: what they show.
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token
        # Cookies know no ports: two servers of one machine would overwrite each other's under one name.
        self._cookie = f"zeren-token-{hashlib.sha256(token.encode()).hexdigest()[:8]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        shown = _query_token(scope)
        if not self._may_read(shown, headers):
            asking = PlainTextResponse(f"{UNKNOWN_READER}\n", 401, {"www-authenticate": "Bearer"})
            await asking(scope, receive, send)
            return
        if shown and _is_browser(scope, headers):
            # The cookie knows it from here on; in the address it would be sent on with the next link.
            without = {"location": _without_token(scope), "set-cookie": self._kept}
            await Response(status_code=303, headers=without)(scope, receive, send)
            return

        async def keeping(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"set-cookie", self._kept.encode())]
            await send(message)

        await self._app(scope, receive, keeping if shown else send)

    def _may_read(self, shown: str, headers: dict[bytes, bytes]) -> bool:
        scheme, _, credentials = headers.get(b"authorization", b"").partition(b" ")
        bearer = credentials.strip() if scheme.lower() == b"bearer" else b""
        cookies = (part.strip().partition(b"=") for part in headers.get(b"cookie", b"").split(b";"))
        kept = next((value for name, _, value in cookies if name == self._cookie.encode()), b"")
        wanted = self._token.encode()
        # All are compared: how long it takes says nothing of where the token would stand.
        return sum(hmac.compare_digest(wanted, given) for given in (shown.encode(), bearer, kept)) > 0

    @property
    def _kept(self) -> str:
        return f"{self._cookie}={self._token}; Path=/; HttpOnly; SameSite=Strict"


def _query_token(scope: Scope) -> str:
    pairs = parse_qsl(scope["query_string"].decode("latin-1"))
    return next((value for name, value in pairs if name == "token"), "")


def _without_token(scope: Scope) -> str:
    """The address that was asked for, relative to itself, without the token."""
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    others = urlencode([pair for pair in pairs if pair[0] != "token"])
    # Without `./`, a colon in the last part of the path would make what stands before it a scheme.
    last = "./" + scope.get("raw_path", b"/").rpartition(b"/")[2].decode("latin-1")
    return f"{last}?{others}" if others else last


def _is_browser(scope: Scope, headers: dict[bytes, bytes]) -> bool:
    return scope["method"] == "GET" and b"text/html" in headers.get(b"accept", b"")
