"""The records of the lexicon: a function of government, the words of levels and ranks, the peoples.

How a function's names are written stands here too: with 委 before a party body's, compared
without 和 and brackets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec

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
        """The English name with a place or a level in it: `Yunze County Finance Bureau`."""
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
    """All that the lexicon's files hold, in their order.

    `english` follows from `functions`: the words of English wordings, sorted, with the ids of the
    functions that they can mean (`zeren.ontology.english.meanings`).
    """

    functions: tuple[Function, ...]
    levels: tuple[LevelWords, ...]
    ranks: tuple[Rank, ...]
    ethnic_groups: tuple[EthnicGroup, ...]
    english: tuple[tuple[list[str], list[str]], ...] = ()


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
