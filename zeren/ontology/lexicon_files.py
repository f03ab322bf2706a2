"""The files of the lexicon: read, checked, and kept once more as one index that loads fast.

`index.json` holds what the TOML files hold, with their checksum. It is used while the
checksum fits; after a change the TOML files are read, which gives the same lexicon in some
forty milliseconds more. `python -m zeren.ontology.lexicon_files` writes it anew.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from zeren.errors import LexiconError
from zeren.ontology import english
from zeren.ontology.functions import (
    LEVEL_SLOT,
    Contents,
    EthnicGroup,
    Function,
    LevelWords,
    Rank,
    fold,
    spellings,
)

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

INDEX = "index.json"
_LEVELS, _ETHNIC_GROUPS = "levels.toml", "ethnic-groups.toml"
_HINT = "docs/adding-a-unit.md shows what an entry looks like"

Record = TypeVar("Record", Function, LevelWords, Rank, EthnicGroup)


class _Index(msgspec.Struct, frozen=True):
    """The lexicon's contents, and the checksum of the files that they come from."""

    checksum: int
    contents: Contents


def read_fast(folder: Traversable) -> Contents:
    """The contents of a folder's files, by its index where that is up to date.

    Raises:
        LexiconError: a file is broken; every fault with its file and entry.
    """
    try:
        index = msgspec.json.decode((folder / INDEX).read_bytes(), type=_Index)
    except (OSError, msgspec.DecodeError):
        return read(folder)
    return index.contents if index.checksum == checksum(folder) else read(folder)


def read(folder: Traversable) -> Contents:
    """The contents of a folder's TOML files, in the order of the files' names.

    Raises:
        LexiconError: a file is broken; every fault with its file and entry.
    """
    faults: list[str] = []
    functions: list[tuple[str, Function]] = []
    for file in _files(folder):
        if file.name not in (_LEVELS, _ETHNIC_GROUPS):
            tables = _tables(file, ("function",), faults)
            records = _records(file.name, tables["function"], Function, faults, _with_slot)
            functions += [(file.name, function) for function in records]
    levels = _tables(folder / _LEVELS, ("level", "rank"), faults)
    groups = _tables(folder / _ETHNIC_GROUPS, ("group",), faults)
    contents = Contents(
        functions=tuple(function for _, function in functions),
        levels=tuple(_records(_LEVELS, levels["level"], LevelWords, faults)),
        ranks=tuple(_records(_LEVELS, levels["rank"], Rank, faults)),
        ethnic_groups=tuple(_records(_ETHNIC_GROUPS, groups["group"], EthnicGroup, faults)),
        english=tuple(_english(function for _, function in functions)),
    )
    faults += [*_clashes(functions), *_ambiguous(functions), *_dangling(functions)]
    faults += _levels_in_names(functions, contents.levels)
    if faults:
        raise LexiconError("the lexicon cannot be read:\n  " + "\n  ".join(faults), _HINT)
    return contents


def _english(functions: Iterable[Function]) -> Iterator[tuple[list[str], list[str]]]:
    wordings = ((f.id, (f.english, *f.english_variants, f.english_nation or "")) for f in functions)
    yield from ((sorted(key), bodies) for key, bodies in english.meanings(wordings))


def write_index(folder: Path) -> None:
    """Write the index of a folder's TOML files into it, one function a line."""
    index = _Index(checksum(folder), read(folder))
    text = msgspec.json.encode(index).replace(b'{"id":', b'\n{"id":')
    (folder / INDEX).write_bytes(text + b"\n")


def _files(folder: Traversable) -> list[Traversable]:
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


def checksum(folder: Traversable) -> int:
    """A checksum of the TOML files' names and bytes, line ends aside: a checkout may change those."""
    found = 0
    for file in _files(folder):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        found = zlib.crc32(file.name.encode() + b"\0" + content, found)
    return found


