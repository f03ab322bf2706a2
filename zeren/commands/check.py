"""`zeren check`: contradictions, gaps and oddities, each with a sentence and its places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from zeren import render
from zeren.commands.found import KindOption, Level
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
from zeren.errors import FOUND
from zeren.render import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zeren.ontology.facts import Finding
    from zeren.ontology.judgements import Judgement

EXAMPLES = """\b
Examples:
  zeren check
  zeren check --min-severity info --county 云泽
  zeren check --kind lead-conflict --lang en
  zeren check --document 云泽政办发〔2024〕5号 --format csv > 疑点.csv
  zeren check --all
"""

COLUMNS = (
    Column("severity", "轻重", "severity"),
    Column("kind", "类别", "kind"),
    Column("document", "方案", "plan"),
    Column("message", "说明", "message"),
    Column("places", "出处", "places"),
    Column("state", "判断", "decision"),
    Column("why", "理由", "why"),
    Column("id", "编号", "id"),
)


def check(
    *,
    kind: KindOption = None,
    min_severity: Annotated[
        Level, typer.Option(help="Leave out what is less than this; info shows everything.")
    ] = Level.WARNING,
    county: CountyOption = None,
    document: DocumentOption = None,
    everything: Annotated[bool, typer.Option("--all", help="Show what was dismissed too.")] = False,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """List what contradicts itself, is missing or looks odd, worst first, with every place.

    Errors and warnings are listed, in every format; --min-severity info adds what is worth
    knowing. What a person dismissed (zeren finding dismiss) is left out and does not count.
    The exit code is 1 when anything of what was asked for is left.
    """
    from zeren.commands import found
    from zeren.commands.finding_blocks import Blocks, cell
    from zeren.graph.whereabouts import Finder
    from zeren.workspace import Workspace

    output = render.chosen(output)
    with Workspace(workspace).snapshot() as published:
        judged = published.judgements()
        documents = list(published.all_facts())
        asked = found.of_kinds(found.about(documents, county, document), kind or ())
        tally = _Tally.of(asked, judged, min_severity)
        shown = found.shown(asked, judged, min_severity, everything=everything)
        records = found.records(published, shown, judged)
        finder, summary = Finder(documents), tally.told(language, hidden=not everything)
        if output is OutputFormat.TABLE:
            groups = Blocks(finder, published, language).groups(records)
            render.write(render.grouped(groups, summary))
        else:
            render.listing([cell(finder, r, language) for r in records], COLUMNS, output, data=records)
            typer.echo(summary, err=True)
    if any(tally.counts.values()):
        raise typer.Exit(FOUND)


class _Tally(NamedTuple):
    """How many findings count, by severity, how many are too slight, how many were dismissed."""

    counts: Mapping[Level, int]
    slight: Mapping[Level, int]
    dismissed: int

    @classmethod
    def of(cls, asked: Iterable[Finding], judged: Mapping[str, Judgement], least: Level) -> _Tally:
        """What there is among the findings that were asked for."""
        from zeren.commands.found import dismissed

        counts = dict.fromkeys(Level, 0)
        gone = 0
        for finding in asked:
            level = Level(finding.severity)
            if not dismissed(finding, judged):
                counts[level] += 1
            elif level.rank <= least.rank:
                gone += 1
        return cls(
            {level: n for level, n in counts.items() if level.rank <= least.rank},
            {level: n for level, n in counts.items() if level.rank > least.rank},
            gone,
        )

    def told(self, language: Language | None, *, hidden: bool) -> str:
        """The summary line, with how to see what is left out."""
        total = sum(self.counts.values())
        line = say("no-findings", language)
        if total:
            line = say("sum", language).format(
                _number(total, "finding", language), _listed(self.counts, language)
            )
        if any(self.slight.values()):
            least = max((level for level, n in self.slight.items() if n), key=lambda level: level.rank)
            line += say("slight", language).format(_listed(self.slight, language), least.value)
        if self.dismissed:
            line += say("hidden" if hidden else "shown", language).format(self.dismissed)
        return line


def _listed(counts: Mapping[Level, int], language: Language | None) -> str:
    joint = ", " if language is Language.EN else "、"
    return joint.join(_number(n, level, language) for level, n in counts.items() if n)


def _number(number: int, word: str, language: Language | None) -> str:
    if language is Language.EN:
        return f"{number} {say(word, language)}{'' if number == 1 else 's'}"
    return f"{say(word, language)} {number} 条"
