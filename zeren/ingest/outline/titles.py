"""Titles that a document prints in two ways: its own, and those of its annexes and table sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from zeren.ingest.flat import Flat, flatten, tidy
from zeren.ingest.outline import labels
from zeren.ingest.outline.annexes import announcements, campaign
from zeren.ingest.outline.tree import Outline
from zeren.ingest.source import Cell, Paragraph, Table
from zeren.ontology.facts import Evidence, Finding, FindingKind
from zeren.ontology.finding_ids import finding_id

ALIKE = 0.75
"""From this share of common characters on a line, or a quoted title, is held for the plan's title."""

_PREFACE = 24
_LINES = 3
"""Lines over which a title may be broken."""

_APPROVED = re.compile(r"^《(?P<title>[^《》]+)》(?:业?已经?|业经|经)")
_MARKS = re.compile(r"[\W_]+")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,8}?(?:自治县|自治旗|自治州|省|市|州|县|区|旗)")
_STAGE = re.compile(r"[（(](?:征求意见稿|送审稿|草案|讨论稿|试行|修订稿?|代拟稿)[)）]$")


def findings(outline: Outline, title: str, document: str) -> Iterator[Finding]:
    """One finding a title that stands elsewhere in other words.

    Args:
        outline: the document's parts and sections.
        title: the plan's title.
        document: the document's id.
    """
    yield from _of_plan(outline, title, document)
    yield from _of_annexes(outline, document)
    yield from _of_campaigns(outline, document)
    yield from _of_tables(outline, document)


def _of_plan(outline: Outline, title: str, document: str) -> Iterator[Finding]:
    """The title in the sentence of approval, and over the plan's own text, against the notice's."""
    text = outline.source.text
    lines = [
        flatten(text, block.start, block.end)
        for block in outline.bodies[0].blocks[:_PREFACE]
        if isinstance(block, Paragraph)
    ]
    for line in lines:
        found = _APPROVED.search(line.text)
        if found:
            yield from _differing(title, line[found.start("title") : found.end("title")], document)
    printed = [line for line in _joined(lines) if not re.search("[《》。：:；]", line.text)]
    if not any(_plain(line.text) == _plain(title) for line in printed):
        nearest = max(printed, key=lambda line: (_alike(line.text, title), -line.start), default=None)
        if nearest:
            yield from _differing(title, nearest, document)


def _joined(lines: list[Flat]) -> Iterator[Flat]:
    """Each line, and each with those behind it, since a long title is broken over lines."""
    for first in range(len(lines)):
        for last in range(first + 1, min(first + _LINES, len(lines)) + 1):
            words = lines[first:last]
            yield Flat(
                "".join(line.text for line in words), tuple(place for line in words for place in line.offsets)
            )


def _differing(title: str, words: Flat, document: str) -> Iterator[Finding]:
    """A finding where words are the plan's title but for some characters."""
    if _plain(words.text) == _plain(title) or _alike(words.text, title) < ALIKE or _other(words.text, title):
        return
    yield _finding(
        document,
        "plan-named-two-ways",
        (
            f"方案的名称有两种写法：“{title}”和“{words.text}”",
            f"the plan is named two ways: “{title}” and “{words.text}”",
        ),
        [Evidence("title", words.start, words.end)],
    )


def _other(words: str, title: str) -> bool:
    """Whether words are the title of another place's plan, or of another year's."""
    places = [found.group() if (found := _PLACE.match(t)) else "" for t in (words, title)]
    numbers = [re.findall(r"\d+", t) for t in (words, title)]
    return (all(places) and places[0] != places[1]) or numbers[0] != numbers[1]


def _plain(title: str) -> str:
    """A title without marks and without the word for its stage."""
    return _MARKS.sub("", _STAGE.sub("", title))


def _alike(a: str, b: str) -> float:
    return SequenceMatcher(None, _plain(a), _plain(b), autojunk=False).ratio()


