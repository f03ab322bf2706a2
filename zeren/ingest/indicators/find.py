"""The targets of a sentence: which of its figures are to be reached, and of what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zeren.ingest.indicators import counted, figures, forms, named, special, words
from zeren.ingest.indicators.context import CLAUSE_END, RHYTHM, Context
from zeren.ingest.indicators.draft import Draft
from zeren.ingest.indicators.figures import Figure
from zeren.ingest.indicators.sentences import Sentence

_ORDINAL = re.compile("(?:第|每|近|达标|(?<![季度月年日底])前)$")
_AGE = re.compile("寿命|年龄")
_FOUND = re.compile("已经?[^，的]{1,12}的(?=.{2})")
"""What is so already of the things that a rate is set for: 对已经排查出来的隐患整改率."""
_JOINT = re.compile("以及|及|和|与|、|或")


def find(sentence: Sentence) -> Iterator[Draft]:
    """The targets that a sentence sets, in the order of the text."""
    if not special.MAYBE.search(sentence.text):
        return
    own = list(special.find(sentence))
    plain = [
        draft
        for draft in _plain(sentence)
        if not any(draft.figure.number < s.figure.end and s.figure.number < draft.figure.end for s in own)
    ]
    yield from sorted([*plain, *own], key=lambda draft: (draft.start, draft.end))


def _plain(sentence: Sentence) -> list[Draft]:
    """The targets in the common forms, clause by clause."""
    context = Context(sentence)
    found = [f for f in figures.find(sentence.masked) if f.kind != "age" or _is_of_a_life(sentence, f)]
    begin = 0
    for stop in [*(m.start() for m in CLAUSE_END.finditer(sentence.masked)), len(sentence.masked)]:
        context.enter(begin, stop)
        _clause(context, [f for f in found if begin <= f.start and f.end <= stop])
        context.leave()
        begin = stop + 1
    return context.drafts


def _is_of_a_life(sentence: Sentence, figure: Figure) -> bool:
    """Whether an age is a quantity's (人均预期寿命达到80岁), not that of people (65岁以上老年人)."""
    clause = CLAUSE_END.split(sentence.masked[: figure.start])[-1]
    return _AGE.search(clause) is not None


def _clause(context: Context, found: list[Figure]) -> None:
    index = 0
    while index < len(found):
        figure = found[index]
        behind = found[index + 1] if index + 1 < len(found) else None
        index += 1
        if figure.start < context.left:
            continue
        if behind and forms.raised(context, figure, behind):
            index += 1
        elif not _is_no_target(context, figure):
            _figure(context, figure, behind)


def _figure(context: Context, figure: Figure, behind: Figure | None) -> None:
    tail, tail_end = context.tail(figure, behind)
    ends = context.ends_its_clause(tail)
    if not ends and behind and _names_size_of(context, figure, behind):
        return
    if forms.of_whole(context, figure, tail, tail_end) or forms.of_use(context, figure, tail, tail_end):
        return
    if ends:
        named.behind_its_name(context, figure)
    elif figure.kind == "share":
        forms.share_of(context, figure, tail_end)
    else:
        counted.before_its_name(context, figure, tail_end)


def _is_no_target(context: Context, figure: Figure) -> bool:
    """Ordinals, periods (每2个月), one as an article (一个), what has been reached already."""
    if _ORDINAL.search(context.masked[: figure.number]) and not _is_about(context, figure):
        return True
    before = context.before(figure)
    if figure.chinese and figure.value <= 1 and figure.value_max is None and not figure.behind:
        return not (figure.unit == "次" and RHYTHM.search(before))
    if re.search(words.any_of("present"), _FOUND.sub("", before) if figure.kind == "share" else before):
        return True
    return _is_granted(context, figure)


def _is_about(context: Context, figure: Figure) -> bool:
    """Whether 近 before a figure says about (近200个), where before a period it says the last (近3个月)."""
    near = context.masked[figure.start : figure.number] == "近"
    return near and figure.kind != "duration" and not figure.chinese


def _is_granted(context: Context, figure: Figure) -> bool:
    """What a rule grants, takes or scores: 给予30万元, 按0.5%给予补助, 每增加1个得1分.

    The quantity itself may be a grant (护理补贴标准): only words right at the figure count.
    """
    around = context.before(figure)[-4:] + "|" + context.masked[figure.end : context.clause[1]][:12]
    return re.search(words.any_of("granting"), around) is not None


def _names_size_of(context: Context, figure: Figure, behind: Figure) -> bool:
    """Whether a figure is the size in the name of what the next figure counts: 2亿元以上项目10个."""
    between = context.masked[figure.end : behind.start]
    if not between or _JOINT.match(between) or "、" in between:
        return False
    return context.ends_its_clause(context.tail(behind, None)[0])
