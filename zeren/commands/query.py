"""`zeren query`: a question of the catalogue by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from zeren.commands import complete
from zeren.commands.catalogue import QueryCommand
from zeren.commands.session import FormatOption, LanguageOption, WorkspaceOption

if TYPE_CHECKING:
    from zeren.queries.catalog import Language

__all__ = ["QueryCommand", "query"]

EXAMPLES = """\b
Examples:
  zeren query                                              lists the questions
  zeren query tasks-led-by --help                          documents one
  zeren query tasks-led-by --unit 县财政局 --county 青岭县
  zeren query tasks-shared --unit 县财政局 --unit 县发改局
  zeren query units-ranked --role lead --top 5
  zeren query tasks-due --date 2024年6月底前
"""

_Many = list[str] | None


def query(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="The question's name; without it, all are listed.",
            autocompletion=complete.questions,
        ),
    ] = None,
    *,
    unit: Annotated[
        _Many,
        typer.Option(
            help="A unit, by any of its names; twice for two.", autocompletion=complete.names("unit")
        ),
    ] = None,
    task: Annotated[
        str | None,
        typer.Option(help="A task's title, or a part of it.", autocompletion=complete.names("task")),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(help="A working group, or its campaign.", autocompletion=complete.names("group")),
    ] = None,
    county: Annotated[
        str | None, typer.Option(help="Only this county.", autocompletion=complete.names("county"))
    ] = None,
    county2: Annotated[
        str | None,
        typer.Option(help="The county to set it against.", autocompletion=complete.names("county")),
    ] = None,
    function: Annotated[str | None, typer.Option(help="What units do: 财政局, finance bureau.")] = None,
    campaign: Annotated[
        str | None, typer.Option(help="Only this campaign.", autocompletion=complete.names("campaign"))
    ] = None,
    indicator: Annotated[
        str | None,
        typer.Option(help="An indicator, or a part of its name.", autocompletion=complete.names("indicator")),
    ] = None,
    project: Annotated[
        str | None,
        typer.Option(help="A project, or a part of its name.", autocompletion=complete.names("project")),
    ] = None,
    words: Annotated[str | None, typer.Option(help="Only tasks whose title or text has these.")] = None,
    category: Annotated[
        str | None, typer.Option(help="Only this category.", autocompletion=complete.names("category"))
    ] = None,
    section: Annotated[str | None, typer.Option(help="Only under headings with these words.")] = None,
    annex: Annotated[
        str | None, typer.Option(help="Only this annex: 2, 4-1.", autocompletion=complete.names("annex"))
    ] = None,
    date: Annotated[str | None, typer.Option(help="A day or period: 2024年6月底前, by June 2024.")] = None,
    number: Annotated[
        str | None, typer.Option(help="A document's number.", autocompletion=complete.names("number"))
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(help="A leader who answers for tasks.", autocompletion=complete.names("person")),
    ] = None,
    severity: Annotated[
        str | None,
        typer.Option(help="Only findings: error, warning, info.", autocompletion=complete.values("severity")),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(help="Only projects of a kind: energy, water.", autocompletion=complete.values("kind")),
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(help="Units of a kind: enterprise, bank.", autocompletion=complete.values("sort")),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            help="Documents of a level: nation, province, city.", autocompletion=complete.values("level")
        ),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(
            help="lead, responsible, support, guide, or part for any.",
            autocompletion=complete.values("role"),
        ),
    ] = None,
    top: Annotated[int | None, typer.Option(min=1, help="So many rows of a ranking.")] = None,
    fewest: Annotated[bool, typer.Option("--fewest", help="Begin a ranking with the fewest.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show the SPARQL.")] = False,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """Answer a question of the catalogue by its name, or list the catalogue.

    Without NAME the questions are listed by what they are about; zeren query NAME --help says what one
    counts, with its parameters, wordings, examples and columns. --county, --campaign and the like
    narrow every question that they fit. What is not known is answered with the nearest, and exit
    code 3.
    """
    from zeren.commands import answers, catalogue
    from zeren.queries import catalog
    from zeren.workspace import Workspace

    spoken: Language = "zh" if language is None else language.value
    if name is None:
        catalogue.write(catalog.load(), output, language)
        return
    found = Workspace(workspace).query(
        name, language=spoken, unit=unit, task=task, group=group, county=county, campaign=campaign,
        words=words, indicator=indicator, project=project, county2=county2, function=function,
        category=category, section=section, annex=annex, date=date, number=number, person=person,
        severity=severity, kind=kind, sort=sort, level=level, role=role,
        top=top, fewest=fewest,
    )  # fmt: skip
    answers.write(found, output, explain=explain)
