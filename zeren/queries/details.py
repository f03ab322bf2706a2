"""What every listing of tasks shows beside them: county, place in the plan, units by role, deadline."""

from __future__ import annotations

from typing import Any

from pyoxigraph import NamedNode

from zeren.ontology.facts import ROLES
from zeren.ontology.vocab import ZR, identifier, iri, place_of
from zeren.queries.graph import Graph, prologue, rows, values

_TASKS = (
    prologue("zr", "skos")
    + """SELECT ?task ?countyName ?annex ?path ?open ?text ?date ?kind WHERE {
  # given
  ?task zr:document ?document .
  OPTIONAL { ?document zr:region/skos:prefLabel ?countyName . FILTER(LANG(?countyName) = "zh") }
  OPTIONAL { ?task zr:annex ?annex }
  OPTIONAL { ?task zr:path ?path }
  OPTIONAL { ?task zr:openEnded ?open }
  OPTIONAL { ?task zr:deadlineText ?text }
  OPTIONAL { ?task zr:deadline ?date }
  OPTIONAL { ?task zr:deadlineKind ?kind }
}"""
)
_UNITS = (
    prologue("zr", "skos")
    + """SELECT ?task ?role ?unit ?unitName ?place WHERE {
  # given
  ?assignment zr:task ?task ; zr:role ?role ; zr:unit ?unit ; zr:evidence ?place .
  ?unit skos:prefLabel ?unitName .
  FILTER(LANG(?unitName) = "zh")
}"""
)


def add(graph: Graph, found: list[dict[str, Any]]) -> None:
    """Put the details of each row's task behind its other columns.

    The mentions of the row's own unit go into `_named`, for the order of its evidence.
    """
    nodes = [NamedNode(iri(row["task"]["id"], graph.base_iri)) for row in found]
    if not nodes:
        return
    given = values("task", nodes)
    about = {row["task"]: row for row in rows(graph, _TASKS.replace("# given", given))}
    units: dict[str, list[tuple[Any, str, str, str]]] = {}
    for row in rows(graph, _UNITS.replace("# given", given)):
        place = place_of(row["place"], graph.base_iri)
        role = row["role"].removeprefix(ZR).lower()
        units.setdefault(row["task"], []).append((place, role, row["unit"], row["unitName"]))
    for row, node in zip(found, nodes, strict=True):
        _fill(row, about.get(node.value, {}), sorted(units.get(node.value, ())), graph.base_iri)


def _fill(
    row: dict[str, Any], about: dict[str, str], units: list[tuple[Any, str, str, str]], base: str
) -> None:
    row["county"] = about.get("countyName")
    row["annex"] = about.get("annex")
    row["path"] = about.get("path", "").split(" / ") if about.get("path") else []
    for role in ROLES:
        named = {unit: name for _, of, unit, name in units if of == role}
        row[role] = [{"id": identifier(unit, base), "name": name} for unit, name in named.items()]
    row["others"] = about.get("open") == "true"
    row["deadline"] = (
        {"text": about["text"], "date": about.get("date"), "kind": about.get("kind")}
        if "text" in about
        else None
    )
    asked = [row[slot] for slot in ("unit", "unit2") if isinstance(row.get(slot), dict)]
    own = [iri(unit["id"], base) for unit in asked]
    if own:
        row["_named"] = [
            place for place, _, unit, _ in units if any(unit == o or unit.startswith(o + "/") for o in own)
        ]
