"""A county on one page: its plans, campaigns and groups, who carries most, the aims of its main text."""

from __future__ import annotations

from zeren.errors import NotUnderstoodError
from zeren.web.pages.campaigns import CampaignRow, campaign_rows
from zeren.web.pages.documents import DocumentRow, document_row
from zeren.web.pages.loads import Load, in_county
from zeren.web.pages.noted import severities
from zeren.web.pages.targets import TargetRow, target_row
from zeren.web.records import Describer, GroupRow, Page, named
from zeren.web.shelf import Shelf


class CountyPage(Page, frozen=True, kw_only=True):
    """What the plans of a county hold.

    `counts` are how many things there are of each kind, `findings` how many of each severity; `targets`
    those that stand in no task, as the aims of a plan's main text do.
    """

    id: str
    short: str
    documents: list[DocumentRow]
    counts: dict[str, int]
    findings: dict[str, int]
    campaigns: list[CampaignRow]
    groups: list[GroupRow]
    loads: list[Load]
    targets: list[TargetRow]


def build(shelf: Shelf, key: str) -> CountyPage:
    """The page of the county with this id.

    Raises:
        NotUnderstoodError: no plan is of this county.
    """
    if not key or key not in shelf.counties:
        raise NotUnderstoodError(f"no plan is of {key}", nearest=tuple(filter(None, shelf.counties))[:5])
    documents = shelf.of_county(key)
    describer = Describer(shelf, documents)
    region = shelf.region(key)
    loads = in_county(documents, describer.things(), key)
    return CountyPage(
        title=named(key, region.english if region else None),
        id=key,
        short=region.short if region else key,
        documents=[document_row(facts.document) for facts in documents],
        counts={
            "task": sum(len(facts.tasks) for facts in documents),
            "unit": len(loads),
            "group": sum(len(facts.groups) for facts in documents),
            "indicator": len({target.indicator for facts in documents for target in facts.targets}),
            "project": sum(len(facts.projects) for facts in documents),
        },
        findings=severities(shelf, [facts.document.id for facts in documents]),
        campaigns=campaign_rows(shelf, documents),
        groups=[describer.group(facts, group) for facts in documents for group in facts.groups],
        loads=loads,
        targets=[
            target_row(describer, facts, target)
            for facts in documents
            for target in sorted(facts.targets, key=lambda target: target.evidence[0].start)
            if target.task is None and target.annex in ("", "0")
        ],
    )
