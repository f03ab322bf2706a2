"""Words looked for everywhere: names that hold them, tasks whose titles or texts do, other paragraphs."""

from __future__ import annotations

import msgspec

from zeren.graph.search import Found, paragraphs
from zeren.ontology.vocab import Place, identifier
from zeren.web.records import Page, Proof, Thing, named
from zeren.web.shelf import Shelf, ThingKind

NAMES = 60
"""How many names of one kind are shown."""

TASKS = 100
"""How many tasks are shown, best first."""

PASSAGES = 50
"""How many paragraphs outside of tasks are shown, best first; none beside more than `TASKS` tasks."""

ENOUGH = 40
"""Letters of a paragraph that says enough by itself."""

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


class Said(msgspec.Struct, frozen=True):
    """A paragraph that has the words outside of any task that does, the words marked."""

    document: Thing
    county: str
    proof: Proof


class SearchPage(Page, frozen=True, kw_only=True):
    """What has the words: things by kind, tasks and other paragraphs best first, and how many there are."""

    words: list[str]
    things: dict[ThingKind, list[Thing]]
    tasks: list[Hit]
    count: int
    passages: list[Said]
    passages_count: int


def build(shelf: Shelf, query: Query) -> SearchPage:
    """What stands under the words; nothing for no words."""
    words = query.q[:LONGEST].split()
    title = (
        named(f"搜索：{' '.join(words)}", f"Search: {' '.join(words)}") if words else named("搜索", "Search")
    )
    if not words:
        return SearchPage(title=title, words=[], things={}, tasks=[], count=0, passages=[], passages_count=0)
    found = shelf.published.search(words)
    others = _others(shelf, words, found) if len(found) <= TASKS else []
    return SearchPage(
        title=title,
        words=words,
        things=_things(shelf, words),
        tasks=[_hit(shelf, one) for one in found[:TASKS]],
        count=len(found),
        passages=[_said(shelf, one) for one in others[:PASSAGES]],
        passages_count=len(others),
    )


def _others(shelf: Shelf, words: list[str], found: list[Found]) -> list[Found]:
    """The paragraphs that have all of the words, some of them where no task that was found has them."""
    shown = {hit for one in found for hit in one.hits}
    return [one for one in paragraphs(shelf.published, words) if not shown.issuperset(one.hits)]


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


def _hit(shelf: Shelf, found: Found) -> Hit:
    document = shelf.documents[found.place.document]
    name = next(task.title for task in shelf.facts(document.id).tasks if task.id == found.task)
    return Hit(Thing("task", found.task, name), document.region or "", _proof(shelf, found))


def _said(shelf: Shelf, found: Found) -> Said:
    document = shelf.documents[found.place.document]
    thing = Thing("document", document.id, document.title)
    around = _around(shelf.published.text(document.id), found.place)
    return Said(thing, document.region or "", _proof(shelf, found._replace(place=around)))


def _around(text: str, place: Place) -> Place:
    """A place with the lines beside it, where it is as short as a cell: a name alone says little."""
    start, end = place.start, place.end
    while end - start < ENOUGH and (start > 0 or end < len(text)):
        start = text.rfind("\n", 0, max(0, start - 1)) + 1
        behind = text.find("\n", end + 1)
        end = len(text) if behind < 0 else behind
    return Place(place.document, start, end)


def _proof(shelf: Shelf, found: Found) -> Proof:
    places = [found.place, *(hit for hit in found.hits if hit.document == found.place.document)]
    return [shelf.published.evidence(place) for place in places]
