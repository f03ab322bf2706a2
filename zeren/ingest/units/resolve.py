"""Names into units: one id for all names of a unit within its region.

Names with one key or one government function are one unit. What a rule joins beyond
that (a misprint, a short form, a rank word of another level) is recorded for review;
what could mean several units stays apart. A person's decision wins over every rule.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from zeren.ingest.units import joins
from zeren.ingest.units.clusters import Clusters
from zeren.ingest.units.names import Name, normalise, take_apart
from zeren.ontology import lexicon
from zeren.ontology.decisions import Decision
from zeren.ontology.facts import Region, Unit, UnitKind
from zeren.ontology.functions import with_party_word

_SHARED_FORM: frozenset[UnitKind] = frozenset(
    {"department", "party-body", "court-or-procuratorate", "people-organisation", "coordinating-body"}
)
"""Kinds whose usual names with the region's level character are names of the unit as well."""

USUAL_NAMES = 3
"""Usual names a unit is known by besides the printed ones: the full one and the commonest others."""

_LEVEL_CHARACTER = {"nation": "国家", "province": "省", "city": "市", "county": "县", "township": ""}


@dataclass(frozen=True, slots=True)
class Review:
    """A name that a rule joined to a unit, or that may mean one of several candidates."""

    name: str
    unit: str
    joined: bool
    candidates: tuple[str, ...]
    reason: str


@dataclass(slots=True)
class Resolution:
    """The unit of each printed name (normalised), the units themselves, and what to review."""

    unit_of: dict[str, str] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)


def resolve(
    printed: Mapping[str, int], region: Region | None, decisions: Sequence[Decision] = ()
) -> Resolution:
    """The units that the names of one region's plan mean.

    Args:
        printed: each name as printed, with how often it stands there.
        region: the region of the plan; names without a level belong to it.
        decisions: what a person decided; those of other regions are ignored.
    """
    counts: Counter[str] = Counter()
    for name, count in printed.items():
        counts[normalise(name)] += count
    names = {name: take_apart(name, region) for name in sorted(counts)}
    bodies = [names[name].body for name in names if names[name].division]
    names |= {body: take_apart(body, region) for body in sorted(bodies) if body not in names}
    known = [d for d in decisions if region and d.region == region.id]
    names |= {n: take_apart(n, region) for d in known for n in map(normalise, (d.a, d.b)) if n not in names}
    clusters = Clusters(names, {name: part.identity for name, part in names.items()})
    proposals = joins.propose(names, counts, region)
    for proposal in proposals.joined:
        if not _forbidden(proposal.name, proposal.other, known):
            clusters.join(proposal.name, proposal.other, proposal.reason)
    _decide(clusters, known)
    return _Naming(names, counts, clusters, region).resolution(proposals)


def _forbidden(name: str, other: str, decisions: Iterable[Decision]) -> bool:
    pair = {name, other}
    return any(d.kind == "different" and {normalise(d.a), normalise(d.b)} == pair for d in decisions)


def _decide(clusters: Clusters, decisions: Iterable[Decision]) -> None:
    for decision in decisions:
        a, b = normalise(decision.a), normalise(decision.b)
        if decision.kind == "same":
            clusters.join(a, b, None)
        elif clusters.root(a) == clusters.root(b):
            clusters.part(a)


