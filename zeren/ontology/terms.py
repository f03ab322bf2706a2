"""The words of the graph with their explanations, read from `zeren.ttl` and `shapes.ttl`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from zeren.errors import NotUnderstoodError
from zeren.ontology import vocab

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

Kind = Literal["class", "property", "concept"]
KINDS: tuple[Kind, ...] = ("class", "property", "concept")

FILES = ("zeren.ttl", "shapes.ttl", "functions.ttl")
"""The published model: the ontology, its shapes, and the functions of government as a SKOS scheme."""

Texts = Mapping[str, str]
"""A text by language: zh and en."""


class Term(NamedTuple):
    """A class, a property, or a concept that is a value.

    `name` is the prefixed name, `aliases` are other words for it, `notation` the value that
    stands in the graph for it. `above` holds the terms that it narrows, `subjects` and
    `objects` the classes that a property leads from and to, `scheme` the class of a concept,
    `related` what it is modelled on; all as prefixed names. `example` shows one in both languages.
    """

    iri: str
    name: str
    kind: Kind
    label: Texts
    definition: Texts
    aliases: tuple[str, ...] = ()
    notation: str | None = None
    above: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    scheme: str | None = None
    related: tuple[str, ...] = ()
    example: Texts = MappingProxyType({})

    @property
    def words(self) -> set[str]:
        """Every way to call it, in small letters."""
        called = {self.name, self.name.partition(":")[2], *self.label.values(), *self.aliases}
        if self.notation:
            called.add(self.notation)
        return {word.casefold() for word in called}


class Field(NamedTuple):
    """A property as a class has it: how many times (`1`, `0..1`, `1..n`, `0..n`), and with which values."""

    name: str
    times: str
    values: tuple[str, ...]


class Header(NamedTuple):
    """What the ontology says of itself, and the prefixes of its file with their namespaces."""

    iri: str
    version: str
    title: Texts
    description: Texts
    prefixes: tuple[tuple[str, str], ...]


def source(name: str) -> str:
    """The text of an ontology file, one of FILES."""
    return resources.files("zeren.ontology").joinpath(name).read_text(encoding="utf-8")


@cache
def terms() -> tuple[Term, ...]:
    """Every term of the ontology: classes, properties, concepts; each in the order of the file."""
    written = source("zeren.ttl")
    graph = _parsed(written)
    found = list(_described(graph))
    place = {name: number for number, name in enumerate(re.findall(r"^(\S+:\S+) a ", written, re.M))}
    return tuple(sorted(found, key=lambda term: (KINDS.index(term.kind), place[term.name])))


def header() -> Header:
    """What the ontology says of itself."""
    from rdflib import DCTERMS, OWL, URIRef

    graph = _parsed(source("zeren.ttl"))
    about = URIRef(vocab.ZR.removesuffix("#"))
    return Header(
        iri=str(about),
        version=str(graph.value(about, OWL.versionInfo)),
        title=_texts(graph, about, DCTERMS.title),
        description=_texts(graph, about, DCTERMS.description),
        prefixes=tuple(sorted((prefix, str(space)) for prefix, space in graph.namespaces())),
    )


def find(word: str) -> Term:
    """The term that a word means: a prefixed name, an IRI, a label or another word for it.

    A word that names several means the class before the property before the concept, unless
    it is written exactly as one of them is, capital letter included: `task` is `zr:Task`,
    `zr:task` is the property, `Lead` the concept.

    Raises:
        NotUnderstoodError: no term is called so; carries the nearest names.
    """
    for term in terms():
        if word in (term.iri, term.name):
            return term
    called = [term for term in terms() if word.casefold() in term.words]
    exact = [term for term in called if word != word.lower() and word == term.name.partition(":")[2]]
    for term in exact + called:
        return term
    raise NotUnderstoodError(
        f"the graph has no term {word}", "zeren schema lists all of them", nearest=_nearest(word)
    )


@cache
def fields(name: str) -> tuple[Field, ...]:
    """The properties of a class as its shape states them; empty for a term without a shape.

    Those that are always there come first, then the order of the ontology file.
    """
    from rdflib import SH

    graph = _parsed(source("shapes.ttl"))
    shapes = [s for s, target in graph.subject_objects(SH.targetClass) if _name(graph, target) == name]
    order = {term.name: number for number, term in enumerate(terms())}
    found = (
        Field(_name(graph, graph.value(node, SH.path)), _times(graph, node), _values(graph, node))
        for shape in shapes
        for node in graph.objects(shape, SH.property)
    )
    return tuple(sorted(found, key=lambda f: (f.times[0] == "0", order.get(f.name, -1), f.name)))


def _nearest(word: str) -> tuple[str, ...]:
    names = {called: term.name for term in reversed(terms()) for called in term.words}
    close = difflib.get_close_matches(word.casefold(), names, n=6, cutoff=0.5)
    return tuple(dict.fromkeys(names[called] for called in close))[:3]


@cache
def _parsed(turtle: str) -> Graph:
    from rdflib import Graph

    return Graph(bind_namespaces="none").parse(data=turtle, format="turtle")


def _described(graph: Graph) -> Iterator[Term]:
    from rdflib import OWL, RDF

    kinds: dict[Node, Kind] = {
        OWL.Class: "class",
        OWL.ObjectProperty: "property",
        OWL.DatatypeProperty: "property",
    }
    for subject, rdf_class in graph.subject_objects(RDF.type):
        kind = kinds.get(rdf_class) or ("concept" if str(rdf_class).startswith(vocab.ZR) else None)
        if kind:
            yield _term(graph, subject, kind)


def _term(graph: Graph, subject: Node, kind: Kind) -> Term:
    from rdflib import RDF, RDFS, SDO, SKOS

    def names(*predicates: Node) -> tuple[str, ...]:
        return _names(graph, (node for predicate in predicates for node in graph.objects(subject, predicate)))

    notation = graph.value(subject, SKOS.notation)
    return Term(
        iri=str(subject),
        name=_name(graph, subject),
        kind=kind,
        label=_texts(graph, subject, SKOS.prefLabel if kind == "concept" else RDFS.label),
        definition=_texts(graph, subject, SKOS.definition),
        aliases=tuple(sorted(str(label) for label in graph.objects(subject, SKOS.altLabel))),
        notation=None if notation is None else str(notation),
        above=names(RDFS.subClassOf, RDFS.subPropertyOf),
        subjects=names(RDFS.domain, SDO.domainIncludes),
        objects=names(RDFS.range, SDO.rangeIncludes),
        scheme=names(RDF.type)[0] if kind == "concept" else None,
        related=names(RDFS.seeAlso, SKOS.closeMatch, SKOS.relatedMatch),
        example=_texts(graph, subject, SKOS.example),
    )


def _texts(graph: Graph, subject: Node, predicate: Node) -> Texts:
    return {str(getattr(text, "language", "")): str(text) for text in graph.objects(subject, predicate)}


def _times(graph: Graph, node: Node) -> str:
    from rdflib import SH

    least, most = (graph.value(node, limit) for limit in (SH.minCount, SH.maxCount))
    at_least, at_most = str(least or 0), str(most or "n")
    return at_least if at_least == at_most else f"{at_least}..{at_most}"


def _values(graph: Graph, node: Node) -> tuple[str, ...]:
    from rdflib import SH
    from rdflib.collection import Collection

    choices = graph.value(node, SH["in"])
    if choices is not None:
        return tuple(_name(graph, choice) for choice in Collection(graph, choices))
    languages = graph.value(node, SH.languageIn)
    if languages is not None:
        return tuple(f"text@{language}" for language in Collection(graph, languages))
    return _names(
        graph, (n for p in (SH["class"], SH.datatype, SH.hasValue) for n in graph.objects(node, p))
    ) or ("IRI",)


def _names(graph: Graph, nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(sorted(_name(graph, node) for node in nodes))


def _name(graph: Graph, node: Node | None) -> str:
    """The prefixed name of an IRI by the prefixes of its file; anything else as it is written."""
    text = str(node)
    spaces = {str(space): prefix for prefix, space in graph.namespaces()}
    fitting = [space for space in spaces if text.startswith(space)]
    longest = max(fitting, key=len, default="")
    return f"{spaces[longest]}:{text.removeprefix(longest)}" if longest else text
