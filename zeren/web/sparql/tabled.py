"""An answer as the page shows it: cells with what they link to, from the generation that answers."""

from __future__ import annotations

from typing import IO, Any

import msgspec
import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Triple

from zeren.errors import NotUnderstoodError
from zeren.graph.querying import Answer
from zeren.ontology.vocab import XSD, identifier, place_of
from zeren.web.addresses import path_of
from zeren.web.shelf import Shelf
from zeren.web.sparql.writing import Limits, Written

EVIDENT = {XSD + kind for kind in ("string", "integer", "decimal", "date", "boolean")}
"""Datatypes that a person sees in the words themselves."""


class Cell(msgspec.Struct, frozen=True):
    """A term of an answer: its words, and what else is known of it.

    `path` is that of the page of the thing that an IRI stands for, or of the text that it points into,
    at the characters `char` in the paragraph `anchor`; `iri` is its whole name, `language` that of a
    literal's words, `datatype` its type as a prefixed name.
    """

    words: str
    path: str = ""
    char: str = ""
    anchor: int = 0
    iri: str = ""
    language: str = ""
    datatype: str = ""


class Table(msgspec.Struct, frozen=True):
    """An answer of any kind: the names of its columns and its rows; ASK has `boolean` alone."""

    columns: list[str]
    rows: list[list[Cell | None]]
    boolean: bool | None = None


def write(answer: Answer, shelf: Shelf, out: IO[bytes], limits: Limits) -> Written:
    """Write an answer as a table."""
    cells = Cells(shelf)
    if isinstance(answer, pyoxigraph.QueryBoolean):
        out.write(msgspec.json.encode(Table([], [], boolean=bool(answer))))
        return Written(1, "")
    columns = ["subject", "predicate", "object"]
    if isinstance(answer, pyoxigraph.QuerySolutions):
        columns = [variable.value for variable in answer.variables]
    rows: list[list[Cell | None]] = []
    size, left_out = 0, False
    for solution in answer:
        row = [None if term is None else cells.of(term) for term in solution]
        size += sum(len(cell.words) + len(cell.iri) for cell in row if cell)
        left_out = len(rows) == limits.rows or size > limits.bytes
        if left_out:
            break
        rows.append(row)
    out.write(msgspec.json.encode(Table(columns, rows)))
    return Written(len(rows), "rows" if left_out else "")


class Cells:
    """Terms as cells.

    Args:
        shelf: knows what things are, and the paragraphs of texts.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._base = shelf.published.base_iri

    def of(self, term: Any) -> Cell:
        """A term as a cell."""
        if isinstance(term, NamedNode):
            return self.named(term.value)
        if isinstance(term, BlankNode | Triple):
            return Cell(str(term))
        kind = term.datatype.value
        datatype = "" if term.language or kind in EVIDENT else self._short(kind)
        return Cell(term.value, language=term.language or "", datatype=datatype)

    def named(self, iri: str) -> Cell:
        """An IRI as a cell."""
        words = self._short(iri)
        if not iri.startswith(self._base):
            return Cell(words, iri=iri)
        try:
            place = place_of(iri, self._base)
            anchor = self._shelf.paragraph(place.document, place.start)
        except (ValueError, NotUnderstoodError):  # no place, or in a document that is not there
            key = identifier(iri, self._base)
            kind = self._shelf.kind(key)
            return Cell(words, path_of(kind, key) if kind else "", iri=iri)
        return Cell(words, path_of("text", place.document), f"{place.start},{place.end}", anchor, iri)

    def _short(self, iri: str) -> str:
        """An IRI under the longest of the prefixes that fits it."""
        prefixes = self._shelf.published.prefixes.items()
        fitting = [(len(space), name) for name, space in prefixes if iri.startswith(space)]
        length, prefix = max(fitting, default=(0, ""))
        return f"{prefix}:{iri[length:]}" if fitting else iri
