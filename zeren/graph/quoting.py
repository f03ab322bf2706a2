"""A document's text as pages and accounts quote it: the words, where they stand, what is marked in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from zeren.ontology.locators import Locator, stood

_STOP = re.compile(r"[。！？；\n\t]")

Marked = tuple[int, int, str]
"""Start, end and the part that the words have in a fact (lead, target …)."""


class Written(NamedTuple):
    """A document's stored text, and where it stood in the file: no locators for plain text."""

    text: str
    locators: Sequence[Locator] = ()

    def evidence(self, start: int, end: int) -> dict[str, Any]:
        """A place with its words; `at` is its page or cell where the file has such."""
        at = stood(self.locators, self.text, start, end)
        place = {"start": start, "end": end, "quote": self.text[start:end]}
        return {**place, "at": at.record()} if at else place

    def quote(self, start: int, end: int, marked: Sequence[Marked]) -> dict[str, Any]:
        """The words from `start` to `end` as a drawing's page shows them, with the marks inside them.

        Their line counts for plain text; of other files, `at` says the page or cell in both languages.
        """
        at = stood(self.locators, self.text, start, end)
        return {
            "start": start,
            "end": end,
            **({"at": in_both(at)} if at else {"line": self.text.count("\n", 0, start) + 1}),
            "quote": self.text[start:end],
            "marks": sorted([s - start, t - start, r] for s, t, r in marked if start <= s and t <= end),
        }


def in_both(at: Locator) -> dict[Literal["zh", "en"], str]:
    """A page or cell in words, by language."""
    return {"zh": at.said("zh"), "en": at.said("en")}


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence or cell around some words, its closing mark included, white space around it left out."""
    before = [match.end() for match in _STOP.finditer(text, 0, start)]
    after = _STOP.search(text, end)
    left, right = (before[-1] if before else 0), (after.start() if after else len(text))
    left += len(text[left:start]) - len(text[left:start].lstrip())
    right = end + len(text[end:right].rstrip())
    return left, right + (right < len(text) and text[right] in "。！？；")
