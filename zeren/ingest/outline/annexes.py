"""The parts of a document: the main text and its annexes, each with its title and campaign."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zeren.ingest.flat import tidy
from zeren.ingest.outline import annex_heads, labels
from zeren.ingest.outline.annex_heads import Head, line_of
from zeren.ingest.source import Block, SourceText

MAIN = "0"
"""What stands for the annex's number in the ids of the main text."""

_LIST = re.compile(r"附\s*件[:：]\s*(?P<first>\S.*)")
_CAMPAIGN = re.compile(r"打(?:好|赢|胜)(?P<name>[^，。、《》“”\s]{2,16}?仗)")
_PLAN_WORDS = re.compile(
    r"(?:的)?(?:重点)?(?:工作)?(?:总体|实施|行动|工作|专项)?(?:任务|责任|措施|事项)?(?:清单|方案|计划|分解表|分工表|一览表|要点|台账)$"
)


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
    heads = annex_heads.heads(source)
    starts = [0, *(head.at for head in heads)]
    found: list[Part] = []
    for order, first in enumerate(starts):
        last = starts[order + 1] if order + 1 < len(starts) else len(source.blocks)
        blocks = source.blocks[first:last]
        if order == 0:
            found.append(_main(source, blocks))
        else:
            found.append(_annex(source, blocks, heads[order - 1]))
    return found


def announcements(source: SourceText) -> list[Announced]:
    """The lines that name an annex together with its title: the main text's list, and lines at an end."""
    listed = parts(source)[0].announced
    lines = [
        Announced(annex_heads.number(found["label"]), tidy(found["title"] or ""), block.start, block.end)
        for block in source.blocks
        if (found := annex_heads.NUMBERED.fullmatch(line_of(source, block)))
    ]
    return [*listed, *lines]


def _main(source: SourceText, blocks: tuple[Block, ...]) -> Part:
    kept: list[Block] = []
    announced: list[Announced] = []
    listing = False
    for block in blocks:
        line = line_of(source, block)
        opening = _LIST.fullmatch(line)
        item = opening["first"] if opening else line
        label = labels.parse(item)
        start = block.start + (opening.start("first") if opening else 0)
        if opening and (label is None or label.value == 1):
            listing = True
            announced.append(_announced(label.printed if label else "1", item, start))
        elif listing and label and label.value == len(announced) + 1 and len(line) < 60:
            announced.append(_announced(label.printed, item, start))
        elif annex_heads.NUMBERED.fullmatch(line):
            continue
        else:
            listing = False
            kept.append(block)
    end = blocks[-1].end if blocks else len(source.text)
    return Part(MAIN, "", None, 0, end, tuple(kept), tuple(announced))


def _announced(number: str, item: str, start: int) -> Announced:
    label = labels.parse(item)
    return Announced(number, tidy(item[label.end :] if label else item), start, start + len(item))


def _annex(source: SourceText, blocks: tuple[Block, ...], head: Head) -> Part:
    """An annex; its title stands on the line of its number, or on the lines behind it."""
    body, title = 1, head.title
    while not title.endswith(("方案", "清单", "名单", "表", "计划")) and body < len(blocks) and body < 4:
        line = line_of(source, blocks[body])
        if not annex_heads.may_be_title(line):
            break
        title += tidy(line)
        body += 1
    title = tidy(title)
    return Part(head.label, title, campaign(title), blocks[0].start, blocks[-1].end, blocks[body:])


def campaign(title: str) -> str | None:
    """The campaign that a title names: 打好经济增长主动仗工作方案 serves 经济增长主动仗."""
    found = _CAMPAIGN.search(title)
    return found["name"] if found else None


def theme(title: str) -> str:
    """A title without the words that only say that it is a plan."""
    return _PLAN_WORDS.sub("", title)
