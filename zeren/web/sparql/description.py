"""What the endpoint says of itself: the service (SPARQL 1.1 Service Description) and the data (VoID).

A query that speaks of services, data sets or example queries is answered from these, since the plans'
graph has none of them; editors find terms and examples so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, cast

import pyoxigraph

from zeren.errors import QueryError
from zeren.graph.loading import quads
from zeren.graph.querying import Graphs, run
from zeren.graph.rdf import NamedGraph
from zeren.graph.sparql import bare
from zeren.graph.values import Literal, Triple, integer
from zeren.ontology.vocab import DCTERMS, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, XSD, ZR, iri
from zeren.web.shelf import Shelf
from zeren.web.sparql import examples
from zeren.web.sparql.jobs import Job, Source

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
VOID_EXT = "http://ldf.fi/void-ext#"
FORMATS = "http://www.w3.org/ns/formats/"
PREFIXES = {"sd": SD, "void": VOID, "void-ext": VOID_EXT, "formats": FORMATS}
"""The prefixes of descriptions, beside those of the graph."""

ENOUGH = 20
"""Plans that show how classes and properties hang together; to count that in all of them takes minutes."""

_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
)  # fmt: skip
"""The W3C's names of the forms in which answers are given."""

_DECLARATION = re.compile(r"\bprefix\s+[\w.-]*:\s*<[^>]*>", re.IGNORECASE)
_SPOKEN_OF = re.compile(
    rf"SPARQL(?:Select)?Executable|\b(?:void|sd):\w|<(?:{re.escape(VOID)}|{re.escape(SD)})"
)
"""Words that no query about plans has; some clients declare every prefix that they know."""

_CLASSES = "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY ?class"
_PROPERTIES = "SELECT ?property (COUNT(*) AS ?n) { ?s ?property ?o } GROUP BY ?property ORDER BY ?property"
_TO_THINGS = """SELECT ?class ?property ?other (COUNT(*) AS ?n) { ?s a ?class ; ?property ?o . ?o a ?other }
GROUP BY ?class ?property ?other ORDER BY ?class ?property ?other"""
_TO_VALUES = """SELECT ?class ?property ?other (COUNT(*) AS ?n) {
  ?s a ?class ; ?property ?o . FILTER(ISLITERAL(?o)) BIND(DATATYPE(?o) AS ?other)
} GROUP BY ?class ?property ?other ORDER BY ?class ?property ?other"""


