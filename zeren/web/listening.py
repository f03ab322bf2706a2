"""How the server listens: a client that dawdles or opens too many connections is let go."""

from __future__ import annotations

import asyncio
from types import FrameType
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 20.0
"""How long a client may take to send a request, its body included, or to ask again."""

ANSWER_SECONDS = 300.0
"""How long a client may take to read an answer."""

ENDING_SECONDS = 2.0
"""How long answers that are under way may take when the server is told to end."""

CONNECTIONS = 1000
"""How many connections there may be; further ones are told to come back (503)."""

OF_ONE_CLIENT = 400
"""How many of them may come from one address, so that nobody takes them all."""


class Watched(H11Protocol):
    """A connection that is closed when nothing comes of it; uvicorn's own waits for a request without end."""

    head_seconds = HEAD_SECONDS
    answer_seconds = ANSWER_SECONDS
    ending_seconds = ENDING_SECONDS
    of_one_client = OF_ONE_CLIENT

    def connection_made(  # type: ignore[override] # uvicorn's own narrows it too
        self, transport: asyncio.Transport
    ) -> None:
        """Take a connection, unless its client has too many."""
        super().connection_made(transport)
        address = self.client[0] if self.client else None
        clients = [getattr(one, "client", None) for one in self.connections]
        others = sum(client is not None and client[0] == address for client in clients)
        if others > self.of_one_client:
            transport.abort()
            return
        self._state: tuple[int, str] = (0, "head")
        self._since = self.loop.time()
        self._watch()

    def shutdown(self) -> None:
        """Let the client go: at once where it waits for nothing, in a moment whatever it waits for.

        A connection that is cut off ends what was done for it, a query too, as when its client leaves.
        """
        super().shutdown()
        self.loop.call_later(self.ending_seconds, self.transport.abort)

    def _watch(self) -> None:
        if self.transport.is_closing():
            return
        state = (id(self.cycle), self._waits_for())
        if state != self._state:
            self._state, self._since = state, self.loop.time()
        limit = self.answer_seconds if state[1] == "answer" else self.head_seconds
        if self.loop.time() - self._since > limit:
            self.transport.abort()
            return
        self.loop.call_later(limit / 8, self._watch)

    def _waits_for(self) -> str:
        """What comes next on this connection: a request's head, its body, or the end of the answer."""
        if self.cycle is None or self.cycle.response_complete:
            return "head"
        return "body" if self.cycle.more_body else "answer"


class Server(uvicorn.Server):
    """A server that ends in a moment when it is told to, and in good order even when it is told twice."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end; at a second Ctrl+C go on with it, where uvicorn's own leaves everything as it is."""
        super().handle_exit(sig, frame)
        self.force_exit = False


def config(app: Any, protocol: type[Watched] = Watched) -> uvicorn.Config:
    """How uvicorn serves the explorer: quietly, with limits, without telling what it is."""
    return uvicorn.Config(
        app, http=protocol, ws="none", log_level="warning", access_log=False, server_header=False,
        backlog=512, timeout_keep_alive=15, limit_concurrency=CONNECTIONS,
        h11_max_incomplete_event_size=32_768, timeout_graceful_shutdown=int(3 * ENDING_SECONDS),
    )  # fmt: skip
