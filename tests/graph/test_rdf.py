"""Facts as triples: what each record becomes, and what no triple may hold."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Dataset, Graph, Literal, Namespace, URIRef

from tests import county
from zeren.graph.export.rdf import dataset, turtle
from zeren.graph.rdf import triples
from zeren.ontology import facts as records
from zeren.ontology.facts import DocumentFacts
from zeren.ontology.vocab import BASE_IRI, DCTERMS, SKOS, XSD, ZR, Place, identifier, iri, place_of, text_iri

zr = Namespace(ZR)


def thing(identifier: str) -> URIRef:
    return URIRef(iri(identifier))


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(data=turtle([county.FACTS]), format="turtle")


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("云溪政办发-2024-3", DCTERMS + "issued", Literal("2024-03-01", datatype=XSD + "date")),
        ("云溪政办发-2024-3", ZR + "region", thing("云溪县")),
        ("云溪县", SKOS + "prefLabel", Literal("Yunxi County", lang="en")),
        ("云溪县", SKOS + "altLabel", Literal("云溪", lang="zh")),
        ("云溪县/财政局", SKOS + "prefLabel", Literal("县财政局", lang="zh")),
        ("云溪县/财政局", SKOS + "altLabel", Literal("云溪县财政局", lang="zh")),
        ("云溪县/财政局", ZR + "function", URIRef("https://w3id.org/zeren/function/finance")),
        ("云溪县/财政局", ZR + "kind", URIRef("https://w3id.org/zeren/kind/department")),
        ("云溪县/财政局（国资股）", ZR + "partOf", thing("云溪县/财政局")),
        ("云溪县/campaign/治水攻坚仗", SKOS + "prefLabel", Literal("治水攻坚仗", lang="zh")),
        ("云溪政办发-2024-3/1/一/1", ZR + "campaign", thing("云溪县/campaign/治水攻坚仗")),
        ("云溪政办发-2024-3/1/一/1", ZR + "partOf", thing("云溪政办发-2024-3/1/一")),
        ("云溪政办发-2024-3/1/一/1", ZR + "openEnded", Literal("true", datatype=XSD + "boolean")),
        ("云溪政办发-2024-3/1/一/1", ZR + "deadline", Literal("2024-12-31", datatype=XSD + "date")),
        ("云溪政办发-2024-3/1/一/1", ZR + "category", Literal("省定实事")),
        ("云溪政办发-2024-3/1/一/1", ZR + "path", Literal("治水")),
        ("云溪政办发-2024-3/group/治水专班", ZR + "convener", Literal("副县长")),
        ("云溪政办发-2024-3/group/治水专班", ZR + "office", thing("云溪县/水利局")),
        ("云溪政办发-2024-3/finding/1", ZR + "severity", Literal("warning")),
    ],
)
def test_a_record_becomes_these_triples(graph: Graph, subject: str, predicate: str, value: object) -> None:
    assert value in set(graph.objects(thing(subject), URIRef(predicate)))


def test_an_assignment_has_a_short_and_a_full_form(graph: Graph) -> None:
    task = thing("云溪政办发-2024-3/1/一/1")
    assert set(graph.objects(task, zr.support)) == {thing("云溪县/财政局"), thing("云溪县/财政局（国资股）")}
    full = URIRef(task + "#support-2")
    place = text_iri(Place("云溪政办发-2024-3", 166, 170))
    assert set(graph.predicate_objects(full)) == {
        (RDF.type, zr.Assignment),
        (zr.task, task),
        (zr.unit, thing("云溪县/财政局")),
        (zr.role, zr.Support),
        (zr.mention, Literal("县财政局")),
        (zr.evidence, URIRef(place)),
    }


def test_the_closed_lists_say_nothing_about_being_open(graph: Graph) -> None:
    assert (thing("云溪政办发-2024-3/1/一"), zr.openEnded, None) not in graph


def test_a_unit_named_twice_in_one_role_leads_once(facts: DocumentFacts) -> None:
    task = facts.tasks[0]
    twice = msgspec.structs.replace(task, lead=[*task.lead, *task.lead])
    found = list(triples(msgspec.structs.replace(facts, tasks=[twice])))
    assert sum(p == ZR + "lead" for _, p, _ in found) == 1
    assert len(found) == len(set(found))


def test_iris_hold_nothing_that_breaks_them(facts: DocumentFacts) -> None:
    for triple in triples(facts):
        for term in triple:
            if isinstance(term, str):
                assert not re.search(r'[\s<>"{}|\\^`%()\[\]（）]', term), term
                assert term.count("#") <= 1


def test_the_ids_stand_under_the_base(facts: DocumentFacts) -> None:
    base = "https://example.org/plans/"
    subjects = {subject for subject, _, _ in triples(facts, base)}
    assert all(subject.startswith(base) for subject in subjects)


@given(st.text(), st.text())
def test_two_ids_never_share_an_iri(a: str, b: str) -> None:
    assert (iri(a) == iri(b)) == (a == b)
    assert identifier(iri(a)) == a


@pytest.mark.parametrize(
    ("a", "b"), [("甲(乙)", "甲-乙-"), ("甲（乙）", "甲(乙)"), ("a_28_", "a("), ("a b", "a-b")]
)
def test_ids_that_look_alike_stay_apart(a: str, b: str) -> None:
    assert iri(a) != iri(b)


@given(st.text(min_size=1), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_place_survives_its_iri(document: str, start: int, end: int) -> None:
    place = Place(document, start, end)
    assert place_of(text_iri(place)) == place


def test_chinese_letters_stay_as_they_are() -> None:
    assert iri("云泽县/财政局") == BASE_IRI + "云泽县/财政局"


def test_rdflib_reads_one_graph_a_document_and_one_a_region(facts: DocumentFacts) -> None:
    found: Dataset = dataset([facts])
    names = {str(graph.identifier) for graph in found.graphs() if len(graph)}
    assert {iri("云溪政办发-2024-3"), iri("云溪县")} <= names
    assert len(found) == len(set(triples(facts)))


# What a reader may write: any text, and places that need not make sense.
_facts = st.builds(
    records.collect,
    st.tuples(
        st.builds(records.Document),
        st.builds(records.Unit),
        st.builds(records.Task),
        st.builds(records.Group),
        st.builds(records.Citation),
        st.builds(records.Finding),
        st.builds(records.NameReview),
        st.builds(records.Leftover),
    ),
)


@given(_facts)
def test_facts_survive_their_file(facts: DocumentFacts) -> None:
    assert records.decode(records.encode(facts)) == facts


def test_facts_made_by_hand_survive_their_file(facts: DocumentFacts) -> None:
    assert records.decode(records.encode(facts)) == facts


@pytest.mark.parametrize(
    "text", ['"', "\\", "a\r\nb", "'''\"\"\"", "\t", "end\\", 'end"', "\x00\x0b\x7f", "￿"]
)
def test_any_text_survives_turtle(facts: DocumentFacts, text: str) -> None:
    said = msgspec.structs.replace(facts, tasks=[msgspec.structs.replace(facts.tasks[0], text=text)])
    read = Graph().parse(data=turtle([said]), format="turtle")
    assert [str(value) for value in read.objects(thing(facts.tasks[0].id), zr.text)] == [text]