def graph_query(source: Source, address: str) -> str:
    """The query for all of a description."""
    return (
        f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{_graph(source, address)}> {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o"
    )


def is_asked(job: Job) -> bool:
    """Whether a job asks for the descriptions and not for the plans."""
    return job.source != "data" or _SPOKEN_OF.search(_DECLARATION.sub("", bare(job.query))) is not None


def sources(job: Job) -> tuple[Source, ...]:
    """The descriptions that a job needs."""
    return tuple(_DESCRIBED) if job.source == "data" else (job.source,)


def graph(source: Source, shelf: Shelf, address: str) -> list[pyoxigraph.Quad]:
    """One of the descriptions.

    Raises:
        QueryError: the address of the endpoint, as the request names it, is no IRI.
    """
    try:
        return [*quads(NamedGraph(_graph(source, address), _DESCRIBED[source](shelf, address)))]
    except ValueError as error:
        raise QueryError(f"{address} is no address that can be described: {error}") from None


def _graph(source: Source, address: str) -> str:
    return {"void": void_address(address), "examples": f"{address}/examples"}.get(source, address)


def void_address(address: str) -> str:
    """Where the description of the data stands, beside the endpoint."""
    return f"{address.removesuffix('/sparql')}/.well-known/void"


def _service(shelf: Shelf, address: str) -> Iterator[Triple]:
    data, default = f"{address}#dataset", f"{void_address(address)}#dataset"
    yield address, RDF + "type", SD + "Service"
    yield address, SD + "endpoint", address
    yield address, SD + "supportedLanguage", SD + "SPARQL11Query"
    yield address, SD + "feature", SD + "UnionDefaultGraph"
    for name in _RESULTS:
        yield address, SD + "resultFormat", FORMATS + name
    yield address, RDFS + "seeAlso", f"{address}/examples"
    yield address, SD + "defaultDataset", data
    yield data, RDF + "type", SD + "Dataset"
    yield data, SD + "defaultGraph", default
    yield default, RDF + "type", SD + "Graph"
    base = shelf.published.base_iri
    for name in sorted(one.value for one in shelf.published.store.named_graphs()):
        graph = f"{address}#graph/{name.removeprefix(base)}"
        yield data, SD + "namedGraph", graph
        yield graph, RDF + "type", SD + "NamedGraph"
        yield graph, SD + "name", name


def _void(shelf: Shelf, address: str) -> Iterator[Triple]:
    data = f"{void_address(address)}#dataset"
    yield data, RDF + "type", VOID + "Dataset"
    yield data, RDF + "type", SD + "Graph"
    yield data, DCTERMS + "title", Literal("责任：工作方案中的任务与责任单位", language="zh")
    yield data, DCTERMS + "title", Literal("Zeren: tasks and responsible units of work plans", language="en")
    yield data, VOID + "sparqlEndpoint", address
    yield data, VOID + "uriSpace", Literal(shelf.published.base_iri)
    for vocabulary in (ZR, SKOS, DCTERMS, ORG, PROV, SCHEMA):
        yield data, VOID + "vocabulary", vocabulary
    yield from examples.declared(data, {**shelf.published.prefixes, **PREFIXES})
    yield from _partitions(shelf, data)


def _partitions(shelf: Shelf, data: str) -> Iterator[Triple]:
    """How much there is of each class and property, and what leads from which class to which."""
    classes, properties = _rows(shelf, _CLASSES), _rows(shelf, _PROPERTIES)
    yield data, VOID + "triples", integer(sum(row["n"] for row in properties))
    yield data, VOID + "entities", integer(sum(row["n"] for row in classes))
    yield data, VOID + "classes", integer(len(classes))
    yield data, VOID + "properties", integer(len(properties))
    for row in classes:
        part = _part(data, row["class"])
        yield data, VOID + "classPartition", part
        yield part, VOID + "class", row["class"]
        yield part, VOID + "entities", integer(row["n"])
    for row in properties:
        part = _part(data, row["property"])
        yield data, VOID + "propertyPartition", part
        yield part, VOID + "property", row["property"]
        yield part, VOID + "triples", integer(row["n"])
    yield from _links(shelf, data, _TO_THINGS, VOID + "classPartition", VOID + "class")
    yield from _links(shelf, data, _TO_VALUES, VOID_EXT + "datatypePartition", VOID_EXT + "datatype")


def _links(shelf: Shelf, data: str, query: str, partition: str, named: str) -> Iterator[Triple]:
    """Which property leads from which class to what; of many plans without how often."""
    is_counted = len(shelf.documents) <= ENOUGH
    asked: list[Graphs | None] = [None] if is_counted else [*_first(shelf)]
    found = (row for graphs in asked for row in _rows(shelf, query, graphs))
    links = {(row["class"], row["property"], row["other"]): row["n"] for row in found}
    for (subject, name, other), times in sorted(links.items()):
        of_class = _part(data, subject)
        part = _part(of_class, name)
        yield of_class, VOID + "propertyPartition", part
        yield part, VOID + "property", name
        end = _part(part, other)
        yield part, partition, end
        yield end, named, other
        if is_counted:
            yield end, VOID + "triples", integer(times)


def _first(shelf: Shelf) -> Iterator[Graphs]:
    """The graphs of some plans, each with that of its region."""
    for one in islice(shelf.documents.values(), ENOUGH):
        keys = (key for key in (one.id, one.region) if key)
        yield Graphs(default=tuple(iri(key, shelf.published.base_iri) for key in keys))


def _part(whole: str, name: str) -> str:
    """The IRI of a part that is named by a class, a property or a datatype."""
    spaces = {ZR: "zr", XSD: "xsd", RDF: "rdf", RDFS: "rdfs", SKOS: "skos", DCTERMS: "dcterms", ORG: "org"}
    space = next((space for space in spaces if name.startswith(space)), "")
    return f"{whole}/{spaces[space]}-{name.removeprefix(space)}" if space else f"{whole}/{iri(name, '')}"


def _rows(shelf: Shelf, query: str, graphs: Graphs | None = None) -> list[dict[str, Any]]:
    found = cast(pyoxigraph.QuerySolutions, run(shelf.published.store, query, {}, graphs=graphs))
    names = [variable.value for variable in found.variables]
    texts = ({name: row[name].value for name in names} for row in found)
    return [{**row, "n": int(row["n"])} for row in texts]


_DESCRIBED: dict[Source, Callable[[Shelf, str], Iterator[Triple]]] = {
    "service": _service,
    "void": _void,
    "examples": examples.triples,
}
