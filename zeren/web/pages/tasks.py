"""The tasks of a county, or of all where these are few, by campaign, month of their deadline and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

import msgspec

from zeren.graph import merge
from zeren.graph.passages import folded
from zeren.ontology.facts import DocumentFacts, Task
from zeren.web.pages.chosen import ChosenCounty, choose
from zeren.web.pages.portion import Portion, ordered, portion
from zeren.web.records import Describer, Page, TaskRow, in_order, named
from zeren.web.shelf import Shelf

UNDATED = "none"
"""The month of tasks that have no day."""


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which tasks are listed, in which order, and which part of them; `month` is `2024-09` or `none`."""

    county: str = ""
    campaign: str = ""
    month: str = ""
    text: str = ""
    sort: Literal["", "title", "-title", "deadline", "-deadline", "units", "-units"] = ""
    page: int = 1


class Choice(msgspec.Struct, frozen=True):
    """A value that a filter can have, and how many tasks have it."""

    value: str
    count: int


class TasksPage(Page, frozen=True, kw_only=True):
    """The tasks in the order of the plans, or sorted; the campaigns and months that can be chosen."""

    chosen: ChosenCounty
    asked: Query
    campaigns: list[Choice]
    months: list[Choice]
    portion: Portion
    tasks: list[TaskRow]


class _Listed(msgspec.Struct, frozen=True):
    """A task with what it is chosen by."""

    facts: DocumentFacts
    task: Task
    campaign: str
    month: str


def build(shelf: Shelf, query: Query) -> TasksPage:
    """The tasks that fit what is asked."""
    chosen, documents = choose(shelf, query.county)
    every = [_listed(facts, task) for facts in documents for task in in_order(facts)]
    kept = ordered(
        [one for one in every if _fits(one, query)],
        query.sort,
        {
            "title": lambda one: one.task.title,
            "deadline": _due,
            "units": lambda one: len({mention.unit for _, mention in one.task.mentions()}),
        },
    )
    told, shown = portion(kept, query.page)
    describer = Describer(shelf, documents)
    months = _choices(one.month for one in every)
    return TasksPage(
        title=named("任务", "Tasks"),
        chosen=chosen,
        asked=query,
        campaigns=_choices(one.campaign for one in every),
        months=sorted(months, key=lambda choice: (choice.value == UNDATED, choice.value)),
        portion=told,
        tasks=[describer.task(one.facts, one.task) for one in shown],
    )


def _listed(facts: DocumentFacts, task: Task) -> _Listed:
    date = task.deadline.date if task.deadline else None
    return _Listed(facts, task, merge.campaign_of(facts, task.annex) or "", date[:7] if date else UNDATED)


def _due(one: _Listed) -> str:
    """The day of its deadline; tasks without one come behind all that have one."""
    date = one.task.deadline.date if one.task.deadline else None
    return date or "9999"


def _fits(one: _Listed, query: Query) -> bool:
    words = folded(one.task.title + one.task.text) if query.text else ""
    return (
        query.campaign in ("", one.campaign)
        and query.month in ("", one.month)
        and all(folded(word) in words for word in query.text.split())
    )


def _choices(values: Iterable[str]) -> list[Choice]:
    return [Choice(value, count) for value, count in Counter(filter(None, values)).items()]
