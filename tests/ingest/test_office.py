"""Older Word, WPS, RTF and OpenDocument, through LibreOffice: within limits, and told where it is missing."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest import making_docx, printed
from tests.ingest.libreoffice import converted
from tests.ingest.same_facts import differences
from tests.ingest.word_markup import packed
from zeren.errors import UnreadableError
from zeren.ingest import readers
from zeren.ingest.pipeline import read
from zeren.ingest.readers import office

PLAN = Path(__file__).resolve().parents[2] / "examples" / "青岭县重点工作总体方案.txt"
RTF = rb"{\rtf1\ansi\ansicpg936 \u21439?\u36130?\u25919?\u23616?\par}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all that programs are looked for in."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr(office, "_PROGRAMS", ("soffice-of-this-test",))
    return folder


def pretend(folder: Path, script: str) -> None:
    """A program in LibreOffice's place."""
    program = folder / "soffice-of-this-test"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)


@pytest.mark.usefixtures("programs")
def test_without_libreoffice_the_message_says_how_to_install_it() -> None:
    with pytest.raises(UnreadableError, match=r"方案.wps: .* LibreOffice, which is not installed") as told:
        readers.read(OLE, "方案.wps")
    assert "apt-get install --no-install-recommends libreoffice-writer-nogui" in told.value.hint
    assert ".docx" in told.value.hint


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("EncryptedPackage", "protected by a password"),
        ("PowerPoint Document", "a presentation"),
    ],
)
def test_what_is_no_document_is_told_before_anything_is_started(part: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as told:
        readers.read(OLE + part.encode("utf-16-le"), "方案.doc")
    assert told.value.hint


def test_a_conversion_that_hangs_is_stopped_with_all_that_it_started(programs: Path, tmp_path: Path) -> None:
    pretend(programs, f'(sleep 3; touch "{tmp_path}/still-there") & touch "{tmp_path}/started"; wait')
    with pytest.raises(UnreadableError, match="took more than 1 seconds"):
        office.as_docx(RTF, "方案.rtf", seconds=1)
    time.sleep(2.5)
    assert (tmp_path / "started").exists()
    assert not (tmp_path / "still-there").exists()


def test_a_small_file_that_never_ends_is_given_up_before_the_time_is_over(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_FEWEST_SECONDS", 1)
    pretend(programs, "while :; do :; done")
    with pytest.raises(UnreadableError, match="took more than 1 seconds"):
        office.as_docx(RTF, "方案.rtf", seconds=60)


def test_a_conversion_that_makes_nothing_says_so(programs: Path) -> None:
    pretend(programs, "echo 'source file could not be loaded'")
    with pytest.raises(UnreadableError, match="LibreOffice cannot read it"):
        office.as_docx(RTF, "方案.rtf")


def test_a_conversion_has_a_home_of_its_own_and_a_limit_on_memory(programs: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    pretend(programs, f'(env; echo "limit $(ulimit -v)"; cat "$HOME"/profile/user/*.xcu) > "{seen}"')
    with pytest.raises(UnreadableError):
        office.as_docx(RTF, "方案.rtf")
    told = seen.read_text("utf-8")
    assert f"limit {office.MEMORY // 1024}" in told
    assert "HOME=" in told
    assert 'name="DisableMacrosExecution" oor:op="fuse"><value>true<' in told
    assert "ZEREN" not in told


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A server on this machine that nobody should call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


@pytest.mark.office
@pytest.mark.usefixtures("libreoffice")
@pytest.mark.parametrize("form", ["doc", "rtf", "odt"])
def test_an_older_form_says_what_plain_text_says(form: str, tmp_path: Path) -> None:
    source = tmp_path / "方案.docx"
    plan = read(PLAN)
    source.write_bytes(making_docx.saved(making_docx.document(printed.contents(plan.text))))
    assert differences(plan, read(converted(source, form))) == []


@pytest.mark.office
@pytest.mark.usefixtures("libreoffice")
def test_nothing_outside_the_file_is_opened(listening: socket.socket) -> None:
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/1.png"
    assert "县财政局" in readers.read(open_document(address), "方案.odt").text
    with pytest.raises(TimeoutError):
        listening.accept()


def open_document(address: str) -> bytes:
    """An OpenDocument file with a picture and a section that stand at an address."""
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = "".join(f' xmlns:{name}="{oasis}:{name}:1.0"' for name in ("office", "text", "manifest"))
    spaces += f' xmlns:draw="{oasis}:drawing:1.0" xmlns:svg="{oasis}:svg-compatible:1.0"'
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    link = f'xlink:href="{address}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    body = f"""
        <text:p>县财政局<draw:frame svg:width="2cm"><draw:image {link}/></draw:frame></text:p>
        <text:section text:name="a"><text:section-source {link}/><text:p>县审计局</text:p></text:section>"""
    text = "application/vnd.oasis.opendocument.text"
    manifest = f"""<manifest:manifest{spaces}>
        <manifest:file-entry manifest:full-path="/" manifest:media-type="{text}"/>
        <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
        </manifest:manifest>"""
    content = f"""<office:document-content{spaces} office:version="1.2"><office:body><office:text>{body}
        </office:text></office:body></office:document-content>"""
    return packed({"mimetype": text, "content.xml": content, "META-INF/manifest.xml": manifest})


@pytest.mark.office
@pytest.mark.usefixtures("libreoffice")
def test_a_damaged_file_says_so() -> None:
    with pytest.raises(UnreadableError, match=r"方案.doc: LibreOffice cannot read it"):
        readers.read(OLE, "方案.doc")
