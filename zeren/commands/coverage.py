"""`zeren coverage`: what was read from each paragraph and cell of a plan, what was not, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zeren import render
from zeren.commands import complete
from zeren.commands.files import check_page, write_whole
from zeren.commands.places import span
from zeren.commands.session import FormatOption, Language, LanguageOption, WorkspaceOption
from zeren.render import Column

if TYPE_CHECKING:
    from zeren.graph.coverage import Coverage, Sentence, Stretch
    from zeren.graph.cues import Gap
    from zeren.graph.export.records import Record
    from zeren.graph.quoting import Written

EXAMPLES = """\b
Examples:
  zeren coverage 云泽政办发〔2024〕5号 --only-gaps
  zeren coverage 云泽政办发-2024-5 --output 全文.html
  zeren coverage 云泽政办发-2024-5 --format json > account.json
"""

COLUMNS = (
    Column("place", "位置", "place"),
    Column("text", "原文", "text"),
    Column("facts", "读出事实", "facts"),
    Column("gaps", "未读出", "not read"),
)
GAPS = (
    Column("place", "位置", "place"),
    Column("words", "词语", "words"),
    Column("reason", "原因", "reason"),
    Column("sentence", "句子", "sentence"),
)


def coverage(
    document: Annotated[
        str,
        typer.Argument(
            metavar="PLAN",
            help="A plan: its id, number, title or file name.",
            autocompletion=complete.names("document"),
        ),
    ],
    *,
    only_gaps: Annotated[
        bool, typer.Option("--only-gaps", help="Only words that let expect a fact, and gave none.")
    ] = False,
    page: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the whole plan, marked, as this HTML file."),
    ] = None,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """Account for a plan's whole text: which facts come from where, what gave none, and why.

    Figures, units and duties (牵头, 负责 …) outside all facts are listed with the reason; JSON
    holds those too that a reason settles (a date, a label, a part of a name).
    """
    from zeren.commands import lookup
    from zeren.graph.coverage import cover
    from zeren.graph.marked import mark_up
    from zeren.graph.quoting import Written
    from zeren.workspace import Workspace

    if page:
        check_page(page)
    with Workspace(workspace).snapshot() as published:
        found = lookup.document(published.records(), document)
        facts = published.facts(found.id)
        text, locators = published.text(found.id), published.locators(found.id)
    account = cover(facts, text)
    if page:
        html = mark_up(account, text, (language or Language.ZH).value, locators)
        write_whole(page, [html.encode()])
        typer.echo(f"{page}: {_summary(account, language)}", err=True)
        return
    written = Written(text, locators)
    if only_gaps:
        records = [_gap(s, gap, written) for s in account.sentences() for gap in s.gaps]
        rows = [_gap_row(r, language) for r in records if r["open"]]
        render.listing(rows, GAPS, output, language, data=records)
    else:
        stretches = [_stretch(s, written) for s in account.stretches]
        rows = [_row(s, written, language) for s in account.stretches]
        render.listing(rows, COLUMNS, output, language, data=stretches)
    typer.echo(_summary(account, language), err=True)


def _summary(account: Coverage, language: Language | None) -> str:
    return _say("summary", language).format(**account.summary())


def _say(key: str, language: Language | None) -> str:
    from zeren.graph.marked_text import words

    return words()[(language or Language.ZH).value].get(key, key)


def _gap(sentence: Sentence, gap: Gap, written: Written) -> Record:
    return {
        "cue": gap.cue, "reason": gap.reason, "open": gap.open, **written.evidence(gap.start, gap.end),
        "sentence": {
            **written.evidence(sentence.start, sentence.end),
            "facts": list(dict.fromkeys(mark.fact for mark in sentence.marks)),
        },
    }  # fmt: skip


def _gap_row(record: Record, language: Language | None) -> Record:
    return {
        "place": span(record, language),
        "words": _say(record["cue"], language) if record["cue"] == "trigger" else record["quote"].strip(),
        "reason": _say(record["reason"], language),
        "sentence": record["sentence"]["quote"],
    }


def _stretch(stretch: Stretch, written: Written) -> Record:
    return {
        "kind": "cell" if stretch.row else "paragraph",
        "annex": stretch.annex, "row": stretch.row or None,
        **written.evidence(stretch.start, stretch.end),
        "facts": [
            {
                "kind": mark.kind, "id": mark.fact, "name": mark.name,
                **written.evidence(mark.start, mark.end),
            }
            for mark in stretch.marks if mark not in stretch.wide
        ],
        "row_of": list(dict.fromkeys(mark.fact for mark in stretch.wide)),
        "sentences": [
            {
                "start": s.start, "end": s.end, "state": s.state,
                "gaps": [_gap(s, gap, written) for gap in s.gaps],
            }
            for s in stretch.sentences
        ],
    }  # fmt: skip


def _row(stretch: Stretch, written: Written, language: Language | None) -> Record:
    """A paragraph or cell as a table shows it: how many facts of each kind, and what is open."""
    place = written.evidence(stretch.start, stretch.end)
    kinds: dict[str, int] = {}
    for mark in stretch.marks:
        if mark not in stretch.wide:
            kinds[mark.kind] = kinds.get(mark.kind, 0) + 1
    unread = [
        (
            _say(gap.reason, language)
            if gap.cue == "trigger"
            else f"{written.text[gap.start : gap.end].strip()} {_say(gap.reason, language)}"
        )
        for sentence in stretch.sentences
        for gap in sentence.open
    ]
    return {
        "place": span(place, language),
        "text": place["quote"],
        "facts": [f"{_say(kind, language)} {count}" for kind, count in kinds.items()],
        "gaps": unread,
    }
