"""What of a question makes no difference to its answer, said beside how it was understood."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zeren.queries.ask.asked import Asked
from zeren.queries.ask.match import Match
from zeren.queries.ask.words import VAGUE

LISTED = 3
"""Titles that a remark names."""

LETTERS = 30
"""Letters of a title that a remark shows."""

_QUOTED = re.compile("[“‘「『《]")
_AGAINST = r"矛盾|冲突|不一|打架|对不上|(?i:contradict|conflict|inconsist|disagree)"
_BOTH = r"both|the two|two|each of the two|两|两个|二"


def told(question: Asked, found: Match) -> Iterator[str]:
    """The remarks about a reading, each in brackets, in the language of the answer."""
    names = [token.piece for token in (*found.kept, *found.filters) if token.symbol.startswith("{")]
    vague = [
        f"“{piece.text}”"
        for piece in question.pieces
        if VAGUE in piece.symbols and not any(n.start <= piece.start < n.end for n in names)
    ]
    if vague:
        yield question.say(
            f"（不区分{question.listed(vague)}）", f" ({question.listed(vague)} makes no difference)"
        )
    if not found.question.rank and any(token.piece.figure in ("most", "fewest") for token in found.kept):
        yield question.say("（全部列出，未排名）", " (all are listed, not ranked)")
    if found.question.name == "findings" and any(re.search(_AGAINST, p.text) for p in question.pieces):
        yield question.say(
            "（不限于矛盾，缺漏和异常也列出）", " (gaps and oddities too, not contradictions alone)"
        )
    words = [token.piece.symbols for token in found.kept if token.symbol == "responsible"]
    if found.question.name == "tasks-responsible" and ("responsible",) in words:
        yield question.say("（牵头的任务另问：牵头哪些任务）", " (tasks that it leads are asked for apart)")
    if found.question.name == "tasks-supported-by":
        yield question.say(
            "（牵头、负责的任务另问）", " (tasks that it leads or is responsible for are asked for apart)"
        )
    if found.question.name == "targets" and re.search("指标|(?i:indicator)", question.text):
        yield question.say(
            "（一行一个目标数值，一个指标可有几个）", " (one row a figure; an indicator may have several)"
        )
    if longer := _longer_titles(question, found):
        named = question.listed([f"“{shortened(title)}”" for title in longer[:LISTED]])
        yield question.say(
            f"（另有 {len(longer)} 种更长的标题含有这些字：{named}）",
            f" (longer titles hold these words too, {len(longer)} of them: {named})",
        )
    if _asks_for_both(question, found):
        yield question.say("（各县的都列出，不限于几县都有的）", " (of either county, not only of both)")


def _longer_titles(question: Asked, found: Match) -> list[str]:
    """Titles that hold the words which name a task, where no county is named and nothing is quoted."""
    titles = [token.piece for token in found.kept if token.symbol == "{task}"]
    if question.counties or len(titles) != 1 or _QUOTED.match(titles[0].text):
        return []
    from zeren.queries.ask import partial

    return sorted({thing.label for thing in partial.longer_titles(question.graph, titles[0].text)})


def _asks_for_both(question: Asked, found: Match) -> bool:
    """Whether what both counties have may be meant, where what each has is answered."""
    # 两县教育局 are two bureaus, each with its own.
    if any(token.symbol in ("all", "{unit}", "{function}") for token in found.kept):
        return False
    both = [t for t in found.aside if t.symbol == "everywhere" and re.match(_BOTH, t.piece.text.lower())]
    # 甲县和乙县都有的项目: the second 都 is of no wording.
    every = [piece for piece in question.pieces if "all" in piece.symbols]
    return bool(both or (every and len(question.counties) > 1))


def shortened(title: str) -> str:
    """A title that is a whole sentence by its beginning."""
    return title if len(title) <= LETTERS else title[:LETTERS] + "…"


def slips(question: Asked, written: dict[str, str]) -> str:
    """That words were taken for others that are like them: 县财证局 for 县财政局."""
    zh = "、".join(f"“{own}”按“{meant}”理解" for own, meant in written.items())
    en = ", ".join(f"“{own}” read as “{meant}”" for own, meant in written.items())
    return question.say(f"（{zh}）", f" ({en})")
