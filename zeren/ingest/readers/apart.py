"""Reading in a process of its own, within limits, so that no file can hang or fell an ingestion."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile

import msgspec

from zeren.errors import UnreadableError
from zeren.ingest.readers.child import LARGEST_ANSWER, Failure, Told
from zeren.ingest.readers.content import Content

MEMORY = 2_000_000_000
"""Bytes that a reader may use; a report of a thousand pages takes a quarter of it."""

SECONDS = 120
"""Seconds that a reader may take at most, on the clock and of the processor."""

_FEWEST_SECONDS = 15
_BYTES_A_SECOND = 20_000
"""A tenth of what the slowest reader, that of PDF, takes in of a plan that a browser printed."""


def read(
    data: bytes, name: str, module: str, *, memory: int = MEMORY, seconds: int | None = None
) -> list[Content]:
    """What a file holds, read by a module of this package in another process.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.
        module: the reader: `docx`, `pdf` ….
        memory: bytes of memory that the process may use.
        seconds: how long it may take; else `SECONDS` on the clock, of the processor as its size allows.

    Raises:
        UnreadableError: the reader says so, or it went over a limit, or fell.
    """
    on_the_clock, of_the_processor = seconds or SECONDS, seconds or allowed(len(data))
    # Not `-m`: Python warns of a module that its package has imported, and that would stand in the message.
    program = "from zeren.ingest.readers.child import main; main()"
    command = [sys.executable, "-c", program, module, name, str(memory), str(of_the_processor)]
    # A file, not a pipe: the system ends a process that writes too much into it.
    with tempfile.TemporaryFile() as answer:
        try:
            ended = subprocess.run(  # noqa: S603 - Python with a module of this package
                command,
                input=data,
                stdout=answer,
                stderr=subprocess.PIPE,
                timeout=on_the_clock,
                check=False,
                # Where a library in Rust gives up, the last line but for a note then says why.
                env={**os.environ, "RUST_BACKTRACE": "0"},
            )
        except subprocess.TimeoutExpired:
            raise _stopped(name, on_the_clock) from None
        if sys.platform != "win32" and ended.returncode == -signal.SIGXCPU:
            raise _stopped(name, of_the_processor)
        answer.seek(0)
        said = answer.read(LARGEST_ANSWER)
    try:
        told: Told = msgspec.msgpack.decode(said, type=Told)
    except msgspec.DecodeError:
        raise _fell(ended.stderr, name) from None
    if isinstance(told, Failure):
        raise UnreadableError(told.message, told.hint)
    return told.contents


def allowed(size: int) -> int:
    """Seconds of the processor for a file of so many bytes: a small one that hangs its reader ends soon."""
    return min(SECONDS, _FEWEST_SECONDS + size // _BYTES_A_SECOND)


def _stopped(name: str, seconds: int) -> UnreadableError:
    return UnreadableError(
        f"{name}: reading it took more than {seconds} seconds and was stopped",
        "save it again from the program that made it, or as plain text",
    )


def _fell(errors: bytes, name: str) -> UnreadableError:
    """What to say when the process ended without an answer."""
    lines = errors.decode("utf-8", "replace").strip().split("\n")
    last = next((line[:200] for line in reversed(lines) if not line.startswith("note: ")), "")
    return UnreadableError(
        f"{name}: damaged, or too large to be read{f' ({last})' if last else ''}",
        "open it in the program that made it and save it again, or as plain text",
    )
