"""The process that reads one file: its bytes on standard input, what was found on standard output.

Parsers of other people's formats work on hostile input here, within limits of memory and time,
and can take nothing with them when they fall. `zeren.ingest.readers.apart` starts it.
"""

from __future__ import annotations

import importlib
import sys

import msgspec

from zeren.errors import UnreadableError
from zeren.ingest.readers.content import Content


class Failure(msgspec.Struct, frozen=True, tag="failure"):
    """What is wrong with the file, and what to do about it."""

    message: str
    hint: str


class Found(msgspec.Struct, frozen=True, tag="found"):
    """What the file holds."""

    contents: list[Content]


Told = Found | Failure


def told(module: str, name: str, data: bytes) -> Told:
    """What a reader says of a file."""
    reader = importlib.import_module(f"zeren.ingest.readers.{module}")
    try:
        return Found(reader.read(data, name))
    except UnreadableError as error:
        return Failure(error.message, error.hint)
    except (MemoryError, RecursionError):
        return Failure(f"{name}: too large or too deeply nested to be read", "split it into its documents")


def limit(memory: int, seconds: int) -> None:
    """Set this process's limits, where the system has them: bytes of memory, seconds of the processor."""
    try:
        import resource
    except ImportError:  # Windows: the time limit of the starting process remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Linux kills at the second limit, without saying that it was the time.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read the file that standard input holds; arguments: module, file name, bytes of memory, seconds."""
    module, name, memory, seconds = sys.argv[1:]
    limit(int(memory), int(seconds))
    sys.stdout.buffer.write(msgspec.msgpack.encode(told(module, name, sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
