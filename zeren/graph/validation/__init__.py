"""Whether the published graph is sound: its shapes, its places and texts, and the facts that it is made from.

The graph is judged one named graph after the other, so that the triples of a large workspace need no
more memory than those of its largest plan, and progress can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph

from zeren.graph.validation.parts import Part
from zeren.graph.validation.shacl import Breach, breaches
from zeren.graph.validation.soundness import (
    ASTRAY,
    JUDGED_OTHERWISE,
    MISSING,
    apart_from_facts,
    expected,
    judged_as_published,
    unsound,
)
from zeren.ontology.vocab import JUDGEMENTS, Place, identifier, iri

if TYPE_CHECKING:
    from zeren.graph.store import Snapshot
    from zeren.ontology.terms import Texts

Progress = Callable[[int, int, str], None]
"""Told how many graphs are done, of how many, and the id of the next."""


class Violation(NamedTuple):
    """A thing of the graph that is not as it must be.

    `document` is the id of the plan that it concerns, None where that is none alone; `thing` the thing's
    id, `kind` its class (zr:Task), `name` what it is called; `property` and `value` are what is at fault,
    where that can be named; `says` is the rule in both languages; `place` where the thing is written.
    `judged` is true where the fault lies in what a person says about a finding.
    """

    document: str | None
    thing: str
    kind: str
    name: str
    property: str | None
    value: str | None
    says: Texts
    place: Place | None
    judged: bool = False


def violations(
    published: Snapshot, document: str | None = None, progress: Progress | None = None
) -> Iterator[Violation]:
    """What is wrong with the published graph, graph by graph.

    Args:
        published: the state of the workspace.
        document: the id of the only document to look at; None for all, and their regions.
        progress: told how far it is.

    Raises:
        WorkspaceError: the store or a file of the workspace is damaged.
    """
    facts = expected(published, document)
    names = _names(published, facts, document)
    for done, name in enumerate(names):
        part = Part(published, name, facts[name]() if name in facts else ())
        if progress:
            progress(done, len(names), part.id)
        of = _astray(part) if name not in facts and not part.judgements else _of(part)
        yield from (v for v in of if document in (None, v.document))
    if progress:
        progress(len(names), len(names), "")


def _names(published: Snapshot, facts: Iterable[str], document: str | None) -> list[str]:
    """The graphs to judge: those that are there, and those that should be."""
    if document:
        return [iri(each, published.base_iri) for each in (document, JUDGEMENTS)]
    named = {*facts, *(str(graph.value) for graph in published.store.named_graphs())}
    bare = published.store.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph())
    return sorted(named | ({""} if any(True for _ in bare) else set()))


def _astray(part: Part) -> Iterator[Violation]:
    if part.quads:
        yield _explained(part, Breach(min(map(str, part.things)), None, None, ASTRAY))


def _of(part: Part) -> Iterator[Violation]:
    if part.document and not part.quads:
        yield _explained(part, Breach(part.name, None, None, MISSING))
        return
    found = [*breaches(part), *unsound(part)]
    if part.judgements:
        if not found and not judged_as_published(part.published):
            found = [Breach(part.name, None, None, JUDGED_OTHERWISE)]
    else:
        known = {breach.thing for breach in found}
        found += (breach for breach in apart_from_facts(part) if breach.thing not in known)
    once = {(b.thing, b.property or "", b.value or "", tuple(sorted(b.says.items()))): b for b in found}
    for key in sorted(once):
        yield _explained(part, once[key])


def _explained(part: Part, breach: Breach) -> Violation:
    base = part.published.base_iri
    place = part.place(breach.thing, breach.value)
    return Violation(
        document=part.document or (place.document if place else None),
        thing=identifier(breach.thing, base),
        kind=part.kind(breach.thing),
        name=part.called(breach.thing),
        property=breach.property and _written(part, breach.property),
        value=breach.value and _written(part, breach.value),
        says=breach.says,
        place=place,
        judged=part.judgements and breach.thing != part.name,
    )


def _written(part: Part, text: str) -> str:
    """An IRI by its prefix, an id of the workspace as it is; any other value as it is."""
    own = part.published.base_iri
    if text.startswith(own):
        return identifier(text, own)
    for prefix, space in part.published.prefixes.items():
        if text.startswith(space) and len(text) > len(space):
            return f"{prefix}:{text.removeprefix(space)}"
    return text
