"""Document numbers in running text: 湘政办发〔2022〕50号, 国务院令第722号, with their titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zeren.ingest import divisions

_OPEN, _CLOSE = "〔［[【（(﹝", "〕］]】）)﹞"
_NUMBER = re.compile(
    rf"(?P<prefix>[\u4e00-\u9fff]{{1,24}})\s*[{re.escape(_OPEN)}]\s*(?P<year>(?:19|20)\d{{2}})\s*[{re.escape(_CLOSE)}]"
    r"\s*(?P<numbers>第?\d{1,4}(?:\s*(?:[、，,]|[-—－–~～至])\s*\d{1,4})*)\s*(?P<tail>号(?:文件|文)?|文件|文)?"
)
_DECREE = re.compile(r"(?P<prefix>[\u4e00-\u9fff]{2,24}令)\s*第?\s*(?P<numbers>\d{1,4})\s*号")
# What stands before an issuer's code in a sentence, not in the code: 根据湘政办发…, 及怀防控发….
_LEAD_IN = re.compile(
    r"(?:根据|按照|依据|参照|遵照|落实|贯彻|执行|印发|转发|关于|以及|适用|符合|结合|见|及|(?<!共)和|与|对|经|以|据|即)"
)
_STEM = 4
"""Letters of a county's name that a code may begin with; peoples' names of autonomous ones are left out."""

_RANGE = re.compile(r"(\d+)\s*[-—－–~～至]\s*(\d+)")
LONGEST_RANGE = 60
"""Numbers that a range may stand for; a longer one is a misprint and stays as its two ends."""


@dataclass(frozen=True, slots=True)
class CitedNumber:
    """A document number in its standard form (〔〕, 号), its title, and where it is printed."""

    number: str
    title: str | None
    start: int
    end: int


def find(text: str, start: int, end: int) -> Iterator[CitedNumber]:
    """The document numbers between two offsets; lists and ranges give one entry a document."""
    for found in _NUMBER.finditer(text, start, end):
        prefix_start = _prefix_start(found)
        # A round bracket with a year may be anything; only 号 makes it a document number.
        opening = text[found.end("prefix") : found.start("year")].strip()
        if prefix_start == found.end("prefix") or (opening in "（(" and not found["tail"]):
            continue
        prefix = text[prefix_start : found.end("prefix")]
        title = _title_around(text, start, prefix_start, found.end(), end)
        for number in _expanded(found["numbers"]):
            yield CitedNumber(f"{prefix}〔{found['year']}〕{number}号", title, prefix_start, found.end())
    for found in _DECREE.finditer(text, start, end):
        prefix_start = _prefix_start(found)
        prefix = text[prefix_start : found.end("prefix")]
        title = _title_around(text, start, prefix_start, found.end(), end)
        yield CitedNumber(f"{prefix}第{found['numbers']}号", title, prefix_start, found.end())


def _prefix_start(found: re.Match[str]) -> int:
    """Where the issuer's code begins: behind the last word that leads to it, if that is none of the code's.

    永和政办发 is a county's code: 和 leads to none there, but in 和政和政办发 to that of 政和.
    """
    prefix, start = found["prefix"], 0
    for lead_in in _LEAD_IN.finditer(prefix):
        behind = lead_in.end()
        if _is_a_county(prefix, behind, behind) or not _is_a_county(prefix, start, lead_in.start()):
            start = behind
    return found.start("prefix") + start


def _is_a_county(code: str, start: int, beyond: int) -> bool:
    """Whether a county's name, without its level, begins in a code and goes beyond an index."""
    ends = range(beyond + 1, min(start + _STEM, len(code)) + 1)
    return any(code[start:end] in divisions.stems() for end in ends)


def _expanded(numbers: str) -> list[int]:
    """The numbers of a list with ranges: 112、114—116 is 112, 114, 115, 116."""
    found: list[int] = []
    for piece in re.split("[、，,]", numbers.strip().removeprefix("第")):
        span = _RANGE.search(piece)
        if span:
            first, last = int(span[1]), int(span[2])
            found += range(first, last + 1) if 0 <= last - first < LONGEST_RANGE else [first, last]
        else:
            found.append(int(re.sub(r"\D", "", piece)))
    return found


def _title_around(text: str, begin: int, start: int, stop: int, end: int) -> str | None:
    """The title in 《》 right before a number, or right behind it."""
    before = text[begin:start].rstrip(" 　\t\r\n（([［")
    if before.endswith("》"):
        depth = 0
        for index in range(len(before) - 1, -1, -1):
            depth += (before[index] == "》") - (before[index] == "《")
            if depth == 0:
                return "".join(before[index + 1 : -1].split())
    behind = text[stop:end].lstrip(" 　）)")
    if behind.startswith("《"):
        title, closing, _ = behind[1:].partition("》")
        return "".join(title.split()) if closing else None
    return None
