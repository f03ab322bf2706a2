"""Workbooks: claims of size, bombs, merges of whole sheets, links, macros, old files in a circle."""

from __future__ import annotations

import base64
import functools
import io
import zipfile
import zlib
from pathlib import Path

from tests.hostile.case import Hostile, bomb, cut
from tests.ingest import making_sheets
from tests.ingest.test_sheets import BOMB, FAR, FIRST, HEAD, SHEET, swapped
from tests.ingest.word_markup import packed

END = b"</sheetData></worksheet>"
PACKED = (Path(__file__).parents[1] / "ingest" / "fixtures" / "old_workbook.txt").read_bytes()
WORDS = "修路"
CLAIM = b'<dimension ref="A1:XFD1048576"/>'
MERGE = b'<mergeCell ref="A1:XFD1048576"/>'


def old() -> bytes:
    return zlib.decompress(base64.b64decode(PACKED))


def sheet(body: bytes = b"", before: bytes = b"", merges: bytes = b"") -> bytes:
    """A workbook of one sheet, whose first cell says x."""
    head = HEAD.replace(b"<sheetData>", before + b"<sheetData>")
    behind = b"</sheetData>" + (b"<mergeCells>%b</mergeCells>" % merges if merges else b"") + b"</worksheet>"
    return swapped(SHEET, head + FIRST + body + behind)


def figures(rows: int, cells: int) -> bytes:
    return b"".join(b"<row>" + b"<c><v>1</v></c>" * cells + b"</row>" for _ in range(rows))


def circle() -> bytes:
    """A file of before 2007 in which the first sector of the chain follows upon itself."""
    data = old()
    table = (int.from_bytes(data[76:80], "little") + 1) * 512
    return data[:table] + bytes(4) + data[table + 4 :]


def locked() -> bytes:
    """A file of before 2007 whose second record says that the others are encrypted."""
    data = bytearray(old())
    second = data.index(b"\x09\x08\x10\x00") + 20
    data[second : second + 2] = b"\x2f\0"
    return bytes(data)


def calling(address: str) -> bytes:
    """A workbook of a formula with an address, links, a query, a macro."""
    formula = f'<row r="2"><c r="A2" t="str"><f>WEBSERVICE("{address}")</f><v>{WORDS}</v></c></row>'
    with zipfile.ZipFile(io.BytesIO(sheet(formula.encode()))) as archive:
        files: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    relation = (
        f'<Relationships><Relationship Id="a" Target="{address}" TargetMode="External"/></Relationships>'
    )
    files["xl/externalLinks/externalLink1.xml"] = (
        f'<externalLink><externalBook href="{address}"/></externalLink>'
    )
    files["xl/externalLinks/_rels/externalLink1.xml.rels"] = relation
    files["xl/connections.xml"] = (
        f'<connections><connection><webPr url="{address}"/></connection></connections>'
    )
    return packed(files | {"xl/vbaProject.bin": b"Auto_Open"})


def blown_up(part: str) -> bytes:
    return bomb(sheet(), part, 5_000_000_000)


def repeated(rows: int, columns: int) -> bytes:
    """A workbook of OpenDocument whose one cell is repeated, with two more behind it."""
    cell = making_sheets.open_cell(WORDS, f'table:number-columns-repeated="{columns}"')
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    return making_sheets.open_document(f"<table:table>{row * 3}</table:table>")


def open_sheets(content: str = "") -> bytes:
    return making_sheets.open_document(f"<table:table>{content}</table:table>")


CASES = (
    Hostile(
        "a cell repeated a billion times", "众复.ods", lambda: repeated(1_000_000, 1000), "larger than is"
    ),
    Hostile(
        "OpenDocument of 5 GB",
        "炸弹.ods",
        lambda: bomb(open_sheets(), "content.xml", 5_000_000_000),
        "5,000 MB unpacked",
    ),
    Hostile("OpenDocument, not closed", "开.ods", lambda: open_sheets("<table:table-row>"), "damaged"),
    Hostile("OpenDocument cut off", "断.ods", lambda: cut(open_sheets, 5), "its end is missing"),
    Hostile("entities", "实体.xlsx", lambda: swapped(SHEET, BOMB + HEAD + FIRST + END), "declares entities"),
    Hostile("cells far apart", "远.xlsx", lambda: swapped(SHEET, HEAD + FIRST + FAR), "larger than is read"),
    Hostile("17 billion cells claimed", "声称.xlsx", lambda: sheet(before=CLAIM), holds="x"),
    Hostile("the whole sheet merged", "合并.xlsx", lambda: sheet(merges=MERGE), holds="x"),
    Hostile("merged 10,000 times", "众并.xlsx", lambda: sheet(merges=MERGE * 10_000), holds="x"),
    Hostile("words of 5 GB", "词弹.xlsx", lambda: blown_up("xl/sharedStrings.xml"), "5,000 MB unpacked"),
    Hostile("a sheet of 5 GB", "炸弹.xlsx", lambda: blown_up(SHEET), "5,000 MB unpacked"),
    Hostile("links, macros", "宏.xlsm", lambda: calling("http://127.0.0.1:9/"), holds=WORDS),
    Hostile("no workbook", "缺件.xlsx", lambda: swapped("xl/workbook.xml", b""), "damaged Excel file"),
    *(
        Hostile(f"cut off at {t}0%", f"断{t}.xlsx", functools.partial(cut, sheet, t), "its end is missing")
        for t in range(1, 10)
    ),
    *(
        Hostile(
            f"an old one cut at {t}0%", f"断{t}.xls", functools.partial(cut, old, t), "damaged Excel file"
        )
        for t in range(1, 10)
    ),
    Hostile("an old one with a password", "密.xls", locked, "protected by a password"),
    Hostile("an old one in a circle", "圈.xls", circle, "damaged Excel file"),
    Hostile("zeros in place of it", "零字节.xlsx", lambda: bytes(5000), "damaged, or not a workbook"),
)
