"""Words looked for everywhere: names that hold them, and tasks whose titles or texts do."""

from __future__ import annotations

from typing import Any

import msgspec

from zeren.ontology.vocab import identifier
from zeren.web.records import Page, Proof, Thing, named
from zeren.web.shelf import Shelf, ThingKind

NAMES = 60
"""How many names of one kind are shown."""

TASKS = 100
"""How many tasks are shown, best first."""

LONGEST = 100
"""Letters of what is looked for; longer ones stand in no plan."""

_NAMED = """
PREFIX zr: <https://w3id.org/zeren#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?thing ?name ?words WHERE {
  { ?thing skos:prefLabel|skos:altLabel ?label } UNION { ?thing dcterms:title|dcterms:identifier ?label }
  FILTER(CONTAINS(LCASE(STR(?label)), ?words))
  ?thing a ?class . FILTER(?class != zr:Target)
  OPTIONAL { ?thing skos:prefLabel ?own . FILTER(LANG(?own) = "zh") }
  OPTIONAL { ?thing dcterms:title ?title }
  BIND(COALESCE(?own, ?title) AS ?name)
} ORDER BY STRLEN(STR(?name)) ?thing
LIMIT 400
"""

_ORDER: tuple[ThingKind, ...] = ("county", "unit", "campaign", "document", "group", "indicator", "project")


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that are looked for, with spaces between them."""

    q: str = ""


class Hit(msgspec.Struct, frozen=True):
    """A task that has the words: the sentence around it, the words marked."""

    task: Thing
    county: str
    proof: Proof


class SearchPage(Page, frozen=True, kw_only=True):
    """What has the words: things by kind, tasks best first; `count` is that of all tasks."""

    words: list[str]
    things: dict[ThingKind, list[Thing]]
    tasks: list[Hit]
    count: int


def build(shelf: Shelf, query: Query) -> SearchPage:
    """What stands under the words; nothing for no words."""
    words = query.q[:LONGEST].split()
    title = (
        named(f"搜索：{' '.join(words)}", f"Search: {' '.join(words)}") if words else named("搜索", "Search")
    )
    if not words:
        return SearchPage(title=title, words=[], things={}, tasks=[], count=0)
    found = shelf.published.search(words)
    hits = [_hit(shelf, one) for one in found[:TASKS] if one.task]
    return SearchPage(
        title=title,
        words=words,
        things=_things(shelf, words),
        tasks=hits,
        count=sum(bool(f.task) for f in found),
    )


def _things(shelf: Shelf, words: list[str]) -> dict[ThingKind, list[Thing]]:
    base = shelf.published.base_iri
    found: dict[ThingKind, dict[str, Thing]] = {kind: {} for kind in _ORDER}
    for row in shelf.select(_NAMED, words="".join(words).lower()):
        key = identifier(row["thing"].value, base)
        kind = shelf.kind(key)
        if kind in found and row["name"] is not None and len(found[kind]) < NAMES:
            found[kind].setdefault(key, Thing(kind, key, row["name"].value))
    return {kind: list(things.values()) for kind, things in found.items() if things}


def _hit(shelf: Shelf, found: Any) -> Hit:
    places = [found.place, *(hit for hit in found.hits if hit.document == found.place.document)]
    document = shelf.documents[found.place.document]
    name = next(task.title for task in shelf.facts(document.id).tasks if task.id == found.task)
    proof = [shelf.published.evidence(place) for place in places]
    return Hit(Thing("task", found.task, name), document.region or "", proof)
