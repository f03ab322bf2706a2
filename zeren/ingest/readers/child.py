"""The process that reads one file: its bytes on standard input, what was found on standard output.

Parsers of other people's formats work on hostile input here, within limits of memory and time,
and can take nothing with them when they fall. `zeren.ingest.readers.apart` starts it.
"""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Sequence

import msgspec

from zeren.errors import UnreadableError
from zeren.ingest.readers.content import WIDEST, Content, Grid, Line


class Failure(msgspec.Struct, frozen=True, tag="failure"):
    """What is wrong with the file, and what to do about it."""

    message: str
    hint: str


class Found(msgspec.Struct, frozen=True, tag="found"):
    """What the file holds."""

    contents: list[Content]


Told = Found | Failure

MOST_CHARACTERS = 10_000_000
"""Characters of a document's text; the longest plans of counties have some 200,000."""

MOST_PLACES = 1_000_000
"""Places of a document's tables, merged and empty ones counted: 10,000 rows of 100 columns; and lines."""

LARGEST_ANSWER = 200_000_000
"""Bytes that the process may write; a million cells with their places take half of it."""

TOO_MUCH = "check the file, or split it into its documents; of a workbook, keep the sheets that hold the plan"


def is_too_much(found: Sequence[Content]) -> bool:
    """Whether what was found would take too much memory once it is laid out."""
    characters = places = 0
    left = [*found]
    while left:
        content = left.pop()
        if isinstance(content, Line):
            characters += len(content.text)
            places += 1
        else:
            characters += sum(len(cell.text) for row in content.rows for cell in row)
            places += places_of(content)
            left += (inner for row in content.rows for cell in row for inner in cell.inner)
    return characters > MOST_CHARACTERS or places > MOST_PLACES


def places_of(grid: Grid) -> int:
    """How many places a table has, each row as wide as the widest, with what reaches down into it."""
    ended: Counter[int] = Counter()
    width = widest = 0
    for number, row in enumerate(grid.rows):
        width -= ended.pop(number, 0)
        for cell in row:
            columns = max(1, cell.columns)
            width += columns
            ended[number + max(1, cell.rows)] += columns
        widest = max(widest, width)
    return len(grid.rows) * min(widest, WIDEST)


def told(module: str, name: str, data: bytes) -> Told:
    """What a reader says of a file."""
    reader = importlib.import_module(f"zeren.ingest.readers.{module}")
    try:
        found = reader.read(data, name)
        if is_too_much(found):
            return Failure(f"{name}: more text or larger tables than are read", TOO_MUCH)
        return Found(found)
    except UnreadableError as error:
        return Failure(error.message, error.hint)
    except (MemoryError, RecursionError):
        return Failure(
            f"{name}: too large or too deeply nested to be read: it needs more memory than it may have",
            TOO_MUCH,
        )


def limit(memory: int, seconds: int, written: int = LARGEST_ANSWER) -> None:
    """Set this process's limits, where the system has them.

    Args:
        memory: bytes of memory.
        seconds: seconds of the processor.
        written: bytes of any file that it writes, its answer too.
    """
    try:
        import resource
    except ImportError:  # Windows: the time limit of the starting process remains
        return
    # Linux kills at the processor's second limit, without saying that it was the time.
    for what, most, last in (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, seconds, seconds + 5),
        (resource.RLIMIT_FSIZE, written, written),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, allowed = resource.getrlimit(what)  # it can be lowered only
        unlimited = allowed == resource.RLIM_INFINITY
        highest = last if unlimited else min(last, allowed)
        resource.setrlimit(what, (min(most, highest), highest))


def main() -> None:
    """Read the file that standard input holds; arguments: module, file name, bytes of memory, seconds."""
    module, name, memory, seconds = sys.argv[1:]
    limit(int(memory), int(seconds))
    sys.stdout.buffer.write(msgspec.msgpack.encode(told(module, name, sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
