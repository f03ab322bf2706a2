"""What a drawing is about: a name as a person types it, and the part of the network it stands for."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from zeren.errors import NotUnderstoodError
from zeren.graph.network import campaign_key, subnetwork
from zeren.graph.network_figures import FIGURES, Extra
from zeren.ontology.facts import DocumentFacts, Indicator, Project, Region, Unit

if TYPE_CHECKING:
    from networkx import MultiDiGraph

SubjectKind = Literal[
    "everything", "region", "unit", "campaign", "group", "task", "indicator", "project"
]  # fmt: skip

_CONTAINED = 3
"""Shorter words are contained in too many names to mean one of them."""


@dataclass(frozen=True)
class Subject:
    """What a drawing is about.

    `name` is what stands over the drawing, empty for everything; `ids` are the nodes of a unit,
    a task, a group, an indicator or a project (several where one name means several, such as the
    finance bureaus of two counties), the regions of a region, the themes of a campaign.
    """

    kind: SubjectKind
    name: str
    ids: tuple[str, ...]


EVERYTHING = Subject("everything", "", ())


def find_subject(network: MultiDiGraph, documents: Sequence[DocumentFacts], name: str) -> Subject:
    """What a name stands for: a region, a unit, a campaign, a working group, a task, an indicator, a project.

    An exact name, alias or id comes first, in this order of kinds; then a name that contains
    the words, if all that contain them are of one kind and have one name. Indicators and projects
    are found where the network holds them; names of work and units that contain the words come first.

    Raises:
        NotUnderstoodError: nothing or too much has this name; with the nearest ones.
    """
    names = _Names(network, documents)
    subject = names.exact(name) or names.containing(name)
    if subject is None:
        raise NotUnderstoodError(
            f"nothing in the workspace is called {name}",
            "give a unit, a task, a campaign, a county, a working group, an indicator or a project, "
            "as a plan names it",
            names.nearest(name),
        )
    return subject


def part_about(network: MultiDiGraph, subject: Subject, extras: Collection[Extra] = ()) -> MultiDiGraph:
    """The part of the network that a drawing about `subject` shows.

    A unit: its tasks and groups, and the units that share the tasks. A task: the tasks above and
    below it, and the units of all these. A group: its members, and the tasks of its theme that a
    member carries. A campaign and a region: all that belongs to it. An indicator and a project:
    the tasks and groups that hold it, and their units; a project also with its tasks' indicators.

    Args:
        network: what the part is taken from.
        subject: from `find_subject`.
        extras: which indicators and projects of the part's work come with it, if the network holds them.
    """
    if subject.kind == "everything":
        return network
    if subject.kind == "region":
        return subnetwork(network, (n for n, region in network.nodes(data="region") if region in subject.ids))
    part, edges = _about(network, subject)
    wanted = {*extras, *(["indicators"] if subject.kind == "project" else [])}
    figures = [
        b
        for a, b in network.out_edges(part)
        if f"{network.nodes[b]['kind']}s" in wanted
        and _holds(network, a, subject)
        and not _of_another(network, b, subject)
    ]
    return subnetwork(network, [*part, *figures], edges)


def _holds(network: MultiDiGraph, work: str, subject: Subject) -> bool:
    """Whether the figures of a piece of work belong to the drawing: a unit's groups stand beside its work."""
    return network.nodes[work]["kind"] == "task" or subject.kind in ("group", "campaign")


def _of_another(network: MultiDiGraph, figure: str, subject: Subject) -> bool:
    """Whether a figure is that of another project than the one that is drawn."""
    data = network.nodes[figure]
    if subject.kind != "project" or data["kind"] != "indicator":
        return False
    return all(target.project and target.project not in subject.ids for target in data["targets"])


Part = tuple[list[str], Sequence[tuple[str, str, str]] | None]
"""Nodes of a part, and its edges; all edges between the nodes when None."""


def _about(network: MultiDiGraph, subject: Subject) -> Part:
    if subject.kind == "campaign":
        work = [n for n, theme in network.nodes(data="theme") if theme in subject.ids]
        return [*work, *_units_of(network, work)], None
    if subject.kind == "unit":
        return _about_units(network, subject.ids)
    if subject.kind == "group":
        return _about_groups(network, subject.ids), None
    if subject.kind in FIGURES:
        work = [n for figure in subject.ids for n in network.predecessors(figure)]
        return [*subject.ids, *work, *_units_of(network, work)], None
    return _about_tasks(network, subject.ids), None


def _about_units(network: MultiDiGraph, ids: Sequence[str]) -> Part:
    work = [n for unit in ids for n in network.predecessors(unit)]
    tasks = [n for n in work if network.nodes[n]["kind"] == "task"]
    nodes = [*ids, *work, *_units_of(network, tasks)]
    edges = [
        (a, b, tie)
        for a, b, tie in network.edges(keys=True)
        if b in ids or network.nodes[a]["kind"] == "task"
    ]
    return nodes, edges


