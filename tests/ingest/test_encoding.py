"""Bytes into text: every usual encoding, no character dropped, clear words for what is no text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.errors import UnreadableError
from zeren.ingest.pipeline import read
from zeren.ingest.readers.encoding import decode

PLAN = (
    "云泽县人民政府办公室\n2024年3月15日\n一、目标\n（一）稳住增长。全县GDP增长7.5%以上。（县发改局牵头）\n"
)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PLAN.encode("utf-8"), "UTF-8"),
        (PLAN.encode("utf-8-sig"), "UTF-8 with a byte order mark"),
        (PLAN.encode("gb18030"), "GB18030"),
        (PLAN.encode("gbk"), "GBK"),
        (PLAN.encode("utf-16"), "UTF-16 with a byte order mark"),
        (PLAN.encode("utf-16-le"), "UTF-16, little end first, unmarked"),
        (PLAN.encode("utf-16-be"), "UTF-16, big end first, unmarked"),
        (b"\xff\xfe\x00\x00" + PLAN.encode("utf-32-le"), "UTF-32"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_encoding_is_found(data: bytes, name: str) -> None:
    assert decode(data, name) == PLAN


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xff\xfe", "white space"),
        (PLAN.encode("utf-8")[:-2], "middle of a character"),
        (PLAN.encode("utf-8")[:80] + b"\xff" + PLAN.encode("utf-8")[80:], "damaged"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n1 0 obj\x00\x01\x02\x03" * 40, "text"),
        (bytes(range(256)) * 40, "text"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(300), "text"),
    ],
)
def test_what_is_no_text_is_refused_with_words_that_say_so(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(data, "plan.txt")
    assert "plan.txt" in caught.value.message
    assert words in caught.value.message
    assert caught.value.hint


@given(st.text(st.characters(codec="gb18030", exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1))
def test_no_character_is_lost_in_utf8(words: str) -> None:
    text = PLAN + words
    assert decode(text.encode("utf-8"), "plan.txt") == text


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(UnreadableError, match="50 MB"):
        read(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"gone\.txt: no such file"):
        read(tmp_path / "gone.txt")


@pytest.mark.parametrize("stray", ["\x01", "\x08", "\x1b", "\ufffe", "\uffff"])
def test_what_is_no_character_is_replaced_and_moves_no_other(stray: str) -> None:
    long = PLAN * 40
    at = long.index("增长7.5%")
    words = f"{long[:at]}{stray}{long[at:]}"
    assert decode(words.encode(), "plan.txt") == f"{long[:at]}\ufffd{long[at:]}"


@pytest.mark.parametrize("stray", ["\x01", "\ufffe", "\uffff"])
def test_a_file_with_much_that_is_no_character_is_no_text(stray: str) -> None:
    with pytest.raises(UnreadableError, match="binary"):
        decode((PLAN + stray * 3).encode(), "plan.txt")
