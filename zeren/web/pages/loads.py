"""How much a unit carries beside others: those of its county, and its fellows elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
from pyoxigraph import NamedNode

from zeren.ontology.facts import ROLES, DocumentFacts, Role, Task
from zeren.ontology.vocab import FUNCTION_IRI, identifier
from zeren.web.records import Thing
from zeren.web.shelf import Shelf

_FELLOWS = """
PREFIX zr: <https://w3id.org/zeren#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?unit ?name ?region ?function
       (COUNT(DISTINCT ?led) AS ?lead) (COUNT(DISTINCT ?shared) AS ?responsible)
       (COUNT(DISTINCT ?helped) AS ?support) (COUNT(DISTINCT ?guided) AS ?guide)
WHERE {
  ?unit zr:function ?function ; zr:region ?region ; skos:prefLabel ?name . FILTER(LANG(?name) = "zh")
  { ?led zr:lead ?unit } UNION { ?shared zr:responsible ?unit } UNION { ?helped zr:support ?unit }
  UNION { ?guided zr:guide ?unit }
}
GROUP BY ?unit ?name ?region ?function
"""


class Load(msgspec.Struct, frozen=True):
    """A unit, and how many tasks it has in each role; `county` is that of the unit."""

    unit: Thing
    county: str
    counts: dict[Role, int]

    @property
    def total(self) -> int:
        """In all roles together; a task with two roles counts twice."""
        return sum(self.counts.values())


def in_county(documents: Iterable[DocumentFacts], units: dict[str, Thing], county: str) -> list[Load]:
    """The units of a county's plans with their tasks, those that lead most first."""
    return of_tasks((task for facts in documents for task in facts.tasks), units, county)


def of_tasks(tasks: Iterable[Task], units: dict[str, Thing], county: str) -> list[Load]:
    """The units of some tasks of a county with how many of them each carries, those that lead most first."""
    counts: dict[str, Counter[Role]] = {}
    for task in tasks:
        for unit, role in dict.fromkeys((mention.unit, role) for role, mention in task.mentions()):
            counts.setdefault(unit, Counter())[role] += 1
    loads = [Load(units[key], county, _counted(found)) for key, found in counts.items() if key in units]
    return sorted(loads, key=_most)


def elsewhere(shelf: Shelf, function: str) -> list[Load]:
    """The units with the same function in all counties, those that lead most first."""
    base = shelf.published.base_iri
    rows = shelf.select(_FELLOWS, function=NamedNode(FUNCTION_IRI + function))
    loads = [
        Load(
            Thing("unit", identifier(row["unit"].value, base), row["name"].value),
            identifier(row["region"].value, base),
            _counted({role: int(row[role].value) for role in ROLES}),
        )
        for row in rows
    ]
    return sorted(loads, key=_most)


def _counted(found: dict[Role, int]) -> dict[Role, int]:
    return {role: found.get(role, 0) for role in ROLES}


def _most(load: Load) -> tuple[int, int, str]:
    return -load.counts["lead"], -load.total, load.unit.id
