"""A graph that was damaged is caught, with a message that names the thing, the place and the rule."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from pyshacl import validate
from rdflib import RDF, SH, Graph

from tests.fixture_files import HERE, Case, read_cases, titled
from zeren.commands.finding_blocks import where
from zeren.graph.store import Snapshot
from zeren.graph.validation import Violation, violations
from zeren.graph.validation.parts import Part
from zeren.graph.validation.shacl import breaches
from zeren.graph.whereabouts import Finder
from zeren.ontology import terms
from zeren.ontology.vocab import BASE_IRI
from zeren.render import Language
from zeren.workspace import Workspace

PLAN = HERE / "graph" / "damage" / "青禾县重点工作方案.txt"
DOCUMENT = "青禾政办发-2024-2"
CASES = read_cases("graph/damage/damage.cases")
KINDS = {term.name: term.label["zh"] for term in terms.terms() if term.kind == "class"}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that holds the plan, as `zeren ingest` makes it."""
    folder = tmp_path_factory.mktemp("sound") / "data"
    Workspace(folder).ingest([PLAN])
    return folder


def damaged(sound: Path, folder: Path, update: str) -> Workspace:
    """A copy of the workspace whose graph was changed behind its back; short IRIs are ids."""
    shutil.copytree(sound, folder)
    workspace = Workspace(folder)
    with workspace.snapshot() as published:
        prefixes = published.prefixes
    (store,) = folder.glob("graph/*/store")
    opened = pyoxigraph.Store(str(store))
    opened.update(update, base_iri=BASE_IRI, prefixes=prefixes)
    opened.flush()
    return workspace


def told(published: Snapshot, violation: Violation) -> str:
    """A violation in one line: thing, place, property, and the message in both languages."""
    finder = Finder(published.all_facts())
    thing = f"{KINDS.get(violation.kind, '')}“{violation.name}”"
    place = where(finder, published.evidence(violation.place), Language.ZH) if violation.place else "-"
    parts = (thing, place, violation.property or "-", violation.says["zh"], violation.says["en"])
    return " | ".join(parts)


def test_there_are_at_least_30_kinds_of_damage() -> None:
    assert len({case.title for case in CASES}) == len(CASES) >= 30


@pytest.mark.parametrize("case", CASES, ids=titled)
def test_damage_is_told_with_its_place(case: Case, sound: Path, tmp_path: Path) -> None:
    with damaged(sound, tmp_path / "data", case.text).snapshot() as published:
        assert [told(published, v) for v in violations(published)] == case.expected.splitlines()


@pytest.mark.parametrize("case", CASES, ids=titled)
def test_every_damage_is_a_change_of_the_graph(case: Case, sound: Path, tmp_path: Path) -> None:
    def content(workspace: Workspace) -> Iterator[str]:
        with workspace.snapshot() as published:
            yield from map(str, published.store.quads_for_pattern(None, None, None))

    assert {*content(damaged(sound, tmp_path / "data", case.text))} != {*content(Workspace(sound))}


def test_a_graph_as_it_was_made_conforms(sound: Path) -> None:
    with Workspace(sound).snapshot() as published:
        assert list(violations(published)) == []


@pytest.mark.parametrize("case", [c for c in CASES if "上级" in c.title or "对应" in c.title], ids=titled)
def test_rules_in_sparql_find_what_pyshacl_finds(case: Case, sound: Path, tmp_path: Path) -> None:
    shapes = Graph().parse(data=terms.source("shapes.ttl"), format="turtle")
    with damaged(sound, tmp_path / "data", case.text).snapshot() as published:
        parts = [Part(published, str(graph.value)) for graph in published.store.named_graphs()]
        for part in parts:
            _, report, _ = validate(part.graph, shacl_graph=shapes, inference="none", do_owl_imports=False)
            messages = {
                str(message)
                for result in report.subjects(RDF.type, SH.ValidationResult)
                if report.value(result, SH.resultPath) is None
                for message in report.objects(result, SH.resultMessage)
            }
            own = {text for breach in breaches(part) if not breach.property for text in breach.says.values()}
            assert own == messages
        assert any(list(breaches(part)) for part in parts)


def test_one_plan_is_looked_at_alone(sound: Path, tmp_path: Path) -> None:
    update = "DELETE WHERE { GRAPH ?g { ?region zr:level ?was } }"
    with damaged(sound, tmp_path / "data", update).snapshot() as published:
        assert list(violations(published, DOCUMENT)) == []
        assert len(list(violations(published))) == 1


def test_progress_is_told_graph_by_graph(sound: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    with Workspace(sound).snapshot() as published:
        list(violations(published, progress=lambda *step: steps.append(step)))
    assert [done for done, _, _ in steps] == list(range(len(steps)))
    assert {total for _, total, _ in steps} == {len(steps) - 1}
    assert DOCUMENT in [name for _, _, name in steps]
