"""Where annexes begin: a line 附件1, or 附件 alone where a document has one annex (GB/T 9704-2012, 7.3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count, takewhile
from typing import NamedTuple

from zeren.ingest.outline import labels
from zeren.ingest.source import Block, Paragraph, SourceText, Table

NUMBERED = re.compile(
    r"附\s*件\s*(?P<label>[0-9０-９一二三四五六七八九十]+(?:\s*[-－—]\s*[0-9０-９]+)*)\s*(?:[:：]?\s*(?P<title>\S.*))?"
)
_TABLE_NUMBERED = re.compile(
    r"附\s*表\s*(?P<label>[0-9０-９一二三四五六七八九十]+)\s*(?:[:：]?\s*(?P<title>\S.*))?"
)
ALONE = re.compile(r"附\s*(?:[件表]\s*[:：]?|[:：])")
_WITH_TITLE = re.compile(r"附\s*[件表]?\s*[:：]\s*(?P<title>\S.*)")
_FIELD = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff\s]{1,9}[:：]")
"""A label and its colon, which begin the text below a title: 组长：张三."""

_DAY = re.compile(r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*\w{1,3}\s*月\s*\w{1,3}\s*日")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９－—", "0123456789--")
_LONGEST_TITLE = 60
_TITLE_LINES = 3


class Head(NamedTuple):
    """Where an annex begins: its first block's index, its number, and the title on the same line."""

    at: int
    label: str
    title: str


def heads(source: SourceText) -> list[Head]:
    """The heads of a document's annexes, in the order of the text.

    `附件2-1：…清单` at the end of a part only announces what follows when `附件2-1` stands
    alone on a later line. An annex without a number has the first that no other annex bears; inside
    a numbered one, a number below it. Numbered tables (附表1) are annexes where none is called 附件1.
    """
    lines = [line_of(source, block) for block in source.blocks]
    found = _numbered(lines, NUMBERED) or _numbered(lines, _TABLE_NUMBERED)
    taken = {head.label for head in found}
    printed = frozenset(taken)
    for at, title in _unnumbered(source.blocks, lines):
        around = max((head for head in found if head.at < at), default=None)
        prefix = f"{around.label}-" if around and around.label in printed else ""
        label = next(one for n in count(1) if (one := f"{prefix}{n}") not in taken)
        taken.add(label)
        found.append(Head(at, label, title))
    return sorted(found)


def line_of(source: SourceText, block: Block) -> str:
    """The words of a paragraph; none of a table."""
    return source.text[block.start : block.end] if isinstance(block, Paragraph) else ""


def may_be_title(line: str) -> bool:
    """Whether a line may be an annex's title, or part of one: short, no label, no field, no sentence."""
    if not line or len(line) > _LONGEST_TITLE or line[-1] in "。：:":
        return False
    return labels.parse(line) is None and _FIELD.match(line) is None


def number(printed: str) -> str:
    """An annex's number as ids have it: ２－１ is 2-1, 一 is 1."""
    return "-".join(
        str(labels.number(piece))
        for piece in re.sub(r"\s", "", printed).translate(_HALF_WIDTH).split("-")
        if piece
    )


def _numbered(lines: Sequence[str], form: re.Pattern[str]) -> list[Head]:
    found = [
        Head(index, number(match["label"]), (match["title"] or "").strip())
        for index, line in enumerate(lines)
        if (match := form.fullmatch(line))
    ]
    alone = {head.label: head.at for head in found if not head.title}
    return [
        head
        for head in found
        if not head.title
        or (
            alone.get(head.label, -1) < head.at
            and len(head.title) < _LONGEST_TITLE
            and not head.title.endswith("。")
        )
    ]


def _unnumbered(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Where annexes without a number begin, and the titles beside them; not at a document's first line."""
    for index, line in enumerate(lines[1:], 1):
        if ALONE.fullmatch(line):
            if _is_followed(blocks[index + 1 :], lines[index + 1 :]):
                yield index, ""
        elif match := _WITH_TITLE.fullmatch(line):
            title, label = match["title"].strip(), labels.parse(match["title"])
            beside_table = isinstance(next(iter(blocks[index + 1 :]), None), Table)
            if label is None and beside_table and len(title) < _LONGEST_TITLE and title[-1] not in "。：:":
                yield index, title


def _is_followed(blocks: Sequence[Block], lines: Sequence[str]) -> bool:
    """Whether the annex itself follows, a table or a title with text: not its name alone and a signature."""
    titles = len([*takewhile(may_be_title, lines[:_TITLE_LINES])])
    if titles == len(blocks) or (titles == 0 and not isinstance(blocks[0], Table)):
        return False
    before_text = takewhile(lambda line: line and not labels.parse(line) and line[-1] not in "。：:", lines)
    return not any(_DAY.fullmatch(line.strip()) for line in before_text)