def _of_annexes(outline: Outline, document: str) -> Iterator[Finding]:
    """An annex that is announced under one title and printed under another, its place's name aside."""
    titles = {body.annex.label: body.annex for body in outline.bodies[1:] if body.annex.title}
    for announced in announcements(outline.source):
        annex = titles.get(announced.label)
        if annex is None or announced.start == annex.start or not announced.title:
            continue
        if _without_place(announced.title) != _without_place(annex.title):
            heading = _place_of(outline, annex.title, annex.start, annex.end)
            yield _finding(
                document,
                "heading-named-two-ways",
                (
                    f"附件{annex.label}的标题有两种写法：目录中为“{announced.title}”，附件上为“{annex.title}”",
                    f"annex {annex.label} has two titles: “{announced.title}” where it is announced, "
                    f"“{annex.title}” where it stands",
                ),
                [Evidence("title", announced.start, announced.end), *heading],
            )


def _of_campaigns(outline: Outline, document: str) -> Iterator[Finding]:
    """A heading of the main text whose campaign no annex serves, but one of almost that name does."""
    main, *rest = outline.bodies
    # Of an annex and its task list (2, 2-1), the annex comes first.
    annexes = {body.annex.campaign: body.annex for body in reversed(rest) if body.annex.campaign}
    for section in main.walk():
        heading = outline.heading(section) if section.label else ""
        named = campaign(heading)
        if named is None or named in annexes:
            continue
        for other, annex in annexes.items():
            if len(other) == len(named) and _alike(other, named) >= ALIKE:
                place = Evidence("heading", section.start, outline.heading_end(section))
                yield _finding(
                    document,
                    "heading-named-two-ways",
                    (
                        f"正文写作“{named}”，附件{annex.label}写作“{other}”",
                        f"the main text says “{named}”, annex {annex.label} says “{other}”",
                    ),
                    [place, *_place_of(outline, annex.title, annex.start, annex.end)],
                )


def _without_place(title: str) -> str:
    return _PLACE.sub("", _plain(title))


def _place_of(outline: Outline, title: str, start: int, end: int) -> list[Evidence]:
    """Where an annex's title is printed."""
    words = flatten(outline.source.text, start, end)
    at = words.text.find("".join(title.split()))
    if at < 0:
        return []
    found = words[at : at + len("".join(title.split()))]
    return [Evidence("title", found.start, found.end)]


def _of_tables(outline: Outline, document: str) -> Iterator[Finding]:
    """A section's cell that is printed again behind a page break, with one number but other words."""
    text = outline.source.text
    for section in outline.sections():
        for table in section.blocks:
            if not isinstance(table, Table):
                continue
            above: Cell | None = None
            for number, row in enumerate(table.rows):
                cell = row.cells[0]
                if cell.empty:
                    continue
                if above and number in table.reprints:
                    yield from _reprinted(text, above, cell, document)
                above = cell


def _reprinted(text: str, above: Cell, cell: Cell, document: str) -> Iterator[Finding]:
    first, again = tidy(text[above.start : above.end]), tidy(text[cell.start : cell.end])
    numbers = [label.printed if (label := labels.parse(words)) else None for words in (first, again)]
    if numbers[0] is None or numbers[0] != numbers[1] or _MARKS.sub("", first) == _MARKS.sub("", again):
        return
    yield _finding(
        document,
        "heading-named-two-ways",
        (
            f"续表中的标题与前面不一致：前为“{first}”，后为“{again}”",
            f"a heading is printed again in other words: “{first}”, then “{again}”",
        ),
        [Evidence("heading", cell.start, cell.end), Evidence("heading", above.start, above.end)],
    )


def _finding(document: str, kind: FindingKind, words: tuple[str, str], places: list[Evidence]) -> Finding:
    return Finding(
        id=finding_id(document, kind, words[0]),
        document=document,
        kind=kind,
        severity="warning",
        zh=words[0],
        en=words[1],
        places=places,
    )
