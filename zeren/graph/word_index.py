"""The index of words of one generation: in which documents a pair of letters stands.

Chinese is written without spaces, so every two neighbouring letters are one token; a search asks
for the documents that have all pairs of its words, and looks for the words in their texts. SQLite
keeps it (FTS5, no positions): it is part of Python, opens in a moment, and is written into the next
generation by taking out and putting in documents. docs/benchmarks.md holds it against others.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from zeren.errors import WorkspaceError
from zeren.graph.documents import DERIVED
from zeren.graph.passages import Passage, folded, passages

if TYPE_CHECKING:
    import sqlite3

VERSION = 1
"""Changes when an index of an earlier Zeren has to be made anew."""

_TABLES = """
CREATE TABLE documents (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, passages BLOB NOT NULL);
CREATE VIRTUAL TABLE pairs USING fts5(letters, content='', detail=none, columnsize=0, tokenize='ascii');
"""
_MATCHING = """
SELECT id, passages FROM documents WHERE number IN (SELECT rowid FROM pairs WHERE pairs MATCH ?) ORDER BY id
"""
_HOLDING = """
SELECT id FROM documents WHERE number IN (SELECT rowid FROM pairs WHERE pairs MATCH ?) ORDER BY id
"""
_KNOWN = "SELECT count(*) FROM documents WHERE id IN (SELECT value FROM json_each(?))"
_AMONG = """
SELECT id, passages FROM documents
WHERE id IN (SELECT value FROM json_each(?1)) AND number IN (SELECT rowid FROM pairs WHERE pairs MATCH ?2)
ORDER BY id
"""
_PUT = "INSERT INTO pairs (rowid, letters) VALUES (?, ?)"
_TAKE_OUT = "INSERT INTO pairs (pairs, rowid, letters) VALUES ('delete', ?, ?)"


def tokens(text: str) -> str:
    """Every pair of neighbouring letters of a text, and its last letter, as the index keeps them."""
    letters = folded(text)
    pairs = {a + b for a, b in pairwise(letters)} | {letters[-1:]} - {""}
    return " ".join(sorted(map(_token, pairs)))


def tokens_of(stored: bytes) -> str:
    """The tokens of a text as it is stored."""
    return tokens(stored.decode("utf-8"))


def _token(letters: str) -> str:
    return "".join(f"{ord(letter):04x}" for letter in letters)


def _wanted(words: Iterable[str]) -> str:
    """What is asked of the index: all pairs of the words; a word of one letter begins a pair."""
    found: set[str] = set()
    for word in map(folded, words):
        pairs = [word[at : at + 2] for at in range(len(word) - 1)] or [word]
        found.update(f'"{_token(pair)}"{"" if len(pair) > 1 else " *"}' for pair in pairs)
    return " AND ".join(sorted(found))


class Indexed(NamedTuple):
    """A document as the index keeps it: its id, the places of its tasks' words, its pairs of letters."""

    document: str
    passages: bytes
    tokens: str


def indexed(stored: tuple[bytes, bytes]) -> Indexed:
    """A document as the index keeps it, from its facts and its text as they are stored.

    Raises:
        ValueError: the facts are damaged (msgspec.DecodeError is one).
    """
    from zeren.ontology.facts import decode

    facts, text = decode(stored[0]), stored[1].decode("utf-8")
    return Indexed(facts.document.id, msgspec.json.encode(passages(facts, text)), tokens(text))


def build(
    path: Path,
    last: Path | None,
    gone: Iterable[tuple[str, str]],
    new: Iterable[Indexed],
) -> bool:
    """Make an index out of the last one.

    Args:
        path: the file to make.
        last: the index of the last generation, which stays as it is; None to begin anew.
        gone: the ids of the documents to take out, with the tokens of their texts as they were put in.
        new: the documents to put in.

    Returns:
        Whether there is one now: a Python without FTS5 gets none, and searches without.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
        WorkspaceError: the last index is damaged.
    """
    if find_spec("_sqlite3") is None:
        return False
    import sqlite3

    path.unlink(missing_ok=True)
    if last:
        shutil.copyfile(last, path)
    try:
        with closing(sqlite3.connect(path)) as index:
            if not last:
                index.executescript(_TABLES)
                index.execute(f"PRAGMA user_version = {VERSION}")
            _change(index, gone, new)
    except sqlite3.Error as error:
        if "no such module" in str(error):
            path.unlink(missing_ok=True)
            return False
        if last and not isinstance(error, sqlite3.OperationalError):
            raise _damaged(last, error) from None
        raise OSError(str(error)) from error
    return True


