"""`zeren unit`: a person's decisions about which names mean one unit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from zeren import render
from zeren.commands.places import with_places
from zeren.commands.session import FormatOption, LanguageOption, WorkspaceOption
from zeren.errors import NotUnderstoodError, UsageError
from zeren.ontology.vocab import Place
from zeren.render import Column, Language, OutputFormat

if TYPE_CHECKING:
    from zeren.graph.store import Snapshot
    from zeren.ontology.decisions import Decision
    from zeren.ontology.facts import DocumentFacts
    from zeren.workspace import Workspace

EXAMPLES = """\b
Examples:
  zeren unit review
  zeren unit same 县政府电子政务中心 县行政审批局 --county 云泽
  zeren unit different 国网云泽供县电公司 国网云泽县供电公司
  zeren unit forget 国网云泽供县电公司 国网云泽县供电公司
"""

app = typer.Typer(
    help="Say which names mean one unit: decisions are kept, and win over every rule.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog=EXAMPLES,
)

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="A unit's name as a plan prints it, or its id.")
]
CountyOption = Annotated[
    str | None, typer.Option("--county", help="The county, where several have units of these names.")
]

REVIEW = (
    Column("name", "名称", "name"),
    Column("state", "状态", "state"),
    Column("unit", "现归", "taken as"),
    Column("candidates", "可能是", "may be"),
    Column("reason", "原因", "reason"),
    Column("quote", "原文", "where"),
)
DECISION = (
    Column("a", "名称一", "name"),
    Column("state", "判断", "decision"),
    Column("b", "名称二", "other name"),
    Column("region", "地区", "region"),
    Column("unit", "现归", "taken as"),
    Column("documents", "有变化的方案", "plans changed"),
)
_STATES = {
    "joined": ("已并入", "joined"),
    "undecided": ("待定", "undecided"),
    "same": ("判为同一", "decided: same"),
    "different": ("判为不同", "decided: different"),
    "forgotten": ("已撤销", "taken back"),
}
_REASONS = {
    "misprint": ("疑为错字", "looks like a misprint"),
    "rank-word-of-another-level": ("级别用词不符", "rank word of another level"),
    "short-form": ("疑为简称", "looks like a short form"),
    "division-with-a-name-of-its-own": ("内设机构另有称谓", "a division with a name of its own"),
    "person": ("人工判断", "a person's decision"),
}


@app.command(epilog=EXAMPLES)
def review(
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """List what rules joined or left open, and what was decided."""
    from zeren.workspace import Workspace

    store = Workspace(workspace)
    snapshot = store.snapshot()
    rows = [
        {
            "name": name.name,
            "state": name.state,
            "unit": name.unit,
            "candidates": name.candidates,
            "reason": name.reason,
            "document": name.document,
            **(
                _written(snapshot, Place(name.document, name.places[0].start, name.places[0].end))
                if name.places
                else {"quote": ""}
            ),
        }
        for facts in snapshot.all_facts()
        for name in facts.reviews
    ]
    rows += [
        {"name": d.a, "state": d.kind, "unit": d.region, "candidates": [d.b], "reason": "person"}
        for d in store.decisions()
    ]
    shown, columns = with_places(_for_people(rows, language), REVIEW, language)
    render.listing(shown, columns, output, language, data=rows)


def _deciding(kind: Literal["same", "different"], told: str) -> None:
    """Add the command that decides so about two names."""

    @app.command(kind, help=told, epilog=EXAMPLES)
    def decide(
        name: NameArgument,
        other: NameArgument,
        *,
        county: CountyOption = None,
        workspace: WorkspaceOption = None,
        output: FormatOption = None,
        language: LanguageOption = None,
    ) -> None:
        _print([_decide(kind, (name, other), county, workspace)], output, language)


_deciding("same", "Say that two names mean one unit.")
_deciding("different", "Say that a name means another unit than the one that a rule took it for.")


@app.command(epilog=EXAMPLES)
def forget(
    name: NameArgument,
    other: NameArgument,
    *,
    county: CountyOption = None,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """Take back what was decided about two names; the rules hold again."""
    from zeren.commands import lookup
    from zeren.workspace import Workspace

    store = Workspace(workspace)
    wanted = {lookup.plain(name), lookup.plain(other)}
    regions = lookup.regions(store.snapshot().all_facts(), county) if county else None
    kept = [
        d
        for d in store.decisions()
        if {lookup.plain(d.a), lookup.plain(d.b)} == wanted and (regions is None or d.region in regions)
    ]
    if not kept:
        decided = tuple(f"{d.a} {d.b}" for d in store.decisions())
        raise NotUnderstoodError(
            f"nothing was decided about {name} and {other}",
            "zeren unit review lists the decisions",
            decided[:5],
        )
    rows = []
    for decision in kept:
        changed = store.forget(decision.a, decision.b, decision.region)
        rows.append(_outcome(store, decision, "forgotten", changed))
    _print(rows, output, language)


def _decide(
    kind: Literal["same", "different"], names: tuple[str, str], county: str | None, path: Path | None
) -> dict[str, Any]:
    from zeren.commands import lookup
    from zeren.ontology.decisions import Decision
    from zeren.workspace import Workspace

    store = Workspace(path)
    documents = list(store.snapshot().all_facts())
    wanted = lookup.regions(documents, county) if county else None
    decision = Decision(kind, *_meant(documents, names, wanted))
    return _outcome(store, decision, kind, store.decide(decision))


def _meant(
    documents: list[DocumentFacts], names: tuple[str, str], wanted: set[str] | None
) -> tuple[str, str, str]:
    """The region in which both names are known, and the names as its plans print them."""
    from zeren.commands import lookup

    known: dict[str, dict[str, str]] = {}
    for facts in documents:
        if facts.region and (wanted is None or facts.region.id in wanted):
            called = known.setdefault(facts.region.id, {})
            for unit in facts.units:
                called[lookup.plain(unit.id)] = unit.name
                called |= {lookup.plain(name): name for name in (*unit.aliases, unit.name)}
    asked = [lookup.plain(name) for name in names]
    both = [region for region, called in known.items() if all(name in called for name in asked)]
    if len(both) > 1:
        raise UsageError(f"units of these names are in {', '.join(both)}", "name one with --county")
    if not both:
        missing = [n for n in asked if not any(n in called for called in known.values())] or asked
        every = (name for called in known.values() for name in called.values())
        raise NotUnderstoodError(
            f"no county's plans name both {names[0]} and {names[1]}",
            "zeren list units shows the names",
            lookup.nearest(missing[0], every),
        )
    first, second = (known[both[0]][name] for name in asked)
    if first == second:
        raise UsageError(f"{first} is one name", "give two names")
    return both[0], first, second


def _outcome(store: Workspace, decision: Decision, state: str, changed: list[str]) -> dict[str, Any]:
    """What holds now: the names, what was decided, the units that they mean, the plans that changed."""
    from zeren.commands import lookup

    units = {
        lookup.plain(name): unit.id
        for facts in store.snapshot().all_facts()
        if facts.region and facts.region.id == decision.region
        for unit in facts.units
        for name in (unit.name, *unit.aliases)
    }
    meant = dict.fromkeys(units.get(lookup.plain(name), "") for name in (decision.a, decision.b))
    return {
        "a": decision.a,
        "state": state,
        "b": decision.b,
        "region": decision.region,
        "unit": list(meant),
        "documents": changed,
    }


def _print(rows: list[dict[str, Any]], output: OutputFormat | None, language: Language | None) -> None:
    render.listing(_for_people(rows, language), DECISION, output, language, data=rows)


def _for_people(rows: list[dict[str, Any]], language: Language | None) -> list[dict[str, Any]]:
    """Rows with states and reasons in words."""
    english = language is Language.EN
    words = {code: said[english] for code, said in (_STATES | _REASONS).items()}
    return [
        row | {key: words[row[key]] for key in ("state", "reason") if row.get(key) in words} for row in rows
    ]


def _written(snapshot: Snapshot, place: Place) -> dict[str, Any]:
    """A name's line, as much as fits a listing, and its page or cell where the file has such."""
    evidence = snapshot.evidence(place)
    at = {"at": evidence["at"]} if "at" in evidence else {}
    return {"quote": _around(snapshot.text(place.document), place.start), **at}


def _around(text: str, start: int) -> str:
    """The line around a place, as much as fits a listing."""
    begin = max(text.rfind("\n", 0, start) + 1, start - 12)
    end = text.find("\n", start)
    return text[begin : min(end if end >= 0 else len(text), start + 24)].strip()
