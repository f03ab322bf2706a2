"""The catalogue and the words of questions, read once and kept in one file, so that `ask` starts at once.

The files of `rq/`, `words.yaml` and the reviewed names of quantities are the source. `index.json` holds
what reading them gives; where it does not belong to them, they are read. `python -m zeren.queries.index`
writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import msgspec

from zeren.errors import CatalogueError, ZerenError
from zeren.ontology import quantities as reviewed
from zeren.queries import catalog, sources
from zeren.queries.catalog import Language, Question
from zeren.queries.sources import Source

if TYPE_CHECKING:
    from zeren.queries.ask.words import Vocabulary

WORDS = Path(__file__).parent / "words.yaml"
FILE = Path(__file__).parent / "index.json"

Symbols = tuple[str, ...]
_Read = tuple[Question, Source]
"""A question and the file that says it."""


class Wording(msgspec.Struct, frozen=True, array_like=True):
    """A way to ask a question: its symbols, the question's name, what its {role} stands for.

    `turned` is whether the second unit is named before the first.
    """

    symbols: Symbols
    question: str
    role: str | None
    turned: bool = False


class Index(msgspec.Struct, frozen=True):
    """What the files say: questions, spellings with their meanings, wordings, topics, quantities, labels."""

    checksum: int
    questions: tuple[Question, ...]
    words: dict[Language, list[tuple[str, Symbols]]]
    wordings: dict[Language, list[Wording]]
    topics: dict[str, list[str]]
    quantities: dict[str, list[str]]
    labels: dict[str, dict[str, tuple[str, ...]]]
    reviewed: dict[str, Any]


@cache
def load() -> Index:
    """The index, from its file where that belongs to the sources, else from the sources.

    Raises:
        CatalogueError: a source is broken; every fault with its file and line.
    """
    try:
        known = msgspec.json.decode(file().read_bytes(), type=Index)
    except (OSError, msgspec.DecodeError):
        return build()
    return known if known.checksum == checksum() else build()


def checksum() -> int:
    """What tells whether the index belongs to the sources: a sum over their names and contents.

    Raises:
        CatalogueError: a source cannot be read.
    """
    total = 0
    for file in (WORDS, reviewed.FILE, *sources.files()):
        try:
            total = crc32(file.read_bytes(), crc32(file.name.encode(), total))
        except OSError as error:
            raise CatalogueError(f"{file} cannot be read: {error.strerror}", sources.HINT) from None
    return total


def build() -> Index:
    """The index of the sources.

    Raises:
        CatalogueError: a source is broken; every fault with its file and line.
    """
    read = _questions()
    content, spelled = _words()
    return Index(
        checksum=checksum(),
        questions=tuple(question for question, _ in read),
        words=spelled,
        wordings=_wordings(read, spelled),
        topics=content["topics"],
        quantities=content["quantities"],
        reviewed=reviewed.read(),
        labels={
            slot: {value: tuple(called) for value, called in names.items()}
            for slot, names in content["labels"].items()
        },
    )


def _questions() -> list[_Read]:
    """Every question with its file."""
    from zeren.queries import checks

    found: list[_Read] = []
    faults: list[str] = []
    named: dict[str, Source] = {}
    for file in sources.files():
        try:
            source = sources.read(file)
            question = catalog.parse(source)
        except CatalogueError as error:
            faults.append(error.message)
            continue
        faults += checks.faults(source, question)
        if (first := named.setdefault(source.name, source)) is not source:
            faults.append(source.fault(f"{first.file} is a question of this name"))
        found.append((question, source))
    _refuse(faults)
    return found


def _words() -> tuple[dict[str, Any], dict[Language, list[tuple[str, Symbols]]]]:
    """What words.yaml says, and every spelling in it with its meaning."""
    from zeren.queries.ask import words

    source = sources.read(WORDS)
    content = sources.read_yaml(source)
    try:
        return content, words.spelled(content)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CatalogueError(f"{WORDS} cannot be read: {error}", sources.HINT) from None


def _wordings(
    read: list[_Read], spelled: dict[Language, list[tuple[str, Symbols]]]
) -> dict[Language, list[Wording]]:
    """The ways to ask the questions, by language, each of one question alone."""
    from zeren.queries.ask import wordings, words

    vocabulary = words.Vocabulary(pair for pairs in spelled.values() for pair in pairs)
    found: dict[Language, list[Wording]] = {language: [] for language in catalog.LANGUAGES}
    owners: dict[Symbols, Source] = {}
    faults: dict[str, None] = {}
    for question, source in read:
        for language, ways in found.items():
            said = question.wordings[language]
            try:
                own = list(wordings.spelled(question, said, vocabulary))
            except wordings.WordingError as error:
                faults[source.fault(str(error), source.line_of("wordings", error.wording))] = None
                continue
            ways += [Wording(symbols, question.name, role, turned) for symbols, role, turned in own]
            for symbols in (symbols for symbols, role, _ in own if role is None):
                if (owner := owners.setdefault(symbols, source)) is not source:
                    wording = next(w for w in said if _says(question, w, symbols, vocabulary))
                    reason = f"{wording} is a wording of {owner.name} too"
                    faults[source.fault(reason, source.line_of("wordings", wording))] = None
    _refuse(faults)
    return found


def _says(question: Question, wording: str, symbols: Symbols, vocabulary: Vocabulary) -> bool:
    from zeren.queries.ask import wordings

    return any(said == symbols for said, _, _ in wordings.spelled(question, [wording], vocabulary))


def _refuse(faults: Iterable[str]) -> None:
    """See that there are no faults.

    Raises:
        CatalogueError: there are; with all of them.
    """
    if told := "\n".join(faults):
        raise CatalogueError(told, sources.HINT)


def file() -> Path:
    """Where the index is kept: beside further questions, where there are such."""
    further = sources.own()
    return further / FILE.name if further else FILE


def write() -> None:
    """Write the index of the sources, one entry a line where it is long.

    Raises:
        CatalogueError: a source is broken, or the index cannot be written.
    """
    text = msgspec.json.encode(build()).replace(b'{"name":', b'\n{"name":').replace(b'"],[[', b'"],\n[[')
    try:
        file().write_bytes(text + b"\n")
    except OSError as error:
        raise CatalogueError(f"{file()} cannot be written: {error.strerror}") from None


if __name__ == "__main__":
    try:
        write()
    except ZerenError as refused:
        sys.stderr.write(f"error: {refused.message}\nhint: {refused.hint}\n")
        sys.exit(refused.exit_code)
