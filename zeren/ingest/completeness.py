"""Whether a plan is all there: annexes that it announces, and an end that is an end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zeren.errors import UnreadableError
from zeren.ingest.outline.annexes import Announced
from zeren.ingest.outline.tree import Outline
from zeren.ingest.source import Paragraph
from zeren.ontology.facts import Evidence, Finding
from zeren.ontology.finding_ids import finding_id

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
