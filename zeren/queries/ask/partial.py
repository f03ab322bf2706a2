"""Things named by a part of what they are called: a task's title, a campaign, an indicator, a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode

from zeren.ontology.vocab import ZR
from zeren.queries import index, quantities
from zeren.queries.given import Thing, Things
from zeren.queries.graph import Graph, prologue, rows, values

_CLASSES = {"indicator": "Indicator", "project": "Project"}

SHORTEST = 2
"""The letters that a part must have to name a thing."""
SHORTEST_LISTED = 5
"""The letters of which a heading may have more before them."""
SHORTEST_ABRIDGED = 4
"""The letters that a name must keep of which some are left out."""

_COUNT = r"(?:[一二三四五六七八九十]+|\d{1,2})"
_LABEL = rf"^(?:[(（]{_COUNT}[)）]|{_COUNT}[、.．])\s*(?=\D)"
_HOW_MANY = r"(?:多少|几)(?:个|户|家|亩|公里|套|座|人|名|所|台|条|处|项|件|张|场|万亩|吨|万吨)?(?:的)?"
"""What a question has in the middle of an indicator's name: 改造多少个老旧小区."""
_PARTICLES = r"^(?:的|是|属于|列入|列为)|的$"
"""What may stand around a name in a sentence and is none of it."""
_EDGE = "“”‘’\"'，。、；：,.;:?？!！ "
_ASIDE = r"\s ,.;:!?()，。；：、！？（）“”‘’「」《》…·—–－~～-"
"""What titles are compared without, as the inside of a class of a regular expression."""

_TITLES = (
    prologue("zr")
    + """SELECT DISTINCT ?thing ?shown ?county WHERE {
  # given
  ?thing zr:title ?shown ; zr:document ?document .
  OPTIONAL { ?document zr:region ?county }
  FILTER(CONTAINS(REPLACE(STR(?shown), "[%s]", ""), ?words))
} ORDER BY ?thing""".replace("%s", _ASIDE.replace("\\", "\\\\"))
)
_LABELLED = (
    prologue("zr", "skos")
    + """SELECT DISTINCT ?thing ?shown ?label ?county WHERE {
  # given
  ?thing a ?kind ; skos:prefLabel|skos:altLabel ?label ; skos:prefLabel ?shown .
  OPTIONAL { ?thing zr:region|(zr:document/zr:region) ?county }
  FILTER(CONTAINS(STR(?label), ?words))
} ORDER BY ?thing"""
)
_GROUPS = (
    prologue("zr", "skos")
    + """SELECT DISTINCT ?thing ?shown ?county ?campaign WHERE {
  ?thing a zr:WorkingGroup ; skos:prefLabel ?shown ; zr:document ?document .
  OPTIONAL { ?document zr:region ?county }
  OPTIONAL { ?thing zr:campaign ?campaign }
} ORDER BY ?thing"""
)
_CAMPAIGNS = (
    prologue("zr", "skos")
    + "SELECT DISTINCT ?thing ?shown WHERE { ?thing a zr:Campaign ; skos:prefLabel ?shown } ORDER BY ?thing"
)
_SECTIONS = (
    prologue("zr")
    + """SELECT DISTINCT ?words WHERE {
  # given
  ?task zr:path ?path . FILTER(CONTAINS(?path, ?words))
}"""
)
_HEADINGS = (
    prologue("zr")
    + """SELECT DISTINCT ?path WHERE {
  # given
  ?task zr:path ?path . FILTER(CONTAINS(?path, ?words))
}"""
)
_CATEGORIES = (
    prologue("zr")
    + """SELECT DISTINCT ?category WHERE {
  # given
  ?task zr:category ?category
} ORDER BY ?category"""
)


def find(graph: Graph, kind: str, words: str, counties: Sequence[str]) -> Things:
    """The things of a kind that these words name in part; none when the graph knows none.

    Args:
        graph: the graph whose names count.
        kind: task, campaign, group, indicator, project, category, section or function.
        words: the part, in quotation marks or not.
        counties: the IRIs of the counties to look in; all when empty.
    """
    if len(trimmed(words)) < SHORTEST:
        return ()
    if kind == "function":
        from zeren.queries.ask import functions

        return functions.named(trimmed(words) if not words.isascii() else words)
    if kind in _CLASSES:
        return labelled(graph, kind, words, counties)
    if kind in ("category", "section"):
        return categories(graph, words, counties) if kind == "category" else sections(graph, words)
    finders = {"task": tasks, "campaign": campaigns, "group": groups}
    return finders[kind](graph, words, counties) if kind in finders else ()


