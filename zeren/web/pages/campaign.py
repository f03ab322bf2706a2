"""A campaign on one page: its tasks by section, who carries them, its groups and its figures."""

from __future__ import annotations

import msgspec

from zeren.errors import NotUnderstoodError
from zeren.graph import merge
from zeren.ontology.facts import DocumentFacts
from zeren.web.pages.campaigns import serves
from zeren.web.pages.loads import Load, of_tasks
from zeren.web.pages.targets import TargetRow, target_row
from zeren.web.records import (
    Describer,
    GroupRow,
    Page,
    ProjectRow,
    TaskRow,
    Thing,
    county_thing,
    document_thing,
    in_order,
    named,
)
from zeren.web.shelf import Shelf


class Section(msgspec.Struct, frozen=True):
    """The tasks below one heading of a plan; `path` are the headings, the annex's title first."""

    document: Thing
    path: list[str]
    tasks: list[TaskRow]


class CampaignPage(Page, frozen=True, kw_only=True):
    """A campaign of a county in all its plans."""

    id: str
    county: Thing | None
    documents: list[Thing]
    sections: list[Section]
    loads: list[Load]
    groups: list[GroupRow]
    targets: list[TargetRow]
    projects: list[ProjectRow]


def build(shelf: Shelf, key: str) -> CampaignPage:
    """The page of the campaign with this id.

    Raises:
        NotUnderstoodError: there is no such campaign.
    """
    documents = [facts for facts in shelf.speaking_of(key) if key in merge.campaigns(facts)]
    if not documents:
        raise NotUnderstoodError(f"no campaign has the id {key}")
    describer = Describer(shelf, documents)
    tasks = [t for facts in documents for t in facts.tasks if serves(facts, t.annex, key)]
    ids = {task.id for task in tasks}
    return CampaignPage(
        title=named(merge.campaigns(documents[0])[key]),
        id=key,
        county=county_thing(documents[0]),
        documents=[document_thing(facts) for facts in documents],
        sections=[section for facts in documents for section in _sections(describer, facts, key)],
        loads=of_tasks(tasks, describer.things(), documents[0].document.region or ""),
        groups=[
            row
            for facts in documents
            for row in (describer.group(facts, group) for group in facts.groups)
            if row.campaign and row.campaign.id == key
        ],
        targets=[
            target_row(describer, facts, target)
            for facts in documents
            for target in facts.targets
            if serves(facts, target.annex, key)
        ],
        projects=[
            describer.project(facts, project)
            for facts in documents
            for project in facts.projects
            if ids & {*project.tasks}
        ],
    )


def _sections(describer: Describer, facts: DocumentFacts, key: str) -> list[Section]:
    """The tasks of one plan by the headings above them, in the order of the text."""
    found: dict[tuple[str, ...], list[TaskRow]] = {}
    for task in in_order(facts):
        if serves(facts, task.annex, key):
            found.setdefault(tuple(task.path), []).append(describer.task(facts, task))
    return [Section(document_thing(facts), list(path), rows) for path, rows in found.items()]