@dataclass(slots=True)
class _Naming:
    """Clusters of names into units with ids, names to show, aliases and parents."""

    names: Mapping[str, Name]
    counts: Counter[str]
    clusters: Clusters
    region: Region | None
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def scope(self) -> str:
        """What the ids of the region's units begin with."""
        return f"{self.region.id}/" if self.region else ""

    def resolution(self, proposals: joins.Proposals) -> Resolution:
        """The unit of each name, the units that are printed, and the reviews."""
        members = self.clusters.members()
        own = {root: self.scope + self._own_id(names) for root, names in members.items()}
        self.ids = {root: self._with_body(root, names, own) for root, names in members.items()}
        bodies = {name.body for name in self.names.values() if name.division and self.counts[name.printed]}
        found = Resolution()
        for root, names in members.items():
            found.unit_of |= dict.fromkeys(names, self.ids[root])
            if any(self.counts[name] or name in bodies for name in names):
                found.units.append(self._unit(self.ids[root], names))
        found.units = _without_absent_parents(found.units)
        found.reviews = [*self._joined(), *self._undecided(proposals)]
        return found

    def _joined(self) -> Iterator[Review]:
        for name, reason in sorted(self.clusters.reasons.items()):
            if self.counts[name]:
                yield Review(name, self.ids[self.clusters.root(name)], True, (), reason)

    def _undecided(self, proposals: joins.Proposals) -> Iterator[Review]:
        for doubt in proposals.doubts:
            own = self.ids[self.clusters.root(doubt.name)]
            candidates = {self.ids[self.clusters.root(other)] for other in doubt.others}
            if own not in candidates and doubt.name not in self.clusters.parted:
                yield Review(doubt.name, own, False, tuple(sorted(candidates)), doubt.reason)

    def _proper(self, members: Sequence[str]) -> list[str]:
        """The names of a unit without misprints and short forms that a rule joined to it."""
        return [m for m in members if m not in self.clusters.reasons] or list(members)

    def _best(self, members: Sequence[str]) -> Name:
        """The name that stands for a unit: one of a function, without division, the longest."""
        return min(
            (self.names[m] for m in self._proper(members)),
            key=lambda n: (
                n.division is not None,
                n.single_function is None,
                -len(n.key),
                n.key,
            ),
        )

    def _own_id(self, members: Sequence[str]) -> str:
        if self.clusters.parted & set(members):
            return self.names[members[0]].printed
        best = self._best(members)
        return best.level + (best.single_function.full if best.single_function else best.key)

    def _with_body(self, root: str, members: Sequence[str], own: Mapping[str, str]) -> str:
        """A division in brackets with no name of its own has its body's id before its own."""
        best = self._best(members)
        if best.division is None or self.clusters.parted & set(members):
            return own[root]
        body = dataclasses.replace(best, division=None).identity
        roots = (self.clusters.root(n) for n, part in self.names.items() if part.identity == body)
        return f"{own[next(roots, root)]}/{best.division}"

    def _unit(self, unit_id: str, members: Sequence[str]) -> Unit:
        best = self._best(members)
        function = lexicon.load().by_name(best.division) if best.division else best.function
        usual = self._usual_names(best)
        shown = self._shown(self._proper(members), usual)
        level = self.region.level if self.region and not best.level else None
        parent = self._parent(members)
        return Unit(
            id=unit_id,
            name=shown,
            aliases=sorted({*members, *usual} - {shown}),
            kind="department" if best.division else best.kind,
            function=function.id if function and best.kind != "collective" else None,
            english=function.english_at(level) if function and level else None,
            region=self.region.id if self.region else None,
            parent=parent if parent != unit_id else None,
        )

    def _parent(self, members: Sequence[str]) -> str | None:
        """The id of the unit that a unit is a part of: a division's body, or a function's."""
        for member in members:
            name = self.names[member]
            if name.division:
                return self.scope + name.level + (name.function.full if name.function else name.key)
            if name.function and name.function.part_of:
                return self.scope + name.level + lexicon.load().functions[name.function.part_of].full
        return joins.parent_by_prefix(members, self.names, self.scope)

    def _shown(self, members: Sequence[str], usual: Sequence[str]) -> str:
        """The name that people read: the full one where it is printed, else the one printed most often."""
        plain = [n for n in members if self.counts[n] and ("（" not in n or self.names[n].division)]
        if usual and (self.counts[usual[0]] or not plain):
            return usual[0]
        return max(plain or members, key=lambda n: (not self.names[n].division, self.counts[n], len(n), n))

    def _division_names(self, division: str) -> list[str]:
        """What people call a division of a known function without naming its body: 县金融办."""
        function = lexicon.load().by_name(division)
        level = _LEVEL_CHARACTER[self.region.level] if self.region else ""
        forms = function.names if function else ()
        return [level + form for form in forms if form.endswith(division)][:USUAL_NAMES]

    def _usual_names(self, best: Name) -> list[str]:
        """The names under which people know a unit of this function, the full one first."""
        function, region = best.function, self.region
        if best.division and region and not best.level:
            return self._division_names(best.division)
        if function is None or region is None or best.level or best.division:
            return []
        if function.kind not in _SHARED_FORM and function.kind not in (
            "vertical-agency",
            "public-institution",
        ):
            return []
        character = _LEVEL_CHARACTER[region.level]
        if region.level == "county" and region.id.endswith(("区", "旗")):
            character = region.id[-1]
        forms = [function.full, *(function.variants if function.kind in _SHARED_FORM else ())]
        return [character + with_party_word(function, form) for form in forms[:USUAL_NAMES]]


def _without_absent_parents(units: Iterable[Unit]) -> list[Unit]:
    """The units, without parents that the plan does not name."""
    kept = list(units)
    present = {unit.id for unit in kept}
    return [u if u.parent in present else msgspec.structs.replace(u, parent=None) for u in kept]