def _change(index: sqlite3.Connection, gone: Iterable[tuple[str, str]], new: Iterable[Indexed]) -> None:
    import sqlite3

    index.execute("BEGIN")
    for document, letters in gone:
        known = index.execute("SELECT number FROM documents WHERE id = ?", (document,)).fetchone()
        if known is None:
            raise sqlite3.DatabaseError(f"{document} is not in it")
        (number,) = known
        index.execute(_TAKE_OUT, (number, letters))
        index.execute("DELETE FROM documents WHERE number = ?", (number,))
    for one in new:
        put = (one.document, one.passages)
        number = index.execute("INSERT INTO documents (id, passages) VALUES (?, ?)", put).lastrowid
        index.execute(_PUT, (number, one.tokens))
    index.execute("INSERT INTO pairs (pairs) VALUES ('optimize')")
    index.execute("COMMIT")


def usable(path: Path) -> bool:
    """Whether there is an index that this Zeren made, and this Python can read.

    Raises:
        WorkspaceError: there is one, and it is damaged.
    """
    if not _readable(path):
        return False
    with _opened(path) as ask:
        return _is_ours(ask)


def matching(
    path: Path, words: Sequence[str], documents: Iterable[str], among: Sequence[str] | None = None
) -> dict[str, list[Passage]] | None:
    """The documents that have all pairs of letters of the words, by id, with their passages.

    Args:
        path: the index.
        words: what is looked for; each has a letter.
        documents: the ids of all documents that the index has to know.
        among: the ids of those that are asked for; None for all.

    Returns:
        None where there is no index, or an earlier Zeren made it, or this Python cannot read it.

    Raises:
        WorkspaceError: the index is damaged.
    """
    if not _readable(path):
        return None
    with _opened(path) as ask:
        if not _is_ours(ask):
            return None
        if among is not None:
            own = msgspec.json.encode(among).decode()
            if ask(_KNOWN, (own,)) != [(len(among),)]:
                raise _damaged(path, "it is of other documents")
            rows = ask(_AMONG, (own, _wanted(words)))
        elif {str(row[0]) for row in ask("SELECT id FROM documents")} != set(documents):
            raise _damaged(path, "it is of other documents")
        else:
            rows = ask(_MATCHING, (_wanted(words),))
    decoder = msgspec.json.Decoder(list[Passage])
    try:
        return {str(row[0]): decoder.decode(row[1]) for row in rows}
    except (msgspec.DecodeError, TypeError) as error:
        raise _damaged(path, error) from None


def holding(path: Path, words: Sequence[str]) -> list[str] | None:
    """The ids of the documents that have all pairs of letters of the words; None and errors as `matching`."""
    if not _readable(path):
        return None
    with _opened(path) as ask:
        return [str(row[0]) for row in ask(_HOLDING, (_wanted(words),))] if _is_ours(ask) else None


def _readable(path: Path) -> bool:
    """Whether there is a file, and a Python with SQLite to read it."""
    return path.exists() and find_spec("_sqlite3") is not None


def _is_ours(ask: Callable[..., list[tuple[Any, ...]]]) -> bool:
    version = ask("PRAGMA user_version") == [(VERSION,)]
    return version and ask("SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'") == [(1,)]


@contextmanager
def _opened(path: Path) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
    """What asks an index that nobody changes; it is closed at the end."""
    import sqlite3

    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as index:
            yield lambda sql, values=(): index.execute(sql, values).fetchall()
    except (sqlite3.Error, OverflowError) as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, why: object) -> WorkspaceError:
    return WorkspaceError(f"the index of words in {path} cannot be read: {why}", DERIVED)
