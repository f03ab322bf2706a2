"""A document's text as HTML: every fact coloured, what was not read underlined, a chosen range marked.

The one writer of marked texts, for the account in one file and for the explorer's page of a text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby, pairwise
from typing import Literal

from zeren.graph.coverage import Sentence, Stretch
from zeren.graph.cues import Gap, Span
from zeren.graph.marks import MARK_KINDS, Mark
from zeren.graph.quoting import in_both
from zeren.ontology.locators import Locator, locate

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_NARROW, _MEDIUM, _BROAD = 4, 16, 60
"""Characters of a cell up to which its column is a number's, a name's, a list's."""


_PARAGRAPHS, _LINE, _LEADING = 24, 40, 32
"""Paragraphs of a part; characters of a line and its height in pixels, by which a part's is guessed."""


@cache
def words() -> dict[Language, dict[str, str]]:
    """What kinds of marks, reasons and states are called, by language."""
    page = files("zeren.graph") / "account_page" / "strings.json"
    strings: dict[Language, dict[str, str]] = json.loads(page.read_text(encoding="utf-8"))
    return strings


def anchor(start: int) -> str:
    """The id of the paragraph or cell that begins at a character."""
    return f"c{start}"


def numbered(stretches: Sequence[Stretch]) -> list[Mark]:
    """The marks of a text, each once, in the order by which the written text numbers them in `data-m`."""
    return list(dict.fromkeys(mark for stretch in stretches for mark in stretch.marks))


