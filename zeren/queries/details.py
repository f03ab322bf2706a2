"""What every listing of tasks shows beside them: county, campaign, place in it, units by role, deadline."""

from __future__ import annotations

from typing import Any

from pyoxigraph import NamedNode

from zeren.ontology.vocab import ZR, Place, identifier, place_of
from zeren.queries.given import SHOWN_ROLES
from zeren.queries.graph import Graph, prologue, rows, values

COLUMNS = ("county", "campaign", "annex", "path", *SHOWN_ROLES, "others", "deadline")
"""What `add` puts into a row."""

_Part = tuple[Place, str, str, str]
"""Where a unit is mentioned in a task, its role, its id, its name."""

_TASKS = (
    prologue("zr", "skos")
    + """SELECT ?task ?countyName ?campaignName ?annex ?path ?open ?text ?date ?kind WHERE {
  # given
  ?task zr:document ?document .
  OPTIONAL { ?document zr:region/skos:prefLabel ?countyName . FILTER(LANG(?countyName) = "zh") }
  OPTIONAL { ?task zr:campaign/skos:prefLabel ?campaignName }
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

    The mentions of the row's own units go into `_named`, for the order of its evidence.

    Args:
        graph: the graph that knows them.
        found: rows with a task in column `task` and its IRI in `_iri`, which is taken out.
    """
    nodes = [NamedNode(row.pop("_iri")) for row in found]
    if not nodes:
        return
    given = values("task", nodes)
    about = {row["task"]: row for row in rows(graph, _TASKS.replace("# given", given))}
    units: dict[str, list[_Part]] = {}
    for row in rows(graph, _UNITS.replace("# given", given)):
        place = place_of(row["place"], graph.base_iri)
        role = row["role"].removeprefix(ZR).lower()
        unit = identifier(row["unit"], graph.base_iri)
        units.setdefault(row["task"], []).append((place, role, unit, row["unitName"]))
    for row, node in zip(found, nodes, strict=True):
        _fill(row, about.get(node.value, {}), sorted(units.get(node.value, ())))


def _fill(row: dict[str, Any], about: dict[str, str], units: list[_Part]) -> None:
    row["county"] = about.get("countyName")
    row["campaign"] = about.get("campaignName")
    row["annex"] = about.get("annex")
    row["path"] = about.get("path", "").split(" / ") if about.get("path") else []
    for role in SHOWN_ROLES:
        named = {unit: name for _, of, unit, name in units if of == role}
        row[role] = [{"id": unit, "name": name} for unit, name in named.items()]
    row["others"] = about.get("open") == "true"
    row["deadline"] = (
        {"text": about["text"], "date": about.get("date"), "kind": about.get("kind")}
        if "text" in about
        else None
    )
    asked = [row[slot]["id"] for slot in ("unit", "unit2") if isinstance(row.get(slot), dict)]
    if asked:
        row["_named"] = [
            place
            for place, _, unit, _ in units
            if any(unit == own or unit.startswith(f"{own}/") for own in asked)
        ]
