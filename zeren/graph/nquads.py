"""Named graphs as N-Quads, the form in which any process hands triples to any store's bulk loader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zeren.graph import merge, rdf
from zeren.graph.rdf import NamedGraph
from zeren.graph.values import Literal
from zeren.ontology.facts import decode
from zeren.ontology.judgements import Judgement
from zeren.ontology.vocab import XSD

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
"""What a literal of N-Quads may not hold as it is (RDF 1.1 N-Quads, section 2.4)."""


class Source(NamedTuple):
    """A graph that is to be made: its id, and the facts that it is made from, as they are stored.

    `kind` says whether it is a document's own graph, or that of a region of which several speak, and
    `tables` whether it is wanted as rows of the tables of `zeren.graph.columns` as well.
    """

    kind: str
    id: str
    facts: tuple[bytes, ...]
    base: str
    tables: bool = False


DOCUMENT, REGION = "document", "region"


class Written(NamedTuple):
    """A graph as it is handed on: its IRI, and its statements as lines of N-Quads.

    `tables` are its rows by table, as `zeren.graph.columns.tables` gives them; None where none are wanted,
    or it says what no table holds.
    """

    iri: str
    quads: bytes
    tables: dict[str, bytes] | None = None

    def triples(self) -> bytes:
        """Its statements as lines of N-Triples, sorted, each once."""
        end = len(f" <{self.iri}> .\n".encode())
        return b"".join(sorted({line[:-end] + b" .\n" for line in self.quads.splitlines(keepends=True)}))


def made(source: Source) -> Written:
    """A graph; the same facts give the same bytes, in whatever process.

    Raises:
        ValueError: the facts are damaged (msgspec.DecodeError is one).
    """
    told = map(decode, source.facts)
    if source.kind == DOCUMENT:
        graph = rdf.document_graph(next(told), source.base)
    else:
        graph = rdf.region_graph(source.id, merge.common(source.id, told), source.base)
    return _tabled(graph, source.base) if source.tables else lines(graph)


def judged(judgements: Iterable[Judgement], base: str, *, tables: bool = False) -> Written:
    """The graph of what a person says about findings, as `made` gives one."""
    graph = rdf.judgements_graph(judgements, base)
    return _tabled(graph, base) if tables else lines(graph)


def _tabled(graph: NamedGraph, base: str) -> Written:
    from zeren.graph.columns.schema import Misfit
    from zeren.graph.columns.tables import rows

    triples = [*graph.triples]
    try:
        tables = rows(graph.iri, triples, base)
    except Misfit:
        tables = None
    return lines(NamedGraph(graph.iri, iter(triples)))._replace(tables=tables)


def lines(graph: NamedGraph) -> Written:
    """A graph, one statement a line, in the order in which they are given."""
    end = f" <{graph.iri}> .\n"
    quads = "".join([f"<{s}> <{p}> {_term(o)}{end}" for s, p, o in graph.triples])
    return Written(graph.iri, quads.encode())


def _term(value: str | Literal) -> str:
    if isinstance(value, str):
        return f"<{value}>"
    words = f'"{value.text.translate(_ESCAPES)}"'
    if value.language:
        return f"{words}@{value.language}"
    return f"{words}^^<{XSD}{value.datatype}>" if value.datatype else words


class Stream:
    """Pieces as one file that is read from its beginning, which holds no more than one of them.

    Args:
        pieces: in order; the next is made when the last is read.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._piece = memoryview(b"")
        self.error: Exception | None = None
        """What making a piece ended with; a library that reads the file may tell it in words of its own."""

    def read(self, size: int = -1) -> bytes:
        """Up to so many bytes; none at the end."""
        while not self._piece:
            try:
                piece = next(self._pieces, None)
            except Exception as error:
                self.error = error
                raise
            if piece is None:
                return b""
            self._piece = memoryview(piece)
        end = len(self._piece) if size < 0 else size
        taken, self._piece = self._piece[:end], self._piece[end:]
        return bytes(taken)
