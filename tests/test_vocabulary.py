"""Records, constants, shapes and Turtle are held against each other, so that none of them can drift."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import NoneType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

import msgspec
from pyshacl import validate
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef

from tests.small_plan import small_plan
from zeren.commands.words import WORDS
from zeren.graph import rdf
from zeren.graph.values import Triple
from zeren.ontology import terms, vocab
from zeren.ontology.facts import DocumentFacts, Evidence, Fact

ZR = Namespace(vocab.ZR)
XSD = Namespace(vocab.XSD)

NOT_IN_THE_GRAPH = {
    "Task.rule": "how a task was read is for those who work on the rules",
    "Project.region": "that of its plan",
}
"""Fields of records that no triple shows, each with its reason."""

MAY_BE_EMPTY = {
    "Document.annexes": "shown as the campaign that a task or a group serves",
    "Task.annex": "empty in the main text",
    "Group.annex": "empty in the main text",
    "Target.annex": "empty in the main text",
    "Target.unit": "empty where a figure has no unit",
    "Task.path": "empty for a task without a heading above it; the headings stand in one text",
    "Task.others": "written where it is true",
    "Group.others": "written where it is true",
}
"""Fields that a record always has, and whose triple may be absent."""

NAMES = ("skos:prefLabel", "skos:altLabel", "rdfs:comment")
"""Properties with one value a language, or that hold several fields."""


WITHOUT_A_CLASS = {
    "zr:function": "its values stand in functions.ttl",
    "zr:evidence": "a place in a text",
    "zr:textEvidence": "a place in a text",
    "zr:partOf": "of a task a task, of a unit a unit",
}
"""Properties whose values the shapes judge by their IRIs, or differently from class to class."""


class Written(NamedTuple):
    """A field of a record: what its type is, and the property and class through which the graph shows it."""

    name: str
    type: Any
    properties: set[tuple[str, str]]


@cache
def ontology() -> Graph:
    return Graph().parse(data=terms.source("zeren.ttl"), format="turtle")


@cache
def shapes() -> Graph:
    return Graph().parse(data=terms.source("shapes.ttl"), format="turtle")


@cache
def short(iri: str) -> str:
    """An IRI with the prefix that the ontology has for it."""
    for prefix, space in terms.header().prefixes:
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri


def other(value: Any) -> Any:
    """Another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, list):
        return [*value[:-1], other(value[-1])]
    if isinstance(value, Evidence):
        return msgspec.structs.replace(value, end=value.end + 1)
    first = value.__struct_fields__[0]
    return msgspec.structs.replace(value, **{first: other(getattr(value, first))})


def changed(facts: DocumentFacts, record: Fact, field: str) -> DocumentFacts:
    """The facts with another value in one field of one record."""
    anew = msgspec.structs.replace(record, **{field: other(getattr(record, field))})
    if record is facts.document or record is facts.region:
        return msgspec.structs.replace(facts, **{"document" if record is facts.document else "region": anew})
    for name in facts.__struct_fields__:
        records = getattr(facts, name)
        if isinstance(records, list) and any(each is record for each in records):
            return msgspec.structs.replace(facts, **{name: [anew if e is record else e for e in records]})
    raise AssertionError(record)


def says(facts: DocumentFacts) -> set[Triple]:
    return set(rdf.triples(facts))


@cache
def fields() -> tuple[Written, ...]:
    """Each field of each record that has a value in the small plan, and what changes in the graph with it."""
    facts = small_plan()
    before = says(facts)
    kinds = {subject: str(value) for subject, name, value in before if name == vocab.RDF + "type"}
    found: dict[str, Written] = {}
    for record in facts.records():
        kind, hints = type(record), get_type_hints(type(record))
        for field in kind.__struct_fields__:
            if field != "id" and getattr(record, field) not in (None, [], ""):
                after = says(changed(facts, record, field))
                moved = {(s, p) for s, p, _ in before ^ after if s in kinds and p != vocab.RDF + "type"}
                known = found.setdefault(f"{kind.__name__}.{field}", Written(field, hints[field], set()))
                known.properties.update((short(kinds[s]), p) for s, p in moved)
    return tuple(field._replace(name=name) for name, field in found.items())


def test_the_small_plan_has_a_value_in_every_field_of_every_record() -> None:
    kinds = {type(record) for record in small_plan().records()}
    every = {f"{kind.__name__}.{field}" for kind in kinds for field in kind.__struct_fields__}
    assert {field.name for field in fields()} == {name for name in every if not name.endswith(".id")}


def test_every_field_of_a_record_is_shown_by_the_graph() -> None:
    silent = {field.name for field in fields() if not field.properties}
    assert silent == set(NOT_IN_THE_GRAPH)


def test_shapes_ask_for_a_property_as_often_as_the_record_has_it() -> None:
    """Once where the record has a value, at most once where it may have one, any number for a list."""
    wrong = []
    for field in fields():
        for name, iri in field.properties if len(field.properties) == 1 else ():
            (times,) = [found.times for found in terms.fields(name) if found.name == short(iri)]
            if short(iri) not in NAMES and times not in fitting(field):
                wrong.append((field.name, short(iri), times))
    assert wrong == []


def fitting(field: Written) -> set[str]:
    if field.name in MAY_BE_EMPTY or NoneType in get_args(field.type):
        return {"0..1"}
    return {"0..n", "1..n"} if get_origin(field.type) is list else {"1"}


