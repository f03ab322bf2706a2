"""Word files that are damaged, or made to do harm: each ends in a clear message, or in its text."""

from __future__ import annotations

import contextlib
import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.test_docx import paragraph, shown
from tests.ingest.word_markup import SPACES, markup, packed, word_file
from zeren.errors import UnreadableError
from zeren.ingest import pipeline, readers
from zeren.ingest.readers import docx
from zeren.ingest.readers.compose import compose

TEXT = paragraph("修建公厕（县住建局牵头）")
LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


class Hostile(NamedTuple):
    """A file that cannot be read, and words of the message."""

    title: str
    data: Callable[[], bytes]
    message: str


def changed(data: bytes, **parts: str | bytes | None) -> bytes:
    """A Word file with parts replaced, or left out where they are None; `_` stands for a stop."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for key, part in parts.items():
        name = next(name for name in files if name.rpartition("/")[2].partition(".")[0] == key)
        if part is None:
            del files[name]
        else:
            files[name] = part
    return packed(files)


def declared(doctype: str, encoding: str = "utf-8") -> bytes:
    """A document that declares entities and uses one."""
    body = f"<w:document {SPACES}><w:body>{paragraph('&a;')}</w:body></w:document>"
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    return changed(word_file(TEXT), document=f"{head}{doctype}{body}".encode(encoding))


def flagged(data: bytes) -> bytes:
    """A file whose parts all say that they are encrypted."""
    return re.sub(rb"(PK\x03\x04..|PK\x01\x02....)..", lambda at: at[1] + b"\x01\x00", data, flags=re.S)


def said_smaller(data: bytes) -> bytes:
    """A file in whose directory the document has a tenth of its bytes."""
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    return data[: at + 24] + struct.pack("<I", 50) + data[at + 28 :]


def named_in_no_encoding(data: bytes) -> bytes:
    """A file in which the name of its text, where it begins, is no UTF-8 although it says so."""
    at = data.index(b"word/document.xml") - 30
    return data[: at + 6] + b"\x00\x08" + data[at + 8 : at + 30] + b"\xb1" + data[at + 31 :]


def packed_otherwise(data: bytes) -> bytes:
    """A file whose parts say that they are packed by LZMA."""
    return re.sub(rb"(PK\x01\x02......)..", lambda at: at[1] + b"\x0e\x00", data, flags=re.S)


HOSTILE = (
    Hostile("cut off in the middle", lambda: word_file(TEXT * 99)[:-200], "its end is missing"),
    Hostile("no text part", lambda: changed(word_file(TEXT), document=None), "word/document.xml is missing"),
    Hostile(
        "no part that says how to count",
        lambda: changed(word_file(TEXT, numbering=""), numbering=None),
        "word/numbering.xml is missing",
    ),
    Hostile("text cut off", lambda: changed(word_file(TEXT), document="<w:docum"), "no whole XML"),
    Hostile("no document inside", lambda: changed(word_file(TEXT), document="<a/>"), "holds no document"),
    Hostile(
        "200 MB of blanks in 200 kB", lambda: changed(word_file(), document=b" " * 200_000_000), "200 MB"
    ),
    Hostile("a size that is not its own", lambda: said_smaller(word_file(TEXT)), "cannot be unpacked"),
    Hostile("a name in no encoding", lambda: named_in_no_encoding(word_file(TEXT)), "cannot be unpacked"),
    Hostile("packed by LZMA", lambda: packed_otherwise(word_file(TEXT)), "packed in a way"),
    Hostile("a billion laughs", lambda: declared(LAUGHS), "declares entities"),
    Hostile("laughs in UTF-16", lambda: declared(LAUGHS, "utf-16"), "declares entities"),
    Hostile("a file of the reader's machine", lambda: declared(OUTSIDE), "declares entities"),
    Hostile("nested 5000 deep", lambda: word_file("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "nested too deeply"),
    Hostile("protected by a password", lambda: flagged(word_file(TEXT)), "password"),
    Hostile(
        "another document as its text",
        lambda: word_file('<w:altChunk r:id="r1"/>'),
        "another document inside",
    ),
)


@pytest.mark.parametrize("case", HOSTILE, ids=[case.title for case in HOSTILE])
def test_what_cannot_be_read_says_why_and_what_to_do(case: Hostile) -> None:
    with pytest.raises(UnreadableError) as told:
        docx.read(case.data(), "方案.docx")
    assert told.value.message.startswith("方案.docx: ")
    assert case.message in told.value.message
    assert told.value.hint


def test_the_process_of_the_reader_tells_what_is_wrong() -> None:
    for data in (HOSTILE[0].data(), changed(word_file(TEXT), document=None), declared(LAUGHS)):
        with pytest.raises(UnreadableError, match=r"^方案.docx: a damaged Word") as told:
            readers.read(data, "方案.docx")
        assert told.value.hint


def test_a_file_of_200_mb_is_not_even_opened(tmp_path: Path) -> None:
    file = tmp_path / "方案.docx"
    with file.open("wb") as written:
        written.truncate(200_000_000)
    with pytest.raises(UnreadableError, match="200 MB"):
        pipeline.read(file)


def test_a_word_file_by_another_name_is_a_word_file() -> None:
    for name in ("方案.txt", "方案.pdf", "方案.doc", "方案"):
        assert "县住建局" in readers.read(word_file(TEXT), name).text


def test_pictures_may_be_missing_and_macros_and_what_is_outside_are_left_alone() -> None:
    relation = '<Relationship Id="r9" Type="http://x/{}" Target="{}" TargetMode="{}"/>'
    more = relation.format("image", "media/1.png", "Internal") + relation.format(
        "vbaProject", "x.bin", "Internal"
    )
    more += relation.format("numbering", "http://127.0.0.1:9/numbering.xml", "External")
    data = word_file(TEXT, styles="")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    relations = "word/_rels/document.xml.rels"
    files[relations] = files[relations].replace(b"</R", more.encode() + b"</R")
    files["word/x.bin"] = b"AutoOpen"
    assert list(shown(docx.read(packed(files), "方案.docm"))) == ["修建公厕（县住建局牵头）"]


def test_what_says_that_it_is_huge_stays_small() -> None:
    cell = markup("tc", markup("tcPr", markup("gridSpan", val=999_999_999)) + TEXT)
    level = markup("lvl", markup("lvlText", val="%1" * 999) + markup("numFmt", val="upperRoman"), ilvl=0)
    lists = markup("abstractNum", level, abstractNumId=0)
    lists += markup("num", markup("abstractNumId", val=0), numId=1)
    numbered = paragraph("甲", markup("numPr", markup("numId", val=1)))
    data = word_file(markup("tbl", markup("tr", cell * 3) * 9) + numbered * 99, numbering=lists)
    assert len(compose(docx.read(data, "方案.docx")).text) < 20_000


def test_lists_and_styles_that_go_in_a_circle_end() -> None:
    style = '<w:style w:styleId="{0}"><w:basedOn w:val="{1}"/>' + markup(
        "pPr", markup("numPr", markup("numId", val=1))
    )
    linked = markup("abstractNum", markup("numStyleLink", val="A"), abstractNumId=0)
    data = word_file(
        paragraph("甲", markup("pStyle", val="A")),
        styles=style.format("A", "B") + "</w:style>" + style.format("B", "A") + "</w:style>",
        numbering=linked + markup("num", markup("abstractNumId", val=0), numId=1),
    )
    assert list(shown(docx.read(data, "方案.docx"))) == ["甲"]


VALUES = st.sampled_from(
    ["0", "1", "2", "3", "-1", "99", "begin", "separate", "end", "restart", "continue", "", "甲"]
)
LEAVES = st.sampled_from([
    "<w:t>县财政局</w:t>", "<w:t/>", "<w:tab/>", "<w:br/>", "<w:p/>", "<w:vanish/>", "<w:del/>", "<!-- a -->",
    "<?a b?>",
])  # fmt: skip
SWITCHES = st.builds(
    lambda name, value: f'<w:{name} w:val="{value}" w:id="{value}" w:fldCharType="{value}"/>',
    st.sampled_from([
        "gridSpan", "vMerge", "hMerge", "gridBefore", "numId", "ilvl", "pStyle", "rStyle", "fldChar",
        "footnoteReference", "cellMerge", "sym", "vanish",
    ]),
    VALUES,
)  # fmt: skip
WRAPPERS = st.sampled_from([
    "p", "r", "tbl", "tr", "tc", "tcPr", "trPr", "pPr", "rPr", "numPr", "sdt", "sdtPr", "sdtContent", "ins",
    "del", "moveTo", "hyperlink", "drawing", "txbxContent", "ruby", "rubyBase", "tblGrid",
])  # fmt: skip
MARKUP = st.recursive(
    LEAVES | SWITCHES,
    lambda inner: st.builds(
        lambda name, parts: f"<w:{name}>{''.join(parts)}</w:{name}>", WRAPPERS, st.lists(inner, max_size=6)
    ),
    max_leaves=60,
)


@settings(deadline=None)
@given(st.lists(MARKUP, max_size=6).map("".join), st.lists(MARKUP, max_size=3).map("".join))
def test_markup_in_any_order_is_read(body: str, note: str) -> None:
    level = markup("lvl", markup("start", val=1) + markup("lvlText", val="%1、%2"), ilvl=1)
    lists = markup("abstractNum", level, abstractNumId=0)
    lists += "".join(markup("num", markup("abstractNumId", val=0), numId=key) for key in (1, 2))
    data = word_file(body, numbering=lists, footnotes=f'<w:footnote w:id="1">{note}</w:footnote>')
    source = compose(docx.read(data, "方案.docx"))
    assert source.text.count("县财政局") <= (body + note).count("县财政局")


@settings(deadline=None)
@given(st.data())
def test_damaged_bytes_end_in_a_message_or_in_text(data: st.DataObject) -> None:
    file = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 8))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(file)) | st.just(len(file)))
    with contextlib.suppress(UnreadableError):
        assert len(compose(docx.read(bytes(file[:cut]), "方案.docx")).text) <= len(file)


WHOLE = word_file(TEXT * 3, styles="", numbering="")
