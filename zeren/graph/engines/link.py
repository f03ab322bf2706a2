"""HTTP as far as a server of the graph is concerned: one request, its answer, or why there is none.

All requests can be repeated: a query only reads, and to put or to delete a graph twice is to do it once.
One that was cut off is therefore sent again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from zeren.errors import QueryError, ServerError
from zeren.graph.engines.server import TOKEN, credentials

if TYPE_CHECKING:
    import requests
    from requests.auth import AuthBase

CONNECT, READ = 10, 600
"""Seconds to wait for a connection, and for the next part of an answer: a large county takes its time."""

TRIES = 3
PAUSE = 0.2
"""How often a request is sent that is cut off, and how many seconds lie between."""

SAID = 300
"""How many letters of what a server says against a request are repeated."""


class Reply(NamedTuple):
    """What a server answered: the status, the headers by their names in small letters, the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Link:
    """A server's end of the line, for several threads.

    Args:
        address: of the server, without name and password; what messages call it.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._credentials = credentials(address)
        self._proof: AuthBase | None = None
        self._own = threading.local()

    def ask(self, url: str, fields: Sequence[tuple[str, str]], accept: str) -> Reply:
        """Send a query; `fields` are those of the protocol.

        Raises:
            QueryError: the server will not or cannot answer this query.
            ServerError: the server does not answer, or refuses whoever asks.
        """
        reply = self.send("POST", url, accept=accept, fields=fields)
        if reply.status != 200:
            raise self._unanswered(reply)
        return reply

    def put(self, url: str, graph: str, triples: bytes) -> None:
        """Put N-Triples in place of what stands in a graph.

        Raises:
            ServerError: the server does not do it.
        """
        self._written(self.send("PUT", url, graph=graph, triples=triples))

    def delete(self, url: str, graph: str) -> None:
        """Take a graph away; one that is not there is gone already.

        Raises:
            ServerError: the server does not do it.
        """
        reply = self.send("DELETE", url, graph=graph)
        if reply.status != 404:
            self._written(reply)

    def send(
        self,
        method: str,
        url: str,
        *,
        accept: str = "*/*",
        fields: Sequence[tuple[str, str]] = (),
        graph: str = "",
        triples: bytes | None = None,
    ) -> Reply:
        """One request and its answer, whatever its status.

        Raises:
            ServerError: there is no answer.
        """
        import requests

        headers = {"Accept": accept}
        if triples is not None:
            headers["Content-Type"] = "application/n-triples"
        for left in reversed(range(TRIES)):
            try:
                answer = self._session().request(
                    method, url, params={"graph": graph} if graph else None, headers=headers,
                    data=triples if triples is not None else [*fields],
                    auth=self._proof or _nobody, timeout=(CONNECT, READ), allow_redirects=False,
                )  # fmt: skip
            except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
                if not left or not _cut_off(error):
                    raise self._silent(error) from None
                time.sleep(PAUSE)
                continue
            except (requests.RequestException, OSError) as error:
                raise self._silent(error) from None
            if answer.status_code == 401 and self._proves(answer):
                continue
            known = {name.lower(): value for name, value in answer.headers.items()}
            return Reply(answer.status_code, known, answer.content)
        raise ServerError(f"{self.address} does not know who asks", WHO)

    def close(self) -> None:
        """Let the connection of this thread go."""
        if session := getattr(self._own, "session", None):
            session.close()
            del self._own.session

    def _session(self) -> requests.Session:
        """The connections of this thread; they stay open from one request to the next."""
        if not hasattr(self._own, "session"):
            import requests

            self._own.session = requests.Session()
            if self._credentials and self._credentials.token:
                self._own.session.headers["Authorization"] = f"Bearer {self._credentials.token}"
        session: requests.Session = self._own.session
        return session

    def _proves(self, answer: requests.Response) -> bool:
        """Whether there is a name and a password to be told, in the way that the server wants them."""
        from requests.auth import HTTPBasicAuth, HTTPDigestAuth

        if self._proof or not self._credentials or self._credentials.token:
            return False
        wanted = answer.headers.get("WWW-Authenticate", "").lower()
        way = HTTPDigestAuth if wanted.startswith("digest") else HTTPBasicAuth
        self._proof = way(self._credentials.name, self._credentials.password)
        return True

    def _written(self, reply: Reply) -> None:
        if reply.status not in (200, 201, 202, 204):
            raise self.refused(reply)

    def _unanswered(self, reply: Reply) -> ServerError | QueryError:
        """Why a query has no answer: its syntax is right, or it would not have been sent."""
        said = _said(reply)
        if reply.kind != "text/html" and said and (reply.status == 400 or said.startswith("Virtuoso ")):
            return QueryError(
                f"{self.address} cannot run the query: {said}",
                "docs/servers.md says what servers are known to lack; the embedded engine runs it",
            )
        return self.refused(reply)

    def refused(self, reply: Reply) -> ServerError:
        """What a server's status says, as an error."""
        told = f"{self.address} answered {reply.status}"
        if reply.status == 200:
            return ServerError(
                f"{told} with {reply.kind or 'nothing in particular'}, not with what SPARQL has",
                "is it the address of a SPARQL endpoint? docs/servers.md has those of usual servers",
            )
        if reply.status in (401, 403, 407):
            return ServerError(f"{told}: it does not let who asks do this", WHO)
        if 300 <= reply.status < 400:
            place = reply.headers.get("location", "")
            return ServerError(
                f"{told}: it sends elsewhere ({_without_password(place)})",
                "name that address with --store, if it is yours",
            )
        if reply.status in (404, 405, 501):
            return ServerError(
                f"{told}: nothing there speaks SPARQL 1.1 Protocol and Graph Store HTTP Protocol",
                "docs/servers.md has the addresses of usual servers",
            )
        said = _said(reply)
        return ServerError(f"{told}{f': {said}' if said else ''}", "see the server's log")

    def _silent(self, error: Exception) -> ServerError:
        return ServerError(
            f"the graph's server {self.address} does not answer: {_reason(error)}",
            "see that it runs and can be reached; documents and facts are safe in the workspace",
        )


WHO = f"put a name and password into ~/.netrc, or a token or name:password into {TOKEN}"


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Says nothing about who asks; without it, a name of ~/.netrc would be told to whoever listens."""
    return request


def _cut_off(error: BaseException) -> bool:
    """Whether a connection that was there broke: a server that is not there need not be tried again."""
    return not any(isinstance(cause, ConnectionRefusedError) for cause in _causes(error)) and not any(
        type(cause).__name__ in ("NameResolutionError", "ConnectTimeoutError", "SSLError")
        for cause in _causes(error)
    )


def _reason(error: BaseException) -> str:
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
    names = {type(cause).__name__ for cause in _causes(error)}
    if names & {"ReadTimeout", "ReadTimeoutError", "ConnectTimeout", "ConnectTimeoutError"}:
        return "it takes too long"
    if "NameResolutionError" in names:
        return "no host has this name"
    return "the connection was cut off"


def _causes(error: BaseException) -> list[BaseException]:
    """An error and what led to it, the innermost first."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.append(one)
            own = [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
            waiting += [each for each in own if isinstance(each, BaseException)]
    return found[::-1]


def _said(reply: Reply) -> str:
    """What the body says in words, its first lines; nothing of a page or of what is no text."""
    if reply.kind == "text/html":
        return ""
    text = " ".join(reply.body[: 4 * SAID].decode("utf-8", errors="replace").split())
    return text[:SAID] + ("…" if len(text) > SAID else "")


def _without_password(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
