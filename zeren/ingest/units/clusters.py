"""Names that mean one unit, kept together: joined by rules and decisions, parted by decisions."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping


class Clusters:
    """A partition of names, beginning with those of one identity together.

    Args:
        names: all names.
        identity: for each name what it shares with the other names of its unit.

    Attributes:
        reasons: for each name that a rule joined to another unit, why.
        parted: names that a person set apart from the unit that a rule gave them.
    """

    def __init__(self, names: Iterable[str], identity: Mapping[str, Hashable]) -> None:
        self._parent: dict[str, str] = {}
        self.reasons: dict[str, str] = {}
        self.parted: set[str] = set()
        first: dict[Hashable, str] = {}
        for name in names:
            self._parent[name] = first.setdefault(identity[name], name)

    def root(self, name: str) -> str:
        """The name that stands for a name's cluster."""
        while self._parent[name] != name:
            name = self._parent[name]
        return name

    def join(self, name: str, other: str, reason: str | None) -> None:
        """Put the clusters of two names together; a rule's reason is kept for the review."""
        a, b = self.root(name), self.root(other)
        if a == b:
            return
        self._parent[max(a, b)] = min(a, b)
        if reason is not None:
            self.reasons[name] = reason

    def part(self, name: str) -> None:
        """Take a name out of its cluster, to stand alone."""
        members = [n for n in self._parent if self.root(n) == self.root(name) and n != name]
        for member in members:
            self._parent[member] = members[0]
        self._parent[name] = name
        self.reasons.pop(name, None)
        self.parted.add(name)

    def members(self) -> dict[str, list[str]]:
        """The names of each cluster, sorted, by the name that stands for it."""
        found: dict[str, list[str]] = {}
        for name in sorted(self._parent):
            found.setdefault(self.root(name), []).append(name)
        return found
