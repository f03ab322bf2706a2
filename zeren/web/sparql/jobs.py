"""What is said between the server and the processes that answer queries: a job, and what became of it."""

from __future__ import annotations

from typing import Literal

import msgspec

from zeren.web.sparql.writing import LeftOut

Source = Literal["data", "service", "void", "examples"]
"""What is asked: the published graph, or one of the endpoint's descriptions of itself."""

Kind = Literal["rows", "boolean", "triples"]


class Job(msgspec.Struct, frozen=True):
    """A query to answer.

    `default` and `named` are the graphs of the protocol, each None where the request names none;
    `rows` and `triples` the forms that the client takes, by name, None where it takes none;
    `path` is the file that the answer goes into, `address` that of the endpoint.
    """

    query: str
    path: str
    address: str
    rows: str | None = None
    triples: str | None = None
    source: Source = "data"
    default: list[str] | None = None
    named: list[str] | None = None
    most_rows: int = 100_000
    most_bytes: int = 1 << 26


class Done(msgspec.Struct, frozen=True, tag="done"):
    """The answer is in its file: its kind, its form, how many rows it has, what it comes from."""

    kind: Kind
    form: str
    rows: int
    left_out: LeftOut
    generation: str


OUT_OF_MEMORY = 507
"""The status of a query that needs more memory than it may have."""


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """There is no answer: the HTTP status that says so, what is wrong, and what to do about it."""

    status: int
    message: str
    hint: str = ""


Told = Done | Failed
