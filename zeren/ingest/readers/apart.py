"""Reading in a process of its own, within limits, so that no file can hang or fell an ingestion."""

from __future__ import annotations

import signal
import subprocess
import sys

import msgspec

from zeren.errors import UnreadableError
from zeren.ingest.readers.child import Failure, Told
from zeren.ingest.readers.content import Content

MEMORY = 2_000_000_000
"""Bytes that a reader may use; a report of a thousand pages takes a quarter of it."""

SECONDS = 120
"""Seconds that a reader may take, on the clock and of the processor."""


def read(
    data: bytes, name: str, module: str, *, memory: int = MEMORY, seconds: int = SECONDS
) -> list[Content]:
    """What a file holds, read by a module of this package in another process.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.
        module: the reader: `docx`, `pdf` ….
        memory: bytes of memory that the process may use.
        seconds: how long it may take.

    Raises:
        UnreadableError: the reader says so, or it went over a limit, or fell.
    """
    command = [sys.executable, "-m", "zeren.ingest.readers.child", module, name, str(memory), str(seconds)]
    try:
        ended = subprocess.run(  # noqa: S603 - Python with a module of this package
            command, input=data, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise _stopped(name, seconds) from None
    if sys.platform != "win32" and ended.returncode == -signal.SIGXCPU:
        raise _stopped(name, seconds)
    try:
        told: Told = msgspec.msgpack.decode(ended.stdout, type=Told)
    except msgspec.DecodeError:
        raise _fell(ended.stderr, name) from None
    if isinstance(told, Failure):
        raise UnreadableError(told.message, told.hint)
    return told.contents


def _stopped(name: str, seconds: int) -> UnreadableError:
    return UnreadableError(
        f"{name}: reading it took more than {seconds} seconds and was stopped",
        "save it again from the program that made it, or as plain text",
    )


def _fell(errors: bytes, name: str) -> UnreadableError:
    """What to say when the process ended without an answer."""
    last = errors.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
    return UnreadableError(
        f"{name}: damaged, or too large to be read{f' ({last})' if last else ''}",
        "open it in the program that made it and save it again, or as plain text",
    )
