"""The projects of a county, or of all where these are few, by kind and by words of their names."""

from __future__ import annotations

from typing import Literal

import msgspec

from zeren.graph.passages import folded
from zeren.web.pages.chosen import ChosenCounty, choose
from zeren.web.pages.portion import Portion, ordered, portion
from zeren.web.records import Describer, Page, ProjectRow, named
from zeren.web.shelf import Shelf


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which projects are listed, in which order, and which part of them."""

    county: str = ""
    kind: str = ""
    text: str = ""
    sort: Literal["", "name", "-name", "kind", "-kind", "tasks", "-tasks"] = ""
    page: int = 1


class ProjectsPage(Page, frozen=True, kw_only=True):
    """The projects in the order of the plans, or sorted; the kinds that can be chosen."""

    chosen: ChosenCounty
    asked: Query
    kinds: list[str]
    portion: Portion
    projects: list[ProjectRow]


def build(shelf: Shelf, query: Query) -> ProjectsPage:
    """The projects that fit what is asked."""
    chosen, documents = choose(shelf, query.county)
    describer = Describer(shelf, documents)
    every = [
        (facts, project)
        for facts in documents
        for project in sorted(facts.projects, key=lambda project: (project.evidence[0].start, project.id))
    ]
    kept = ordered(
        [
            (facts, project)
            for facts, project in every
            if query.kind in ("", project.kind)
            and all(
                folded(w) in folded(" ".join([project.name, *project.aliases])) for w in query.text.split()
            )
        ],
        query.sort,
        {
            "name": lambda one: one[1].name,
            "kind": lambda one: one[1].kind,
            "tasks": lambda one: len(one[1].tasks),
        },
    )
    told, shown = portion(kept, query.page)
    return ProjectsPage(
        title=named("项目", "Projects"),
        chosen=chosen,
        asked=query,
        kinds=sorted({project.kind for _, project in every}),
        portion=told,
        projects=[describer.project(facts, project) for facts, project in shown],
    )
