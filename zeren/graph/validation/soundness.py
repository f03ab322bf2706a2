"""What shapes cannot see and a look at texts, lexicon and facts shows at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import BlankNode

from zeren.graph import merge, rdf
from zeren.graph.loading import quads
from zeren.graph.validation.parts import nameless, text_of
from zeren.graph.validation.shacl import Breach
from zeren.graph.written import inside
from zeren.ontology import judgements, lexicon
from zeren.ontology.vocab import FUNCTION_IRI, RDF, ZR, Place, identifier, iri, place_of

if TYPE_CHECKING:
    from zeren.graph.store import Snapshot
    from zeren.graph.validation.parts import Part

Expected = Callable[[], list[pyoxigraph.Quad]]
"""Makes what should stand in a graph, when its turn comes: all graphs at once would be many."""

_EVIDENCE = (ZR + "evidence", ZR + "textEvidence")
_JUDGED = (ZR + "state", ZR + "why")


def unsound(part: Part) -> Iterator[Breach]:
    """What is wrong with a graph beside its shapes: names, kinds, places, quotes, length, functions."""
    yield from _nameless(part)
    if part.judgements:
        yield from _beside_judgements(part)
    else:
        yield from _without_kind(part)
    yield from _functions(part)
    yield from _places(part)
    yield from _texts(part)
    if part.document:
        yield from _length(part, part.document)


def apart_from_facts(part: Part) -> Iterator[Breach]:
    """Where the graph says something else than the facts that it is made from, once a thing."""
    missing, more = part.expected - part.quads, part.quads - part.expected
    known = {text_of(quad.subject) for quad in part.expected}
    first: dict[str, tuple[str, str, bool]] = {}
    for quad in missing | more:
        said = (quad.predicate.value, text_of(quad.object), quad in missing)
        first[text_of(quad.subject)] = min(first.get(text_of(quad.subject), said), said)
    there = set(map(str, part.things))
    for thing, (name, value, gone) in sorted(first.items()):
        # Of a thing that is not there, or not in the facts, no single property is at fault.
        whole = thing not in there or thing not in known
        yield Breach(thing, None if whole else name, None if whole else value, _LESS if gone else _MORE)


def expected(published: Snapshot, document: str | None) -> dict[str, Expected]:
    """What the facts say should stand in each graph: of one document, or of all and of their regions."""
    base = published.base_iri

    def of_document(each: str) -> list[pyoxigraph.Quad]:
        return list(quads(rdf.document_graph(published.facts(each), base)))

    def of_region(region: str, common: merge.Common) -> list[pyoxigraph.Quad]:
        return list(quads(rdf.region_graph(region, common, base)))

    found: dict[str, Expected] = {
        iri(each, base): partial(of_document, each)
        for each in ([document] if document else published.documents)
    }
    if document is None:
        for region, common in merge.regions(list(published.all_facts())):
            found[iri(region, base)] = partial(of_region, region, common)
    return found


_LESS = {
    "zh": "事实（facts.jsonl）里有，图里没有",
    "en": "the facts (facts.jsonl) say so, and the graph does not",
}
_MORE = {
    "zh": "图里有，事实（facts.jsonl）里没有",
    "en": "the graph says so, and the facts (facts.jsonl) do not",
}
MISSING = {"zh": "图里没有这份方案", "en": "the graph does not describe this plan"}
"""What is said of a document without a graph."""
ASTRAY = {
    "zh": "不在任何方案或地区的图里",
    "en": "this stands in no graph of a plan or a region of the workspace",
}
"""What is said of a graph that no document, no region and no judgement asks for."""
JUDGED_OTHERWISE = {
    "zh": "图里的判断不是发布时的判断",
    "en": "the judgements in the graph are not those that were published",
}
"""What is said of a graph of judgements that was changed behind the workspace."""


def judged_as_published(published: Snapshot) -> bool:
    """Whether the judgements in the graph are those that were published with it."""
    said = judgements.encode(published.judgements().values())
    return published.judged in (None, hashlib.sha256(said).hexdigest() if said else "")


def _nameless(part: Part) -> Iterator[Breach]:
    says = {
        "zh": "图里的每个事物都须有 IRI，不能是空白节点",
        "en": "everything has an IRI: there are no blank nodes",
    }
    blank = (quad for quad in part.quads if BlankNode in (type(quad.subject), type(quad.object)))
    for thing, name, value in sorted(map(_texts_of, blank)):
        yield Breach(thing, name, value, says)


def _beside_judgements(part: Part) -> Iterator[Breach]:
    said = rdf.judgements_graph(part.published.judgements().values(), part.published.base_iri)
    judged = frozenset(quads(said))
    says = {"zh": "判断只有结论和理由", "en": "a judgement is a verdict and a reason, and nothing else"}
    for thing, name, value in sorted(map(_texts_of, part.quads - judged)):
        if name not in _JUDGED:
            yield Breach(thing, name, value, says)


def _without_kind(part: Part) -> Iterator[Breach]:
    for thing in sorted(map(str, part.things)):
        if not nameless(thing) and thing not in part.described:
            yield Breach(
                thing,
                RDF + "type",
                None,
                {
                    "zh": "图里没有写明这是什么（缺类别）",
                    "en": "the graph does not say what this is: it has no class",
                },
            )


def _functions(part: Part) -> Iterator[Breach]:
    known = lexicon.load().functions
    for thing, name, value in _pairs(part, (ZR + "function",)):
        if identifier(value, FUNCTION_IRI) not in known:
            yield Breach(
                thing, name, value, {"zh": "词典里没有这项职能", "en": "the lexicon has no such function"}
            )


def _length(part: Part, document: str) -> Iterator[Breach]:
    length = str(len(part.published.text(document)))
    for thing, name, value in _pairs(part, (ZR + "characters",)):
        if value != length:
            zh = f"原文实有 {length} 个字符"
            yield Breach(thing, name, value, {"zh": zh, "en": f"the stored text has {length} characters"})


def _places(part: Part) -> Iterator[Breach]:
    mentions = {thing: value for thing, _, value in _pairs(part, (ZR + "mention",))}
    for thing, name, value in _pairs(part, _EVIDENCE):
        try:
            place = place_of(value, part.published.base_iri)
        except ValueError:
            continue  # the shapes say so
        if place.document not in part.published.documents:
            zh, en = "出处所在的方案不在工作区里", "the place lies in a plan that the workspace does not hold"
            yield Breach(thing, name, value, {"zh": zh, "en": en})
        elif said := _misplaced(part, place, mentions.get(thing)):
            yield Breach(thing, name, value, {"zh": said[0], "en": said[1]})


def _misplaced(part: Part, place: Place, mention: str | None) -> tuple[str, str] | None:
    """What is wrong with a place of a document that is there, if anything."""
    length = len(part.published.text(place.document))
    if place.end > length:
        return (
            f"出处超出原文：第 {place.end} 字，原文只有 {length} 字",
            f"the place is outside its document's text: character {place.end} of {length}",
        )
    words = _bare(part.published.quote(place))
    if not words and place.start < place.end:
        return "出处处没有文字", "there are no words at the place"
    if mention is not None and words and words != mention:
        return (
            f"原文此处写的是“{_short(words)}”，不是“{mention}”",
            f"the text says “{_short(words)}” at the place, not “{mention}”",
        )
    return None


def _texts(part: Part) -> Iterator[Breach]:
    """Of each task, a text that does not stand at its place, a title that stands nowhere in the plan."""
    places: dict[str, list[Place]] = {}
    for thing, _, value in _pairs(part, (ZR + "textEvidence",)):
        if place := inside(part.published, value):
            places.setdefault(thing, []).append(place)
    for thing, name, value in _pairs(part, (ZR + "text",)):
        words = "".join(part.published.quote(place) for place in sorted(places.get(thing, [])))
        if words and _bare(value) not in _bare(words):
            zh, en = "任务全文与原文出处的文字不符", "the text of the task is not what stands at its place"
            yield Breach(thing, name, value, {"zh": zh, "en": en})
    plan = _bare(part.published.text(part.document)) if part.document else ""
    for thing, name, value in _pairs(part, (ZR + "title",)):
        if plan and _bare(value) not in plan:
            zh, en = "方案里没有写着这个任务名称", "the title of the task stands nowhere in the plan"
            yield Breach(thing, name, value, {"zh": zh, "en": en})


def _bare(words: str) -> str:
    return "".join(words.split())


def _short(words: str) -> str:
    return words if len(words) <= 20 else words[:20] + "…"


def _pairs(part: Part, names: Iterable[str]) -> list[tuple[str, str, str]]:
    """Things with a property and its value, in a fixed order."""
    wanted = frozenset(names)
    return sorted(_texts_of(quad) for quad in part.quads if quad.predicate.value in wanted)


def _texts_of(quad: pyoxigraph.Quad) -> tuple[str, str, str]:
    return text_of(quad.subject), quad.predicate.value, text_of(quad.object)
