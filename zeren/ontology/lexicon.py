"""The lexicon of government functions: what the names of units mean, in Chinese and English.

The data are the TOML files in `units/`, which a person extends by adding a few lines
(docs/adding-a-unit.md). Names stand there without a place and without the character of a
level: 县财政局 and 双牌县财政局 are both 财政局. `lexicon_files` reads and checks them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from importlib import resources
from typing import Annotated

import msgspec

from zeren.ontology import english
from zeren.ontology.facts import Level, UnitKind

LEVEL_SLOT = "{level}"
"""Where the word for the level stands in an English name that does not begin with it."""

_ENGLISH_LEVELS: dict[Level, str] = {
    "nation": "National", "province": "Provincial", "city": "Municipal",
    "county": "County", "township": "Township",
}  # fmt: skip
_PROVINCE_NOUNS = (("厅", "Department"), ("委员会", "Commission"))
_PARTY_WORDS = ("委", "党委")
_OTHER_OWNERS = ("委", "党委", "政府", "人民政府")
# 住房和城乡建设局, 住房与城乡建设局 and 住房城乡建设局 are one name.
_WITHOUT_AND = str.maketrans("", "", "和与及“”\"'（）()·、 ")

Slug = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z")]
Text = Annotated[str, msgspec.Meta(min_length=1)]


class Function(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one kind of government body, or of a body around the government, does.

    `full` is the usual full name at county level, `variants` are other names there,
    `higher` names at provinces and the nation, `former` names from before a reform;
    `ambiguous` are names that other functions carry too. `fields` are the words of
    running text (住建 of 住建部门). `covers` names the functions that a merged body
    unites, `part_of` the function of the body that this one is a part of. `several`
    says that a county may have more than one such body, so that a shared function does
    not make two names one unit. `party_word` is false for a party body whose names are
    not written with 委 before them (县纪委监委).
    """

    id: Slug
    kind: UnitKind
    full: Text
    english: Text
    variants: tuple[Text, ...] = ()
    higher: tuple[Text, ...] = ()
    former: tuple[Text, ...] = ()
    ambiguous: tuple[Text, ...] = ()
    fields: tuple[Text, ...] = ()
    covers: tuple[Slug, ...] = ()
    part_of: Slug | None = None
    several: bool = False
    party_word: bool = True
    english_variants: tuple[Text, ...] = ()
    english_nation: str = ""
    english_slot: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that means this function alone, the full one first."""
        return (self.full, *self.variants, *self.higher, *self.former)

    def english_in(self, place: str) -> str:
        """The English name with a place or a level in it: `Xinhuang County Finance Bureau`."""
        if self.english_slot:
            return " ".join(self.english_slot.replace(LEVEL_SLOT, place).split())
        return f"{place} {self.english}".strip()

    def english_at(self, level: Level = "county") -> str:
        """The English name at a level: County Finance Bureau, Municipal Finance Bureau, Ministry of Finance.

        A province's bureau is a department or a commission where it is a 厅 or a 委员会.
        """
        if level == "nation" and self.english_nation:
            return self.english_nation
        name = self.english_in(_ENGLISH_LEVELS[level])
        if level == "province":
            for ending, noun in _PROVINCE_NOUNS:
                if any(higher.endswith(ending) for higher in self.higher):
                    return name.replace("Bureau", noun)
        return name


class LevelWords(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The words for a level before a unit's name: single characters, longer words, English ones."""

    id: Level
    characters: tuple[str, ...]
    words: tuple[str, ...]
    english_words: tuple[str, ...]


class Rank(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The words of rank of one kind of body at each level: 总队, 支队, 大队, 中队."""

    id: Slug
    nation: tuple[str, ...]
    province: tuple[str, ...]
    city: tuple[str, ...]
    county: tuple[str, ...]
    township: tuple[str, ...]


class EthnicGroup(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A minority people in the names of autonomous places; `forms` where a place writes it otherwise too."""

    name: Text
    english: Text
    forms: tuple[str, ...] = ()


class Contents(msgspec.Struct, frozen=True):
    """All that the lexicon's files hold, in their order."""

    functions: tuple[Function, ...]
    levels: tuple[LevelWords, ...]
    ranks: tuple[Rank, ...]
    ethnic_groups: tuple[EthnicGroup, ...]


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
            found = self._by_english.get(key) or self._by_english_without_office.get(key)
            if found:
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
        found: dict[english.Key, list[Function]] = {}
        for function in self.functions.values():
            wordings = (function.english, *function.english_variants, function.english_nation)
            for key in dict.fromkeys(english.key(text) for text in wordings if text):
                found.setdefault(key, []).append(function)
        return found

    @functools.cached_property
    def _by_english_without_office(self) -> dict[english.Key, list[Function]]:
        found: dict[english.Key, list[Function]] = {}
        for key, functions in self._by_english.items():
            known = found.setdefault(key - {english.OFFICE}, [])
            known.extend(f for f in functions if f not in known)
        return found


def fold(name: str) -> str:
    """A name as names are compared: without 和, 与, 及, quotation marks and brackets."""
    return name.translate(_WITHOUT_AND)


def with_party_word(function: Function, name: str) -> str:
    """A name as it stands after the level: 县 + 委组织部, but 县 + 财政局, 县 + 纪委监委."""
    if function.kind == "party-body" and function.party_word and not name.startswith(_OTHER_OWNERS):
        return _PARTY_WORDS[0] + name
    return name


def spellings(function: Function) -> Iterator[str]:
    """Every bare name of a function; of a party body's names also those with 委 and 党委."""
    yield from function.names
    for name in (function.full, *function.variants, *function.former):
        if with_party_word(function, name) != name:
            yield from (word + name for word in _PARTY_WORDS)


@functools.cache
def load() -> Lexicon:
    """The lexicon that comes with Zeren, read once.

    Raises:
        LexiconError: a file is broken; every fault with its file and entry.
    """
    from zeren.ontology import lexicon_files

    return Lexicon(lexicon_files.read_fast(resources.files("zeren.ontology") / "units"))


@functools.cache
def ethnic_groups() -> tuple[str, ...]:
    """The minority peoples' names as autonomous places carry them, longest first."""
    forms = {form for group in load().ethnic_groups for form in (group.forms or (group.name,))}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))
