"""What has to hold of what a question names: its annex and its year are there, its units differ."""

from __future__ import annotations

from pyoxigraph import NamedNode

from zeren.errors import NotUnderstoodError
from zeren.queries.ask import partial
from zeren.queries.ask.asked import Asked
from zeren.queries.catalog import Question
from zeren.queries.given import Given, Things
from zeren.queries.graph import prologue, rows, values

_ANNEXES = (
    prologue("zr")
    + "SELECT DISTINCT ?known WHERE {\n  # given\n  ?document zr:region ?county . "
    + "?task zr:document ?document ; zr:annex ?known }"
)
_YEARS = {
    "target": prologue("zr")
    + "SELECT DISTINCT ?known WHERE {\n  # given\n  ?document zr:region ?county . "
    + "?target zr:document ?document ; zr:year ?known }",
    "document": prologue("zr", "dcterms")
    + "SELECT DISTINCT (YEAR(?issued) AS ?known) WHERE {\n  # given\n  "
    + "?document a zr:Plan ; zr:region ?county ; dcterms:issued ?issued }",
}


_USED = (
    prologue("zr")
    + "SELECT ?campaign WHERE {\n  # given\n  ?thing zr:campaign ?campaign ; a zr:Task .\n} LIMIT 1"
)


def see(asked: Asked, question: Question, given: Given) -> None:
    """See that an annex and a year are there, in the counties that are asked about, and that units differ.

    Without it, an answer would be empty, or another one, and not say why.

    Raises:
        NotUnderstoodError: one is not there, with those that are; a campaign has no task; or a unit
            is named twice.
    """
    named = [*given.units, *(given.things[slot] for slot in ("unit", "unit2") if slot in given.things)]
    if len(set(named)) < len(named):
        twice = next(things for things in named if named.count(things) > 1)[0].label
        raise NotUnderstoodError(
            asked.say(f"“{twice}”说了两次（not understood）", f"“{twice}” is named twice (not understood)"),
            asked.say("写两个不同的单位，同名的写明是哪个县的", "name two units, each with its county"),
        )
    campaigns = given.things.get("campaign")
    if campaigns and question.about != "group":
        _see_used(asked, campaigns)
    if annex := given.texts.get("annex"):
        known = _known(asked, _ANNEXES)
        if annex not in known:
            shown = [label for label in known if "-" not in label and label != "0"]
            raise _absent(asked, f"附件{annex}", f"annex {annex}", shown)
    if given.year:
        of = "target" if question.about == "target" else "document"
        known = _known(asked, _YEARS[of])
        if str(given.year) not in known:
            zh, en = ("目标", "target") if of == "target" else ("文件", "document")
            raise _absent(asked, f"{given.year}年的{zh}", f"{en} of {given.year}", known)


def _see_used(asked: Asked, campaigns: Things) -> None:
    """See that some task is of the campaigns: of two spellings of one, a plan may have one that is empty."""
    label = campaigns[0].label
    others = partial.like_campaign(asked.graph, label, asked.homes)
    given = values("campaign", [NamedNode(campaign.iri) for campaign in campaigns])
    if not others or any(True for _ in rows(asked.graph, _USED.replace("# given", given))):
        return
    raise NotUnderstoodError(
        asked.say(f"“{label}”没有任务（not found）", f"“{label}” has no task (not found)"),
        asked.say(f"也写作：{asked.listed([*others])}", f"also written: {asked.listed([*others])}"),
        tuple(asked.text.replace(label, other) for other in others if label in asked.text),
    )


def _known(asked: Asked, query: str) -> list[str]:
    given = values("county", map(NamedNode, asked.homes)) if asked.homes else ""
    found = {row["known"] for row in rows(asked.graph, query.replace("# given", given))}
    return sorted(found, key=lambda label: (len(label), label))


def _absent(asked: Asked, zh: str, en: str, known: list[str]) -> NotUnderstoodError:
    there = ", ".join(known)
    return NotUnderstoodError(
        asked.say(f"没有{zh}（not found）", f"there is no {en} (not found)"),
        asked.say(f"已载入的有：{there or '无'}", f"those that are loaded: {there or 'none'}"),
    )
