"""Names given one by one, as options of a command or arguments of a call, as things of the graph."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from zeren.errors import NotUnderstoodError, UsageError
from zeren.queries import closed, hits
from zeren.queries.ask import asked, dates, nobody, partial, refuse, scope, sought, take, unloaded
from zeren.queries.ask.asked import Asked
from zeren.queries.ask.normalise import lower, normalise
from zeren.queries.catalog import Language, Question
from zeren.queries.given import FILTERS, Given, Part, Things
from zeren.queries.graph import Graph

_NAMED = ("task", "group", "campaign", "indicator", "project", "function")
_WORDS = ("category", "section", "person")
_LISTED = {kind: f"zeren list {kind}s" for kind in ("task", "group", "indicator", "project")} | {
    "section": "zeren list tasks", "campaign": "zeren query campaigns", "category": "zeren query categories",
    "function": "zeren query functions-in-both",
}  # fmt: skip
"""Where the names of each kind are shown."""
_WRITTEN = take.WRITTEN

SLOTS = ("county", "county2", *_NAMED, *_WORDS, *_WRITTEN, "words", "date")
"""What a question may be asked about by one name, or in one way of writing."""


class Wanted(msgspec.Struct, frozen=True):
    """What a question is to be asked about, in words: units in order, other names by slot.

    `words` are looked for in a part of the tasks, of which the best `limit` are shown.
    """

    units: tuple[str, ...] = ()
    names: dict[str, str] = {}
    role: str | None = None
    top: int | None = None
    fewest: bool = False
    words: tuple[str, ...] = ()
    part: Part = "all"
    limit: int | None = None


def resolve(graph: Graph, question: Question, wanted: Wanted, language: Language = "zh") -> Given:
    """What the words stand for.

    Raises:
        NotUnderstoodError: a name that the graph does not know, with the nearest ones.
        UsageError: a period, or a value of a closed list, that cannot be read; a number of units that
            does not fit.
    """
    role = closed.meant("role", wanted.role) if wanted.role else None
    names = wanted.names
    county = _thing(graph, "county", names["county"], (), language) if "county" in names else ()
    units = [_thing(graph, "unit", words, county, language) for words in wanted.units]
    things, several = _units(question, units)
    things |= {slot: _thing(graph, slot, names[slot], county, language) for slot in _NAMED if slot in names}
    if "county2" in names:
        things["county2"] = _thing(graph, "county", names["county2"], (), language)
    texts = {
        slot: _thing(graph, slot, names[slot], county, language)[0].label for slot in _WORDS if slot in names
    }
    texts |= {slot: _read(question, slot, names[slot]) for slot in _WRITTEN if slot in names}
    if county and not (things.keys() & {"unit", "task", "group", "indicator", "project"} or several):
        things["county"] = county
    given = Given(
        things=things,
        units=several,
        texts=texts,
        role=role,
        top=wanted.top,
        fewest=wanted.fewest,
        words=_looked_for(graph, names["words"], language) if "words" in names else wanted.words,
        part=wanted.part,
        limit=wanted.limit,
    )
    dated = _with_days(graph, given, names.get("date"), county, language)
    if dated.period:
        take.see_the_end(question, dated.period, names["date"], language)
    return dated


def _read(question: Question, slot: str, words: str) -> str:
    """The value of a slot that is written, as the graph has it, where the question has a use for it."""
    if slot not in {*question.parameters, *question.optional, *FILTERS[question.about]}:
        return words
    if slot in closed.SLOTS:
        return closed.meant(slot, words)
    return closed.amount(words) if slot == "amount" else words


def _looked_for(graph: Graph, words: str, language: Language) -> tuple[str, ...]:
    hits.check([words])
    text = normalise(words)
    return sought.looked_for(Asked(graph, text, [], (), language), text)


def _units(question: Question, units: list[Things]) -> tuple[dict[str, Things], tuple[Things, ...]]:
    """The units by slot, or all of them for a question about several."""
    if "units" in question.parameters:
        if len(units) < 2:
            raise UsageError(f"{question.name} needs two units or more", "give --unit twice")
        if len({unit[0].iri for unit in units}) < len(units):
            raise UsageError(f"{question.name} needs units that differ", "each --unit once")
        return {}, tuple(units)
    slots = [slot for slot, kind in question.parameters.items() if kind == "unit"] or ["unit"]
    if len(units) > len(slots):
        raise UsageError(f"{question.name} takes {len(slots)} --unit, not {len(units)}")
    return dict(zip(slots, units, strict=False)), ()


def _with_days(graph: Graph, given: Given, words: str | None, county: Things, language: Language) -> Given:
    if words is None:
        return given
    found = list(dates.periods(lower(normalise(words))))
    if len(found) != 1:
        raise UsageError(f"no day or period: {words}", "write 2023年6月底前, 2023-06-30 or by June 2023")
    period = found[0]
    if period.year is None:
        period = period.limit_to(take.year_of(graph, words, county, language))
    return replace(given, period=(period.first, period.last))


def _thing(graph: Graph, kind: str, words: str, county: Things, language: Language) -> Things:
    """The things of a kind that the words name, in the county where one is given.

    Raises:
        NotUnderstoodError: there is none.
    """
    text = normalise(words)
    cut = asked.cut(graph, text) if text else []
    homes = scope.counties(cut) if kind != "county" else ()
    question = Asked(graph, text, cut, homes or county, language)
    named = [piece for piece in cut if piece.is_a(kind)]
    others = [piece for piece in cut if piece not in named and not (homes and piece.is_a("county"))]
    if len(named) == 1 and not others:
        try:
            own = scope.narrowed(named[0], question.counties) if question.counties else named[0]
        except scope.NotInCountyError as error:
            raise refuse.not_in_county(question, error) from None
        if own.name and kind in own.name.things:
            return own.name.things[kind]
    if found := partial.find(graph, kind, text, question.homes):
        return found
    if kind == "county":
        raise unloaded.refused(graph, words, language)
    if kind == "person":
        raise nobody.leader(question, text, county)
    if kind == "unit":
        raise refuse.no_unit(question, text, f"“{text}”")
    raise NotUnderstoodError(f"no {kind} is called {words}", _LISTED[kind])
