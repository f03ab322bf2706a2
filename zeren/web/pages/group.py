"""A working group on one page: who convenes it, who sits in it, and the work of its campaign."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from zeren.errors import NotUnderstoodError
from zeren.graph import merge
from zeren.ontology.facts import DocumentFacts, Group, Role, Task
from zeren.queries import offices
from zeren.web.pages.loads import Load, of_tasks
from zeren.web.pages.noted import Noted, findings_of
from zeren.web.pages.wording import Passage, of_group
from zeren.web.records import (
    Describer,
    Page,
    Proof,
    TaskRow,
    Thing,
    campaign_thing,
    county_thing,
    document_thing,
    in_order,
    named,
)
from zeren.web.shelf import Shelf


class Seat(msgspec.Struct, frozen=True):
    """A member, in the words that name it, with the tasks of the campaign that it carries by role."""

    unit: Thing
    mention: str
    counts: dict[Role, int]
    proof: Proof


class GroupPage(Page, frozen=True, kw_only=True):
    """A working group, and the work that it is for.

    `tasks` are those of its campaign, else of its part of the plan; `absent` are the units that lead
    some of them and sit neither in the group nor in its office, where its members were read; `twins`
    are the groups that the plan names elsewhere for the same campaign.
    """

    group: Group
    county: Thing | None
    document: Thing
    campaign: Thing | None
    passages: list[Passage]
    office: Thing | None
    members: list[Seat]
    tasks: list[TaskRow]
    absent: list[Load]
    twins: list[Thing]
    findings: list[Noted]


def build(shelf: Shelf, key: str) -> GroupPage:
    """The page of the working group with this id.

    Raises:
        NotUnderstoodError: there is no such group.
    """
    facts, group = _found(shelf, key)
    describer = Describer(shelf, [facts])
    own = _campaign(facts, group)
    tasks = list(_tasks(facts, group))
    loads = of_tasks(tasks, describer.things(), facts.document.region or "")
    seated = {mention.unit for _, mention in group.seats()}
    counts = {load.unit.id: load.counts for load in loads}
    return GroupPage(
        title=named(group.name),
        group=group,
        county=county_thing(facts),
        document=document_thing(facts),
        campaign=campaign_thing(facts, group.annex, group.campaign),
        passages=of_group(describer, group),
        office=describer.unit(group.office) if group.office else None,
        members=[
            Seat(
                describer.unit(member),
                member.mention,
                counts.get(member.unit, {}),
                describer.span(group, member),
            )
            for member in group.members
        ],
        tasks=[describer.task(facts, task) for task in tasks],
        absent=[load for load in loads if load.counts["lead"] and not _sits(load.unit.id, seated)]
        if group.members
        else [],
        twins=[
            Thing("group", other.id, other.name)
            for other in facts.groups
            if own and other.id != key and _campaign(facts, other) == own
        ],
        findings=findings_of(shelf, group.document, group.evidence),
    )


def _found(shelf: Shelf, key: str) -> tuple[DocumentFacts, Group]:
    for facts in shelf.speaking_of(key):
        for group in facts.groups:
            if group.id == key:
                return facts, group
    raise NotUnderstoodError(f"no working group has the id {key}")


def _sits(unit: str, seated: set[str]) -> bool:
    """Whether a unit, its bureau or an office within it has a seat."""
    return any(offices.belongs(unit, seat) or offices.belongs(seat, unit) for seat in seated)


def _campaign(facts: DocumentFacts, group: Group) -> str | None:
    return merge.campaign_of(facts, group.annex) or group.campaign


def _tasks(facts: DocumentFacts, group: Group) -> Iterator[Task]:
    """The tasks of the group's campaign; of its annex, where that serves none; of the main text, none."""
    own = _campaign(facts, group)
    for task in in_order(facts):
        campaign = merge.campaign_of(facts, task.annex)
        if campaign == own if own else task.annex == group.annex and group.annex not in ("", "0"):
            yield task
