"""Sentences with the spans of units, projects and quantities, to train the helper on and to try it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from zeren.graph.coverage import cover
from zeren.graph.marks import MarkKind
from zeren.ingest.pipeline import Reading
from zeren.ingest.units.recognise import Recogniser

Label = Literal["UNIT", "PROJECT", "QUANTITY"]
LABELS: tuple[Label, ...] = ("UNIT", "PROJECT", "QUANTITY")

_OF_MARK: dict[MarkKind, Label] = {
    "lead": "UNIT", "responsible": "UNIT", "support": "UNIT", "guide": "UNIT", "member": "UNIT",
    "office": "UNIT", "project": "PROJECT", "target": "QUANTITY",
}  # fmt: skip
_MARKED = re.compile(r"\[([UPQ]) ([^\]]+)\]")
_HAND = Path(__file__).parent / "sentences.txt"
HELD_OUT = 4
"""Every fourth of the sentences written by hand is kept out of training."""

_LONGEST = 220
"""Letters of a sentence, so that a table's row of a page does not outweigh a batch."""


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of a sentence."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its spans in order, none overlapping, and where it begins in its document."""

    text: str
    spans: tuple[Span, ...]
    start: int = 0


def marked(line: str) -> Sentence:
    """A sentence from its written form: 由[U 县财政局]牵头."""
    text, spans, at = "", [], 0
    labels: dict[str, Label] = {label[0]: label for label in LABELS}
    for found in _MARKED.finditer(line):
        text += line[at : found.start()]
        spans.append(Span(len(text), len(text) + len(found[2]), labels[found[1]]))
        text += found[2]
        at = found.end()
    return Sentence(text + line[at:], tuple(spans))


def by_hand() -> tuple[list[Sentence], list[Sentence]]:
    """The sentences written by hand: those to train on, and those kept out."""
    lines = [line for line in _HAND.read_text("utf-8").splitlines() if not line.startswith("#")]
    every = [marked(line) for line in lines]
    return (
        [s for number, s in enumerate(every, 1) if number % HELD_OUT],
        every[HELD_OUT - 1 :: HELD_OUT],
    )


def sure(reading: Reading) -> list[Sentence]:
    """A document's sentences with the spans that the rules find in them.

    Units are those of facts, those named without a duty, and their names elsewhere in the text.
    """
    coverage = cover(reading.facts, reading.text)
    units = reading.facts.units
    recogniser = Recogniser(n for u in units if u.kind != "collective" for n in (u.name, *u.aliases))
    spans = {
        Span(m.start, m.end, _OF_MARK[m.kind])
        for stretch in coverage.stretches
        for m in (*stretch.marks, *stretch.wide)
        if m.kind in _OF_MARK
    }
    spans |= {Span(m.mention.start, m.mention.end, "UNIT") for m in reading.facts.mentioned}
    sentences = []
    for sentence in coverage.sentences():
        for start, end in _pieces(reading.text, sentence.start, sentence.end):
            text = reading.text[start:end]
            inside = [
                Span(s.start - start, s.end - start, s.label)
                for s in spans
                if start <= s.start and s.end <= end
            ]
            known = [Span(f.start, f.end, "UNIT") for f in recogniser.find(text)]
            sentences.append(Sentence(text, _apart([*inside, *known]), start))
    return sentences


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in pieces of a length that the model can learn from, cut at line ends and commas."""
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start + 40, start + _LONGEST) for mark in "\n，；、 ")
        cut = cut + 1 if cut > 0 else start + _LONGEST
        yield start, cut
        start = cut
    if end > start:
        yield start, end


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Of overlapping spans the longest, in the order of the text."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start - s.end, s.start, s.label)):
        if not any(span.start < k.end and k.start < span.end for k in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda s: s.start))


def renamed(sentence: Sentence, invent: dict[Label, list[str]], dice: random.Random) -> Sentence:
    """The sentence with other names for its units and projects, so that words around them are learnt."""
    text, spans, at = "", [], 0
    for span in sentence.spans:
        name = sentence.text[span.start : span.end]
        if span.label in invent and dice.random() < 0.6:
            name = dice.choice(invent[span.label])
        text += sentence.text[at : span.start]
        spans.append(Span(len(text), len(text) + len(name), span.label))
        text += name
        at = span.end
    return Sentence(text + sentence.text[at:], tuple(spans))
