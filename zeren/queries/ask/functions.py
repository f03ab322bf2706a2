"""Units by what they do: English wordings, and Chinese names that no plan prints (发改委 for 县发改局)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from zeren.ontology.vocab import FUNCTION_IRI, iri
from zeren.queries.ask.names import LEVELS, Name
from zeren.queries.given import Thing
from zeren.queries.graph import Graph, prologue, rows, values

_LONGEST = 12
_BODY = (
    r"\b(?:bureaus?|departments?|offices?|commissions?|administrations?|authority|agency|committees?|federation|union|league"
    r"|courts?|procuratorates?|banks?|branch|cent(?:er|re)s?|company|corporation|group|society|association|government"
    r"|congress|conference|station|brigade|team|police|institute|school|zone|park|grid)\b"
)
_SEVERAL = r"\b(bureau|department|office|commission|committee|authority|agency|court|center|centre)s\b"
"""What stands for the bodies of several counties: the finance bureaus."""
_OF_A_GROUP = (
    r" (?:campaign |drive )?"
    r"(?:(?:working|work|leading|special|coordination) (?:group|team)|task ?force|group\b)"
)
"""What follows the name of a campaign whose group is meant."""
_COMMITTEE = r"\b(?:county |party |cpc )*committee(?:'s)? (?=\w)"
"""What stands before the departments of a party committee, and may be left out."""
_NO_EDGES = {
    "the", "a", "an", "of", "for", "and", "to", "in", "on", "at", "by", "with", "from", "'s", "which",
    "what", "who", "whose", "whom", "does", "do", "did", "is", "are", "was", "were", "has", "have",
    "tasks", "task", "lead", "leads", "led", "leading", "list", "show", "tell",
}  # fmt: skip
"""Words that no name begins or ends with; leaving them out saves most of the look-ups."""

_UNITS = (
    prologue("zr", "skos")
    + """SELECT DISTINCT ?function ?unit ?shown ?county ?whole WHERE {
  # given
  ?unit zr:function ?function .
  ?unit skos:prefLabel ?shown .
  FILTER(LANG(?shown) = "zh")
  OPTIONAL { ?unit zr:region ?county }
  OPTIONAL { ?unit zr:partOf ?whole }
} ORDER BY ?unit"""
)


def names_a_body(small: str) -> bool:
    """Whether a text in small letters has an English word for a body: bureau, committee, company."""
    return re.search(_BODY, small) is not None


def english(graph: Graph, small: str, latin: dict[int, int]) -> list[Name]:
    """The units that English wordings name: the county finance bureau, bureau of education.

    Args:
        graph: the graph whose units count.
        small: the question in small letters.
        latin: of each English word, its start to its end.
    """
    from zeren.ontology import lexicon

    meant: dict[tuple[int, int], list[str]] = {}
    other: list[tuple[int, int]] = []
    for start, end in _stretches(small, latin):
        words = re.sub(_SEVERAL, r"\1", small[start:end])
        found = lexicon.load().by_english(words) or lexicon.load().by_english(re.sub(_COMMITTEE, "", words))
        if found and _of_another_level(words, [function.english for function in found]):
            other.append((start, end))
        elif found:
            meant[start, end] = [function.id for function in found]
    inside = {(s, e) for s, e in meant for start, end in other if start <= s and e <= end}
    own = {span: functions for span, functions in meant.items() if span not in inside}
    return _names(graph, small, own if inside and not _has_other_levels(graph) else meant)


def _of_another_level(words: str, names: Iterable[str]) -> bool:
    """Whether a level other than the county's is named, which is no part of the name of a function.

    The city finance bureau is not the county's; the city management bureau may be.
    """
    from zeren.ontology import lexicon

    levels = (level for level in lexicon.load().levels.values() if level.id != "county")
    named = {word for level in levels for word in level.english_words if re.search(rf"\b{word}\b", words)}
    return any(word not in name.lower() for word in named for name in names)


def chinese(graph: Graph, text: str, stretches: Iterable[tuple[int, int]]) -> list[Name]:
    """The units that these stretches of the text name by a usual name of their function."""
    from zeren.ontology import lexicon

    meant = {}
    levels = {county[-1] for county, _ in graph.shown.counties}
    for start, end in stretches:
        own = text[start:end].replace("(", "（").replace(")", "）")
        bare = own[1:] if own[0] in levels else own
        # 市 is no level in 市场监管局.
        found = lexicon.load().by_name(bare) or lexicon.load().by_name(own)
        function = found if len(bare) > 1 else None
        if function and not _of_a_higher_rank(bare, function.kind):
            meant[start, end] = [function.id]
    return [name for name in _names(graph, text, meant) if not _are_companies(name, meant)]


def _are_companies(name: Name, meant: dict[tuple[int, int], list[str]]) -> bool:
    """Whether a name that no plan prints would stand for several companies: none is another's short name."""
    from zeren.ontology import lexicon

    (function,) = meant[name.start, name.end]
    kind = next(f.kind for f in lexicon.load().serving(function) if f.id == function)
    return kind == "enterprise" and len({thing.label for thing in name.things["unit"]}) > 1


