"""The forms in which an answer can be had, by the media types that stand for them."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import RdfFormat


class Format(NamedTuple):
    """A form of answers.

    Attributes:
        name: what stands in an address behind `format=`, and ends the name of a file.
        media: the media types that ask for it; the first is its own.
        label: what people call it.
    """

    name: str
    media: tuple[str, ...]
    label: str


PAGE = Format("html", ("text/html", "application/xhtml+xml"), "HTML")
"""The editor's page with the answer as a table."""

ROWS = (
    Format("json", ("application/sparql-results+json", "application/json"), "JSON"),
    Format("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), "XML"),
    Format("csv", ("text/csv",), "CSV"),
    Format("tsv", ("text/tab-separated-values",), "TSV"),
    PAGE,
)
"""What SELECT and ASK are answered in, as SPARQL 1.1 has it; the first is usual."""

TRIPLES = (
    Format("ttl", ("text/turtle", "application/turtle", "application/x-turtle"), "Turtle"),
    Format("nt", ("application/n-triples",), "N-Triples"),
    Format("jsonld", ("application/ld+json", "application/json"), "JSON-LD"),
    Format("rdf", ("application/rdf+xml", "application/xml", "text/xml"), "RDF/XML"),
    PAGE,
)
"""What CONSTRUCT and DESCRIBE are answered in; the first is usual."""

RDF = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
"""The forms of triples as the engine writes them."""

NAMES = tuple(dict.fromkeys(form.name for form in (*ROWS, *TRIPLES)))
"""Every form by its name."""
