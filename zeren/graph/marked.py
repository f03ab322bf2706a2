"""The account of a text as one HTML file: the whole plan, its facts coloured, what was not read marked.

The template is our own and not displaCy's: that one writes its colours into style attributes,
which a content-security policy with hashes refuses, and its labels into the plan's own words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby, pairwise
from string import Template
from typing import Any, Literal

from zeren.graph.coverage import STATES, Coverage, Sentence, Stretch
from zeren.graph.cues import Gap
from zeren.graph.inlining import content_hash
from zeren.graph.marks import MARK_KINDS, Mark
from zeren.graph.quoting import in_both
from zeren.ontology.locators import Locator, locate

_NARROW, _MEDIUM, _BROAD = 4, 16, 60
"""Characters of a cell up to which its column is a number's, a name's, a list's."""


def mark_up(
    coverage: Coverage,
    text: str,
    language: Literal["zh", "en"] = "zh",
    locators: Sequence[Locator] = (),
) -> str:
    """The page of an account; the same account gives the same bytes.

    Args:
        coverage: from `cover`.
        text: the document's stored text.
        language: the language in which the page opens; it holds both.
        locators: where the text stood in the file; none for plain text.
    """
    style, script, strings = _read("page.css"), _read("page.js"), words()
    marks = list(dict.fromkeys(mark for stretch in coverage.stretches for mark in stretch.marks))
    states = coverage.states()
    total = sum(states.values())
    data = {
        "language": language,
        "strings": strings,
        "marks": [[m.kind, m.name, m.fact, m.start, m.end, *_at(locators, m.start)] for m in marks],
        "counts": coverage.summary(),
    }
    return Template(_read("page.html")).substitute(
        lang="en" if language == "en" else "zh-Hans",
        title=escape(coverage.document.title),
        style=style, style_hash=content_hash(style), script=script, script_hash=content_hash(script),
        bar=_bar(states, total), states=_states(states), outline=_outline(coverage.stretches),
        body=_Body(text, marks, locators).html(coverage.stretches),
        kinds=_kinds(marks), reasons=_reasons(coverage),
        noscript=escape(strings["zh"]["noscript"] + " " + strings["en"]["noscript"]),
        data=_in_script(data),
    )  # fmt: skip


@cache
def words() -> dict[str, dict[str, str]]:
    """What kinds of marks, reasons and states are called, by language."""
    strings: dict[str, dict[str, str]] = json.loads(_read("strings.json"))
    return strings


def _read(name: str) -> str:
    return (files("zeren.graph") / "account_page" / name).read_text(encoding="utf-8")


def _in_script(data: Any) -> str:
    """JSON that no text can end early: `<` never stands in it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _both(key: str) -> str:
    return " ".join(f'data-{lang}="{escape(words()[lang].get(key, key))}"' for lang in ("zh", "en"))


_Numbered = tuple[int, Stretch]
"""A paragraph or cell with its number on the page."""


class _Body:
    """Writes the text with its marks; `marks` are numbered for the page's script."""

    def __init__(self, text: str, marks: Sequence[Mark], locators: Sequence[Locator]) -> None:
        self._text = text
        self._locators = locators
        self._number = {mark: number for number, mark in enumerate(marks)}

    def html(self, stretches: Sequence[Stretch]) -> str:
        parts = []
        for in_table, listed in groupby(enumerate(stretches), key=lambda item: item[1].row > 0):
            if in_table:
                parts.append(self._table(list(listed)))
            else:
                parts += [self._stretch(number, stretch) for number, stretch in listed]
        return "\n".join(parts)

    def _table(self, listed: Sequence[_Numbered]) -> str:
        """Rows one below the other, each cell in its column; one that is alone in its row takes all of it."""
        width = max(stretch.column for _, stretch in listed)
        rows = [list(cells) for _, cells in groupby(listed, key=lambda item: item[1].row)]
        return "\n".join(["<table>", *(self._cells(cells, width) for cells in rows), "</table>"])

    def _cells(self, cells: Sequence[_Numbered], width: int) -> str:
        wide = " wide" if any(stretch.wide for _, stretch in cells) else ""
        if len(cells) == 1 and cells[0][1].column == 1:
            return f'<tr class="row{wide}"><td colspan="{width}">{self._stretch(*cells[0])}</td></tr>'
        found = {stretch.column: self._stretch(number, stretch) for number, stretch in cells}
        inside = "".join(f"<td>{found.get(column, '')}</td>" for column in range(1, width + 1))
        return f'<tr class="row{wide}">{inside}</tr>'

    def _stretch(self, number: int, stretch: Stretch) -> str:
        size = stretch.end - stretch.start
        width = sum(size > limit for limit in (_NARROW, _MEDIUM, _BROAD))
        look = f"w{width}" if stretch.row else f"l{stretch.level}"
        inside, at = [], stretch.start
        for sentence in stretch.sentences:
            inside += [escape(self._text[at : sentence.start]), self._sentence(sentence)]
            at = sentence.end
        inside.append(escape(self._text[at : stretch.end]))
        where = "".join(f' title="{_in_both(said)}"' for said in _at(self._locators, stretch.start))
        return f'<p id="p{number}" class="{look}"{where}>{"".join(inside)}</p>'

    def _sentence(self, sentence: Sentence) -> str:
        cuts = {sentence.start, sentence.end}
        spans = [(m.start, m.end) for m in sentence.marks] + [(g.start, g.end) for g in sentence.gaps]
        for start, end in spans:
            cuts |= {max(start, sentence.start), min(end, sentence.end)}
        inside = "".join(self._piece(sentence, *piece) for piece in pairwise(sorted(cuts)))
        if not sentence.open:
            return inside
        reasons = list(dict.fromkeys(gap.reason for gap in sentence.open))
        told = " ".join(
            f'data-{lang}="{escape("；".join(words()[lang].get(r, r) for r in reasons))}"'
            for lang in ("zh", "en")
        )
        return f'<span class="s open" data-why="{escape(" ".join(reasons))}" {told}>{inside}</span>'

    def _piece(self, sentence: Sentence, start: int, end: int) -> str:
        """Words between two boundaries: the innermost mark gives the colour, the next one the line below."""
        html = escape(self._text[start:end])
        for gap in sentence.gaps:
            if gap.cue != "trigger" and gap.start <= start and end <= gap.end:
                look = "g" if gap.open else "g settled"
                html = f'<span class="{look}" data-k="{gap.reason}" title="{_title(gap)}">{html}</span>'
        around = sorted(
            (m for m in sentence.marks if m.start <= start and end <= m.end),
            key=lambda m: (m.end - m.start, -MARK_KINDS.index(m.kind)),
        )
        if not around:
            return html
        inner = around[0]
        tagged = inner.kind != "task" and max(inner.start, sentence.start) == start
        tag = f" {_both(inner.kind)}" if tagged else ""
        places = " ".join(str(self._number[m]) for m in around)
        look = f"m {inner.kind}{' tag' if tagged else ''}"
        html = f'<span class="{look}" data-k="{inner.kind}" data-m="{places}"{tag}>{html}</span>'
        outer = next((m.kind for m in around[1:] if m.kind != inner.kind), None)
        return f'<span class="o u-{outer}" data-k="{outer}">{html}</span>' if outer else html


