"""The catalogue and the words of questions, read once and kept in one file, so that `ask` starts at once.

The files of `rq/`, `words.yaml` and the reviewed names of quantities are the source. `index.json` holds
what reading them gives; where it does not belong to them, they are read. `python -m zeren.queries.index`
writes it anew.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec

from zeren.ontology import quantities as reviewed
from zeren.queries import catalog
from zeren.queries.catalog import Language, Question

WORDS = Path(__file__).parent / "words.yaml"
FILE = Path(__file__).parent / "index.json"

Symbols = tuple[str, ...]


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
        ValueError: a source cannot be read; which, and why.
    """
    try:
        known = msgspec.json.decode(FILE.read_bytes(), type=Index)
    except (OSError, msgspec.DecodeError):
        return build()
    return known if known.checksum == checksum() else build()


def checksum() -> int:
    """What tells whether the index belongs to the sources: a sum over their names and contents."""
    total = 0
    for file in (WORDS, reviewed.FILE, *sorted(catalog.FOLDER.glob("*.rq"))):
        total = crc32(file.read_bytes(), crc32(file.name.encode(), total))
    return total


def build() -> Index:
    """The index of the sources.

    Raises:
        ValueError: a header is broken, or a wording has a word that words.yaml does not have.
    """
    from zeren.queries.ask import wordings, words

    questions = catalog.read()
    content = catalog.read_yaml(WORDS.read_text("utf-8"))
    spelled = words.spelled(content)
    vocabulary = words.Vocabulary(pair for pairs in spelled.values() for pair in pairs)
    return Index(
        checksum=checksum(),
        questions=questions,
        words=spelled,
        wordings={
            language: [
                Wording(symbols, question.name, role, turned)
                for question in questions
                for symbols, role, turned in wordings.spelled(question, language, vocabulary)
            ]
            for language in catalog.LANGUAGES
        },
        topics=content["topics"],
        quantities=content["quantities"],
        reviewed=reviewed.read(),
        labels={
            slot: {value: tuple(called) for value, called in names.items()}
            for slot, names in content["labels"].items()
        },
    )


def write() -> None:
    """Write the index of the sources, one entry a line where it is long."""
    text = msgspec.json.encode(build()).replace(b'{"name":', b'\n{"name":').replace(b'"],[[', b'"],\n[[')
    FILE.write_bytes(text + b"\n")


if __name__ == "__main__":
    write()
