"""Files of older Word, WPS, RTF and OpenDocument: LibreOffice turns them into .docx, where it is installed.

It runs in a process of its own with a profile and a folder of its own, which go when it ends; its
limits are wider than a reader's, since it is a whole office. Macros are switched off, and nothing
outside the file is opened. This module is also the program that sets the limits and becomes LibreOffice.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from zeren.errors import UnreadableError
from zeren.ingest.readers import packed, strangers
from zeren.ingest.readers.child import limit

MEMORY = 4_000_000_000
"""Bytes of memory that LibreOffice may use: four times what its build without a screen takes for a plan."""

SECONDS = 120
"""Seconds that a file may take at most, on the clock and of the processor; a plan takes about three."""

_FEWEST_SECONDS = 30
_BYTES_A_SECOND = 10_000
"""What a file may have of the processor besides the fewest seconds: a small one that hangs ends soon."""

_ALMOST = 0.8
"""Of these seconds: what a process has used, as the system counts, that was ended for using all of them."""

LARGEST_PART = 60_000_000
"""Bytes of a part of an OpenDocument file when it is unpacked, pictures aside, as of a Word file."""

LARGEST = 100_000_000
"""Bytes of any file that LibreOffice may write."""

_PROGRAMS = ("soffice", "libreoffice")

_OTHERS = {
    "EncryptedPackage": ("protected by a password", strangers.UNLOCK),
    "PowerPoint Document": ("a presentation, not a document", "save its text as .docx or as plain text"),
}
"""Parts by which a file that is no document is told, what it is, and what to do."""

_SETTINGS = {
    "Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
    },
    "Writer/Content/Update": {"Link": "2"},
}
"""No macros, whoever signed them; nothing fetched, no link followed (2: never)."""


def as_docx(data: bytes, name: str, *, seconds: int = SECONDS) -> bytes:
    """A document of another office format as a .docx file.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.
        seconds: how long it may take.

    Raises:
        UnreadableError: LibreOffice is not installed, cannot read the file, or takes too long.
    """
    for part, (what, hint) in _OTHERS.items():
        if part.encode("utf-16-le") in data:
            raise UnreadableError(f"{name}: {what}", hint)
    _refuse_bomb(data, name)
    program = next((found for found in map(shutil.which, _PROGRAMS) if found), None)
    if program is None:
        raise UnreadableError(
            f"{name}: older Word, WPS, RTF and OpenDocument files are read through LibreOffice, which is not "
            "installed",
            "apt-get install --no-install-recommends libreoffice-writer-nogui (Debian, Ubuntu) or "
            "brew install --cask libreoffice (macOS); or open the file and save it as .docx",
        )
    with tempfile.TemporaryDirectory(prefix="zeren-", ignore_cleanup_errors=True) as folder:
        return _converted(Path(folder), program, data, name, seconds)


def _refuse_bomb(data: bytes, name: str) -> None:
    """Refuse an OpenDocument file of which a part is larger than is read, before anything is started."""
    if not data.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.filename.endswith(".xml"):
                packed.refuse_large(info, LARGEST_PART, name)


def _converted(folder: Path, program: str, data: bytes, name: str, seconds: int) -> bytes:
    # A name of its own: LibreOffice tells the form from the content, but for what the ending says.
    source = folder / ("document.rtf" if data.startswith(b"{\\rtf") else _named(data))
    source.write_bytes(data)
    _profile(folder)
    of_the_processor = min(seconds, _FEWEST_SECONDS + len(data) // _BYTES_A_SECOND)
    before = _used()
    command = [sys.executable, "-m", __name__, program, str(folder), str(source), str(of_the_processor)]
    _run(command, name, seconds)
    made = folder / "made" / "document.docx"
    if not made.is_file() and _used() - before >= _ALMOST * of_the_processor:
        raise _stopped(name, of_the_processor)
    if not made.is_file():
        raise UnreadableError(
            f"{name}: LibreOffice cannot read it: damaged, protected by a password, or no document",
            "open it in the program that made it and save it as .docx",
        )
    return made.read_bytes()


def _named(data: bytes) -> str:
    return "document.odt" if data.startswith(b"PK") else "document.doc"


def _profile(folder: Path) -> None:
    """A fresh profile in which nothing is run and nothing is fetched."""
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, settings in _SETTINGS.items()
        for name, value in settings.items()
    )
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        "utf-8",
    )


def _run(command: list[str], name: str, seconds: int) -> None:
    """Run a command and all that it starts, and end all of it when the time is over."""
    started = subprocess.Popen(  # noqa: S603 - Python with this module, which becomes the program found on the path
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        started.wait(seconds)
    except subprocess.TimeoutExpired:
        raise _stopped(name, seconds) from None
    finally:
        _end(started)


def _used() -> float:
    """Seconds of the processor that the processes started here have used, as far as they have ended."""
    times = os.times()
    return times.children_user + times.children_system


def _stopped(name: str, seconds: int) -> UnreadableError:
    return UnreadableError(
        f"{name}: LibreOffice took more than {seconds} seconds over it and was stopped",
        "open it in the program that made it and save it as .docx",
    )


def _end(started: subprocess.Popen[bytes]) -> None:
    """End a process and those that it started, which LibreOffice leaves behind when it is stopped."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):  # nothing is left of it
            os.killpg(started.pid, signal.SIGKILL)
    else:
        started.kill()
    started.wait()


def main() -> None:
    """Set the limits, and become LibreOffice; arguments: the program, the folder, the file, the seconds."""
    program, folder, source, seconds = sys.argv[1:]
    limit(MEMORY, int(seconds), LARGEST)
    kept = {
        key: value for key, value in os.environ.items() if key in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
    }
    options = ["--headless", "--norestore", "--nolockcheck", "--nologo", "--convert-to", "docx", "--outdir"]
    os.execve(  # noqa: S606 - the program found on the path, with a file of our own making
        program,
        [program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", *options,
         str(Path(folder, "made")), source],
        {**kept, "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"},
    )  # fmt: skip


if __name__ == "__main__":
    main()