def trimmed(words: str) -> str:
    """Words without quotes, a printed label and marks around them, and without spaces."""
    return re.sub(_PARTICLES, "", re.sub(r"\s", "", _unlabelled(words)).strip(_EDGE))


def _unlabelled(words: str) -> str:
    return re.sub(_LABEL, "", words.strip(_EDGE))


def _bare(title: str) -> str:
    """A title without its printed label and all that titles are compared without."""
    return re.sub(f"[{_ASIDE}]", "", _unlabelled(title))


def tasks(graph: Graph, words: str, counties: Sequence[str]) -> Things:
    """The tasks whose title is these words; else those whose title holds them."""
    found = _titled(graph, words, counties)
    exact = [thing for thing in found if _bare(thing.label) == _bare(words)]
    return tuple(exact or found)


def longer_titles(graph: Graph, words: str) -> Things:
    """The tasks whose title holds these words and more, where others have just these for a title."""
    found = _titled(graph, words, ())
    longer = tuple(thing for thing in found if _bare(thing.label) != _bare(words))
    return longer if len(longer) < len(found) else ()


def _titled(graph: Graph, words: str, counties: Sequence[str]) -> Things:
    """The tasks whose title is or holds these words."""
    plain = _bare(words)
    if len(plain) < SHORTEST:
        return ()
    given = values("words", [Literal(plain)])
    if counties:
        given += f" {values('county', map(NamedNode, counties))}"
        given += " ?document zr:region ?county . ?thing zr:document ?document ."
    return tuple(
        Thing(row["thing"], row["shown"], row.get("county"))
        for row in rows(graph, _TITLES.replace("# given", given))
    )


def labelled(graph: Graph, kind: str, words: str, counties: Sequence[str]) -> Things:
    """The indicators or projects that are called so; else all whose name holds these words.

    An indicator's name has them at one of its ends, or they are most of it: 乡村振兴 is not meant by
    对接乡村振兴的项目, in which it is a few letters in the middle.
    """
    plain = trimmed(words)
    if kind == "indicator" and re.search(_HOW_MANY, plain):
        return _around_how_many(graph, re.sub(_HOW_MANY, "", plain), counties)
    called = quantities.meant(plain) if kind == "indicator" else [plain]
    given = values("words", map(Literal, called))
    given += f" {values('kind', [NamedNode(ZR + _CLASSES[kind])])}"
    found: dict[bool, dict[str, Thing]] = {True: {}, False: {}}
    for row in rows(graph, _LABELLED.replace("# given", given)):
        if kind == "indicator" and not any(_has_for_a_part(row["label"], name) for name in called):
            continue
        if not counties or row.get("county") in counties:
            thing = Thing(row["thing"], row["shown"], row.get("county"))
            found[row["label"] in called][thing.iri] = thing
    return tuple((found[True] or found[False]).values())


def _has_for_a_part(label: str, words: str) -> bool:
    return (
        label.startswith(words) or label.endswith(words) or (words in label and 2 * len(words) > len(label))
    )


def _around_how_many(graph: Graph, words: str, counties: Sequence[str]) -> Things:
    """Indicators whose name has all these letters in order: 改造老旧小区 for 改造城镇老旧小区."""
    if len(words) < SHORTEST_ABRIDGED:
        return ()
    found = labelled(graph, "indicator", words, counties)
    every = found or labelled(graph, "indicator", words[-SHORTEST:], counties)
    return tuple(thing for thing in every if _in_order(words, thing.label))


def sections(graph: Graph, words: str) -> Things:
    """The words themselves, where they stand in the headings above some task."""
    query = _SECTIONS.replace("# given", values("words", [Literal(trimmed(words))]))
    return tuple(Thing(row["words"], row["words"]) for row in rows(graph, query))


def is_heading(graph: Graph, words: str, counties: Sequence[str]) -> bool:
    """Whether a heading above some task is these words, its label and 项目 behind it aside.

    Of longer words, whose list it is may be left out: 重点民生实事 for 省重点民生实事 and 县重点民生实事.
    """
    plain = trimmed(words)
    given = values("words", [Literal(plain)]) + _in_counties(counties)
    paths = [row["path"] for row in rows(graph, _HEADINGS.replace("# given", given))]
    headings = {heading for path in paths for heading in path.split(" / ")}
    whole, behind = {plain, f"{plain}项目"}, (plain, f"{plain}项目")
    if len(plain) < SHORTEST_LISTED:
        return any(trimmed(heading) in whole for heading in headings)
    return any(trimmed(heading).endswith(behind) for heading in headings)


