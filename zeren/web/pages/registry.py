"""Which pages there are: those of things, by id, and those of the whole, with what may be asked of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from zeren.web import networks, tie_script
from zeren.web.pages import (
    ask,
    campaign,
    campaigns,
    compare,
    counties,
    county,
    document,
    documents,
    finding,
    findings,
    group,
    groups,
    home,
    indicator,
    indicators,
    matrix,
    network,
    network_tie,
    project,
    projects,
    search,
    task,
    tasks,
    text,
    unit,
    units,
)
from zeren.web.records import Page
from zeren.web.shelf import Shelf, ThingKind


class Listing(NamedTuple):
    """A page of the whole.

    Attributes:
        build: makes it.
        query: the record of what may stand behind `?` in its address.
        kept: the parts of a query that a static site has files for; None where it has no such page.
    """

    build: Callable[[Shelf, Any], Page]
    query: type[msgspec.Struct]
    kept: tuple[str, ...] | None = ()


class View(NamedTuple):
    """A page of a thing that takes more than its id: how it is made, and what may stand behind `?`."""

    build: Callable[[Shelf, str, Any], Page]
    query: type[msgspec.Struct]


class File(NamedTuple):
    """A file that is made of what a page shows.

    Attributes:
        build: makes it.
        query: the record of what may stand behind `?`.
        media: what it is.
        kept: the parts of a query that a static site has files for.
    """

    build: Callable[[Shelf, Any], bytes]
    query: type[msgspec.Struct]
    media: str
    kept: tuple[str, ...]


_CSV = "text/csv; charset=utf-8"

THINGS: dict[ThingKind, Callable[[Shelf, str], Page]] = {
    "campaign": campaign.build,
    "county": county.build,
    "group": group.build,
    "indicator": indicator.build,
    "project": project.build,
    "document": document.build,
    "finding": finding.build,
    "task": task.build,
    "unit": unit.build,
}
"""The page of a thing, made from its id."""

VIEWS: dict[str, View] = {
    "text": View(text.build, text.Query),
}
"""The pages of things, by id, that show a part of them on demand; without a query, the whole."""

LISTINGS: dict[str, Listing] = {
    "": Listing(home.build, home.Query),
    "ask": Listing(ask.build, ask.Query, kept=None),
    "campaigns": Listing(campaigns.build, campaigns.Query, kept=("county", "page")),
    "compare": Listing(compare.build, compare.Query),
    "counties": Listing(counties.build, counties.Query, kept=("page",)),
    "documents": Listing(documents.build, documents.Query, kept=("county", "page")),
    "groups": Listing(groups.build, groups.Query, kept=("county", "page")),
    "indicators": Listing(indicators.build, indicators.Query, kept=("county", "page")),
    "findings": Listing(findings.build, findings.Query, kept=("county", "kind", "page")),
    "load": Listing(matrix.build_load, matrix.LoadQuery, kept=None),
    "matrix": Listing(matrix.build, matrix.Query, kept=("county", "by")),
    "network": Listing(network.build, networks.Query, kept=("view", "county")),
    "network/tie": Listing(network_tie.build, network_tie.Query, kept=None),
    "projects": Listing(projects.build, projects.Query, kept=("county", "page")),
    "search": Listing(search.build, search.Query, kept=None),
    "tasks": Listing(tasks.build, tasks.Query, kept=("county", "page")),
    "units": Listing(units.build, units.Query, kept=("county", "page")),
}
"""The pages of the whole by their path; the first page's is empty."""

FILES: dict[str, File] = {
    "network.svg": File(networks.svg_file, networks.Query, "image/svg+xml", ("view", "county")),
    "network.gexf": File(networks.gexf_file, networks.Query, "application/gexf+xml", ("view", "county")),
    "network-nodes.csv": File(networks.nodes_file, networks.Query, _CSV, ("view", "county")),
    "network-ties.csv": File(networks.ties_file, networks.Query, _CSV, ("view", "county")),
    "network-ties.js": File(tie_script.script, networks.Query, "text/javascript; charset=utf-8", ("county",)),
}
"""The files beside the pages, by their path."""
