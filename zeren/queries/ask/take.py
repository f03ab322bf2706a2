"""What a matched question is asked about: its names, days and numbers as values of its parameters."""

from __future__ import annotations

from datetime import date

from zeren.errors import NotUnderstoodError
from zeren.queries.ask.asked import Asked
from zeren.queries.ask.match import Match, Token
from zeren.queries.ask.pieces import Piece
from zeren.queries.ask.sought import looked_for
from zeren.queries.catalog import Language, Question
from zeren.queries.given import LAST, Given, Things
from zeren.queries.graph import Graph, prologue, rows

_AT_HOME = {"unit", "task", "group", "indicator", "project"}
"""Things of one county each, so that naming the county beside them narrows nothing further."""

WRITTEN = ("annex", "number", "severity", "kind", "sort", "level", "amount")
"""Slots whose value is read off the words: 2 of 附件2, `error` of 错误."""

RANKED = 10
"""The rows of a ranking that is asked for without a number."""


def free(question: Asked, kind: str, words: str) -> Things:
    """What free words stand for as a thing of this kind; nothing when the graph knows none."""
    from zeren.queries.ask import partial

    return partial.find(question.graph, kind, words, question.homes)


def given(question: Asked, found: Match, known: dict[int, Things]) -> Given:
    """What the question is asked about, out of the tokens of its match.

    Args:
        question: as it was asked.
        found: the question of the catalogue, with the tokens that it took.
        known: the things that free words stand for, by their place.

    Raises:
        NotUnderstoodError: a day without a year where the plans are of several years, a
            campaign without a working group, an annex or a year that is not there, or either of two words.
    """
    tokens = [token for token in (*found.kept, *found.filters) if token.symbol.startswith("{")]
    named: dict[str, list[Things]] = {}
    texts: dict[str, str] = {}
    words: tuple[str, ...] = ()
    for token in tokens:
        kind, piece = token.symbol.strip("{}"), token.piece
        if kind == "words":
            words += looked_for(question, piece.text)
        elif kind in WRITTEN:
            texts[kind] = piece.figure
        elif kind in ("category", "section", "person"):
            meant = known.get(piece.start) or _meant(kind, piece)
            texts[kind] = meant[0].label if meant else piece.text.strip("“”")
        elif kind == "function" and piece.is_a("unit"):
            named["function"] = [_functions(question, _meant("unit", piece))]
        elif not piece.period:
            meant = known.get(piece.start) or _meant(kind, piece)
            named.setdefault(kind, []).append(_groups(question, meant) if kind == "group" else meant)
    things, units = _things(found, named)
    of_a_county = things.keys() & {*_AT_HOME, "county"} or units or _of_its_county(question, tokens)
    if question.counties and not of_a_county:
        things["county"] = question.counties
    days = {token.symbol: token.piece for token in tokens if token.piece.period}
    period = _period(question, days["{date}"]) if "{date}" in days else None
    if period:
        see_the_end(found.question, period, days["{date}"].text, question.language)
    ranked = found.question.rank is not None
    taken = Given(
        things=things,
        units=units,
        texts=texts,
        period=period,
        year=days["{year}"].period.year if "{year}" in days and days["{year}"].period else None,
        role=found.role,
        top=_top(found) if ranked else None,
        fewest=ranked and any(t.symbol == "rank" and t.piece.figure == "fewest" for t in found.kept),
        words=words,
    )
    if taken.year or "annex" in texts or units or {"unit2", "campaign"} & things.keys():
        from zeren.queries.ask import present

        present.see(question, found.question, taken)
    return taken


def _of_its_county(question: Asked, tokens: list[Token]) -> bool:
    """Whether a county tells whose number is meant, not who cites it: 云泽县的漓政办发〔2024〕1号被谁引用."""
    for token in tokens:
        if token.symbol == "{number}":
            before = [p for p in question.pieces if p.end <= token.piece.start]
            while before and before[-1].text == "的":
                before.pop()
            return bool(before) and before[-1].is_a("county")
    return False


def _things(found: Match, named: dict[str, list[Things]]) -> tuple[dict[str, Things], tuple[Things, ...]]:
    """The things by slot, and the units apart where the question is about several."""
    units, counties = named.pop("unit", []), named.pop("county", [])
    if found.turned:
        units.reverse()
    things = {kind: meant[0] for kind, meant in named.items()}
    things |= dict(zip(("county", "county2"), counties, strict=False))
    if "units" in found.question.parameters:
        return things, tuple(units)
    slots = [slot for slot, kind in found.question.parameters.items() if kind == "unit"] or ["unit"]
    return {**dict(zip(slots, units, strict=False)), **things}, ()


def _functions(question: Asked, units: Things) -> Things:
    """What these units do; where it is done by merged bodies too, also what those do.

    Raises:
        NotUnderstoodError: the graph does not know what they do.
    """
    from zeren.queries.ask import functions, refuse

    found = functions.of_units(question.graph, units)
    if not found:
        raise refuse.unknown_function(units[0].label, question.language)
    return found


def _meant(kind: str, piece: Piece) -> Things:
    known = piece.name.things if piece.name else {}
    return known.get(kind) or known.get("campaign", ())


def _groups(question: Asked, meant: Things) -> Things:
    """The groups of a campaign, where a group is asked about and a campaign named."""
    if not all("/campaign/" in thing.iri for thing in meant):
        return meant
    from zeren.queries.ask import partial, refuse

    groups = partial.groups_of(question.graph, meant, question.homes)
    if not groups:
        raise refuse.no_group(meant[0].label, question.language)
    return groups


def see_the_end(question: Question, period: tuple[date, date], words: str, language: Language) -> None:
    """See that the days have a last one, where the question needs it: overdue as of which day.

    Raises:
        NotUnderstoodError: they have none.
    """
    if period[1] == LAST and "date" in question.parameters and "?from" not in question.sparql:
        from zeren.queries.ask import refuse

        raise refuse.which_day(words, language)


def _top(found: Match) -> int | None:
    if all(token.symbol != "rank" for token in found.kept):
        return None
    figures = [t.piece.figure for t in found.kept if t.symbol in ("rank", "who", "body", "task")]
    return next((int(figure) for figure in figures if figure.isdigit()), RANKED)


def _period(question: Asked, piece: Piece) -> tuple[date, date] | None:
    period = piece.period
    if period is None:
        return None
    if period.year is None:
        period = period.limit_to(year_of(question.graph, piece.text, question.counties, question.language))
    return period.first, period.last


def year_of(graph: Graph, day: str, counties: Things, language: Language) -> int:
    """The year of the plans, for a day without one.

    There is no clock: where the plans are of several years, the question has to say which.

    Raises:
        NotUnderstoodError: the plans are of several years, or have no date.
    """
    query = (
        prologue("zr", "dcterms")
        + "SELECT DISTINCT (YEAR(?issued) AS ?year) ?county WHERE "
        + "{ ?document a zr:Plan ; dcterms:issued ?issued . OPTIONAL { ?document zr:region ?county } }"
    )
    homes = {county.iri for county in counties}
    years = {int(row["year"]) for row in rows(graph, query) if not homes or row.get("county") in homes}
    if len(years) != 1:
        raise _which_year(day, sorted(years), language)
    return years.pop()


def _which_year(day: str, years: list[int], language: Language) -> NotUnderstoodError:
    from zeren.queries.ask import refuse

    return refuse.which_year(day, years, language)
