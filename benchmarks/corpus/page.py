"""The text of one plan while it is written, and the truth of what has been written."""

from __future__ import annotations

from benchmarks.corpus.truth import (
    CitationTruth,
    IgnoredTruth,
    IndicatorTruth,
    ProjectTruth,
    Record,
    TaskTruth,
)


class Page:
    """A text that grows at its end; offsets are code points."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.annex = "0"
        self.records: list[Record] = []

    def write(self, words: str) -> int:
        """Write words behind all others; where they begin."""
        start = self.length
        self._parts.append(words)
        self.length += len(words)
        return start

    def since(self, start: int) -> str:
        """The words from a place to the end."""
        found: list[str] = []
        at = self.length
        for part in reversed(self._parts):
            if at <= start:
                break
            at -= len(part)
            found.append(part)
        return "".join(reversed(found))[max(0, start - at) :]

    def text(self) -> str:
        """All that has been written."""
        return "".join(self._parts)

    def task(self, task: TaskTruth) -> None:
        """Record who answers for a task."""
        self.records.append(task)

    def indicator(self, name: str, form: tuple[str, str, float, str], year: int, words: str) -> None:
        """Write the words of a target and record it; `form` is its measure, comparator, value and unit."""
        start = self.write(words)
        measure, comparator, value, unit = form
        self.records.append(
            IndicatorTruth(
                self.annex, name, measure, comparator, value, unit, year, words, start, self.length
            )
        )

    def citation(self, title: str, number: str) -> None:
        """Write a title with its number in brackets and record it."""
        self.write(f"{title}（")
        start = self.write(number)
        self.records.append(CitationTruth(self.annex, title, number, start, self.length))
        self.write("）")

    def project(self, name: str) -> None:
        """Write the name of a project and record it."""
        start = self.write(name)
        self.records.append(ProjectTruth(self.annex, name, start, self.length))

    def ignored(self, words: str, why: str) -> None:
        """Write words that are neither right nor wrong for a reader."""
        start = self.write(words)
        self.records.append(IgnoredTruth(start, self.length, words, why))
