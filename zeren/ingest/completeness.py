"""Whether a plan is all there: annexes that it announces, and an end that is an end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zeren.errors import UnreadableError
from zeren.ingest.outline.annexes import Announced
from zeren.ingest.outline.tree import Outline
from zeren.ingest.source import Paragraph, SourceText
from zeren.ontology.facts import Evidence, Finding
from zeren.ontology.finding_ids import finding_id

NAMED = 5
"""The cells that a finding names; a column of formulas has one a row."""

_CELL = re.compile(r"(.*!)[A-Z]+(\d+)")
_RUNNING = re.compile(r"[，、；。]")
_COMPLETE_END = re.compile(r"[。！？；…)）】\]］”》」』]\s*$|\d\s*$|日\s*$|印发\s*$")


def missing_annexes(outline: Outline) -> list[Announced]:
    """The annexes that the main text lists and the document does not hold."""
    main = outline.bodies[0].annex
    present = {body.annex.label.partition("-")[0] for body in outline.bodies[1:]}
    return [annex for annex in main.announced if annex.label not in present] if present else []


def breaks_off(outline: Outline) -> str | None:
    """The last words, when the text ends in the middle of a sentence or of a table's row."""
    if not outline.source.blocks:
        return None
    last = outline.source.blocks[-1]
    words = outline.source.text[last.start : last.end]
    if isinstance(last, Paragraph):
        sentence = re.split("[。；]", words)[-1]
        cut = len(words) > 8 and bool(_RUNNING.search(words)) and not _COMPLETE_END.search(words)
        unclosed = words.count("（") + words.count("(") > words.count("）") + words.count(")")
        return sentence[-24:] if cut or unclosed else None
    return words[-24:] if last.rows and not last.rows[-1].complete else None


def refuse_cut_off(outline: Outline, file: str) -> None:
    """Refuse a text that breaks off and lacks annexes that it announces: its end is missing.

    Raises:
        UnreadableError: it does.
    """
    words, missing = breaks_off(outline), missing_annexes(outline)
    announced = outline.bodies[0].annex.announced
    if words and (missing or (announced and len(outline.bodies) == 1)):
        numbers = "、".join(annex.label for annex in missing or announced)
        raise UnreadableError(
            f"{file}: the file is cut off: it ends with “…{words.strip()}”, "
            f"and of the annexes that it announces {numbers} are missing",
            "copy the whole file again; what was stored of this plan stays as it was",
        )


def findings(outline: Outline, document: str) -> Iterator[Finding]:
    """What is missing from a plan that is kept all the same."""
    end = len(outline.source.text)
    for annex in missing_annexes(outline):
        yield Finding(
            id=finding_id(document, "incomplete", f"附件{annex.label}"),
            document=document,
            kind="incomplete",
            severity="warning",
            zh=f"正文列出附件{annex.label}，文件中没有",
            en=f"the main text lists annex {annex.label}, the file does not hold it",
            places=[Evidence("annex", annex.start, annex.end)],
        )
    if outline.source.unvalued and outline.source.blocks:
        yield _unvalued(outline.source, document)
    if words := breaks_off(outline):
        yield Finding(
            id=finding_id(document, "incomplete", words.strip()),
            document=document,
            kind="incomplete",
            severity="warning",
            zh=f"文件结尾不完整：“…{words.strip()}”",
            en=f"the text ends in the middle: “…{words.strip()}”",
            places=[Evidence("end", max(0, end - 24), end)],
        )


def _unvalued(source: SourceText, document: str) -> Finding:
    """Cells that are empty because the program that wrote the workbook left its formulas uncalculated."""
    cells = source.unvalued
    named, count = "、".join(cells[:NAMED]), len(cells)
    more = count > NAMED
    has = "cells have a formula" if count > 1 else "cell has a formula"
    return Finding(
        id=finding_id(document, "incomplete", f"公式{'、'.join(cells)}"),
        document=document,
        kind="incomplete",
        severity="warning",
        zh=f"{count} 个单元格有公式而文件没有存下结果，读作空格（{named}{' 等' if more else ''}）："
        "用 Excel 或 WPS 打开后另存，再读入",
        en=f"{count} {has} without a saved result, read as empty ({named}{' …' if more else ''}): "
        "open it in Excel or WPS, save it, and read it again",
        places=[Evidence("row", *place) for place in dict.fromkeys(_row(source, c) for c in cells[:NAMED])],
    )


def _row(source: SourceText, cell: str) -> tuple[int, int]:
    """The words of a cell's row; those of the first block where the row has none."""
    places = [(_CELL.fullmatch(locator.label), locator.start) for locator in source.locators]
    sought = _CELL.fullmatch(cell)
    start = next((at for found, at in places if found and sought and found.groups() == sought.groups()), -1)
    if start < 0:
        return source.blocks[0].start, source.blocks[0].end
    words = source.text[start:].lstrip()
    start = len(source.text) - len(words)
    return start, start + len(words.partition("\n")[0])
