"""Answers as bytes, in every form, up to a limit of rows and of bytes that is told where the form can.

The engine's own writers know no limit, so rows are written here; triples by the engine, from as many
as the limit lets pass.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, Literal, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import msgspec
import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, Triple

from zeren.ontology.vocab import RDF as RDF_IRI
from zeren.ontology.vocab import XSD
from zeren.web.sparql.formats import RDF

LeftOut = Literal["", "rows", "bytes"]
"""Which limit an answer met; none when it is whole."""

Row = Any
"""A solution: terms by the number of their variable; pyoxigraph's own type is not generic."""

_PLAIN = {XSD + "string", RDF_IRI + "langString", RDF_IRI + "dirLangString"}
"""Datatypes that a literal has anyway."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold, not even as references."""

BOOLEAN = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}


class Limits(NamedTuple):
    """How many rows or triples, and how many bytes, an answer may have."""

    rows: int
    bytes: int


class Written(NamedTuple):
    """How many rows or triples were written, and which limit cut the answer off."""

    rows: int
    left_out: LeftOut


def boolean(answer: QueryBoolean, form: str, out: IO[bytes]) -> Written:
    """The answer of ASK."""
    answer.serialize(out, format=BOOLEAN[form])
    return Written(1, "")


def rows(answer: QuerySolutions, form: str, out: IO[bytes], limits: Limits) -> Written:
    """The rows of SELECT, in one of the forms `json`, `xml`, `csv`, `tsv`."""
    names = [variable.value for variable in answer.variables]
    before, row, between, behind = _WRITERS[form](names)
    size = out.write(before)
    count = 0
    left_out: LeftOut = ""
    for solution in answer:
        written = (between if count else b"") + row(solution)
        if count == limits.rows or size + len(written) > limits.bytes:
            left_out = "rows" if count == limits.rows else "bytes"
            break
        size += out.write(written)
        count += 1
    done = Written(count, left_out)
    out.write(behind(done))
    return done


def triples(
    answer: Iterable[Triple], form: str, out: IO[bytes], limits: Limits, prefixes: dict[str, str]
) -> Written:
    """The triples of CONSTRUCT or DESCRIBE, in one of the forms `ttl`, `nt`, `jsonld`, `rdf`.

    `out` can be read too.
    """
    limited = _Limited(answer, out, limits)
    pyoxigraph.serialize(limited, out, RDF[form], prefixes=prefixes if form == "ttl" else None)
    if form == "ttl":
        _sort_head(out, len(prefixes))
    told = f"only the first {limited.count} triples"
    if limited.left_out and form in ("ttl", "nt"):
        out.write(f"# {told}\n".encode())
    if limited.left_out and form == "rdf":
        out.write(f"\n<!-- {told} -->".encode())
    return Written(limited.count, limited.left_out)


def _sort_head(out: IO[bytes], lines: int) -> None:
    """Put the prefixes in order, which the engine writes in any."""
    end = out.tell()
    out.seek(0)
    head = sorted(out.readline() for _ in range(lines))
    out.seek(0)
    out.writelines(head)
    out.seek(end)


class _Limited:
    """Triples until there are as many, or as many bytes of them, as may be."""

    def __init__(self, answer: Iterable[Triple], out: IO[bytes], limits: Limits) -> None:
        self._answer, self._out, self._limits = answer, out, limits
        self.count = 0
        self.left_out: LeftOut = ""

    def __iter__(self) -> Iterator[Triple]:
        for triple in self._answer:
            if self.count == self._limits.rows or self._out.tell() > self._limits.bytes:
                self.left_out = "rows" if self.count == self._limits.rows else "bytes"
                return
            self.count += 1
            yield triple


class _Writer(NamedTuple):
    """The parts of a form: what stands before the rows, a row, between two, and behind them."""

    before: bytes
    row: Callable[[Row], bytes]
    between: bytes
    behind: Callable[[Written], bytes]


def _json(names: list[str]) -> _Writer:
    def row(solution: Row) -> bytes:
        terms = zip(names, solution, strict=True)
        return msgspec.json.encode({name: record(term) for name, term in terms if term is not None})

    def behind(done: Written) -> bytes:
        # Clients pass over members that they do not know.
        told = f',"zeren":{{"rows":{done.rows},"leftOut":true}}' if done.left_out else ""
        return b"]}" + told.encode() + b"}\n"

    head = msgspec.json.encode({"vars": names})
    return _Writer(b'{"head":' + head + b',"results":{"bindings":[', row, b",", behind)


def record(term: object) -> dict[str, Any]:
    """A term as SPARQL 1.1 Query Results JSON has it."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: record(part) for name, part in parts.items()}}
    assert isinstance(term, pyoxigraph.Literal)  # noqa: S101 # there is no other kind of term
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value not in _PLAIN:
        found["datatype"] = term.datatype.value
    return found


def _xml(names: list[str]) -> _Writer:
    def row(solution: Row) -> bytes:
        bound = ((name, term) for name, term in zip(names, solution, strict=True) if term is not None)
        inner = "".join(f"<binding name={quoteattr(name)}>{_element(term)}</binding>" for name, term in bound)
        return f"<result>{inner}</result>\n".encode()

    def behind(done: Written) -> bytes:
        told = f"<!-- only the first {done.rows} rows -->\n" if done.left_out else ""
        return f"</results>\n{told}</sparql>\n".encode()

    variables = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    before = (
        '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
        f"<head>{variables}</head>\n<results>\n"
    )
    return _Writer(before.encode(), row, b"", behind)


def _element(term: object) -> str:
    found = record(term)
    if found["type"] == "triple":
        inner = ((name, _element(getattr(term, name))) for name in ("subject", "predicate", "object"))
        return f"<triple>{''.join(f'<{name}>{part}</{name}>' for name, part in inner)}</triple>"
    said = [key for key in ("xml:lang", "datatype") if key in found]
    attributes = "".join(f" {key}={quoteattr(found[key])}" for key in said)
    words = escape(_NOT_IN_XML.sub("\ufffd", found["value"]), {"\r": "&#13;"})
    return f"<{found['type']}{attributes}>{words}</{found['type']}>"


def _csv(names: list[str]) -> _Writer:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)  # RFC 4180: lines end in CR LF

    def line(cells: Iterable[str]) -> bytes:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(cells)
        return buffer.getvalue().encode()

    def row(solution: Row) -> bytes:
        return line("" if term is None else _bare(term) for term in solution)

    return _Writer(line(names), row, b"", lambda _: b"")


def _bare(term: Any) -> str:
    if isinstance(term, BlankNode):
        return str(term)
    return str(term) if isinstance(term, Triple) else str(term.value)


def _tsv(names: list[str]) -> _Writer:
    def row(solution: Row) -> bytes:
        return ("\t".join("" if term is None else _turtle(term) for term in solution) + "\n").encode()

    return _Writer(("\t".join(f"?{name}" for name in names) + "\n").encode(), row, b"", lambda _: b"")


def _turtle(term: Any) -> str:
    return str(term).replace("\t", "\\t")


_WRITERS: dict[str, Callable[[list[str]], _Writer]] = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}
