"""Files that are broken or made to do harm: each within its limits, with a message, nothing else touched.

The files stand beside this one, a module a form: title, name, bytes, words of the message or of the text.
"""

from __future__ import annotations

import hashlib
import os
import re
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.calling import zeren
from tests.hostile import pages, pdfs, sheets, strangers, texts, words
from tests.hostile.case import Hostile
from zeren.errors import UNREADABLE, UnreadableError
from zeren.ingest import pipeline, readers
from zeren.ingest.readers import apart, child, encoding, formats
from zeren.ingest.readers.content import Content

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "青岭县重点工作总体方案.txt"
FORMS = (words, pdfs, pages, sheets, texts, strangers)
CASES = [case for form in FORMS for case in form.CASES]
WORST = [case for form in (words, pdfs, pages) for case in form.WORST]
REFUSED = [case for case in CASES if case.says]
PLAN = "云泽县打好六场硬仗方案\n云泽政办发〔2024〕9号\n一、修建公厕（县住建局牵头）\n"

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and counted on Linux")


def read_here(data: bytes, name: str, module: str) -> list[Content]:
    """What a reader finds, in this process: starting one for each of so many files would take minutes."""
    told = child.told(module, name, data)
    if isinstance(told, child.Failure):
        raise UnreadableError(told.message, told.hint)
    return told.contents


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "read", read_here)


def contents_of(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def is_told(message: str, hint: str, case: Hostile) -> bool:
    """Whether a message names the file, what is wrong with it and what to do."""
    return message.startswith(f"{case.name}: ") and case.says in message and len(hint) > 10


# ------------------------------------------------------------------------------------- every file


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("case", CASES, ids=[f"{case.name}: {case.title}" for case in CASES])
def test_a_file_is_read_or_says_why_not_and_what_to_do(case: Hostile) -> None:
    data = case.make()
    begun = time.monotonic()
    if case.holds:
        assert case.holds in readers.read(data, case.name).text
    else:
        with pytest.raises(UnreadableError) as told:
            readers.read(data, case.name)
        assert is_told(told.value.message, told.value.hint, case), told.value.message
    assert time.monotonic() - begun < 60


@pytest.mark.usefixtures("in_this_process")
def test_the_whole_set_leaves_the_workspace_as_it_was_and_a_good_file_beside_it_is_read(
    folder: Path, tmp_path: Path
) -> None:
    for number, case in enumerate(REFUSED):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / case.name).write_bytes(case.make())
    paths = [str(tmp_path / str(number) / case.name) for number, case in enumerate(REFUSED)]
    before = contents_of(folder)
    told = zeren(folder, "ingest", *paths, code=UNREADABLE)
    assert told.stdout.count('"documents": []') == 1
    assert len(re.findall("^error: ", told.stderr, re.M)) == len(REFUSED)
    assert len(re.findall("^hint: ", told.stderr, re.M)) == len(REFUSED)
    assert contents_of(folder) == before
    good = tmp_path / "方案.txt"
    good.write_text(PLAN, "utf-8")
    zeren(folder, "ingest", *paths, str(good), code=UNREADABLE)
    assert "云泽政办发-2024-9" in zeren(folder, "list", "documents").stdout


# ------------------------------------------------------------------------------- what is no file


def sparse(path: Path, size: int, head: bytes = b"") -> Path:
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)
    return path


@pytest.mark.parametrize("suffix", [*formats.SUFFIXES, ""])
@pytest.mark.parametrize("size", [200_000_000, 2_000_000_000])
def test_a_file_far_over_its_limit_is_not_read_into_memory(suffix: str, size: int, tmp_path: Path) -> None:
    path = sparse(tmp_path / f"方案{suffix}", size)
    begun = time.monotonic()
    with pytest.raises(UnreadableError, match=r"00 MB, more than the \d+ MB that are read of a") as told:
        pipeline.read(path)
    assert told.value.hint
    assert time.monotonic() - begun < 0.5


@pytest.mark.parametrize(
    ("head", "form"),
    [(b"%PDF-1.7\n", formats.PDF), (b"PK\x03\x04", formats.DOCX), (words.OLE, formats.OFFICE),
     (b"<html>", formats.HTML), ("附件".encode(), formats.TEXT)],
)  # fmt: skip
def test_the_limit_is_that_of_the_form_whatever_the_file_is_called(
    head: bytes, form: formats.Format, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableError, match=f"{form.largest // 1_000_000} MB that are read of {form.told}"):
        pipeline.read(sparse(tmp_path / "方案.txt", form.largest + 1_000_000, head))


def test_every_form_of_bytes_is_known_under_every_name() -> None:
    for data, module in (
        (words.file(), "docx"), (pdfs.file(), "pdf"), (pages.words(), "html"), (sheets.sheet(), "xlsx"),
        (sheets.old(), "xlsx"), (words.LOCKED, "docx"), (rb"{\rtf1", "docx"),
    ):  # fmt: skip
        for suffix in (*formats.SUFFIXES, "", ".dat"):
            assert formats.recognise(data, f"方案{suffix}").module == module


