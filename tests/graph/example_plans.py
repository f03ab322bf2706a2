"""The facts and texts of the example plans, read once for the tests of one process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from zeren.graph.draw import Drawing, draw
from zeren.graph.network import responsibility_network
from zeren.graph.network_figures import EXTRAS, Extra, add_figures
from zeren.graph.subject import EVERYTHING, Subject, find_subject
from zeren.ingest.pipeline import read
from zeren.ontology.facts import DocumentFacts

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@cache
def plans() -> tuple[list[DocumentFacts], dict[str, str]]:
    """The facts of both plans, and their texts by document."""
    readings = [read(path) for path in sorted(EXAMPLES.glob("*.txt"))]
    return [r.facts for r in readings], {r.facts.document.id: r.text for r in readings}


@cache
def subject(name: str) -> Subject:
    """What a name means among the example plans."""
    documents, _ = plans()
    network = add_figures(responsibility_network(documents), documents, EXTRAS)
    return find_subject(network, documents, name)


@cache
def drawing(name: str, *extras: Extra, dismissed: tuple[str, ...] = ()) -> Drawing:
    """The drawing of what a name means, of everything without one."""
    documents, texts = plans()
    about = subject(name) if name else EVERYTHING
    return draw(documents, texts.__getitem__, about, extras=extras, dismissed=dismissed)
