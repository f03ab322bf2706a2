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
SELECT DISTINCT ?thing ?label ?word WHERE {
  ?thing NAMING ?label
  FILTER(CONTAINS(LCASE(STR(?label)), ?word))
} LIMIT 20000
"""
_NAMING = ("skos:prefLabel", "skos:altLabel")
"""Names with a word, one property at a time: only labels are read, so that many counties cost little."""

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
    """What is called so, by kind; shorter names first, since in them the words say more."""
    wanted = [word.lower() for word in words]
    named = [
        (row["label"].value, identifier(row["thing"].value, shelf.published.base_iri))
        for naming in _NAMING
        for row in shelf.select(_NAMED.replace("NAMING", naming), word=max(wanted, key=len))
    ]
    named += [(name, key) for key, one in shelf.documents.items() for name in (one.title, one.number or "")]
    matching = [(name, key) for name, key in named if all(word in name.lower() for word in wanted)]
    found: dict[ThingKind, dict[str, Thing]] = {kind: {} for kind in _ORDER}
    for name, key in sorted(matching, key=lambda pair: (len(pair[0]), pair[1], pair[0])):
        kind = shelf.kind(key)
        if kind in found and key not in found[kind] and len(found[kind]) < NAMES:
            own = shelf.documents[key].title if kind == "document" else shelf.published.shown.name(key)
            found[kind][key] = Thing(kind, key, own or name)
    return {kind: list(things.values()) for kind, things in found.items() if things}


def _hit(shelf: Shelf, found: Any) -> Hit:
    places = [found.place, *(hit for hit in found.hits if hit.document == found.place.document)]
    document = shelf.documents[found.place.document]
    name = next(task.title for task in shelf.facts(document.id).tasks if task.id == found.task)
    proof = [shelf.published.evidence(place) for place in places]
    return Hit(Thing("task", found.task, name), document.region or "", proof)
