"""Slips of the pen: a word that sounds like a known one (发该局, 千头), or has one wrong letter (finace)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from zeren.queries import index
from zeren.queries.ask.asked import Asked
from zeren.queries.ask.names import LEVELS
from zeren.queries.ask.nearest import unit_names
from zeren.queries.ask.normalise import lower
from zeren.queries.ask.pieces import BEYOND, Piece

_SHORTEST_ENGLISH = 5
_SHORTEST_NAME = 3
"""Letters that a unit's name needs, its level aside: 财政局, not 科协."""


def mended(question: Asked) -> tuple[str, dict[str, str]]:
    """The question with its slips mended, and what was written for what; as it is where nothing is like it.

    Only words of questions and names of units are put in, and never another county: 清岭县 is one of its own.
    """
    text = question.text
    unknown = [piece for piece in question.pieces if piece.is_unknown]
    mended_from = len(text)
    slips: dict[str, str] = {}
    for piece in sorted(unknown, key=lambda piece: -piece.start):
        if piece.end > mended_from:
            continue  # 局, of 发该局, is mended with 发
        found = _english(question, piece) if piece.text.isascii() else _chinese(question, text, piece)
        if found:
            mended_from, end, word = found
            written = text[mended_from:end]
            parts = zip(written.split(), word.split(), strict=True) if word.isascii() else [(written, word)]
            slips.update(part for part in reversed(list(parts)) if part[0] != part[1])
            text = text[:mended_from] + word + text[end:]
    return text, dict(reversed(slips.items()))


def _english(question: Asked, piece: Piece) -> tuple[int, int, str] | None:
    """The piece with each of its words that is one letter away from a single known word put right."""
    known = dict.fromkeys(
        part
        for spelling in chain(
            (word for word, symbols in index.load().words["en"] if symbols and BEYOND not in symbols),
            (lower(name) for name in unit_names(question.graph, (), "a", every=True)),
        )
        for part in re.findall(r"[a-z]+", spelling)
        if len(part) >= _SHORTEST_ENGLISH
    )

    # Only letters that have changed places: a word that says nothing would take fund away as found.
    silent = {
        part
        for word, symbols in index.load().words["en"] if not symbols
        for part in word.split() if len(part) >= _SHORTEST_ENGLISH
    }  # fmt: skip

    def right(found: re.Match[str]) -> str:
        word = lower(found[0])
        alike = [other for other in known if _one_slip(word, other)]
        alike = alike or [other for other in silent if sorted(word) == sorted(other)]
        return found[0] if word in known or word in silent or len(alike) != 1 else alike[0]

    text = re.sub(rf"[A-Za-z]{{{_SHORTEST_ENGLISH - 1},}}", right, piece.text)
    return None if text == piece.text else (piece.start, piece.end, text)


def _one_slip(written: str, meant: str) -> bool:
    """Whether a letter is missing, added or wrong, or two have changed places; the first one is right."""
    if written[:1] != meant[:1] or abs(len(written) - len(meant)) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), None)
    if at is None:
        return len(written) != len(meant)
    rest = written[at + 1 :], meant[at + 1 :]
    swapped = written[at : at + 2] == meant[at : at + 2][::-1] and written[at + 2 :] == meant[at + 2 :]
    return swapped or rest[0] == rest[1] or written[at:] == rest[1] or rest[0] == meant[at:]


def _chinese(question: Asked, text: str, piece: Piece) -> tuple[int, int, str] | None:
    """The stretch around the piece that sounds like one known word, and that word."""
    found: dict[tuple[int, int, str], None] = {}
    sounds = _sounds(text)
    heard = set(sounds)
    for word in _words(question):
        if _sound(word[0]) not in heard:
            continue
        own = _sounds(word)
        for start in range(max(piece.end - len(word), 0), piece.start + 1):
            end = start + len(word)
            written = text[start:end]
            shared = sum(a == b for a, b in zip(written, word, strict=False))
            if sounds[start:end] == own and 0 < shared < len(word) and piece.end <= end:
                found[start, end, word] = None
    # Of 县发改局 and 发改局 the longer one explains more.
    best = sorted(found, key=lambda each: -len(each[2]))
    alike = [each for each in best if len(each[2]) == len(best[0][2])]
    return best[0] if len(alike) == 1 else None


def _words(question: Asked) -> Iterator[str]:
    names: Iterable[str] = unit_names(question.graph, question.counties, "局", every=True)
    for name in dict.fromkeys(names):
        bare = name[1:] if name[0] in LEVELS else name
        if len(bare) >= _SHORTEST_NAME:
            yield name
            if bare != name:
                yield bare
    for word, symbols in index.load().words["zh"]:
        if symbols and BEYOND not in symbols and len(word) > 1:
            yield word


def _sounds(text: str) -> list[str]:
    """How each letter sounds, without its tone; what is no Chinese stands for itself."""
    return [_sound(letter) for letter in text]


@cache
def _sound(letter: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(letter))
