"""The working groups of a county, or of all where these are few."""

from __future__ import annotations

from typing import Literal

import msgspec

from zeren.web.pages.chosen import ChosenCounty, choose
from zeren.web.pages.portion import Portion, ordered, portion
from zeren.web.records import Describer, GroupRow, Page, named
from zeren.web.shelf import Shelf


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which county's groups are listed, in which order, and which part of them."""

    county: str = ""
    sort: Literal["", "name", "-name", "convener", "-convener", "members", "-members"] = ""
    page: int = 1


class GroupsPage(Page, frozen=True, kw_only=True):
    """The groups in the order of the plans, or sorted."""

    chosen: ChosenCounty
    sort: str
    portion: Portion
    groups: list[GroupRow]


def build(shelf: Shelf, query: Query) -> GroupsPage:
    """The working groups of the chosen county."""
    chosen, documents = choose(shelf, query.county)
    describer = Describer(shelf, documents)
    rows = ordered(
        [describer.group(facts, group) for facts in documents for group in facts.groups],
        query.sort,
        {
            "name": lambda row: row.group.name,
            "convener": lambda row: row.convener or "",
            "members": lambda row: row.members,
        },
    )
    told, shown = portion(rows, query.page)
    return GroupsPage(
        title=named("工作专班", "Working groups"), chosen=chosen, sort=query.sort, portion=told, groups=shown
    )
