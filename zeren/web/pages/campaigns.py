"""Campaigns as listings show them: those of a county, or of all where these are few."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from zeren.graph import merge
from zeren.ontology.facts import DocumentFacts
from zeren.web.pages.chosen import ChosenCounty, choose
from zeren.web.pages.loads import Load, of_tasks
from zeren.web.pages.portion import Portion, ordered, portion
from zeren.web.records import Describer, Page, Thing, in_order, named
from zeren.web.shelf import Shelf

LEADS = 3
"""How many of the units that lead most are shown beside a campaign."""


class CampaignRow(msgspec.Struct, frozen=True):
    """A campaign: how much work it has, who leads most of it, which groups drive it."""

    campaign: Thing
    county: str
    documents: list[Thing]
    tasks: int
    dated: int
    units: int
    targets: int
    leads: list[Load]
    groups: list[Thing]


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which county's campaigns are listed, in which order, and which part of them."""

    county: str = ""
    sort: Literal[
        "", "name", "-name", "tasks", "-tasks", "units", "-units", "targets", "-targets", "dated", "-dated"
    ] = ""
    page: int = 1


class CampaignsPage(Page, frozen=True, kw_only=True):
    """The campaigns in the order of the plans, or sorted."""

    chosen: ChosenCounty
    sort: str
    portion: Portion
    campaigns: list[CampaignRow]


def build(shelf: Shelf, query: Query) -> CampaignsPage:
    """The campaigns of the chosen county."""
    chosen, documents = choose(shelf, query.county)
    rows = ordered(
        campaign_rows(shelf, documents),
        query.sort,
        {
            "name": lambda row: row.campaign.name,
            "tasks": lambda row: row.tasks,
            "units": lambda row: row.units,
            "targets": lambda row: row.targets,
            "dated": lambda row: row.dated,
        },
    )
    told, shown = portion(rows, query.page)
    return CampaignsPage(
        title=named("专项行动", "Campaigns"), chosen=chosen, sort=query.sort, portion=told, campaigns=shown
    )


def campaign_rows(shelf: Shelf, documents: Iterable[DocumentFacts]) -> list[CampaignRow]:
    """The campaigns of some documents, in the order of the documents and their annexes."""
    found: dict[str, tuple[str, list[DocumentFacts]]] = {}
    for facts in documents:
        for key, name in merge.campaigns(facts).items():
            found.setdefault(key, (name, []))[1].append(facts)
    return [_row(shelf, Thing("campaign", key, name), own) for key, (name, own) in found.items()]


def serves(facts: DocumentFacts, annex: str, campaign: str) -> bool:
    """Whether an annex serves the campaign with this id."""
    name = merge.campaign_of(facts, annex)
    return name is not None and merge.campaign_id(facts, name) == campaign


def _row(shelf: Shelf, campaign: Thing, documents: list[DocumentFacts]) -> CampaignRow:
    describer = Describer(shelf, documents)
    county = documents[0].document.region or ""
    tasks = [t for f in documents for t in in_order(f) if serves(f, t.annex, campaign.id)]
    loads = of_tasks(tasks, describer.things(), county)
    rows = [describer.group(facts, group) for facts in documents for group in facts.groups]
    return CampaignRow(
        campaign=campaign,
        county=county,
        documents=[Thing("document", facts.document.id, facts.document.title) for facts in documents],
        tasks=len(tasks),
        dated=sum(1 for task in tasks if task.deadline and task.deadline.date),
        units=len(loads),
        targets=sum(1 for f in documents for t in f.targets if serves(f, t.annex, campaign.id)),
        leads=[load for load in loads if load.counts["lead"]][:LEADS],
        groups=[row.group for row in rows if row.campaign and row.campaign.id == campaign.id],
    )
