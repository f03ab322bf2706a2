"""What a request asks of the endpoint: the query operation of the SPARQL 1.1 Protocol (2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from zeren.errors import QueryError

if TYPE_CHECKING:
    from starlette.requests import Request

FORM, DIRECT, UPDATE = (
    "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update",
)  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "OPTIONS")

_GRAPHS = ("default-graph-uri", "named-graph-uri")


class ProtocolError(QueryError):
    """A request that is no query operation.

    Args:
        status: the HTTP status that says so.
        message: what is wrong.
        hint: what to do.
    """

    def __init__(self, status: int, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.status = status


class Asked(NamedTuple):
    """What a request asks.

    Attributes:
        query: None where there is none, which only GET may do.
        default: the graphs of the default graph; None where no graph is named.
        named: the named graphs; None where no graph is named.
        form: the form of the answer by its name; empty where the Accept header decides.
        example: the name of the example query that the page shows.
    """

    query: str | None
    default: list[str] | None = None
    named: list[str] | None = None
    form: str = ""
    example: str = ""


async def read(request: Request) -> Asked:
    """What a request asks.

    Raises:
        ProtocolError: it has another method or form than the protocol knows, or more than one query.
    """
    address = _pairs(request.scope["query_string"])
    if request.method in ("GET", "HEAD"):
        return _asked(address, needed=False)
    if request.method != "POST":
        raise ProtocolError(405, f"a query is asked with GET or POST, not with {request.method}")
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    _only_utf8(parameters)
    if kind == FORM:
        return _asked(_pairs(await request.body()), needed=True)
    if kind == DIRECT:
        text = _text(await request.body())
        return _asked([*(pair for pair in address if pair[0] != "token"), ("query", text)], needed=True)
    if kind == UPDATE:
        raise _read_only()
    raise ProtocolError(
        415, f"a query is sent as {FORM} or {DIRECT}, not as {kind or 'nothing in particular'}"
    )


def _asked(pairs: Sequence[tuple[str, str]], *, needed: bool) -> Asked:
    if any(name == "update" for name, _ in pairs):
        raise _read_only()
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1 or (needed and not queries):
        raise ProtocolError(400, f"a request has one query, not {len(queries)}", "send it as query=…")
    default, named = ([value for name, value in pairs if name == graph] for graph in _GRAPHS)
    is_given = bool(default or named)
    given = dict(pairs)
    return Asked(
        query=queries[0] if queries else None,
        default=default if is_given else None,
        named=named if is_given else None,
        form=given.get("format", ""),
        example=given.get("example", ""),
    )


def _read_only() -> ProtocolError:
    return ProtocolError(
        403, "an update is refused: the graph is read-only", "zeren ingest and zeren remove change it"
    )


def _only_utf8(parameters: str) -> None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name.lower() == "charset" and value.strip('"').lower() not in ("utf-8", "utf8"):
            raise ProtocolError(415, f"a query is sent in UTF-8, not in {value}")


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_text(data), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise ProtocolError(
            400, f"the parameters cannot be read: {error}", "they are sent in UTF-8"
        ) from None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, f"the request is no UTF-8: {error}") from None