def _of_a_higher_rank(name: str, kind: str) -> bool:
    """Whether a name ends as those of the nation's and the provinces' bodies alone do: 财政部, 财政厅."""
    from zeren.ontology import lexicon

    rank = lexicon.load().ranks.get(kind)
    if rank is None:
        return False
    low = (*rank.city, *rank.county, *rank.township)
    return name.endswith((*rank.nation, *rank.province)) and not name.endswith(low)


def _has_other_levels(graph: Graph) -> bool:
    """Whether plans of a city or a province are loaded, whose units English words may mean."""
    query = prologue("zr") + "SELECT DISTINCT ?level { ?plan a zr:Plan ; zr:region/zr:level ?level }"
    return any(row["level"] != "county" for row in rows(graph, query))


def of_units(graph: Graph, units: Iterable[Thing]) -> tuple[Thing, ...]:
    """The functions of these units, and those of merged bodies that do the same work."""
    query = prologue("zr") + "SELECT DISTINCT ?function WHERE {\n  # given\n  ?unit zr:function ?function }"
    given = values("unit", [NamedNode(unit.iri) for unit in units])
    answer = rows(graph, query.replace("# given", given))
    return _things(row["function"].removeprefix(FUNCTION_IRI) for row in answer)


def named(words: str) -> tuple[Thing, ...]:
    """The functions that these words name: 财政, 财政局, finance; none when the lexicon knows none."""
    from zeren.ontology import lexicon

    bare = words[1:] if words[:1] in LEVELS else words
    known = lexicon.load().by_name(bare) or lexicon.load().by_field(bare)
    found = [known] if known else lexicon.load().by_english(words) if words.isascii() else []
    return _things(function.id for function in found)


def _things(functions: Iterable[str]) -> tuple[Thing, ...]:
    from zeren.ontology import lexicon

    serving = {function.id: function for own in functions for function in lexicon.load().serving(own)}
    return tuple(Thing(iri(name, FUNCTION_IRI), serving[name].full) for name in sorted(serving))


def _stretches(small: str, latin: dict[int, int]) -> Iterator[tuple[int, int]]:
    starts = sorted(latin)
    for number, start in enumerate(starts):
        for last in starts[number : number + _LONGEST]:
            end = latin[last]
            between = small[start:end]
            if re.search(r"[^a-z0-9 '&,-]", between):
                break
            if small[start : latin[start]] in _NO_EDGES or small[last:end] in _NO_EDGES:
                continue
            # The office of the work safety group is no body called so.
            if re.search(_BODY, between) and not re.match(_OF_A_GROUP, small[end:]):
                yield start, end


def _names(graph: Graph, text: str, meant: dict[tuple[int, int], list[str]]) -> list[Name]:
    """The stretches with the units of their functions; of merged bodies where there is no own one."""
    wanted = {function: _serving(function) for functions in meant.values() for function in functions}
    units = _units(graph, dict.fromkeys(own for serving in wanted.values() for own in serving))
    found = []
    for (start, end), functions in meant.items():
        things: dict[str, Thing] = {}
        for function in functions:
            own = units.get(function, [])
            served = {thing.county for thing in own}
            merged = [
                t for other in wanted[function][1:] for t in units.get(other, []) if t.county not in served
            ]
            things.update((thing.iri, thing) for thing in (*own, *merged))
        if things:
            found.append(Name(start, end, text[start:end], {"unit": tuple(things.values())}))
    return found


def _serving(function: str) -> list[str]:
    from zeren.ontology import lexicon

    return [f.id for f in lexicon.load().serving(function)]


def _units(graph: Graph, functions: Iterable[str]) -> dict[str, list[Thing]]:
    """The units of each of these functions; those elsewhere where there are none."""
    nodes = [NamedNode(iri(function, FUNCTION_IRI)) for function in functions]
    if not nodes:
        return {}
    answer = list(rows(graph, _UNITS.replace("# given", values("function", nodes))))
    left = {*nodes} - {NamedNode(row["function"]) for row in answer}
    if graph.beyond and left:
        given = values("function", sorted(left, key=str))
        answer += rows(graph.beyond, _UNITS.replace("# given", given))
    every = {(row["function"], row["unit"]) for row in answer}
    found: dict[str, dict[str, Thing]] = {}
    for row in answer:
        # A part that does the same work (a branch, a squad) is not what the wording means.
        if (row["function"], row.get("whole")) not in every:
            function = row["function"].removeprefix(FUNCTION_IRI)
            found.setdefault(function, {})[row["unit"]] = Thing(row["unit"], row["shown"], row.get("county"))
    return {function: list(things.values()) for function, things in found.items()}
