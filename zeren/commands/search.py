"""`zeren search`: words in the titles and texts of tasks, or in any paragraph of the plans."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zeren import render
from zeren.commands import complete
from zeren.commands.places import span
from zeren.commands.session import (
    CountyOption,
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
    from zeren.graph.search import Found
    from zeren.graph.store import Snapshot
    from zeren.graph.whereabouts import Finder
    from zeren.queries import catalog

EXAMPLES = """\b
Examples:
  zeren search 老旧小区
  zeren search 夜间 经济 --county 云泽                 tasks that have both
  zeren search 养老服务 --in title --format csv > 养老.csv
  zeren search 统筹 --everywhere                       any paragraph, also outside of tasks
"""

SHOWN = 20
"""The tasks or paragraphs that are shown unless another number is asked for."""

_COLUMNS = (
    Column("document", "方案", "plan"),
    Column("annex", "附件", "annex"),
    Column("label", "编号", "label"),
    Column("quote", "原文", "text"),
    Column("place", "位置", "place"),
)


class Where(StrEnum):
    """Where in a task the words are to stand."""

    TITLE = "title"
    TEXT = "text"
    ALL = "all"


def search(
    terms: Annotated[
        list[str], typer.Argument(metavar="WORD", help="What is looked for, as it is written; all of it.")
    ],
    *,
    county: CountyOption = None,
    campaign: Annotated[
        str | None, typer.Option(help="Only this campaign.", autocompletion=complete.names("campaign"))
    ] = None,
    where: Annotated[Where, typer.Option("--in", help="Titles alone, texts alone, or both.")] = Where.ALL,
    limit: Annotated[int, typer.Option(min=1, help="Show the best so many.")] = SHOWN,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Look through every paragraph, also outside of tasks.")
    ] = False,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """Look for words in the titles and texts of tasks, the best first, each with its sentence.

    A title counts before the text, more places before fewer. Several words must all be there; words
    with a space between them are one when they stand in quotation marks. Words that stand nowhere
    are answered with the nearest that do, and exit code 3.
    """
    from zeren.queries import hits
    from zeren.workspace import Workspace

    wanted = tuple(dict.fromkeys(word.strip() for word in terms))
    hits.check(wanted)
    if everywhere and (campaign or where is not Where.ALL):
        raise UsageError("--everywhere looks through whole plans", "leave out --campaign and --in")
    with Workspace(workspace).snapshot() as published:
        if everywhere:
            _paragraphs(published, wanted, county, limit, output=output, language=language)
            return
        from zeren.commands import answers
        from zeren.queries import catalog
        from zeren.queries.answer import answer
        from zeren.queries.ask.describe import describe
        from zeren.queries.ask.resolve import Wanted, resolve

        spoken: catalog.Language = "zh" if language is None else language.value
        question = catalog.get(hits.QUESTION)
        names = {slot: name for slot, name in (("county", county), ("campaign", campaign)) if name}
        asked = Wanted(names=names, words=wanted, part=where.value, limit=limit)
        given = resolve(published, question, asked, spoken)
        text = describe(published, question, given, spoken)
        found = answer(published, question, given, text=text, asked=" ".join(wanted), language=spoken)
    answers.write(found, output, explain=False)


def _paragraphs(
    published: Snapshot,
    words: tuple[str, ...],
    county: str | None,
    limit: int,
    *,
    output: OutputFormat | None,
    language: Language | None,
) -> None:
    """Print the paragraphs that have the words, and on standard error how many there are."""
    from zeren.commands import lookup
    from zeren.graph import search
    from zeren.graph.whereabouts import Finder
    from zeren.queries import hits

    of_county = {*published.documents}
    if county:
        homes = lookup.regions(published.all_facts(), county)
        of_county = {record.id for record in published.records() if record.region in homes}
    every = search.paragraphs(published, words)
    if not every:
        hits.require(published, words, "zh" if language is None else language.value)
    found = [one for one in every if one.place.document in of_county]
    shown = {one.place.document for one in found[:limit]}
    finder = Finder(published.facts(each) for each in sorted(shown))
    records = [_record(published, finder, one) for one in found[:limit]]
    rows = [_cells(record, language) for record in records]
    render.listing(rows, _COLUMNS, output, language, data=records)
    typer.echo(say("paragraphs", language).format(len(found), len(records)), err=True)


def _record(published: Snapshot, finder: Finder, one: Found) -> dict[str, Any]:
    at = finder.at(*one.place)
    words = [{"start": p.start, "end": p.end, "quote": published.quote(p)} for p in one.hits]
    where = {"document": one.place.document, "annex": at.annex, "label": at.label}
    return {**where, **published.evidence(one.place), "words": words}


def _cells(record: dict[str, Any], language: Language | None) -> dict[str, Any]:
    from zeren.commands.answers import marked

    return {**record, "quote": marked(record), "place": span(record, language)}
