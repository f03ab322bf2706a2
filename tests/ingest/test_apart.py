"""A reader works in a process of its own: whatever a file does to it, the ingestion goes on."""

from __future__ import annotations

import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from zeren.errors import UnreadableError
from zeren.ingest.readers import apart, child
from zeren.ingest.readers.content import Line
from zeren.workspace import Workspace

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "青岭县重点工作总体方案.txt"


def page(drawing: bytes) -> bytes:
    """A PDF of one page with this drawing on it, packed."""
    packed = zlib.compress(drawing, 1)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 5\n0000000000 65535 f \n" + table + end


@pytest.fixture(scope="module")
def endless() -> bytes:
    """Lines that take minutes to be held against each other, in a small file."""
    return page(b"0 0 m 9 9 l S " * 700_000)


@pytest.fixture
def blown_up() -> bytes:
    """A drawing of nothing, 900 MB long, in 4 MB."""
    return page(b" " * 900_000_000)


def test_a_file_that_takes_too_long_is_stopped(endless: bytes) -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableError, match="took more than 3 seconds and was stopped") as error:
        apart.read(endless, "画.pdf", "pdf", seconds=3)
    assert time.monotonic() - start < 30
    assert error.value.hint


def test_a_file_that_wants_too_much_memory_is_stopped(blown_up: bytes) -> None:
    with pytest.raises(UnreadableError, match="too large") as error:
        apart.read(blown_up, "空.pdf", "pdf", memory=700_000_000)
    assert str(error.value).startswith("空.pdf: ")


def test_a_small_file_is_given_less_time_than_a_large_one() -> None:
    assert apart.allowed(4_000) == 15
    assert apart.allowed(1_000_000) == 65
    assert apart.allowed(20_000_000) == apart.SECONDS


def test_an_object_that_refers_to_itself_ends_in_words_about_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_FEWEST_SECONDS", 2)
    endless = page(b"").replace(b"<< /Type /Catalog /Pages 2 0 R >>", b"1 0 R")
    with pytest.raises(UnreadableError, match="took more than 2 seconds and was stopped"):
        apart.read(endless, "圈.pdf", "pdf")


def test_an_ingestion_goes_on_beside_such_a_file(tmp_path: Path) -> None:
    (tmp_path / "空.pdf").write_bytes(page(b""))
    (tmp_path / "方案.txt").write_bytes(EXAMPLE.read_bytes())
    report = Workspace(tmp_path / "w").ingest([tmp_path / "空.pdf", tmp_path / "方案.txt"])
    assert [account.document.id for account in report.documents] == ["青岭政办发-2024-7"]
    assert [Path(failure.path).name for failure in report.failures] == ["空.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="what a process writes is limited on Linux and macOS")
def test_an_answer_without_end_is_cut_off(tmp_path: Path) -> None:
    program = "import sys; from zeren.ingest.readers import child; child.limit(2_000_000_000, 10, 1000); "
    program += "sys.stdout.write('x' * 5000); sys.stdout.flush()"
    with (tmp_path / "answer").open("wb") as answer:
        command = [sys.executable, "-c", program]
        subprocess.run(command, stdout=answer, stderr=subprocess.DEVNULL, check=False)
    assert (tmp_path / "answer").stat().st_size <= 1000


def test_lines_without_words_count_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "MOST_PLACES", 100)
    assert not child.is_too_much([Line("")] * 100)
    assert child.is_too_much([Line("")] * 101)
