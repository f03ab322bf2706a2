"""What must hold for any file whatever: it is refused in words, or nothing read is lost or misplaced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from zeren.errors import NoPlanError, UnreadableError
from zeren.ingest import pipeline
from zeren.ingest.assignments.clause import TRIGGER
from zeren.ingest.readers import child, encoding, formats, office, plaintext
from zeren.ingest.readers.compose import compose
from zeren.ingest.readers.content import WIDEST, Content, Grid, GridCell, Line
from zeren.ingest.readers.places import plain
from zeren.ingest.source import Cell, Paragraph, SourceText
from zeren.ontology.facts import DocumentFacts, decode, encode

AT_A_LIMIT = "too large or too deeply nested"
_HAN = re.compile("[\u4e00-\u9fff]")


def outcome(form: str, data: bytes, *, whole: bool) -> str:
    """How a file ends: `read`, `refused`, or at a `limit` of memory or depth.

    Args:
        form: the ending of the file's name.
        data: its bytes.
        whole: whether the facts are read out of it as well.

    Raises:
        Exception: whatever should not happen, an AssertionError where something does not hold.
    """
    name = f"方案.{form}"
    try:
        formats.recognise(data, name)
        source = _source(form, data, name)
    except UnreadableError as error:
        _check_message(error, name)
        return "limit" if AT_A_LIMIT in error.message else "refused"
    _check_blocks(source)
    if whole and source.blocks:
        try:
            facts = pipeline.read_source(source, name, "0" * 64)
        except (UnreadableError, NoPlanError) as error:
            _check_message(error, name)
        else:
            _check_facts(facts, source)
    return "read"


def _source(form: str, data: bytes, name: str) -> SourceText:
    if form == "txt":
        return plaintext.read(encoding.decode(data, name))
    if form == "doc":
        office.as_docx(data, name)
    module = next(known.module for known in formats.FORMATS if f".{form}" in known.suffixes)
    packed = msgspec.msgpack.encode(child.told(module or "", name, data))
    told: child.Told = msgspec.msgpack.decode(packed, type=child.Told)
    if isinstance(told, child.Failure):
        raise UnreadableError(told.message, told.hint)
    source = compose(told.contents)
    _check_letters(told.contents, source.text)
    if form in ("csv", "md"):
        _check_nothing_lost(form, encoding.decode(data, name), source.text)
    return source


def _check_message(error: UnreadableError, name: str) -> None:
    assert error.message.startswith(f"{name}: "), f"a message without the file's name: {error.message}"
    assert error.hint, f"no hint: {error.message}"
    assert len(error.message) < 500, f"a message of {len(error.message)} letters: {error.message[:200]}"
    error.message.encode()


def _check_letters(contents: list[Content], text: str) -> None:
    """All that a reader found stands in the text, in its order."""
    grids = [content for content in contents if isinstance(content, Grid)]
    inside = [inner for grid in grids for cell in _cells(grid) for inner in cell.inner]
    if any(_width(grid) > WIDEST for grid in (*grids, *inside)):
        return
    found = "".join("".join(plain(words).split()) for words in _words(contents))
    written = "".join(text.split())
    if inside:
        # A table in a cell stands behind the rows around it, so their order is not that of the cells.
        found, written = "".join(sorted(found)), "".join(sorted(written))
    assert found == written, "what was found is not what was written"


def _width(grid: Grid) -> int:
    return max((sum(cell.columns for cell in row) for row in grid.rows), default=0) + max(
        (sum(cell.columns for cell in row if cell.rows > 1) for row in grid.rows), default=0
    ) * len(grid.rows)


def _words(contents: list[Content]) -> Iterator[str]:
    for content in contents:
        if isinstance(content, Line):
            yield content.text
        else:
            yield from (cell.text for cell in _cells(content))


def _cells(grid: Grid) -> Iterator[GridCell]:
    """The cells of a table, and those of the tables in them."""
    for cell in (cell for row in grid.rows for cell in row):
        yield cell
        for inner in cell.inner:
            yield from _cells(inner)


def _check_nothing_lost(form: str, source: str, text: str) -> None:
    """Every Chinese letter of the file was found, where no markup may hide it."""
    if form == "md" and re.search(r"[<\[`~&]|^[ \t]*(?:---|\.\.\.)", source, re.M):
        return
    if form == "csv" and re.match(r'"?sep=', source, re.I):
        return
    wanted, found = (Counter(_HAN.findall(words)) for words in (source, text))
    if not (form == "csv" and _is_wide(text)):
        assert wanted == found, f"lost: {dict(wanted - found)}, added: {dict(found - wanted)}"


def _is_wide(text: str) -> bool:
    return any(line.count("\t") >= WIDEST for line in text.split("\n\n")) or text.count("\t") >= WIDEST


def _check_blocks(source: SourceText) -> None:
    """Blocks and places stand within the text, hold words, and leave none out."""
    source.text.encode()
    covered = bytearray(len(source.text))
    printed: set[str] = set()
    end = 0
    for block in source.blocks:
        assert 0 <= block.start <= block.end <= len(source.text), "a block outside of the text"
        spans: list[Paragraph | Cell]
        if isinstance(block, Paragraph):
            assert block.start < block.end, "a paragraph of nothing"
            spans = [block]
        else:
            spans = [cell for cells in (block.header, *(row.cells for row in block.rows)) for cell in cells]
            # A header may be printed again behind the last row.
            printed.update(source.text[cell.start : cell.end] for cell in block.header)
            # Between a table and what stands before it are the lines of its header that others name better.
            covered[end : block.end] = b"\1" * (block.end - end)
        end = max(end, block.end)
        for span in spans:
            assert 0 <= span.start <= span.end <= len(source.text), "words outside of the text"
            words = source.text[span.start : span.end]
            assert words == words.strip(), f"white space around {words[:40]!r}"
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
    left = "".join(letter if not done else "\n" for letter, done in zip(source.text, covered, strict=True))
    lost = [line for line in left.split("\n") if line.strip() and line.strip() not in printed]
    assert not lost or not source.locators, f"in no block: {''.join(lost)[:60]!r}"
    starts = [locator.start for locator in source.locators]
    assert starts == sorted(set(starts)), "places out of order"
    assert all(0 <= start < len(source.text) for start in starts), "a place outside of the text"


def _check_facts(facts: DocumentFacts, source: SourceText) -> None:
    """Every quote stands where it is said to; every announced assignment is in a fact or accounted for."""
    text = source.text
    assert decode(encode(facts)) == facts, "facts that are not read back as they were"
    held = bytearray(len(text))
    for record in facts.records():
        for place in getattr(record, "evidence", ()):
            assert 0 <= place.start < place.end <= len(text), f"{record.id}: evidence outside of the text"
            held[place.start : place.end] = b"\1" * (place.end - place.start)
    for mention in facts.mentions():
        assert 0 <= mention.start < mention.end <= len(text), "a mention outside of the text"
        words = "".join(text[mention.start : mention.end].split())
        assert words.startswith(mention.mention[:1]), f"{mention.mention} is said to stand in {words}"
        held[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for left in facts.leftovers:
        held[left.start : left.end] = b"\1" * (left.end - left.start)
    for block in source.blocks:
        if isinstance(block, Paragraph):
            for found in TRIGGER.finditer(text, block.start, block.end):
                around = text[max(0, found.start() - 20) : found.end() + 20]
                assert held[found.start()] or held[found.end() - 1], f"in no fact, no leftover: {around!r}"