def kinds_of_values(iri: str) -> Iterator[str]:
    """What the shapes take as the value of a property: a class or a datatype, by its prefixed name."""
    graph, concepts = shapes(), {term.name: term.scheme for term in terms.terms() if term.scheme}
    for shape in {*graph.subjects(SH.targetClass), *graph.subjects(SH.targetSubjectsOf)}:
        for node in graph.objects(shape, SH.property):
            if graph.value(node, SH.path) == URIRef(iri):
                for name in (SH["class"], SH.datatype):
                    yield from (short(str(value)) for value in graph.objects(node, name))
                if graph.value(node, SH.languageIn):
                    yield "rdf:langString"
                for choice in graph.items(graph.value(node, SH["in"]) or RDF.nil):
                    if isinstance(choice, Literal):
                        yield short(str(choice.datatype or XSD.string))
                    else:
                        yield concepts[short(str(choice))] or ""


def test_shapes_take_the_values_that_the_ontology_gives_a_property() -> None:
    for term in terms.terms():
        if term.kind == "property" and term.name not in WITHOUT_A_CLASS:
            is_thing = (URIRef(term.iri), RDF.type, OWL.ObjectProperty) in ontology()
            assert set(kinds_of_values(term.iri)) == set(term.objects), term.name
            assert {kind.startswith("zr:") for kind in term.objects} == {is_thing}, term.name


def test_the_constants_are_the_prefixes_of_the_ontology_and_each_is_used() -> None:
    constants = {name: str(value) for name, value in vars(vocab).items() if name.isupper()}
    spaces = {value for value in constants.values() if value.startswith("http")}
    assert spaces == set(vocab.PREFIXES.values())
    declared = dict(terms.header().prefixes)
    own = {"id", "zrf"}
    assert {name: declared.get(name) for name in vocab.PREFIXES if name not in own} == {
        name: space for name, space in vocab.PREFIXES.items() if name not in own
    }
    text = terms.source("zeren.ttl")
    assert [name for name in declared if not re.search(rf"(?<!@prefix )\b{name}:[A-Za-z]", text)] == []


def test_every_scheme_is_labelled_defined_and_says_where() -> None:
    graph = ontology()
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert {f"zr:{name}Scheme" for name in ("Role", "Function", "Campaign", "Category", "FindingKind")} <= {
        short(str(scheme)) for scheme in schemes
    }
    for scheme in schemes:
        assert (scheme, RDFS.isDefinedBy, URIRef(vocab.ZR.removesuffix("#"))) in graph, scheme
        for name in (RDFS.label, SKOS.definition):
            languages = {getattr(text, "language", None) for text in graph.objects(scheme, name)}
            assert languages == {"zh", "en"}, scheme


def test_every_value_keeps_to_its_shape() -> None:
    values = ontology() + Graph().parse(data=terms.source("functions.ttl"), format="turtle")
    conforms, _, text = validate(values, shacl_graph=shapes(), inference="none", do_owl_imports=False)
    assert conforms, text


def test_values_are_called_in_the_ontology_as_they_are_printed() -> None:
    """Kinds of findings, severities, verdicts, measures, fields of projects."""
    before = dict.fromkeys(("zr:FindingKind", "zr:Severity", "zr:Verdict", "zr:ProjectKind"), "")
    before["zr:Measure"] = "measure-"
    called = {f"{before[t.scheme]}{t.notation}": t for t in terms.terms() if t.scheme in before}
    printed = {key: tuple(term.label.values()) for key, term in called.items() if key in WORDS}
    assert len(printed) > 50
    assert {key: WORDS[key] for key in printed} == printed


def test_what_is_aligned_with_schema_org_exists() -> None:
    from rdflib import SDO  # warns of every name that it lacks, and pytest asks for some of a module's names

    graph = ontology()
    by = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch)
    named = {str(value) for predicate in by for value in graph.objects(None, predicate)}
    schema = {iri.removeprefix(vocab.SCHEMA) for iri in named if iri.startswith(vocab.SCHEMA)}
    younger = {"StatisticalVariable"}
    """Terms of schema.org that rdflib does not list yet."""
    assert [name for name in schema - younger if SDO[name] not in SDO] == []
    assert younger <= schema


def test_every_class_that_is_written_takes_no_property_but_those_of_its_shape() -> None:
    graph = shapes()
    values = {term.scheme for term in terms.terms() if term.scheme}
    for term in terms.terms():
        if term.kind == "class" and term.name not in values | {"zr:Function"}:
            judging = graph.subjects(SH.targetClass, URIRef(term.iri))
            assert sum((shape, SH.closed, Literal(True)) in graph for shape in judging) == 1, term.name


def test_whatever_a_shape_says_it_says_in_both_languages() -> None:
    graph = shapes()
    rules = (SH.closed, SH["or"], SH.path, SH.select)
    nested = (top for rule in (SH["or"], SH["not"]) for top in graph.objects(None, rule))
    inside = {node for top in nested for node in parts(graph, top)}
    speaking = {node for rule in rules for node in graph.subjects(rule)} - inside
    assert len(speaking) > 100
    for node in speaking:
        languages = [getattr(message, "language", None) for message in graph.objects(node, SH.message)]
        assert sorted(map(str, languages)) == ["en", "zh"], (node, list(graph.predicate_objects(node)))


def parts(graph: Graph, node: Any) -> set[Any]:
    """A node and all that hangs on it: lists, shapes within shapes."""
    hanging = {node} if not isinstance(node, URIRef) else set()
    for value in graph.objects(node) if hanging else ():
        hanging |= parts(graph, value)
    return hanging
