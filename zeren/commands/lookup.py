"""What a person means by a name: a document, a county, a unit, a task, an indicator, a project and others."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

import msgspec

from zeren.errors import NotUnderstoodError, UsageError
from zeren.graph import merge
from zeren.ontology.facts import Document, DocumentFacts, Region
from zeren.ontology.quantities import rules
from zeren.queries import quantities

NEAREST = 5
"""How many names are offered for one that is not found."""


_LEVELS = "县市区旗省州镇乡"


class Thing(msgspec.Struct, frozen=True):
    """Something with a name: its kind, id, display name, and all names that find it."""

    kind: str
    id: str
    name: str
    names: list[str]


def plain(name: str) -> str:
    """A name as names are compared: no white space, one width of letters, small letters, no "the"."""
    folded = re.sub(r"^\s*the\s+", "", unicodedata.normalize("NFKC", name).casefold())
    return re.sub(r"\s+", "", folded)


def things(documents: Iterable[DocumentFacts]) -> list[Thing]:
    """Everything in the documents that has a name, by kind, then by id."""
    documents = list(documents)
    found = [thing for facts in documents for thing in _of_document(facts)]
    regions = {facts.region.id: facts.region for facts in documents if facts.region}
    for unit in merge.units(unit for facts in documents for unit in facts.units):
        names = [unit.name, *unit.aliases, *([unit.english] if unit.english else [])]
        if region := regions.get(unit.region or ""):
            names += with_region([unit.name, *unit.aliases], region)
        found.append(Thing("unit", unit.id, unit.name, names))
    for indicator in merge.indicators(i for facts in documents for i in facts.indicators):
        names = [*quantities.names(indicator.name), *indicator.aliases]
        found.append(Thing("indicator", indicator.id, indicator.name, names))
    once = {(thing.kind, thing.id): thing for thing in found}
    return [once[key] for key in sorted(once)]


def with_region(names: Iterable[str], region: Region) -> Iterator[str]:
    """The names as people say them elsewhere: 财政局, 云泽县财政局, 云泽财政局 for 县财政局."""
    for name in names:
        if name[:1] in _LEVELS and len(name) > 2:
            yield name[1:]
            yield from (place + name[1:] for place in (region.id, *region.aliases))


def _of_document(facts: DocumentFacts) -> Iterator[Thing]:
    document, region = facts.document, facts.region
    yield Thing("document", document.id, document.title, document_names(document))
    if region:
        yield Thing("region", region.id, region.id, [region.short, region.english, *region.aliases])
    for task in facts.tasks:
        yield Thing("task", task.id, task.title, [task.title])
    for group in facts.groups:
        yield Thing("group", group.id, group.name, [group.name])
    for target in facts.targets:
        yield Thing("target", target.id, target.name, [])
    for project in facts.projects:
        yield Thing("project", project.id, project.name, [project.name, *project.aliases])
    for campaign, name in merge.campaigns(facts).items():
        yield Thing("campaign", campaign, name, [name])


def document_names(document: Document) -> list[str]:
    """What a document is called: its title, its number, its file with and without the suffix."""
    names = [document.title, document.number, document.file, PurePath(document.file).stem]
    return [name for name in names if name]


def findings(documents: Iterable[DocumentFacts]) -> list[Thing]:
    """The findings of the documents, which are found by their ids, or what follows /finding/ in them."""
    from zeren.graph.findings import every

    ids = (finding.id for finding in every(list(documents)))
    return [Thing("finding", key, key, [key.partition("/finding/")[2]]) for key in ids]


def find(candidates: Iterable[Thing], name: str) -> list[Thing]:
    """The things with this id or name.

    Raises:
        NotUnderstoodError: nothing is called so; carries the nearest names.
    """
    candidates = list(candidates)
    exact = [thing for thing in candidates if thing.id == name]
    wanted = plain(name)
    found = exact or [t for t in candidates if any(plain(n) == wanted for n in (t.id, *t.names))]
    found = found or [t for t in candidates if t.kind == "indicator" and rules().spelled(name) in t.names]
    if not found:
        raise NotUnderstoodError(
            f"nothing is called {name}",
            "zeren list units, tasks, groups, indicators, projects or documents shows the names",
            nearest(name, (n for thing in candidates for n in (thing.name, *thing.names))),
        )
    return found


def document(documents: Iterable[Document], name: str) -> Document:
    """The one document with this id, number, title or file name.

    Raises:
        NotUnderstoodError: there is none, or there are several.
    """
    documents = list(documents)
    exact = [d for d in documents if d.id == name]
    wanted = plain(name)
    found = exact or [d for d in documents if wanted in map(plain, (d.id, *document_names(d)))]
    if len(found) == 1:
        return found[0]
    if found:
        ids = tuple(d.id for d in found)
        raise NotUnderstoodError(f"{name} may mean several documents", "name one by its id", ids)
    names = (n for d in documents for n in (d.id, d.file, d.number or d.title))
    raise NotUnderstoodError(f"no document is called {name}", "zeren list documents", nearest(name, names))


def regions(documents: Iterable[DocumentFacts], name: str) -> set[str]:
    """The ids of the regions with this name: full, short, or in English.

    Raises:
        NotUnderstoodError: there is none.
    """
    described = [facts.region for facts in documents if facts.region]
    names = {
        r.id: [r.id, r.short, r.english, r.english.removesuffix(" County"), *r.aliases] for r in described
    }
    wanted = plain(name)
    found = {region for region, called in names.items() if wanted in map(plain, called)}
    if not found:
        every = (n for called in names.values() for n in called)
        raise NotUnderstoodError(f"no county is called {name}", nearest=nearest(name, every))
    return found


def chosen(documents: Sequence[DocumentFacts], county: str | None, name: str | None) -> list[DocumentFacts]:
    """The documents of a county, the one of this name, or all.

    Raises:
        NotUnderstoodError: there is no such county or document.
        UsageError: the document is of another county, or one of the two is empty.
    """
    if "" in (county, name):
        raise UsageError("an empty name says nothing", "leave the option out for all plans")
    kept = list(documents)
    if name is not None:
        only = document((facts.document for facts in documents), name)
        kept = [facts for facts in kept if facts.document.id == only.id]
    if county is not None:
        wanted = regions(documents, county)
        own = [facts for facts in kept if facts.document.region in wanted]
        if name is not None and not own:
            raise UsageError(f"{kept[0].document.id} is no plan of {county}", "leave --county out")
        kept = own
    return kept


def nearest(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that come closest: those that hold it or stand in it, then those that look like it."""
    wanted = plain(name)
    known = {plain(n): n for n in reversed(list(names)) if n}
    parts = [
        key
        for key in sorted(known, key=lambda k: (len(k), k))
        if wanted in key or (len(key) > 1 and key in wanted)
    ]
    alike = difflib.get_close_matches(wanted, sorted(known), n=NEAREST, cutoff=0.5)
    return tuple(known[key] for key in list(dict.fromkeys([*parts, *alike]))[:NEAREST])