def _in_counties(counties: Sequence[str]) -> str:
    if not counties:
        return ""
    return f" {values('county', map(NamedNode, counties))} ?task zr:document/zr:region ?county ."


def categories(graph: Graph, words: str, counties: Sequence[str]) -> Things:
    """The category that holds these words; none where several do."""
    plain = trimmed(words)
    query = _CATEGORIES.replace("# given", _in_counties(counties))
    every = [row["category"] for row in rows(graph, query)]
    near = [category for category in every if plain in category]
    # 十大实事 for 县十大民生实事: whose list it is may be left out as well.
    near = near or [c for c in every if len(plain) >= SHORTEST_ABRIDGED and _in_order(plain, c)]
    return (Thing(near[0], near[0]),) if len(near) == 1 else ()


def campaigns(graph: Graph, words: str, counties: Sequence[str]) -> Things:
    """The campaigns that words mean: in short (科技创新), with a slip of one letter, by topic in English."""
    plain = re.sub("^(?:打好|打赢|the)|(?:工作专班|专班|工作|专项)$", "", trimmed(words).lower())
    every = [
        Thing(row["thing"], row["shown"], _county_of(row["thing"], counties))
        for row in rows(graph, _CAMPAIGNS)
        if not counties or _county_of(row["thing"], counties)
    ]
    names = {thing.label for thing in every}
    stems = [stem for stem, english in index.load().topics.items() if plain in _squeezed(english)]
    near = {n for n in names if _short_for(plain, n) or any(stem in n for stem in stems)}
    near = near or {n for n in names if _slip(plain, n)} or {n for n in names if _abridged(plain, n)}
    return tuple(thing for thing in every if thing.label in near) if len(near) == 1 else ()


def like_campaign(graph: Graph, name: str, counties: Sequence[str]) -> tuple[str, ...]:
    """The names of campaigns that differ from this one in one letter."""
    found = [row for row in rows(graph, _CAMPAIGNS) if not counties or _county_of(row["thing"], counties)]
    return tuple(dict.fromkeys(row["shown"] for row in found if _slip(name, row["shown"])))


def _county_of(campaign: str, counties: Sequence[str]) -> str | None:
    return next((county for county in counties if campaign.startswith(f"{county}/")), None)


def _squeezed(texts: Iterable[str]) -> set[str]:
    return {re.sub(r"\s", "", text) for text in texts}


def _short_for(words: str, name: str) -> bool:
    """产业培育 or 产业培育仗 for 产业培育主动仗."""
    stem = words.removesuffix("仗") if name.endswith("仗") else words
    return len(stem) >= SHORTEST and (
        stem in name or (words.endswith("仗") and stem[0] == name[0] and _in_order(stem, name))
    )


def _in_order(words: str, name: str) -> bool:
    """Whether a name has all these letters in order: 科创 for 科技创新."""
    left = iter(name)
    return all(letter in left for letter in words)


def _abridged(words: str, name: str) -> bool:
    """Whether words are a name with some letters left out: 优化环境仗, 省定民生实事."""
    return len(words) >= SHORTEST_ABRIDGED and words[0] == name[0] and _in_order(words, name)


def _slip(words: str, name: str) -> bool:
    """Whether one letter differs between names of four letters and more: 阻击仗, 狙击仗."""
    return len(words) == len(name) > 3 and sum(a != b for a, b in zip(words, name, strict=True)) == 1


def groups(graph: Graph, words: str, counties: Sequence[str]) -> Things:
    """The working groups whose name holds these words; else those of the campaign that they mean."""
    plain = trimmed(words)
    found = [
        Thing(row["thing"], row["shown"], row.get("county"))
        for row in rows(graph, _GROUPS)
        if plain in trimmed(row["shown"]) and (not counties or row.get("county") in counties)
    ]
    return tuple(found) or groups_of(graph, campaigns(graph, words, counties), counties)


def groups_of(graph: Graph, campaign: Things, counties: Sequence[str]) -> Things:
    """The working groups of these campaigns."""
    wanted = {thing.iri for thing in campaign}
    return tuple(
        Thing(row["thing"], row["shown"], row.get("county"))
        for row in rows(graph, _GROUPS)
        if row.get("campaign") in wanted and (not counties or row.get("county") in counties)
    )
