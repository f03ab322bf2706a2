"""Files of another form than their name says, and of forms that are not read."""

from __future__ import annotations

from tests.hostile import pages, pdfs, sheets, words
from tests.hostile.case import Hostile
from tests.ingest.word_markup import packed

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(99)
TABLE = "<table border=1><tr><td>修建公厕（县住建局牵头）</td></tr></table>"

CASES = (
    Hostile("a Word file named as a PDF", "方案.pdf", words.file, holds=words.WORDS),
    Hostile("a PDF named as text", "方案.txt", pdfs.file, holds=pdfs.HOLDS),
    Hostile("a workbook named as an old Word file", "方案.doc", lambda: sheets.sheet(b""), holds="x"),
    Hostile("a page named as a workbook", "方案.xls", lambda: pages.page(words.WORDS), holds=words.WORDS),
    Hostile("a bare table so named", "表.xls", lambda: TABLE.encode("gb18030"), holds=words.WORDS),
    Hostile("a page in UTF-16 so named", "页.xls", lambda: TABLE.encode("utf-16"), holds=words.WORDS),
    Hostile("text named as a PDF", "文字.pdf", words.WORDS.encode, holds=words.WORDS),
    Hostile("a picture named as a PDF", "图.pdf", lambda: PICTURE, "a picture, not a document"),
    Hostile("a photograph", "照.docx", lambda: b"\xff\xd8\xff\xe0", "a picture, not a document"),
    Hostile("a scan as TIFF", "传真.pdf", lambda: b"II*\0" + bytes(99), "a picture, not a document"),
    Hostile("an archive", "全部.docx", lambda: packed({"方案.docx": b""}), "an archive, not a document"),
    Hostile("RAR named as a Word file", "压缩.doc", lambda: b"Rar!\x1a\x07", "an archive, not a document"),
    Hostile("a presentation", "汇报.docx", lambda: packed({"ppt/presentation.xml": b""}), "a presentation"),
    Hostile("an OFD file", "公文.pdf", lambda: packed({"OFD.xml": b""}), "an OFD file"),
    Hostile("a binary workbook", "表.xlsx", lambda: packed({"xl/workbook.bin": b""}), "Excel's binary form"),
    Hostile(
        "XML of Office 2003", "旧.doc",
        lambda: b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
        "an XML file of Office 2003",
    ),
)  # fmt: skip
