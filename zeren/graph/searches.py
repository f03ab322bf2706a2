"""What was found before: a server is asked the same words again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zeren.graph.search import Found

SEARCHES, FOUND = 100, 50_000
"""How many searches are remembered, since a server lives for long, and how many tasks they found."""


class Searches:
    """Searches of one snapshot, with what they found."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, ...], list[Found]] = {}

    def get(self, asked: tuple[str, ...], search: Callable[[], list[Found]]) -> list[Found]:
        """What was found for these words, or is found now."""
        found = self._found.get(asked)
        if found is None:
            found = search()
            remembered = sum(map(len, self._found.values())) + len(found)
            if len(self._found) >= SEARCHES or remembered > FOUND:
                self._found.clear()
            self._found[asked] = found
        return found
