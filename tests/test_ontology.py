"""The ontology, the shapes and the words that the program writes say the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import get_args

import pytest
from pyshacl import validate
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef

from tests.small_plan import as_graph, small_plan
from zeren import __version__
from zeren.errors import NotUnderstoodError
from zeren.ingest import pipeline
from zeren.ingest.projects.names import _EARLY_KINDS, _KINDS
from zeren.ontology import function_scheme, lexicon, page, terms, vocab
from zeren.ontology.facts import (
    ROLES,
    Comparator,
    DeadlineKind,
    FindingKind,
    Level,
    Measure,
    Severity,
    UnitKind,
)
from zeren.ontology.judgements import Verdict

CHECKOUT = Path(__file__).resolve().parents[1]
GRAPH_MODEL, EXAMPLES = CHECKOUT / "docs" / "graph-model.md", CHECKOUT / "examples"

ZR = Namespace(vocab.ZR)
ZRK = Namespace(vocab.KIND_IRI)
ID = Namespace(vocab.BASE_IRI)
XSD = Namespace(vocab.XSD)

VALUES_OF_KINDS = {
    "zr:Role", "zr:UnitKind", "zr:Function", "zr:Severity", "zr:DeadlineKind", "zr:Level",
    "zr:FindingKind", "zr:Verdict", "zr:Measure", "zr:Comparator", "zr:ProjectKind",
}  # fmt: skip
"""Classes whose members are values, defined with the ontology or the lexicon, not written with a plan."""

TASK, SECTION = ID["青政办发-2023-1/一/1"], ID["青政办发-2023-1/一"]
LEAD = ID["青禾县/财政局"]
TARGET = ID["青政办发-2023-1/target/0001"]
ASSIGNMENT = URIRef(f"{TASK}#lead-1")


@pytest.fixture
def graph() -> Graph:
    """The small plan as a graph."""
    return as_graph(small_plan())


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(data=terms.source("shapes.ttl"), format="turtle")


def complaints(graph: Graph, shapes: Graph) -> str:
    """What the shapes say against the graph; empty when it conforms."""
    conforms, _, text = validate(graph, shacl_graph=shapes, inference="none", do_owl_imports=False)
    return "" if conforms else str(text)


def names(*kinds: str) -> set[str]:
    return {term.name for term in terms.terms() if term.kind in kinds}


def written(nodes: Iterable[object]) -> set[str]:
    """The prefixed names of those nodes that are words of the project, schemes left out."""
    found = {str(node) for node in nodes if not str(node).endswith("Scheme")}
    return {"zr:" + iri.removeprefix(vocab.ZR) for iri in found if iri.startswith(vocab.ZR)} | {
        "zrk:" + iri.removeprefix(vocab.KIND_IRI) for iri in found if iri.startswith(vocab.KIND_IRI)
    }


def test_every_term_is_labelled_defined_and_shown_in_both_languages() -> None:
    assert len(terms.terms()) > 60
    for term in terms.terms():
        for texts in (term.label, term.definition, term.example):
            assert set(texts) == {"zh", "en"}, term.name
            assert all(text.strip() for text in texts.values()), term.name
        for texts in (term.label, term.definition):
            assert re.search("[一-鿿]", texts["zh"]), term.name
            assert re.search("[A-Za-z]", texts["en"]), term.name


def test_labels_tell_terms_of_one_kind_apart() -> None:
    for kind in ("class", "property"):
        for language in ("zh", "en"):
            labels = [term.label[language] for term in terms.terms() if term.kind == kind]
            assert len(labels) == len(set(labels))


def test_every_term_says_which_ontology_defines_it_and_every_property_whom_it_describes() -> None:
    graph = Graph().parse(data=terms.source("zeren.ttl"), format="turtle")
    ontology = URIRef(vocab.ZR.removesuffix("#"))
    for term in terms.terms():
        assert (URIRef(term.iri), RDFS.isDefinedBy, ontology) in graph, term.name
        if term.kind == "property":
            assert term.subjects, term.name
            assert set(term.subjects) <= names("class"), term.name
            own = {name for name in term.objects if name.startswith("zr:")}
            assert own <= names("class"), term.name


def test_the_graph_model_and_the_ontology_name_the_same_terms() -> None:
    described = set(re.findall(r"\bzrk?:[A-Za-z0-9-]*[A-Za-z0-9]", GRAPH_MODEL.read_text(encoding="utf-8")))
    described = {name for name in described if not name.endswith("Scheme")}
    assert described - names("class", "property", "concept") == set()
    assert names("class", "property") - described - VALUES_OF_KINDS == set()


def test_every_term_that_is_written_is_defined_and_every_property_is_written(graph: Graph) -> None:
    used = written(node for triple in graph for node in triple)
    assert used - names("class", "property", "concept") == set()
    assert names("property") - written(graph.predicates()) == set()
    assert names("class") - written(graph.objects(None, RDF.type)) == VALUES_OF_KINDS


def test_what_is_written_keeps_to_the_domains_and_ranges(graph: Graph) -> None:
    classes = {subject: written([kind]).pop() for subject, kind in graph.subject_objects(RDF.type)}
    for term in terms.terms():
        if term.kind == "property":
            for subject, value in graph.subject_objects(URIRef(term.iri)):
                assert classes[subject] in term.subjects, term.name
                if value in classes:
                    assert classes[value] in term.objects, term.name


@pytest.mark.parametrize(
    ("scheme", "values"),
    [
        ("zr:Role", set(ROLES)),
        ("zr:UnitKind", set(get_args(UnitKind))),
        ("zr:Severity", set(get_args(Severity))),
        ("zr:DeadlineKind", set(get_args(DeadlineKind))),
        ("zr:Level", set(get_args(Level))),
    ],
)
def test_the_values_of_the_records_are_the_concepts_of_the_ontology(scheme: str, values: set[str]) -> None:
    concepts = [term for term in terms.terms() if term.scheme == scheme]
    assert {term.notation for term in concepts} == values
    assert len(concepts) == len(values)


@pytest.mark.parametrize(
    ("shape", "field", "values"),
    [
        ("zr:Assignment", "zr:role", {f"zr:{role.capitalize()}" for role in ROLES}),
        ("zr:Unit", "zr:kind", {f"zrk:{kind}" for kind in get_args(UnitKind)}),
        ("zr:Region", "zr:level", {*get_args(Level)}),
        ("zr:Task", "zr:deadlineKind", {*get_args(DeadlineKind)}),
        ("zr:Target", "zr:measure", {*get_args(Measure)}),
        ("zr:Target", "zr:comparator", {*get_args(Comparator)}),
        ("zr:Project", "zr:projectKind", {kind for kind, _ in (*_EARLY_KINDS, *_KINDS)} | {"other"}),
        ("zr:Finding", "zr:findingKind", {*get_args(FindingKind)}),
        ("zr:Finding", "zr:severity", {*get_args(Severity)}),
        ("zr:Finding", "zr:state", {*get_args(Verdict)}),
    ],
)
def test_the_values_of_the_records_are_those_of_the_shapes(shape: str, field: str, values: set[str]) -> None:
    (shaped,) = [found for found in terms.fields(shape) if found.name == field]
    assert set(shaped.values) == values


def test_every_value_that_an_explanation_lists_is_one_of_the_shape() -> None:
    for name, shape in (
        ("zr:measure", "zr:Target"),
        ("zr:comparator", "zr:Target"),
        ("zr:level", "zr:Region"),
    ):
        (shaped,) = [found for found in terms.fields(shape) if found.name == name]
        for text in terms.find(name).definition.values():
            assert [value for value in shaped.values if value not in text] == [], name


def test_every_class_of_the_graph_has_its_record() -> None:
    """What is no record of its own is a part of one: who does what, who is a member, a shared name."""
    records = {type(record).__name__ for record in small_plan().records()}
    parts = {"Assignment", "Charge", "Membership", "Campaign", "Category"}
    classes = {name.removeprefix("zr:") for name in names("class") - VALUES_OF_KINDS}
    called = {"Plan": "Document", "WorkingGroup": "Group", "Mention": "MentionedUnit"}
    assert {called.get(name, name) for name in classes - parts} == records


def test_what_the_ontology_is_aligned_with_exists() -> None:
    from rdflib import SOSA  # warns of every name that it lacks, and pytest asks for some of a module's names

    graph = Graph().parse(data=terms.source("zeren.ttl"), format="turtle")
    closed = {str(space._NS): space for space in (DCTERMS, FOAF, ORG, PROV, SH, SKOS, SOSA)}
    pinned = {
        "http://data.europa.eu/eli/ontology#": {
            "LegalResource", "LegalResourceSubdivision", "based_on", "cites", "jurisdiction", "publisher",
        },
        "http://data.europa.eu/m8g/": {"PublicOrganisation"},
        "http://www.w3.org/ns/oa#": {"Annotation", "TextPositionSelector", "exact", "hasTarget"},
    }  # fmt: skip
    by = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch)
    aligned = {str(value) for predicate in by for value in graph.objects(None, predicate)}
    spaces = {iri: re.sub("[^/#]+$", "", iri) for iri in aligned}
    for iri, space in spaces.items():
        if space in closed:
            assert URIRef(iri) in closed[space], iri
        elif space != vocab.SCHEMA:
            assert iri.removeprefix(space) in pinned[space], iri
    needed = {vocab.SCHEMA, vocab.DCTERMS, vocab.ORG, vocab.PROV, vocab.SKOS, *pinned}
    assert needed <= set(spaces.values())


def test_the_ontology_has_the_version_of_the_program() -> None:
    for name in ("zeren.ttl", "shapes.ttl"):
        graph = Graph().parse(data=terms.source(name), format="turtle")
        assert {str(version) for version in graph.objects(None, OWL.versionInfo)} == {__version__}


def test_the_functions_of_the_lexicon_are_a_scheme_of_the_ontology() -> None:
    functions = lexicon.load().functions
    scheme = Graph().parse(data=terms.source("functions.ttl"), format="turtle")
    concepts = set(scheme.subjects(RDF.type, ZR.Function))
    assert concepts == {URIRef(vocab.iri(function, vocab.FUNCTION_IRI)) for function in functions}
    assert set(scheme.objects(None, SKOS.inScheme)) == {ZR.FunctionScheme}
    assert set(scheme.objects(None, SKOS.broader)) <= concepts
    ontology = Graph().parse(data=terms.source("zeren.ttl"), format="turtle")
    schemes = set(ontology.subjects(RDF.type, SKOS.ConceptScheme))
    assert {ZR.FunctionScheme, ZR.CampaignScheme, ZR.CategoryScheme, ZR.RoleScheme} <= schemes


def test_the_file_of_functions_is_up_to_date() -> None:
    fresh = function_scheme.turtle(lexicon.load().functions.values())
    assert terms.source("functions.ttl") == fresh, "make docs writes it anew"


def test_the_page_of_the_ontology_is_up_to_date() -> None:
    kept = (CHECKOUT / "docs" / page.FILE).read_text(encoding="utf-8")
    assert kept == page.page(), "make docs writes it anew"


def test_the_page_explains_every_term_and_refers_to_no_other_host() -> None:
    shown = page.page()
    for term in terms.terms():
        assert f'id="{term.name.replace(":", "-")}"' in shown
    assert re.findall(r"(?:src|href|action)=\"(?!#)|url\(|@import", shown) == []
    anchors = set(re.findall('href="#([^"]+)"', shown))
    assert anchors <= set(re.findall('id="([^"]+)"', shown))


def test_a_unit_kind_is_written_as_its_concept() -> None:
    kinds = {term.iri: term.notation for term in terms.terms() if term.scheme == "zr:UnitKind"}
    assert kinds == {vocab.iri(kind, vocab.KIND_IRI): kind for kind in get_args(UnitKind)}


def test_every_class_that_is_written_has_a_shape_with_messages_in_both_languages(shapes: Graph) -> None:
    for name in names("class") - VALUES_OF_KINDS:
        assert terms.fields(name), name
    sh = Namespace(vocab.SH)
    said = {
        node: {getattr(message, "language", None) for message in shapes.objects(node, sh.message)}
        for node in (
            *shapes.subjects(sh.select),
            *(
                field
                for shape in shapes.subjects(sh.targetClass)
                for field in shapes.objects(shape, sh.property)
            ),
        )
    }
    assert len(said) > 40
    assert [node for node, languages in said.items() if languages != {"zh", "en"}] == []


def test_the_shapes_know_every_property_of_a_class_and_no_other() -> None:
    shaped = {(name, field.name) for name in names("class") for field in terms.fields(name)}
    own = {(name, field) for name, field in shaped if field.startswith("zr:")}
    stated = {(name, term.name) for term in terms.terms() for name in term.subjects}
    assert own == stated


def test_a_graph_that_is_whole_passes_the_shapes(graph: Graph, shapes: Graph) -> None:
    assert complaints(graph, shapes) == ""


@pytest.mark.parametrize("plan", sorted(EXAMPLES.glob("*.txt")), ids=lambda plan: plan.stem)
def test_the_example_plans_pass_the_shapes(plan: Path, shapes: Graph) -> None:
    assert complaints(as_graph(pipeline.read(plan, []).facts), shapes) == ""


def without(subject: URIRef, predicate: URIRef) -> Callable[[Graph], object]:
    return lambda graph: graph.remove((subject, predicate, None))


def having(subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> Callable[[Graph], object]:
    return lambda graph: graph.add((subject, predicate, value))


def instead(subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> Callable[[Graph], object]:
    return lambda graph: graph.set((subject, predicate, value))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(without(TASK, ZR.title), "a task has exactly one title", id="a task without a title"),
        pytest.param(
            having(TASK, ZR.title, Literal("另一个", lang="zh")),
            "a task has exactly one title",
            id="two titles",
        ),
        pytest.param(without(TASK, ZR.evidence), "a task has evidence", id="a task without evidence"),
        pytest.param(
            instead(TASK, ZR.textEvidence, ID["别的方案/text#char=1,2"]),
            "evidence lies in the plan itself",
            id="evidence in another plan",
        ),
        pytest.param(
            instead(TASK, ZR.textEvidence, ID["青政办发-2023-1/text#char=30,20"]),
            "its start is before its end",
            id="evidence that ends before it starts",
        ),
        pytest.param(
            instead(ASSIGNMENT, ZR.evidence, ID["青政办发-2023-1/text"]),
            "an assignment has exactly one evidence",
            id="evidence without a place",
        ),
        pytest.param(
            instead(ASSIGNMENT, ZR.evidence, ID["别的方案/text#char=1,2"]),
            "evidence lies in the plan itself",
            id="an assignment's evidence in another plan",
        ),
        pytest.param(having(LEAD, ZR.partOf, LEAD), "no unit is a part of itself", id="a circle of units"),
        pytest.param(without(ASSIGNMENT, ZR.role), "an assignment has exactly one role", id="no role"),
        pytest.param(
            without(ASSIGNMENT, ZR.unit),
            "an assignment is about exactly one unit",
            id="an assignment of nobody",
        ),
        pytest.param(
            having(TASK, ZR.lead, ID["青禾县/财政局/国库股"]),
            "every lead, responsible, support and guide has its assignment",
            id="a lead without an assignment",
        ),
        pytest.param(without(TASK, ZR.lead), "every assignment has its short form", id="no short form"),
        pytest.param(
            having(TASK, ZR.support, ID["青政办发-2023-1"]),
            "who supports is a unit",
            id="support by a document",
        ),
        pytest.param(
            instead(TASK, ZR.deadline, Literal("2023-13-45", datatype=XSD.date)),
            "a task has at most one last day",
            id="a day that the calendar does not have",
        ),
        pytest.param(
            instead(TASK, ZR.deadlineKind, Literal("open")),
            "exactly when the kind",
            id="an open deadline with a day",
        ),
        pytest.param(having(SECTION, ZR.partOf, TASK), "no task is a part of itself", id="a circle of tasks"),
        pytest.param(
            instead(LEAD, ZR.kind, ZRK.ministry),
            "exactly one of the defined kinds",
            id="an unknown kind of unit",
        ),
        pytest.param(
            having(LEAD, SKOS.prefLabel, Literal("财政局", lang="zh")),
            "a unit has one name in Chinese",
            id="two Chinese names",
        ),
        pytest.param(
            instead(ID["青政办发-2023-1/finding/1"], ZR.severity, Literal("fatal")),
            "the severity is error, warning or info",
            id="an unknown severity",
        ),
        pytest.param(
            instead(ID["青政办发-2023-1/finding/1"], ZR.state, Literal("open")),
            "the state is accepted or dismissed",
            id="an unknown judgement",
        ),
        pytest.param(
            without(ID["青政办发-2023-1/finding/1"], ZR.why),
            "who judges a finding says why",
            id="a judgement without a reason",
        ),
        pytest.param(without(TARGET, ZR.valueMax), "exactly when it is a range", id="a range with one end"),
        pytest.param(
            instead(TARGET, ZR.value, Literal("7.5")), "a target has exactly one value", id="a value in words"
        ),
        pytest.param(
            instead(TARGET, ZR.evidence, ID["别的方案/text#char=1,2"]),
            "evidence lies in the plan itself",
            id="a target's evidence in another plan",
        ),
        pytest.param(
            instead(ID["青政办发-2023-1"], ZR.sha256, Literal("abc")),
            "exactly one SHA-256",
            id="a cut digest",
        ),
    ],
)
def test_a_damaged_graph_fails_with_a_message_that_says_why(
    damage: Callable[[Graph], object], message: str, graph: Graph, shapes: Graph
) -> None:
    damage(graph)
    assert message in complaints(graph, shapes)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("zr:task", "zr:task"),
        ("task", "zr:Task"),
        ("Lead", "zr:Lead"),
        ("lead", "zr:lead"),
        ("牵头单位", "zr:lead"),
        ("总牵头", "zr:Lead"),
        ("https://w3id.org/zeren#Plan", "zr:Plan"),
        ("townships", None),
        ("government department", "zrk:department"),
    ],
)
def test_a_term_is_found_by_its_name_its_label_and_its_other_words(word: str, name: str | None) -> None:
    if name is None:
        with pytest.raises(NotUnderstoodError) as failure:
            terms.find(word)
        assert "zrk:township" in failure.value.nearest
    else:
        assert terms.find(word).name == name
