"""`zeren show`: all that is known about one unit, task, group, indicator, project, document or county."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zeren import render
from zeren.commands import complete
from zeren.commands.found import message, part
from zeren.commands.places import with_places
from zeren.commands.session import FormatOption, Language, LanguageOption, OutputFormat, WorkspaceOption
from zeren.commands.words import say
from zeren.render import Column

if TYPE_CHECKING:
    from zeren.commands.known import Known
    from zeren.graph.store import Snapshot

EXAMPLES = """\b
Examples:
  zeren show 县财政局
  zeren show "county finance bureau" --lang en
  zeren show 云泽政办发〔2024〕5号 --format json
"""

PEOPLE = (
    Column("what", "事项", "what"),
    Column("name", "名称", "name"),
    Column("document", "方案", "plan"),
    Column("quote", "原文", "quote"),
)
PROGRAMS = tuple(
    Column(key, key, key) for key in ("of", "what", "id", "name", "document", "start", "end", "quote")
)

ABOUT = (
    "title", "number", "issuer", "issued", "region", "characters", "file", "aliases", "english", "kind",
    "function", "parent", "level", "annex", "path", "text", "deadline", "category", "others",
    "severity", "state", "why",
)  # fmt: skip
"""What of a record stands above its facts; the rest is among the facts, or says nothing to a person."""


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A name, an alias, a number or an id.",
            autocompletion=complete.names("thing"),
        ),
    ],
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """Show all that is known about one thing, each fact with the words that say so.

    NAME may be that of a unit (any of its names), a task, a working group, an indicator,
    a project, a document, a campaign, a county or a finding (its id). Where it fits
    several things, such as the same bureau of two counties, all of them are shown.
    """
    from zeren.workspace import Workspace

    with Workspace(workspace).snapshot() as published:
        found = called(published, name)
    output = render.chosen(output)
    if output is OutputFormat.JSON:
        render.json({"name": name, "found": found})
    elif output is OutputFormat.TABLE:
        render.write("\n".join(_for_people(known, language) for known in found))
    else:
        facts = [row for known in found for row in _rows(known)]
        rows, columns = with_places(facts, PROGRAMS, language)
        render.listing(rows, columns, output)


def called(published: Snapshot, name: str) -> list[Known]:
    """All that is known about each thing with this name or id.

    Raises:
        NotUnderstoodError: nothing is called so; with the nearest names.
    """
    from zeren.commands import lookup
    from zeren.commands.known import Library

    library = Library(published)
    things = lookup.things(library.documents)
    if "/" in name:
        things += lookup.findings(library.documents)
    return [library.about(thing) for thing in lookup.find(things, name)]


def _rows(known: Known) -> list[dict[str, Any]]:
    """The facts with their first evidence, which proves them."""
    return [{"of": known.id, **fact, **(fact["evidence"] or [{}])[0]} for fact in known.facts]


def _for_people(known: Known, language: Language | None) -> str:
    """The thing's own record line by line, then its facts as a table."""
    lines = [f"{known.name}  [{say(known.kind, language)}] {known.id}"]
    if known.kind == "finding":
        lines = [f"{message(known.record, language)}  [{say(known.kind, language)}]", f"  {known.id}"]
    for key in ABOUT:
        value = known.record.get(key)
        if value and value != known.name:
            lines.append(f"  {say(key, language)}: {_value(key, value, language)}")
    told = [
        {**row, "what": say(row["what"], language), "name": _named(row, language)} for row in _rows(known)
    ]
    rows, columns = with_places(told, PEOPLE, language)
    headings = [column.heading(language) for column in columns]
    values = [[row.get(column.key) for column in columns] for row in rows]
    facts = "\n" + render.table(headings, values) if rows else ""
    return render.text("\n".join(lines)) + facts


def _named(fact: dict[str, Any], language: Language | None) -> str:
    """A fact by its name; a finding by its sentence, one of its places by annex and label.

    A target by its whole figure and the units that lead its task, a leader by the label, name and post.
    """
    if "message" in fact:
        return message(fact, language)
    if "label" in fact:
        return part(fact["annex"], fact["label"], language)
    if fact["what"] == "leader":
        told_by = f"{fact['charge']}：" if fact["charge"] else ""
        return f"{told_by}{fact['name']}" + (f"（{fact['post']}）" if fact["post"] else "")
    if fact["what"] != "target":
        return str(fact["name"])
    from zeren.commands.figures import told

    figure = told(fact, language)
    leads = "、".join(fact["units"].get("lead", ()))
    parts = [
        fact["quantity"], figure["measure"], figure["figure"], str(fact["year"] or ""),
        f"{say('lead', language)} {leads}" if leads else "",
    ]  # fmt: skip
    return " · ".join(filter(None, parts))


def _value(key: str, value: Any, language: Language | None) -> str:
    if key == "deadline":
        return f"{value['text']} ({value['date']})" if value["date"] else str(value["text"])
    if key == "path":
        return " / ".join(value)
    if key in ("kind", "level", "others", "severity", "state"):
        return say("yes" if value is True else value, language)
    return render.cell(value)
