"""`zeren validate`: whether the graph keeps to its ontology, its texts and its facts, and where not."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import typer

from zeren import render
from zeren.commands.progress import progress_bar
from zeren.commands.session import (
    DocumentOption,
    FormatOption,
    Language,
    LanguageOption,
    OutputFormat,
    WorkspaceOption,
)
from zeren.errors import FOUND
from zeren.render import Block, Column, Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zeren.graph.export.records import Record
    from zeren.graph.store import Snapshot
    from zeren.graph.validation import Violation
    from zeren.ontology.facts import Document

EXAMPLES = """\b
Examples:
  zeren validate
  zeren validate --document 云泽政办发〔2024〕5号
  zeren validate --lang en --format json > violations.json
"""

COLUMNS = (
    Column("document", "方案", "plan"),
    Column("kind", "种类", "what"),
    Column("name", "名称", "name"),
    Column("message", "问题", "problem"),
    Column("property", "属性", "property"),
    Column("value", "值", "value"),
    Column("where", "位置", "where"),
    Column("quote", "原文", "quote"),
    Column("hint", "怎么办", "what to do"),
    Column("id", "编号", "id"),
)

SHORT = 60
"""Letters of a value that a person is shown."""


def validate(
    *,
    document: DocumentOption = None,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """Check that the published graph keeps to its ontology, its texts and its facts.

    Every class has its SHACL shape (zeren schema --output DIR writes them); beside that, each place
    must lie in its plan's text and say what is mentioned there, and the graph must say what
    the facts say. Each violation comes with its plan, place and sentence, and with what to do.
    The exit code is 1 when there is any. What a plan itself says wrong is told by zeren check.
    """
    from zeren.commands import lookup
    from zeren.graph.validation import violations
    from zeren.workspace import Workspace

    output = render.chosen(output)
    with Workspace(workspace).snapshot() as published, progress_bar() as progress:
        plans = {plan.id: plan for plan in published.records()}
        chosen = lookup.document(plans.values(), document).id if document else None
        found = sorted(violations(published, chosen, progress), key=_order)
        records = _records(published, found, plans)
    summary = _summary(len(found), 1 if chosen else len(plans), language)
    if output is OutputFormat.TABLE:
        render.write(render.grouped(_groups(records, plans, language), summary))
    else:
        rows = [_row(record, language) for record in records]
        render.listing(rows, COLUMNS, output, data=records)
        typer.echo(summary, err=True)
    if found:
        raise typer.Exit(FOUND)


def _order(violation: Violation) -> tuple[str, int, str, str, str]:
    start = violation.place.start if violation.place else -1
    return violation.document or "", start, violation.thing, violation.property or "", violation.value or ""


def _records(
    published: Snapshot, found: Sequence[Violation], plans: dict[str, Document]
) -> list[dict[str, Any]]:
    """Violations as programs read them, with where they stand, their quotes and what to do."""
    from zeren.commands.finding_blocks import where
    from zeren.graph.whereabouts import Finder

    concerned = {v.place.document for v in found if v.place}
    finder = Finder(published.facts(each) for each in sorted(concerned))
    return [
        {
            "document": v.document,
            "id": v.thing,
            "kind": v.kind,
            "name": v.name,
            "message": dict(v.says),
            "property": v.property,
            "value": v.value,
            "where": {each.value: where(finder, evidence[0], each) if evidence else "" for each in Language},
            "evidence": evidence,
            "hint": _hint(v, plans.get(v.document or "")),
        }
        for v in found
        for evidence in [[published.evidence(v.place)] if v.place else []]
    ]


def _hint(violation: Violation, plan: Document | None) -> dict[str, str]:
    """What to do about a violation, in both languages."""
    if violation.judged:
        return {
            "zh": f"zeren finding forget {violation.thing}，再重新判断",
            "en": f"zeren finding forget {violation.thing}, then judge it again",
        }
    if plan is None:
        return {
            "zh": "把全部方案重新读入一个新的工作区：zeren ingest PATH... -w 新文件夹",
            "en": "read all plans into a new workspace: zeren ingest PATH... -w NEW-FOLDER",
        }
    again = f"zeren remove {plan.id} && zeren ingest {plan.file}"
    return {
        "zh": f"由方案重建它的图：{again}；仍有此问题的，是程序的错误，请报告",
        "en": f"make its graph again from the plan: {again}; what stays is a fault of Zeren, to report",
    }


def _summary(count: int, plans: int, language: Language | None) -> str:
    if language is Language.EN:
        told = f"{plans} plan{'' if plans == 1 else 's'}"
        return f"{told}: the graph conforms" if not count else f"{told}: {count} violation{'s' * (count > 1)}"
    return f"{plans} 份方案：图合乎规范" if not count else f"{plans} 份方案：{count} 处不合规范"


def _groups(records: Iterable[Record], plans: dict[str, Document], language: Language | None) -> list[Group]:
    return [
        Group(
            f"{plans[document].title if document in plans else document or '—'} ({len(several)})",
            [_block(_row(record, language)) for record in several],
            "bold red",
        )
        for document, several in (
            (document, list(group)) for document, group in groupby(records, key=lambda r: r["document"])
        )
    ]


def _block(row: dict[str, Any]) -> Block:
    kind = f"{row['kind']} " if row["kind"] else ""
    named = "" if row["name"] == row["id"] else f"“{_short(row['name'])}”"
    at_fault = " ".join(part for part in (row["property"], _short(row["value"] or "")) if part)
    lines = [at_fault, f"{row['where']}: “{_short(row['quote'])}”" if row["where"] else "", row["hint"]]
    return Block(f"{kind}{named}: {row['message']}", [f"- {line}" for line in lines if line], row["id"])


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= SHORT else plain[:SHORT] + "…"


def _row(record: dict[str, Any], language: Language | None) -> dict[str, Any]:
    """A violation in one language."""
    from zeren.ontology import terms

    chosen = (language or Language.ZH).value
    labels = {term.name: term.label for term in terms.terms() if term.kind == "class"}
    return record | {
        "kind": labels.get(record["kind"], {}).get(chosen, record["kind"]),
        "message": record["message"].get(chosen, ""),
        "where": record["where"][chosen],
        "quote": "".join(place["quote"] for place in record["evidence"]),
        "hint": record["hint"][chosen],
    }
