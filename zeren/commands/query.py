"""`zeren query`: a question of the catalogue by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from zeren import render
from zeren.commands.session import FormatOption, LanguageOption, WorkspaceOption
from zeren.render import Column

if TYPE_CHECKING:
    from zeren.queries.catalog import Language, Question

EXAMPLES = """\b
Examples:
  zeren query                                              lists the questions
  zeren query tasks-led-by --unit 县财政局 --county 青岭县
  zeren query tasks-shared --unit 县财政局 --unit 县发改局
  zeren query units-ranked --role lead --top 5
  zeren query tasks-due --date 2024年6月底前
"""

_COLUMNS = (
    Column("name", "名称", "name"),
    Column("title", "回答什么", "what it answers"),
    Column("parameters", "参数", "parameters"),
    Column("example", "例子", "example"),
)
_Many = list[str] | None


def query(
    name: Annotated[
        str | None, typer.Argument(help="The question's name; without it, all are listed.")
    ] = None,
    *,
    unit: Annotated[_Many, typer.Option(help="A unit, by any of its names; twice for two.")] = None,
    task: Annotated[str | None, typer.Option(help="A task's title, or a part of it.")] = None,
    group: Annotated[str | None, typer.Option(help="A working group, or its campaign.")] = None,
    county: Annotated[str | None, typer.Option(help="Only this county.")] = None,
    campaign: Annotated[str | None, typer.Option(help="Only this campaign.")] = None,
    indicator: Annotated[str | None, typer.Option(help="An indicator, or a part of its name.")] = None,
    project: Annotated[str | None, typer.Option(help="A project, or a part of its name.")] = None,
    words: Annotated[str | None, typer.Option(help="Only tasks whose title or text has these.")] = None,
    category: Annotated[str | None, typer.Option(help="Only this category.")] = None,
    section: Annotated[str | None, typer.Option(help="Only under headings with these words.")] = None,
    annex: Annotated[str | None, typer.Option(help="Only this annex: 2, 4-1.")] = None,
    date: Annotated[str | None, typer.Option(help="A day or period: 2024年6月底前, by June 2024.")] = None,
    number: Annotated[str | None, typer.Option(help="A document's number.")] = None,
    role: Annotated[
        str | None, typer.Option(help="lead, responsible, support, guide, or part for any.")
    ] = None,
    top: Annotated[int | None, typer.Option(min=1, help="So many rows of a ranking.")] = None,
    fewest: Annotated[bool, typer.Option("--fewest", help="Begin a ranking with the fewest.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show the SPARQL.")] = False,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """Answer a question of the catalogue, or list the catalogue."""
    from zeren.commands import answers
    from zeren.queries import catalog
    from zeren.queries.answer import answer
    from zeren.queries.ask.describe import describe
    from zeren.queries.ask.resolve import Wanted, resolve
    from zeren.workspace import Workspace

    spoken: Language = "zh" if language is None else language.value
    if name is None:
        rows = [_row(question, spoken) for question in catalog.load()]
        render.listing(rows, _COLUMNS, output, language)
        return
    question = catalog.get(name)
    wanted = Wanted(
        units=tuple(unit or ()),
        names={
            slot: words
            for slot, words in (
                ("county", county), ("task", task), ("group", group), ("campaign", campaign),
                ("category", category), ("section", section), ("annex", annex), ("date", date),
                ("number", number), ("words", words), ("indicator", indicator), ("project", project),
            )
            if words
        },
        role=role,
        top=top,
        fewest=fewest,
    )  # fmt: skip
    with Workspace(workspace).snapshot() as graph:
        given = resolve(graph, question, wanted, spoken)
        text = describe(graph, question, given, spoken)
        found = answer(graph, question, given, text=text, language=spoken)
    answers.write(found, output, {} if explain else None)


def _row(question: Question, language: Language) -> dict[str, str]:
    return {
        "name": question.name,
        "title": question.title[language],
        "parameters": ", ".join([*question.parameters, *(f"[{slot}]" for slot in question.optional)]),
        "example": question.examples_in(language)[0],
    }