def _title(gap: Gap) -> str:
    return _in_both({lang: words()[lang].get(gap.reason, gap.reason) for lang in ("zh", "en")})


def _at(locators: Sequence[Locator], start: int) -> list[dict[str, str]]:
    """The page or cell of a character by language; nothing where the file has no such."""
    at = locate(locators, start)
    return [in_both(at)] if at else []


def _in_both(said: dict[str, str]) -> str:
    return escape(" / ".join(dict.fromkeys(said.values())))


def _bar(states: dict[Any, int], total: int) -> str:
    parts, at = [], 0.0
    for state in STATES:
        width = 1000 * states[state] / total if total else 0
        parts.append(f'<rect class="{state}" x="{at:.1f}" width="{width:.1f}" height="10"/>')
        at += width
    return "".join(parts)


def _states(states: dict[Any, int]) -> str:
    return "".join(
        '<li><svg class="share" viewBox="0 0 1 1" aria-hidden="true">'
        f'<rect class="{state}" width="1" height="1"/></svg>'
        f'<span data-text="{state}"></span> {states[state]:,}</li>'
        for state in STATES
    )


def _kinds(marks: Sequence[Mark]) -> str:
    counts = [(kind, len({(m.fact, m.start) for m in marks if m.kind == kind})) for kind in MARK_KINDS]
    return "".join(_legend(kind, f"sample {kind}", count) for kind, count in counts if count)


def _reasons(coverage: Coverage) -> str:
    """The open reasons first, each list by how often it was given."""
    settled = {g.reason: not g.open for s in coverage.sentences() for g in s.gaps}
    ordered = sorted(coverage.reasons().items(), key=lambda item: settled[item[0]])
    return "".join(
        _legend(reason, f"sample g{' settled' if settled[reason] else ''}", count, settled[reason])
        for reason, count in ordered
    )


def _legend(key: str, look: str, count: int, settled: bool = False) -> str:
    note = '<small data-text="settled"></small>' if settled else ""
    return (
        f'<li><button type="button" aria-pressed="true" value="{escape(key)}">'
        f'<span class="n">{count:,}</span>'
        f'<span class="{look}" data-text="{escape(key)}"></span>{note}</button></li>'
    )


def _outline(stretches: Sequence[Stretch]) -> str:
    """Annexes, each with its headings below it, and how many sentences there hold something unread."""
    parts: list[list[tuple[int, int, str, int]]] = [[]]
    for number, stretch in enumerate(stretches):
        unread = sum(bool(sentence.open) for sentence in stretch.sentences)
        if stretch.level == 1 and parts[-1]:
            parts.append([])
        if stretch.level or not parts[-1]:
            parts[-1].append((number, stretch.level, stretch.heading, unread))
        elif unread:
            first, level, heading, before = parts[-1][-1]
            parts[-1][-1] = (first, level, heading, before + unread)
    return "<ul>" + "".join(_part(part) for part in parts if part) + "</ul>"


def _part(entries: Sequence[tuple[int, int, str, int]]) -> str:
    (number, level, heading, _), below = entries[0], entries[1:]
    name = f'<a href="#p{number}">{escape(heading)}</a>' if level else '<a href="#p0" data-text="start"></a>'
    head = f"{_unread(sum(entry[3] for entry in entries))}{name}"
    if not below:
        return f"<li>{head}</li>"
    listed = "".join(_entries(below))
    return f"<li><details open><summary>{head}</summary><ul>{listed}</ul></details></li>"


def _entries(entries: Sequence[tuple[int, int, str, int]]) -> Iterator[str]:
    for number, level, heading, unread in entries:
        yield f'<li class="h{level}">{_unread(unread)}<a href="#p{number}">{escape(heading)}</a></li>'


def _unread(count: int) -> str:
    return f'<span class="n open">{count}</span>' if count else ""
