"""The account of a text as one HTML file: the whole plan, its facts coloured, what was not read marked.

The template is our own and not displaCy's: that one writes its colours into style attributes,
which a content-security policy with hashes refuses, and its labels into the plan's own words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from zeren.graph import account_figures
from zeren.graph.account_figures import Chapter, Heading
from zeren.graph.coverage import STATES, Coverage
from zeren.graph.inlining import content_hash
from zeren.graph.marked_text import Language, MarkedText, anchor, numbered, words
from zeren.graph.marks import Mark
from zeren.graph.quoting import in_both
from zeren.ontology.locators import Locator, locate


def mark_up(
    coverage: Coverage,
    text: str,
    language: Language = "zh",
    locators: Sequence[Locator] = (),
) -> str:
    """The page of an account; the same account gives the same bytes.

    Args:
        coverage: from `cover`.
        text: the document's stored text.
        language: the language in which the page opens; it holds both.
        locators: where the text stood in the file; none for plain text.
    """
    style, script, strings = _read("shared/marks.css") + _read("page.css"), _read("page.js"), words()
    marks = numbered(coverage.stretches)
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
        bar=_bar(states, total), states=_states(states), outline=_outline(coverage),
        body=MarkedText(text, marks, locators).html(coverage.stretches),
        kinds=_kinds(marks), reasons=_reasons(coverage),
        noscript=escape(strings["zh"]["noscript"] + " " + strings["en"]["noscript"]),
        data=_in_script(data),
    )  # fmt: skip


def _read(name: str) -> str:
    return (files("zeren.graph") / "account_page" / name).read_text(encoding="utf-8")


def _in_script(data: Any) -> str:
    """JSON that no text can end early: `<` never stands in it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _at(locators: Sequence[Locator], start: int) -> list[dict[Language, str]]:
    """The page or cell of a character by language; nothing where the file has no such."""
    at = locate(locators, start)
    return [in_both(at)] if at else []


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
    counts = account_figures.kinds(marks).items()
    return "".join(_legend(kind, f"sample {kind}", count) for kind, count in counts)


def _reasons(coverage: Coverage) -> str:
    return "".join(
        _legend(one.reason, f"sample g{' settled' if one.settled else ''}", one.count, one.settled)
        for one in account_figures.reasons(coverage)
    )


def _legend(key: str, look: str, count: int, settled: bool = False) -> str:
    note = '<small data-text="settled"></small>' if settled else ""
    return (
        f'<li><button type="button" aria-pressed="true" value="{escape(key)}">'
        f'<span class="n">{count:,}</span>'
        f'<span class="{look}" data-text="{escape(key)}"></span>{note}</button></li>'
    )


def _outline(coverage: Coverage) -> str:
    """Annexes, each with its headings below it, and how many sentences there hold something unread."""
    return f"<ul>{''.join(map(_chapter, account_figures.outline(coverage.stretches)))}</ul>"


def _chapter(chapter: Chapter) -> str:
    first = chapter.head
    name = _to(first) if first.level else f'<a href="#{anchor(first.start)}" data-text="start"></a>'
    head = f"{_unread(chapter.unread)}{name}"
    if not chapter.below:
        return f"<li>{head}</li>"
    listed = "".join(_entries(chapter.below))
    return f"<li><details open><summary>{head}</summary><ul>{listed}</ul></details></li>"


def _entries(headings: Sequence[Heading]) -> Iterator[str]:
    for heading in headings:
        yield f'<li class="h{heading.level}">{_unread(heading.unread)}{_to(heading)}</li>'


def _to(heading: Heading) -> str:
    return f'<a href="#{anchor(heading.start)}">{escape(heading.words)}</a>'


def _unread(count: int) -> str:
    return f'<span class="n open">{count}</span>' if count else ""
