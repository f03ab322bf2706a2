"""The parts of a document: the main text and its annexes, each with its title and campaign."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zeren.ingest.flat import tidy
from zeren.ingest.outline import labels
from zeren.ingest.source import Block, Paragraph, SourceText

MAIN = "0"
"""What stands for the annex's number in the ids of the main text."""

_ANNEX = re.compile(
    r"附\s*件\s*(?P<label>[0-9０-９一二三四五六七八九十]+(?:\s*[-－—]\s*[0-9０-９]+)*)\s*(?:[:：]?\s*(?P<title>\S.*))?"
)
_LIST = re.compile(r"附\s*件[:：]\s*(?P<first>\S.*)")
_CAMPAIGN = re.compile(r"打(?:好|赢|胜)(?P<name>[^，。、《》“”\s]{2,16}?仗)")
_PLAN_WORDS = re.compile(
    r"(?:的)?(?:重点)?(?:工作)?(?:总体|实施|行动|工作|专项)?(?:任务|责任|措施|事项)?(?:清单|方案|计划|分解表|分工表|一览表|要点|台账)$"
)
_HALF_WIDTH = str.maketrans("０１２３４５６７８９－—", "0123456789--")


@dataclass(frozen=True, slots=True)
class Announced:
    """An annex as a list names it: its number, its title there, and where the line stands."""

    label: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """The main text, or an annex: its printed number, title, campaign, place and blocks.

    `announced` holds, for the main text, the annexes that it lists.
    """

    label: str
    title: str
    campaign: str | None
    start: int
    end: int
    blocks: tuple[Block, ...]
    announced: tuple[Announced, ...] = ()


def parts(source: SourceText) -> list[Part]:
    """The document's parts in the order of the text; the main text is the first."""
    heads = _heads(source)
    starts = [0, *(index for index, _, _ in heads)]
    found: list[Part] = []
    for order, first in enumerate(starts):
        last = starts[order + 1] if order + 1 < len(starts) else len(source.blocks)
        blocks = source.blocks[first:last]
        if order == 0:
            found.append(_main(source, blocks))
        else:
            _, label, title = heads[order - 1]
            found.append(_annex(source, blocks, label, title))
    return found


_FIELD = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff\s]{1,9}[:：]")
"""A label and its colon, which begin the text below a title: 组长：张三."""


def announcements(source: SourceText) -> list[Announced]:
    """The lines that name an annex together with its title: the main text's list, and lines at an end."""
    listed = parts(source)[0].announced
    lines = [
        Announced(_label(found["label"]), tidy(found["title"] or ""), block.start, block.end)
        for block in source.blocks
        if (found := _ANNEX.fullmatch(_line(source, block)))
    ]
    return [*listed, *lines]


def _line(source: SourceText, block: Block) -> str:
    return source.text[block.start : block.end] if isinstance(block, Paragraph) else ""


def _heads(source: SourceText) -> list[tuple[int, str, str]]:
    """Where annexes begin: index of the block, number, and the title on the same line.

    `附件2-1：…清单` at the end of a part only announces what follows when `附件2-1` stands
    alone on a later line.
    """
    found = []
    for index, block in enumerate(source.blocks):
        match = _ANNEX.fullmatch(_line(source, block))
        if match:
            found.append((index, _label(match["label"]), (match["title"] or "").strip()))
    alone = {label: index for index, label, title in found if not title}
    return [
        (index, label, title)
        for index, label, title in found
        if not title or (alone.get(label, -1) < index and len(title) < 60 and not title.endswith("。"))
    ]


def _label(printed: str) -> str:
    return "-".join(
        str(labels.number(piece))
        for piece in re.sub(r"\s", "", printed).translate(_HALF_WIDTH).split("-")
        if piece
    )


def _main(source: SourceText, blocks: tuple[Block, ...]) -> Part:
    kept: list[Block] = []
    announced: list[Announced] = []
    listing = False
    for block in blocks:
        line = _line(source, block)
        opening = _LIST.fullmatch(line)
        item = opening["first"] if opening else line
        label = labels.parse(item)
        start = block.start + (opening.start("first") if opening else 0)
        if opening and (label is None or label.value == 1):
            listing = True
            announced.append(_announced(label.printed if label else "1", item, start))
        elif listing and label and label.value == len(announced) + 1 and len(line) < 60:
            announced.append(_announced(label.printed, item, start))
        elif _ANNEX.fullmatch(line):
            continue
        else:
            listing = False
            kept.append(block)
    end = blocks[-1].end if blocks else len(source.text)
    return Part(MAIN, "", None, 0, end, tuple(kept), tuple(announced))


def _announced(number: str, item: str, start: int) -> Announced:
    label = labels.parse(item)
    return Announced(number, tidy(item[label.end :] if label else item), start, start + len(item))


def _annex(source: SourceText, blocks: tuple[Block, ...], label: str, title: str) -> Part:
    """An annex; its title stands on the line of its number, or on the lines behind it."""
    body = 1
    while not title.endswith(("方案", "清单", "名单", "表", "计划")) and body < len(blocks) and body < 4:
        line = _line(source, blocks[body])
        is_text = labels.parse(line) or _FIELD.match(line) or line.endswith(("。", "：", ":"))
        if not line or is_text or len(line) > 60:
            break
        title += tidy(line)
        body += 1
    title = tidy(title)
    return Part(label, title, campaign(title), blocks[0].start, blocks[-1].end, blocks[body:])


def campaign(title: str) -> str | None:
    """The campaign that a title names: 打好经济增长主动仗工作方案 serves 经济增长主动仗."""
    found = _CAMPAIGN.search(title)
    return found["name"] if found else None


def theme(title: str) -> str:
    """A title without the words that only say that it is a plan."""
    return _PLAN_WORDS.sub("", title)