def _tables(file: Traversable, names: tuple[str, ...], faults: list[str]) -> dict[str, list[Any]]:
    """The arrays of tables of a file by their names; what else it holds is a fault."""
    import tomllib

    found: dict[str, list[Any]] = {name: [] for name in names}
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        faults.append(f"{file.name}: {error.strerror}")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{file.name}: {error}")
    else:
        for name, entries in content.items():
            if name in found and isinstance(entries, list):
                found[name] = entries
            else:
                expected = " or ".join(f"[[{known}]]" for known in names)
                faults.append(f"{file.name}: `{name}` is no table of this file; it takes {expected}")
    return found


def _records(
    file: str,
    entries: list[Any],
    kind: type[Record],
    faults: list[str],
    prepare: Callable[[Any], Any] = lambda entry: entry,
) -> Iterator[Record]:
    """The entries of a file as records; an entry that is none is a fault with its id or its number."""
    for number, entry in enumerate(entries, start=1):
        try:
            yield msgspec.convert(prepare(entry), kind)
        except msgspec.ValidationError as error:
            fields = entry if isinstance(entry, dict) else {}
            label = fields.get("id") or fields.get("full") or fields.get("name") or f"entry {number}"
            faults.append(f"{file}, {label}: {error}")


def _with_slot(entry: Any) -> Any:
    """An entry whose English name says where the level stands, as name and slot."""
    english = entry.get("english") if isinstance(entry, dict) else None
    if not isinstance(english, str) or LEVEL_SLOT not in english:
        return entry
    plain = " ".join(english.replace(LEVEL_SLOT, "").split())
    return {**entry, "english": plain, "english_slot": english}


def _clashes(functions: list[tuple[str, Function]]) -> Iterator[str]:
    """Ids, names and fields that two functions share."""
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    fields: dict[str, str] = {}
    for file, function in functions:
        if function.id in ids:
            yield f"{file}, {function.id}: {ids[function.id]} has an entry of this id already"
        ids.setdefault(function.id, file)
        for name in spellings(function):
            if names.setdefault(fold(name), function.id) != function.id:
                yield f"{file}, {function.id}: the name {name} belongs to `{names[fold(name)]}` already"
        for word in function.fields:
            if fields.setdefault(word, function.id) != function.id:
                yield f"{file}, {function.id}: the field {word} belongs to `{fields[word]}` already"


def _ambiguous(functions: list[tuple[str, Function]]) -> Iterator[str]:
    """Ambiguous names that are a name of one function, or stand in one entry alone."""
    names = {fold(name): function.id for _, function in functions for name in spellings(function)}
    entries = Counter(name for _, function in functions for name in function.ambiguous)
    for file, function in functions:
        for name in function.ambiguous:
            if fold(name) in names:
                yield f"{file}, {function.id}: the ambiguous name {name} is a name of `{names[fold(name)]}`"
            elif entries[name] < 2:
                yield f"{file}, {function.id}: the ambiguous name {name} stands in no other entry"


def _dangling(functions: list[tuple[str, Function]]) -> Iterator[str]:
    """Functions that `covers` and `part_of` name and the lexicon does not have."""
    known = {function.id for _, function in functions}
    for file, function in functions:
        for key, targets in (("covers", function.covers), ("part_of", (function.part_of,))):
            for target in targets:
                if target == function.id:
                    yield f"{file}, {function.id}: {key} names the entry itself"
                elif target is not None and target not in known:
                    yield f"{file}, {function.id}: {key} names `{target}`, which is no function"


def _levels_in_names(functions: list[tuple[str, Function]], levels: tuple[LevelWords, ...]) -> Iterator[str]:
    """Names at county level that begin with a level although they are known without it (县财政局).

    国家 may stand: 国家开发银行 is no 开发银行 of a level.
    """
    opening = [w for level in levels if level.id != "nation" for w in (*level.words, *level.characters)]
    bare = {name for _, function in functions for name in spellings(function)}
    for file, function in functions:
        for name in (function.full, *function.variants):
            level = next((word for word in opening if name.startswith(word)), "")
            if level and name.removeprefix(level) in bare:
                yield f"{file}, {function.id}: write {name} without its level, {level}"


if __name__ == "__main__":
    write_index(Path(__file__).parent / "units")
