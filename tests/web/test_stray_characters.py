"""A plan with characters that no XML can hold: what is made of it can be read by every reader of XML."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from zeren.web.app import application
from zeren.workspace import Workspace

PLANS = Path(__file__).with_name("plans")
EVERYTHING = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"


@pytest.mark.parametrize("stray", ["\ufffe", "\uffff", "\x01"])
def test_pictures_and_graphs_of_it_are_xml(tmp_path: Path, stray: str) -> None:
    words = (PLANS / "云溪县.txt").read_text(encoding="utf-8") * 2
    plan = tmp_path / "plan.txt"
    plan.write_text(words.replace("县财政局", f"县财{stray}政局", 1), encoding="utf-8")
    workspace = Workspace(tmp_path / "data")
    assert not workspace.ingest([plan]).failures
    with workspace.snapshot() as published:
        (document,) = published.documents
        assert "县财\ufffd政局" in published.text(document)
    with TestClient(application(workspace)) as client:
        for address in ("/network.svg", "/network.gexf"):
            ElementTree.fromstring(client.get(address).content)  # noqa: S314 # written by this program
        answer = client.get("/sparql", params={"query": EVERYTHING, "format": "rdf"})
        assert answer.headers["content-type"].startswith("application/rdf+xml")
        ElementTree.fromstring(answer.content)  # noqa: S314 # written by this program
