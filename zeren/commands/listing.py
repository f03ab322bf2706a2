"""`zeren list`: everything of one kind, with filters."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zeren import render
from zeren.commands.figures import told
from zeren.commands.found import message
from zeren.commands.places import with_places
from zeren.commands.session import (
    CountyOption,
    DocumentOption,
    FormatOption,
    Language,
    LanguageOption,
    OutputFormat,
    WorkspaceOption,
)
from zeren.commands.words import say
from zeren.errors import UsageError
from zeren.render import Column

if TYPE_CHECKING:
    from zeren.graph.export.records import Record
    from zeren.graph.store import Snapshot
    from zeren.ontology.facts import DocumentFacts

EXAMPLES = """\b
Examples:
  zeren list tasks --county 云泽
  zeren list units --kind enterprise --format csv > 企业.csv
  zeren list findings --document 云泽政办发〔2024〕5号
"""


class Kind(StrEnum):
    """What can be listed."""

    UNITS = "units"
    TASKS = "tasks"
    PROJECTS = "projects"
    INDICATORS = "indicators"
    GROUPS = "groups"
    DOCUMENTS = "documents"
    CITATIONS = "citations"
    FINDINGS = "findings"


_DOCUMENT = Column("document", "方案", "plan")
_QUOTE = Column("quote", "原文", "quote")
_TITLE = Column("title", "标题", "title")
_NUMBER = Column("number", "文号", "number")

COLUMNS: dict[Kind, tuple[Column, ...]] = {
    Kind.DOCUMENTS: (
        Column("id", "编号", "id"),
        _TITLE,
        _NUMBER,
        Column("region", "地区", "region"),
        Column("issued", "成文日期", "issued"),
        Column("characters", "字符数", "characters"),
    ),
    Kind.UNITS: (
        Column("name", "名称", "name"),
        Column("kind", "类别", "kind"),
        Column("region", "地区", "region"),
        Column("aliases", "别名", "also called"),
        Column("english", "英文", "English"),
    ),
    Kind.TASKS: (
        _DOCUMENT,
        _TITLE,
        Column("lead", "牵头", "lead"),
        Column("responsible", "负责", "responsible"),
        Column("support", "配合", "support"),
        Column("leaders", "责任领导", "leaders"),
        Column("deadline", "完成时限", "deadline"),
        _QUOTE,
    ),
    Kind.GROUPS: (
        _DOCUMENT,
        Column("name", "名称", "name"),
        Column("convener", "召集人", "convener"),
        Column("office", "办公室", "office"),
        Column("members", "成员单位", "members"),
    ),
    Kind.PROJECTS: (
        _DOCUMENT,
        Column("name", "名称", "name"),
        Column("kind", "类别", "kind"),
        Column("aliases", "别名", "also called"),
        _QUOTE,
    ),
    Kind.INDICATORS: (
        _DOCUMENT,
        Column("name", "名称", "name"),
        Column("measure", "衡量", "measure"),
        Column("figure", "目标值", "figure"),
        Column("year", "年份", "year"),
        Column("baseline", "基数", "from"),
        Column("task", "任务", "task"),
        _QUOTE,
    ),
    Kind.CITATIONS: (_DOCUMENT, _NUMBER, _TITLE, _QUOTE),
    Kind.FINDINGS: (
        Column("severity", "轻重", "severity"),
        Column("kind", "类别", "kind"),
        Column("message", "说明", "message"),
        _QUOTE,
        Column("state", "判断", "decision"),
        Column("id", "编号", "id"),
    ),
}


def listing(
    what: Annotated[Kind, typer.Argument(metavar="KIND", help="What to list.")],
    *,
    county: CountyOption = None,
    document: DocumentOption = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind of units, projects or findings.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """List everything of one kind, in the order of the documents."""
    from zeren.workspace import Workspace

    if kind and what not in (Kind.UNITS, Kind.PROJECTS, Kind.FINDINGS):
        raise UsageError(f"--kind is for units, projects and findings, not for {what}")
    dismissed = 0
    with Workspace(workspace).snapshot() as published:
        documents = _chosen(published, county, document)
        titles = {task.id: task.title for facts in documents for task in facts.tasks}
        if what is Kind.FINDINGS:
            kept, dismissed = _findings(published, county, document, kind)
        else:
            kept = _of_kind(_records(published, what, documents, county), what, kind)
    rows = [_row(record, titles, language) for record in kept[:limit]]
    rows, columns = with_places(rows, _columns(what, rows, render.chosen(output)), language)
    render.listing(rows, columns, output, language, data=kept[:limit])
    if limit and len(kept) > limit:
        typer.echo(f"{limit} of {len(kept)} shown; --limit shows more", err=True)
    if dismissed:
        typer.echo(say("hidden-here", language).format(dismissed), err=True)


def _columns(what: Kind, rows: list[dict[str, Any]], output: OutputFormat) -> Sequence[Column]:
    """The columns of a listing; in a table that of leaders only where a plan names some."""
    columns = COLUMNS.get(what, (_TITLE,))
    if output is not OutputFormat.TABLE or any(row.get("leaders") for row in rows):
        return columns
    return [column for column in columns if column.key != "leaders"]


def _of_kind(found: list[Record], what: Kind, kind: str | None) -> list[Record]:
    """The records of a kind, written as programs or as people read it; of all where none is asked for.

    Raises:
        UsageError: none of them is of this kind.
    """
    from zeren.commands.lookup import plain

    if kind is None:
        return found
    occurring = sorted({record["kind"] for record in found})
    meant = {k for k in occurring if plain(kind) in map(plain, (k, *(say(k, each) for each in Language)))}
    if found and not meant:
        known = ", ".join(f"{k} ({say(k, None)})" for k in occurring)
        raise UsageError(f"none of the {what} is of kind {kind}", f"the kinds that occur: {known}")
    return [record for record in found if record["kind"] in meant]


def _chosen(published: Snapshot, county: str | None, document: str | None) -> list[DocumentFacts]:
    """The facts of the documents that the filters let pass."""
    from zeren.commands import lookup

    return lookup.chosen(list(published.all_facts()), county, document)


def _records(
    published: Snapshot, what: Kind, documents: list[DocumentFacts], county: str | None
) -> list[Record]:
    """The records in the order of the documents; units by id."""
    from zeren.commands import lookup
    from zeren.graph.export import records

    found = list(records.records(what, documents, published.evidence))
    if what is Kind.UNITS and county:
        regions = lookup.regions(documents, county)
        return [record for record in found if record["region"] in regions]
    if what is Kind.INDICATORS:
        return _by_indicator(found)
    return sorted(found, key=_place) if what not in (Kind.UNITS, Kind.DOCUMENTS) else found


def _findings(
    published: Snapshot, county: str | None, document: str | None, kind: str | None
) -> tuple[list[Record], int]:
    """The findings that no one dismissed, in the order of the documents, and how many are left out.

    Raises:
        NotUnderstoodError: there is no such county or document.
        UsageError: there is no such kind.
    """
    from zeren.commands import found

    judged = published.judgements()
    every = found.about(list(published.all_facts()), county, document)
    asked = found.of_kinds(every, [kind] if kind else [])
    kept = [finding for finding in asked if not found.dismissed(finding, judged)]
    return sorted(found.records(published, kept, judged), key=_place), len(asked) - len(kept)


def _by_indicator(targets: list[Record]) -> list[Record]:
    """Targets in the order of the text, those of one indicator together, where the first of them stands."""
    together: dict[str, list[Record]] = {}
    for target in sorted(targets, key=_place):
        together.setdefault(target["indicator"], []).append(target)
    return [target for targets in together.values() for target in targets]


def _place(record: Record) -> tuple[str, int, int]:
    places = record.get("evidence") or record.get("places") or []
    first = min(((place["start"], place["end"]) for place in places), default=(0, 0))
    return (str(places[0]["document"]) if places else "", *first)


def _row(record: Record, titles: dict[str, str], language: Language | None) -> dict[str, Any]:
    """A record as a table shows it: with its first quote, kinds, messages, figures and tasks in words."""
    places = record.get("evidence") or record.get("places") or [{}]
    row = {**places[0], **record}
    if "message" in record:
        row["message"] = message(record, language)
        row |= {key: say(record[key], language) for key in ("severity", "kind", "state")}
    elif "comparator" in record:
        row |= told(record, language)
        row["task"] = titles.get(record["task"] or "", record["task"])
    elif "kind" in record:
        row["kind"] = say(record["kind"], language)
    return row
