"""The parts of a Word file: unpacked within limits, parsed without entities, found by their relations.

Only parts that hold text or say how it is numbered are opened: pictures stay packed, macros are never
looked at, and a relation to something outside the file is never followed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from zeren.errors import UnreadableError
from zeren.ingest.readers import packed, strangers
from zeren.ingest.readers.docx.markup import Element

LARGEST = 60_000_000
"""Bytes of one part unpacked; the text of a report of a thousand pages has some 30,000,000."""

_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MAIN = "word/document.xml"
_MEND = "open it in Word or WPS and save it again as .docx, or as plain text"


class Package:
    """A Word file: its parts by name.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.

    Raises:
        UnreadableError: it is no whole zip archive.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
            raise self.damaged("its end is missing") from None
        self._parts = {info.filename.lower(): info for info in self._archive.infolist()}

    def damaged(self, what: str) -> UnreadableError:
        """The error that says what is wrong with the file, and what to do."""
        return UnreadableError(f"{self.name}: a damaged Word file: {what}", _MEND)

    def main(self) -> tuple[str, Element]:
        """The name and the root of the part that holds the document's text.

        Raises:
            UnreadableError: there is none, or it cannot be read.
        """
        part = next(iter(self._related("", "officeDocument")), _MAIN)
        return part, self._root(part)

    def related(self, part: str, kind: str) -> Element | None:
        """The root of a part that another one needs: `styles`, `numbering`, `footnotes` …; None without one.

        Raises:
            UnreadableError: it is named and missing, or cannot be read.
        """
        found = self._related(part, kind)
        return self._root(found[0]) if found else None

    def _related(self, part: str, kind: str) -> list[str]:
        folder, file = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations.lower() not in self._parts:
            return []
        found: list[str] = []
        for relation in self._root(relations):
            target = relation.get("Target") or ""
            is_kind = (relation.get("Type") or "").rpartition("/")[2] == kind
            if is_kind and target and relation.get("TargetMode") != "External":
                found.append(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        return found

    def _root(self, part: str) -> Element:
        data = self._unpacked(part)
        # No Word file declares a document type; it would define entities, by which XML is made to explode.
        if b"<!DOCTYPE" in data.replace(b"\0", b""):
            raise self.damaged(f"{part} declares entities, which Word never does")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error):
                raise self.damaged(f"{part} is nested too deeply") from None
            if "too long" in str(error):
                raise self.damaged(f"{part} has a text without end") from None
            raise self.damaged(f"{part} is no whole XML") from None

    def _unpacked(self, part: str) -> bytes:
        info = self._parts.get(part.lower())
        if info is None:
            raise self.damaged(f"{part} is missing")
        packed.refuse_large(info, LARGEST, self.name)
        if info.compress_type not in _PACKED:
            raise self.damaged(f"{part} is packed in a way that Word does not use")
        try:
            return self._archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
            raise self.damaged(f"{part} cannot be unpacked") from None
        except RuntimeError:  # what zipfile raises for a part that is encrypted
            raise UnreadableError(f"{self.name}: protected by a password", strangers.UNLOCK) from None