class MarkedText:
    """Writes paragraphs and cells, each with its anchor.

    Args:
        text: the document's stored text.
        marks: from `numbered`.
        locators: where the text stood in the file; none for plain text.
        languages: in which kinds and reasons are told; the page shows one of them at a time.
        link: the address of the fact that a mark proves; None where marks lead nowhere.
        chosen: the range that is marked beside the facts.
    """

    def __init__(
        self,
        text: str,
        marks: Sequence[Mark],
        locators: Sequence[Locator] = (),
        *,
        languages: Sequence[Language] = LANGUAGES,
        link: Callable[[Mark], str] | None = None,
        chosen: Span | None = None,
    ) -> None:
        self._text = text
        self._locators = locators
        self._number = {mark: number for number, mark in enumerate(marks)}
        self._languages = languages
        self._link = link
        self._chosen = chosen
        self._labels = {key: self._label([key]) for key in words()["zh"]}

    def html(self, stretches: Sequence[Stretch]) -> str:
        """The paragraphs and tables in order, in parts that a browser lays out when they come into sight."""
        parts = []
        for in_table, listed in groupby(stretches, key=lambda stretch: stretch.row > 0):
            together = list(listed)
            for part in [together] if in_table else _parts(together):
                inside = self._table(part) if in_table else map(self._stretch, part)
                parts += [f'<div class="part {_height(part)}">', *inside, "</div>"]
        return "\n".join(parts)

    def _table(self, listed: Sequence[Stretch]) -> Iterator[str]:
        """Rows one below the other, each cell in its column; one that is alone in its row takes all of it."""
        width = max(stretch.column for stretch in listed)
        yield "<table>"
        for _, cells in groupby(listed, key=lambda stretch: stretch.row):
            yield self._cells(list(cells), width)
        yield "</table>"

    def _cells(self, cells: Sequence[Stretch], width: int) -> str:
        wide = " wide" if any(stretch.wide for stretch in cells) else ""
        if len(cells) == 1 and cells[0].column == 1:
            return f'<tr class="row{wide}"><td colspan="{width}">{self._stretch(cells[0])}</td></tr>'
        found = {stretch.column: self._stretch(stretch) for stretch in cells}
        inside = "".join(f"<td>{found.get(column, '')}</td>" for column in range(1, width + 1))
        return f'<tr class="row{wide}">{inside}</tr>'

    def _stretch(self, stretch: Stretch) -> str:
        size = stretch.end - stretch.start
        width = sum(size > limit for limit in (_NARROW, _MEDIUM, _BROAD))
        look = f"w{width}" if stretch.row else f"l{stretch.level}"
        inside, at = [], stretch.start
        for sentence in stretch.sentences:
            inside += [self._words(at, sentence.start), self._sentence(sentence)]
            at = sentence.end
        inside.append(self._words(at, stretch.end))
        stood = locate(self._locators, stretch.start)
        where = f' title="{escape(self._told(in_both(stood)))}"' if stood else ""
        return f'<p id="{anchor(stretch.start)}" class="{look}"{where}>{"".join(inside)}</p>'

    def _sentence(self, sentence: Sentence) -> str:
        cuts = {sentence.start, sentence.end}
        spans = [(m.start, m.end) for m in sentence.marks] + [(g.start, g.end) for g in sentence.gaps]
        for start, end in spans:
            cuts |= {max(start, sentence.start), min(end, sentence.end)}
        inside = "".join(self._piece(sentence, *piece) for piece in pairwise(sorted(cuts)))
        if not sentence.open:
            return inside
        reasons = list(dict.fromkeys(gap.reason for gap in sentence.open))
        why = escape(" ".join(reasons))
        return f'<span class="s open" data-why="{why}"{self._label(reasons)}>{inside}</span>'

    def _piece(self, sentence: Sentence, start: int, end: int) -> str:
        """Words between two boundaries: the innermost mark gives the colour, the next one the line below."""
        html = self._words(start, end)
        for gap in sentence.gaps:
            if gap.cue != "trigger" and gap.start <= start and end <= gap.end:
                html = self._gap(gap, html)
        around = sorted(
            (m for m in sentence.marks if m.start <= start and end <= m.end),
            key=lambda m: (m.end - m.start, -MARK_KINDS.index(m.kind)),
        )
        if not around:
            return html
        inner = around[0]
        begins = max(inner.start, sentence.start) == start
        places = " ".join(str(self._number[m]) for m in around)
        html = self._mark(inner, places, html, begins=begins and inner.kind != "task")
        outer = next((m.kind for m in around[1:] if m.kind != inner.kind), None)
        return f'<span class="o u-{outer}" data-k="{outer}">{html}</span>' if outer else html

    def _mark(self, mark: Mark, places: str, html: str, *, begins: bool) -> str:
        """Words in the colour of a mark; where it begins, they have its label and lead to the fact."""
        data = f'data-k="{mark.kind}" data-m="{places}"'
        if not begins:
            return f'<span class="m {mark.kind}" {data}>{html}</span>'
        label = self._labels[mark.kind]
        if not self._link:
            return f'<span class="m {mark.kind} tag" {data}{label}>{html}</span>'
        return f'<a class="m {mark.kind} tag" href="{escape(self._link(mark))}" {data}{label}>{html}</a>'

    def _gap(self, gap: Gap, html: str) -> str:
        look = "g" if gap.open else "g settled"
        told = self._told({lang: words()[lang].get(gap.reason, gap.reason) for lang in LANGUAGES})
        return f'<span class="{look}" data-k="{gap.reason}" title="{escape(told)}">{html}</span>'

    def _words(self, start: int, end: int) -> str:
        """Words of the text, those of the chosen range marked."""
        if not self._chosen:
            return _escaped(self._text[start:end])
        first, last = (min(max(at, start), end) for at in self._chosen)
        if first == last:
            return _escaped(self._text[start:end])
        before, inside, after = (_escaped(self._text[a:b]) for a, b in pairwise((start, first, last, end)))
        return f'{before}<mark class="here">{inside}</mark>{after}'

    def _label(self, keys: Sequence[str]) -> str:
        return "".join(
            f' data-{lang}="{escape("；".join(words()[lang].get(key, key) for key in keys))}"'
            for lang in self._languages
        )

    def _told(self, said: dict[Language, str]) -> str:
        return " / ".join(dict.fromkeys(said[lang] for lang in self._languages))


def _parts(listed: Sequence[Stretch]) -> Iterator[Sequence[Stretch]]:
    for first in range(0, len(listed), _PARAGRAPHS):
        yield listed[first : first + _PARAGRAPHS]


def _height(part: Sequence[Stretch]) -> str:
    """About how high a part is going to be, as the class of the least power of two of hundreds of pixels."""
    lines = sum(1 + (stretch.end - stretch.start) // _LINE for stretch in part)
    return f"tall-{(lines * _LEADING // 100).bit_length()}"


def _escaped(text: str) -> str:
    # A browser reads a bare carriage return as a line feed, or as nothing; characters are counted.
    return escape(text).replace("\r", "&#13;")