def _about_groups(network: MultiDiGraph, ids: Sequence[str]) -> list[str]:
    nodes: set[str] = set(ids)
    for group in ids:
        data = network.nodes[group]
        members = set(_units_of(network, [group]))
        nodes |= members
        nodes |= {
            n
            for n, other in network.nodes(data=True)
            if other["kind"] == "task"
            and (other["region"], other["theme"]) == (data["region"], data["theme"])
            and members & set(network.successors(n))
        }
    return [n for n in network if n in nodes]


def _about_tasks(network: MultiDiGraph, ids: Sequence[str]) -> list[str]:
    above = [n for task in ids for n in _chain(network, task, up=True)]
    below = [n for task in ids for n in _chain(network, task, up=False)]
    tasks = [*ids, *above, *below]
    return [*tasks, *_units_of(network, tasks)]


def _chain(network: MultiDiGraph, task: str, up: bool) -> Iterator[str]:
    """The tasks above (or below) a task, each once, however the parents run."""
    seen, waiting = {task}, [task]
    while waiting:
        here = waiting.pop()
        edges = network.out_edges(here, keys=True) if up else network.in_edges(here, keys=True)
        for a, b, tie in edges:
            other = b if up else a
            if tie == "part" and other not in seen:
                seen.add(other)
                waiting.append(other)
                yield other


def _units_of(network: MultiDiGraph, work: Iterable[str]) -> list[str]:
    return [n for w in work for n in network.successors(w) if network.nodes[n]["kind"] == "unit"]


def _key(name: str) -> str:
    """A name without what people leave out or type otherwise: width, white space, quotes, end marks."""
    folded = unicodedata.normalize("NFKC", name).casefold().removeprefix("the ")
    return re.sub(r"[\s“”\"'《》。]", "", folded)


def _unit_names(unit: Unit, region: Region | None) -> Iterator[str]:
    """What else a unit is called: its aliases, and each name with its region before it (云泽县财政局)."""
    yield from unit.aliases
    english = unit.english or ""
    yield english
    if region is None:
        return
    level = region.id[-1]
    for place in dict.fromkeys((region.id, region.short, *region.aliases)):
        for name in (unit.name, *unit.aliases):
            yield place + name.removeprefix(level)
    yield f"{region.english} {english.removeprefix('County ')}" if english else ""


class _Names:
    """All names of a workspace, in the order of kinds in which they are tried."""

    def __init__(self, network: MultiDiGraph, documents: Sequence[DocumentFacts]) -> None:
        self.entries: list[tuple[SubjectKind, str, str, str]] = []
        """Kind, shown name, name that can be typed, id."""
        regions = {f.region.id: f.region for f in sorted(documents, key=lambda f: f.document.id) if f.region}
        for region in regions.values():
            self._add("region", region.id, region.id, [region.short, region.english, *region.aliases])
        for theme in dict.fromkeys(theme for _, theme in network.nodes(data="theme") if theme):
            self._add("campaign", theme, theme, [])
        for node, data in network.nodes(data=True):
            record = data["record"]
            more: list[str] = []
            if isinstance(record, Unit):
                more = list(_unit_names(record, regions.get(data["region"])))
            elif isinstance(record, (Indicator, Project)):
                more = record.aliases
            self._add(data["kind"], data["name"], node, more)
        self.entries.sort(key=lambda entry: ORDER.index(entry[0]))

    def _add(self, kind: SubjectKind, shown: str, identifier: str, more: Iterable[str]) -> None:
        typed = dict.fromkeys([shown, identifier, *more])
        self.entries += [(kind, shown, name, identifier) for name in typed if name]

    def exact(self, name: str) -> Subject | None:
        wanted, campaign = _key(name), campaign_key(_key(name))
        for kind in ORDER:
            found = [
                (shown, identifier)
                for k, shown, typed, identifier in self.entries
                if k == kind and _key(typed) in {wanted, campaign}
            ]
            if found:
                return _subject(kind, found)
        return None

    def containing(self, name: str) -> Subject | None:
        wanted = _key(name)
        if len(wanted) < _CONTAINED:
            return None
        every = [(k, shown, i) for k, shown, typed, i in self.entries if wanted in _key(typed)]
        found = [entry for entry in every if entry[0] not in FIGURES] or every
        if len({(k, shown) for k, shown, _ in found}) != 1:
            return None
        return _subject(found[0][0], [(shown, i) for _, shown, i in found])

    def nearest(self, name: str) -> tuple[str, ...]:
        """The closest names of five different things: those that contain the words, then those alike."""
        wanted = _key(name)
        typed = {_key(typed): (typed, identifier) for _, _, typed, identifier in reversed(self.entries)}
        holding = sorted((key for key in typed if wanted in key), key=lambda key: (len(key), key))
        alike = difflib.get_close_matches(wanted, sorted(typed), n=20, cutoff=0.5)
        found: dict[str, str] = {}
        for key in (*holding, *alike):
            found.setdefault(typed[key][1], typed[key][0])
        return tuple(found.values())[:5]


ORDER: tuple[SubjectKind, ...] = ("region", "unit", "campaign", "group", "task", "indicator", "project")


def _subject(kind: SubjectKind, found: list[tuple[str, str]]) -> Subject:
    names = dict.fromkeys(shown for shown, _ in found)
    return Subject(kind, "、".join(names), tuple(dict.fromkeys(identifier for _, identifier in found)))
