"""Where the clauses of a document stand: its brackets and sentences, asked by each layout in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zeren.ingest.assignments import roles
from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.layouts import Layout, Place, layouts
from zeren.ingest.assignments.lists import goes_on, looks_like_unit, split
from zeren.ingest.brackets import outermost, split_outside
from zeren.ingest.flat import Flat, flatten
from zeren.ingest.outline import labels
from zeren.ingest.outline.tree import Outline, Section
from zeren.ingest.source import Paragraph

_NOT_A_CLAUSE = re.compile(r"^(即|含|包括|包含|其中|如|例如|指(?!导)|注|详见|见|具体(?!由)|不含|原)")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FoundClause:
    """A clause, its place, and whether its bracket, if it has one, is closed."""

    clause: Clause
    start: int
    end: int
    closed: bool = True
    bracketed: bool = True

    @property
    def of_leaders_alone(self) -> bool:
        """Whether it names leaders and no unit."""
        return bool(self.clause.leaders) and not self.clause.units


def parse(words: Flat, used: frozenset[str] = frozenset()) -> tuple[Clause | None, Layout | None]:
    """The clause that the words in a bracket make, and the layout that reads it, which says where it is one.

    Args:
        words: what stands in a bracket, without the bracket.
        used: the layouts that the document is known to use.
    """
    if not words.text or _NOT_A_CLAUSE.match(words.text):
        return None, None
    for layout in layouts(Place.BRACKET):
        if layout.where_used and used.isdisjoint(layout.where_used):
            continue
        if clause := layout.read(words):
            return clause, layout
    return None, None


@dataclass(slots=True)
class Finder:
    """The clauses of a document's paragraphs; it knows which layouts the document uses."""

    outline: Outline
    used: frozenset[str] = frozenset()
    _known: dict[Span, list[FoundClause]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the whole document once, to learn its layouts."""
        used: set[str] = set()
        for section in self.outline.sections():
            for span in paragraphs(self.outline.source.text, section):
                used.update(found.clause.rule for found in self._in_brackets(*span))
        self.used = frozenset(used)

    def clauses(self, start: int, end: int) -> list[FoundClause]:
        """The clauses between two offsets of the text, in order."""
        if (start, end) not in self._known:
            found = self._in_brackets(start, end)
            told = list(self._in_sentences(start, end, [f for f in found if not f.of_leaders_alone]))
            found = [f for f in found if not (f.of_leaders_alone and _joined(f, told))]
            self._known[start, end] = sorted([*found, *told], key=lambda f: f.start)
        return self._known[start, end]

    def _in_brackets(self, start: int, end: int) -> list[FoundClause]:
        text = self.outline.source.text
        found = []
        for bracket in outermost(text[start:end]):
            inside = bracket.inside
            words = flatten(text, start + inside.start, start + inside.stop)
            clause, layout = parse(words, self.used)
            if clause and not clause.units and self._is_in_a_list(start, start + bracket.start):
                continue
            behind = text[start + bracket.end : end].lstrip()
            before = text[start : start + bracket.start].rstrip()[-1:]
            if clause and layout and _may_stand(layout, before, behind):
                stop = start + len(text[start : start + bracket.end].rstrip())
                found.append(FoundClause(clause, start + bracket.start, stop, bracket.closed))
        return found

    def _is_in_a_list(self, start: int, at: int) -> bool:
        """Whether a bracket stands in the list behind a label: 责任单位：甲（责任人：王芳）."""
        text = self.outline.source.text
        begin = max(start, *(text.rfind(stop, start, at) + 1 for stop in "。！？"))
        return roles.LABEL.search(flatten(text, begin, at).text) is not None

    def _in_sentences(self, start: int, end: int, taken: list[FoundClause]) -> Iterator[FoundClause]:
        text = self.outline.source.text
        for first, last in split_outside(text[start:end], "。！？!?"):
            words = flatten(text, start + first, start + last)
            if not words.text or any(f.start < words.end and words.start < f.end for f in taken):
                continue
            for layout in layouts(Place.SENTENCE):
                clause = layout.read(words)
                if clause:
                    begin, stop = clause.span or (0, len(words))
                    place = (words.offsets[begin], words.offsets[stop - 1] + 1)
                    yield FoundClause(clause, *place, bracketed=False)
                    break


def _may_stand(layout: Layout, before: str, behind: str) -> bool:
    """Whether a bracket of a layout makes a clause between two stretches of a paragraph.

    A list without a role word is one only where a sentence or a heading ends; inside one it explains.
    """
    if layout.behind_stop:
        return before in "。；;"
    ends = behind[:1] in "。；;" or before in "。；;" or labels.parse(behind) is not None
    return ends or not layout.at_end


def _joined(leaders: FoundClause, told: list[FoundClause]) -> bool:
    """Add leaders to the clause around their bracket, if there is one: 责任单位：甲（责任人：张三）."""
    around = next((f for f in told if f.start <= leaders.start and leaders.end <= f.end), None)
    if around is None:
        return False
    around.clause.leaders += [one for one in leaders.clause.leaders if one not in around.clause.leaders]
    return True


def paragraphs(text: str, section: Section) -> list[Span]:
    """The places of a section's own paragraph, if it has a label, and of those below it.

    A line that ends with a comma goes on in the next, as does a label's list that ends inside a name.
    Numbered labels (1.牵头单位：…, 2.责任单位：…) belong to the section that they are numbered in.
    """
    found = [(section.start, section.end)] if section.label else []
    items = [Paragraph(child.start, child.end) for child in section.children if is_label_item(text, child)]
    for block in sorted([*section.blocks, *items], key=lambda b: b.start):
        if not isinstance(block, Paragraph):
            continue
        if found and not text[found[-1][1] : block.start].strip() and _is_broken(text, found[-1], block):
            found[-1] = (found[-1][0], block.end)
        else:
            found.append((block.start, block.end))
    return found


def _is_broken(text: str, line: Span, following: Paragraph) -> bool:
    """Whether a line ends in the middle of a list that the next one goes on with."""
    words = flatten(text, *line).text
    if words[-1:] in ("、", "，", ","):
        return True
    behind = flatten(text, following.start, following.end).text
    label = roles.LABEL.match(words)
    if label is None or roles.LABEL.match(behind):
        return False
    first = flatten(text, line[0], line[0] + len(text[slice(*line)].partition("\n")[0])).text
    alone = roles.LABEL.fullmatch(first)
    return goes_on(words, behind) or (alone is not None and _begins_with_units(text, following))


def _begins_with_units(text: str, line: Paragraph) -> bool:
    """Whether a line begins with a unit, and most of what stands before its first label has a unit's form."""
    words = flatten(text, line.start, line.end)
    label = roles.LABEL.search(words.text)
    names = [item.name for item in split(words[: label.start() if label else len(words)]).items]
    return (
        bool(names) and looks_like_unit(names[0]) and sum(map(looks_like_unit, names)) * 3 >= len(names) * 2
    )


def is_label_item(text: str, section: Section) -> bool:
    """Whether a section is nothing but a label and its list, numbered among others of its kind."""
    if section.label is None or section.parent is None or section.parent.label is None or section.children:
        return False
    return roles.LABEL.match(flatten(text, section.start, section.end).text) is not None
