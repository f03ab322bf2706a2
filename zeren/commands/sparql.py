"""`zeren sparql`: any question to the graph, in its own language."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zeren import render
from zeren.commands.session import OutputFormat, WorkspaceOption, explain
from zeren.errors import QueryError, UsageError

if TYPE_CHECKING:
    import pyoxigraph

    from zeren.graph.store import Snapshot

EXAMPLES = """\b
Examples:
  zeren sparql 'SELECT ?title { ?task zr:title ?title ; zr:lead/skos:prefLabel "县财政局"@zh }'
  zeren sparql question.rq --format csv > answer.csv
  zeren sparql 'DESCRIBE id:云泽政办发-2024-5' --format ttl
  echo 'ASK { ?task zr:openEnded true }' | zeren sparql -
"""


class ResultFormat(StrEnum):
    """How an answer is written; ttl and nq are for CONSTRUCT and DESCRIBE."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    MD = "md"
    TTL = "ttl"
    NQ = "nq"


TRIPLES = (ResultFormat.TTL, ResultFormat.NQ)


def sparql(
    query: Annotated[
        str, typer.Argument(metavar="QUERY|FILE|-", help="A query, a file that holds one, or - .")
    ],
    form: Annotated[
        ResultFormat | None,
        typer.Option(
            "--format", "-f", help="How to print (default: table on a screen, json or ttl into a pipe)."
        ),
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.01, help="Seconds after which the query is stopped.")] = 60,
    workspace: WorkspaceOption = None,
) -> None:
    """Ask the graph in SPARQL: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The default graph is the union of all graphs, unless FROM names some of them. The prefixes zr,
    id, zrf, zrk, rdf, rdfs, xsd, dcterms, skos, org, prov, schema, owl and sh need no PREFIX.
    `zeren schema` lists the words.
    """
    from zeren.workspace import Workspace

    asked = _query(query)
    with Workspace(workspace).snapshot() as published, _stopped_after(timeout):
        written = _answer(published, asked, form)
    render.write(written)


def _query(given: str) -> str:
    """The query itself, from the argument, the file that it names, or standard input.

    Raises:
        UsageError: the file is not there or cannot be read.
    """
    try:
        if given == "-":
            if sys.stdin is None:
                raise UsageError("there is no standard input to read", "name a file, or pipe a query in")
            return sys.stdin.buffer.read().decode("utf-8-sig")
        if re.fullmatch(r"[^\s{}?]+\.(rq|sparql|txt)", given) or _is_file(given):
            return Path(given).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{given} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    return given


def _is_file(given: str) -> bool:
    try:
        return Path(given).is_file()
    except (OSError, ValueError):  # a query is longer than any file's name
        return False


@contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    """End the process when what is inside takes too long, or at the first Ctrl-C.

    The engine computes outside Python and listens to nobody, but it lets other threads run.
    """

    def stop() -> None:
        sys.stdout.flush()
        explain(QueryError(f"the query was stopped after {seconds:g} s", "--timeout allows more"))
        sys.stderr.flush()
        os._exit(QueryError.exit_code)

    watch = threading.Timer(seconds, stop)
    watch.daemon = True
    main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.SIG_DFL) if main else None
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        if before is not None:
            signal.signal(signal.SIGINT, before)


def _answer(published: Snapshot, query: str, form: ResultFormat | None) -> bytes | str:
    """The whole answer in a format.

    Raises:
        UsageError: the format does not fit the kind of answer.
        QueryError: the query has a mistake.
    """
    import pyoxigraph

    answer = published.query(query)
    if isinstance(answer, pyoxigraph.QueryTriples):
        return _triples(published, answer, form)
    if form in TRIPLES:
        raise UsageError(f"--format {form} is for CONSTRUCT and DESCRIBE", "take table, json, csv, tsv or md")
    output = render.chosen(OutputFormat(form) if form else None)
    standard = {
        OutputFormat.JSON: pyoxigraph.QueryResultsFormat.JSON,
        OutputFormat.CSV: pyoxigraph.QueryResultsFormat.CSV,
        OutputFormat.TSV: pyoxigraph.QueryResultsFormat.TSV,
    }
    if output in standard and (output is OutputFormat.JSON or isinstance(answer, pyoxigraph.QuerySolutions)):
        return (answer.serialize(format=standard[output]) or b"") + b"\n" * (output is OutputFormat.JSON)
    if isinstance(answer, pyoxigraph.QueryBoolean):
        return "true\n" if answer else "false\n"
    names = [variable.value for variable in answer.variables]
    rows = [[_short(term, published) for term in solution] for solution in answer]
    if output is OutputFormat.TABLE:
        return render.table(names, rows)
    return render.plain(names, rows, output)


def _triples(published: Snapshot, answer: pyoxigraph.QueryTriples, form: ResultFormat | None) -> bytes:
    from zeren.graph.export import rdf

    if form is ResultFormat.NQ:
        return rdf.lines(answer)
    if form not in (None, ResultFormat.TTL, ResultFormat.TABLE):
        raise UsageError(f"--format {form} is for SELECT and ASK", "take ttl or nq")
    return rdf.turtle_of(answer, published.base_iri)


def _short(term: Any, published: Snapshot) -> str:
    """A term as a person reads it: the value of a literal, an IRI under a known prefix."""
    import pyoxigraph

    if term is None:
        return ""
    if isinstance(term, pyoxigraph.NamedNode):
        fitting = [
            (len(space), name) for name, space in published.prefixes.items() if term.value.startswith(space)
        ]
        length, prefix = max(fitting, default=(0, ""))
        return f"{prefix}:{term.value[length:]}" if fitting else term.value
    return str(term.value) if isinstance(term, pyoxigraph.Literal) else str(term)
