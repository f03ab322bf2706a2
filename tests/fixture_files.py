"""Fixtures that a person who knows plans can read: title, input, expected, a line with a dot between."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Case(NamedTuple):
    """One example of a fixture file."""

    title: str
    text: str
    expected: str


def read_cases(path: str) -> list[Case]:
    """The cases of a fixture file, given by its path below tests/."""
    cases = []
    lines = (HERE / path).read_text("utf-8").splitlines()
    parts: list[list[str]] = [[]]
    for line in lines:
        if line.rstrip() == ".":
            parts.append([])
        else:
            parts[-1].append(line)
        if len(parts) == 4:
            title, text, expected, _ = ("\n".join(part).strip("\n") for part in parts)
            cases.append(Case(title.strip().splitlines()[-1], text, expected.strip()))
            parts = [[]]
    assert not any(line.strip() for part in parts for line in part), f"{path}: the last case is not complete"
    return cases


def titled(case: Case) -> str:
    """The name of a case in a test report."""
    return case.title
