"""The lexicon of government functions: what the names of units mean, in Chinese and English.

The data are the TOML files in `units/`, which a person extends by adding a few lines
(docs/adding-a-unit.md). Names stand there without a place and without the character of a
level: 县财政局 and 云泽县财政局 are both 财政局. `lexicon_files` reads and checks them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

from zeren.ontology import english, lexicon_files
from zeren.ontology.functions import Contents, Function, fold, spellings


class Lexicon:
    """The government functions, found by their names, fields and English wordings.

    Args:
        contents: what `lexicon_files.read` read and found sound.
    """

    def __init__(self, contents: Contents) -> None:
        self.functions = {function.id: function for function in contents.functions}
        self.levels = {level.id: level for level in contents.levels}
        self.ranks = {rank.id: rank for rank in contents.ranks}
        self.ethnic_groups = contents.ethnic_groups
        self._english = contents.english

    def by_name(self, name: str) -> Function | None:
        """The function of a bare name (住建局, 委组织部): without place and level; None for an ambiguous one.

        The words for the nation (国家发展改革委, 中央网信办) may stand: they are parts of titles.
        """
        if found := self._by_exact_name.get(name) or self._by_folded_name.get(fold(name)):
            return found
        nation = next((word for word in self.levels["nation"].words if name.startswith(word)), "")
        return self.by_name(name.removeprefix(nation)) if nation else None

    def ambiguous(self, name: str) -> list[Function]:
        """The functions of which a bare name may mean any: 防指, of floods or of epidemics."""
        return [f for f in self.functions.values() if name in f.ambiguous]

    def by_field(self, word: str) -> Function | None:
        """The function whose bodies running text calls by a field: 住建 of 住建部门."""
        return self._by_field.get(word)

    def by_english(self, text: str) -> list[Function]:
        """The functions that an English wording can mean, in the lexicon's order.

        The level, articles and the order of words do not matter, and bureau, commission,
        department and office are one; without such a noun, every body of the words is found.
        """
        level_words = [word for level in self.levels.values() for word in level.english_words]
        for key in english.keys(text, level_words):
            if key <= {english.OFFICE}:
                return []
            if found := self._by_english.get(key):
                return found
        return []

    def covered(self, function_id: str) -> frozenset[str]:
        """The ids of the functions that a body of this one serves: its own, and those it was merged from."""
        found: set[str] = set()
        waiting = [function_id]
        while waiting:
            current = waiting.pop()
            if current not in found:
                found.add(current)
                waiting.extend(self.functions[current].covers)
        return frozenset(found)

    def serving(self, function_id: str) -> list[Function]:
        """The functions whose bodies do the work of this one: itself first, then merged ones.

        Where commerce has no bureau of its own, the bureau of commerce and industry serves it.
        """
        own = self.functions[function_id]
        merged = [f for f in self.functions.values() if f.covers and f.id != function_id]
        needed = set(own.covers) or {function_id}
        return [
            own,
            *(f for f in merged if needed <= self.covered(f.id) or function_id in self.covered(f.id)),
        ]

    def names(self) -> Iterator[str]:
        """Every bare name, in the lexicon's order; of a party body also with 委 and 党委 before it.

        Names of one character (委 of 县委) are left out: alone they mean nothing.
        """
        return (name for name in self._by_exact_name if len(name) > 1)

    @functools.cached_property
    def _by_exact_name(self) -> dict[str, Function]:
        return {name: f for f in self.functions.values() for name in spellings(f)}

    @functools.cached_property
    def _by_folded_name(self) -> dict[str, Function]:
        return {fold(name): f for name, f in self._by_exact_name.items()}

    @functools.cached_property
    def _by_field(self) -> dict[str, Function]:
        return {word: f for f in self.functions.values() for word in f.fields}

    @functools.cached_property
    def _by_english(self) -> dict[english.Key, list[Function]]:
        return {frozenset(words): [self.functions[known] for known in ids] for words, ids in self._english}


@functools.cache
def load() -> Lexicon:
    """The lexicon that comes with Zeren, read once.

    Raises:
        LexiconError: a file is broken; every fault with its file and entry.
    """
    return Lexicon(lexicon_files.read_fast(Path(__file__).parent / "units"))


@functools.cache
def ethnic_groups() -> tuple[str, ...]:
    """The minority peoples' names as autonomous places carry them, longest first."""
    forms = {form for group in load().ethnic_groups for form in (group.forms or (group.name,))}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))
