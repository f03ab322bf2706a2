"""What the shell offers behind an argument or option: the names that the workspace holds, or values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from zeren.errors import ZerenError

_MANY = 200
"""The names that are offered at once."""

_LABELS = """PREFIX zr: <https://w3id.org/zeren#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name WHERE { ?thing a zr:%s ; %s ?name } ORDER BY ?name"""
_VALUES = """PREFIX zr: <https://w3id.org/zeren#>
SELECT DISTINCT ?name WHERE { ?thing zr:%s ?name } ORDER BY ?name"""

_LABEL = "skos:prefLabel|skos:altLabel"
_QUERIES = {
    "unit": _LABELS % ("Unit", _LABEL),
    "county": _LABELS % ("Region", _LABEL),
    "campaign": _LABELS % ("Campaign", _LABEL),
    "group": _LABELS % ("WorkingGroup", "skos:prefLabel"),
    "indicator": _LABELS % ("Indicator", _LABEL),
    "project": _LABELS % ("Project", _LABEL),
    "task": _LABELS % ("Task", "zr:title"),
    "category": _VALUES % "category",
    "annex": _VALUES % "annex",
    "person": _VALUES % "leader",
    "number": _VALUES % "number",
    "document": """PREFIX zr: <https://w3id.org/zeren#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?name WHERE { ?plan a zr:Plan ; dcterms:identifier|zr:file|dcterms:title ?name }
ORDER BY ?name""",
}
_THINGS = ("unit", "county", "campaign", "group", "indicator", "project", "document", "task")
"""What `thing` stands for: whatever has a name."""

Completion = Callable[[Any, str], list[str]]


def names(kind: str) -> Completion:
    """What completes the value of an option: names of this kind that begin with what is typed."""

    def complete(ctx: Any, incomplete: str) -> list[str]:
        found = (name for name in _held(kind, ctx.params.get("workspace")) if name.startswith(incomplete))
        return [name for name, _ in zip(found, range(_MANY), strict=False)]

    return complete


def values(slot: str) -> Callable[[str], list[tuple[str, str]]]:
    """What completes an option that takes one of a few values: each with what it is called in Chinese."""

    def complete(incomplete: str) -> list[tuple[str, str]]:
        from zeren.queries import closed

        known = [(value, closed.called(slot, value)[0]) for value in closed.values(slot)]
        return [(value, zh) for value, zh in known if value.startswith(incomplete)] or [
            (zh, value) for value, zh in known if zh.startswith(incomplete)
        ]

    return complete


def terms(incomplete: str) -> list[tuple[str, str]]:
    """What completes a word of the graph: names and labels that begin with what is typed."""
    from zeren.ontology import terms

    known = [(name, term.label["zh"]) for term in terms.terms() for name in (term.name, *term.label.values())]
    return [(name, zh) for name, zh in dict(known).items() if name.startswith(incomplete)]


def questions(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """What completes the name of a question: names that begin with what is typed, with their titles."""
    from zeren.queries import catalog

    spoken: catalog.Language = "en" if str(ctx.params.get("language")).endswith("en") else "zh"
    return [(q.name, q.title[spoken]) for q in catalog.load() if q.name.startswith(incomplete)]


def _held(kind: str, workspace: Any) -> Iterator[str]:
    """The names of a kind in a workspace; none where it cannot be read, since nobody can be told."""
    from zeren.queries import graph
    from zeren.workspace import Workspace

    try:
        with Workspace(workspace).snapshot() as snapshot:
            for each in _THINGS if kind == "thing" else (kind,):
                yield from (row["name"] for row in graph.rows(snapshot, _QUERIES[each]))
    except ZerenError:
        return