@pytest.mark.skipif(os.name != "posix", reason="there are no pipes with names")
def test_what_is_no_file_is_told(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.docx")
    (tmp_path / "断.pdf").symlink_to(tmp_path / "无")
    (tmp_path / "圈.pdf").symlink_to(tmp_path / "圈.pdf")
    (tmp_path / "夹.docx").mkdir()
    before = contents_of(folder)
    paths = [str(path) for path in tmp_path.iterdir() if path.suffix]
    told = zeren(folder, "ingest", *paths, "/dev/zero", code=UNREADABLE)
    said = (
        "管.docx is neither",
        "断.pdf does not exist",
        "圈.pdf",
        "夹.docx holds no file",
        "/dev/zero is n",
    )
    assert [words for words in said if words not in told.stderr] == []
    assert contents_of(folder) == before
    for path in (tmp_path / "管.docx", tmp_path / "断.pdf", tmp_path / "夹.docx", Path("/dev/zero")):
        with pytest.raises(UnreadableError) as error:
            pipeline.read(path)
        assert error.value.hint


# ---------------------------------------------------------------------------------- limits hold


@on_linux
def test_the_worst_files_stay_within_memory_and_the_others_are_read(folder: Path, tmp_path: Path) -> None:
    """The command itself, with 1.5 GB for it and for each reader: a file dies of that, never the command."""
    plans = tmp_path / "plans"
    plans.mkdir()
    for case in WORST:
        (plans / case.name).write_bytes(case.make())
    (plans / "方案.txt").write_text(PLAN, "utf-8")
    (plans / "方案.pdf").write_bytes(pdfs.locked(b"secret"))
    before = contents_of(folder)
    code, stderr, peak = limited("ingest", *map(str, plans.iterdir()), "-w", str(folder))
    assert code == UNREADABLE
    assert peak < 1_500_000_000
    errors = dict(re.findall(r"^error: ([^:]+): (.*)\nhint: ", stderr, re.M))
    for case in WORST:
        assert bool(case.says) == (case.name in errors), stderr
        assert case.says in errors.get(case.name, ""), stderr
    assert "a PDF with a password" in errors["方案.pdf"]
    assert {name for name in before if name.startswith("documents/")} <= set(contents_of(folder))
    assert "云泽政办发-2024-9" in zeren(folder, "list", "documents").stdout


def limited(*arguments: str, memory: int = 1_500_000_000) -> tuple[int, str, int]:
    """A command with so much memory for each of its processes: exit code, errors, the most that one held."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    started = subprocess.Popen(
        [sys.executable, "-m", "zeren", *arguments],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT,
        preexec_fn=limit,  # noqa: PLW1509 - this process has one thread
        # Each processor's threads would reserve addresses of their own, which count as memory here.
        env={**os.environ, "MALLOC_ARENA_MAX": "2"},
    )  # fmt: skip
    assert started.stderr
    errors = started.stderr.read().decode()
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    return started.returncode, errors, used.ru_maxrss * 1024


def test_what_never_ends_is_stopped_and_leaves_the_workspace_as_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "read", partial(apart.read, seconds=2))
    for case in pdfs.ENDLESS:
        (tmp_path / case.name).write_bytes(case.make())
    before = contents_of(folder)
    begun = time.monotonic()
    told = zeren(folder, "ingest", str(tmp_path), code=UNREADABLE)
    assert time.monotonic() - begun < 60
    assert told.stderr.count("took more than 2 seconds and was stopped") == len(pdfs.ENDLESS)
    assert contents_of(folder) == before


@pytest.mark.skipif(os.name != "posix", reason="there is no timer that interrupts")
def test_a_text_that_takes_too_long_to_understand_is_stopped(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "SECONDS", 1)
    endless = tmp_path / "长.txt"
    endless.write_text(PLAN + "达到1亿元，" * 100_000, "utf-8")
    before = contents_of(folder)
    begun = time.monotonic()
    told = zeren(folder, "ingest", str(endless), code=UNREADABLE)
    assert time.monotonic() - begun < 60
    assert "长.txt: understanding it took more than 1 seconds and was stopped" in told.stderr
    assert contents_of(folder) == before


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(("limit", "most"), [("MOST_PLACES", 900), ("MOST_CHARACTERS", 2000)])
def test_more_text_or_larger_tables_than_are_read_are_told(
    limit: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = (texts.VALUES + "修路,县交通局\n" * 500).encode()
    assert "县交通局" in readers.read(values, "方案.csv").text
    monkeypatch.setattr(child, limit, most)
    with pytest.raises(UnreadableError, match=r"方案.csv: more text or larger tables than are read") as told:
        readers.read(values, "方案.csv")
    assert told.value.hint


# ---------------------------------------------------------------------------------- what is outside


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    ("calling", "name", "holds"),
    [
        (words.calling, "方案.docm", words.WORDS),
        (pdfs.calling, "方案.pdf", pdfs.HOLDS),
        (pages.calling, "方案.html", pages.WORDS),
        (sheets.calling, "方案.xlsm", sheets.WORDS),
    ],
)
def test_nothing_outside_the_file_is_fetched(
    calling: Callable[[str], bytes], name: str, holds: str, listening: socket.socket
) -> None:
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    assert holds in readers.read(calling(address), name).text
    with pytest.raises(TimeoutError):
        listening.accept()


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A server on this machine that nobody should call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        yield server


def test_the_limits_that_are_documented_are_those_that_hold() -> None:
    page = (ROOT / "docs" / "using.md").read_text("utf-8")
    for form in formats.FORMATS:
        row = next(line for line in page.splitlines() if re.match(rf"\| \{form.suffixes[0]}\b", line))
        assert f"| {form.largest // 1_000_000} MB |" in row
    assert f"{apart.SECONDS} seconds" in page
    assert f"{pipeline.SECONDS // 60} minutes" in page
    assert f"{apart.MEMORY // 1_000_000_000} GB" in page
    assert f"{child.MOST_PLACES:,} cells" in page
    assert f"{child.MOST_CHARACTERS:,} characters" in page
    assert formats.TEXT.largest == encoding.LIMIT
