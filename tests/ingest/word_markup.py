"""Word's own markup, short: what python-docx cannot write is written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": MAIN,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    }.items()
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def markup(name: str, inner: str = "", **attributes: object) -> str:
    """An element of Word's namespace: `markup("numId", val=3)`."""
    said = "".join(f' w:{key}="{value}"' for key, value in attributes.items())
    return f"<w:{name} {SPACES}{said}>{inner}</w:{name}>"


def word_file(body: str = "", main: str = MAIN, **parts: str) -> bytes:
    """A Word file of the markup of its body, and of its `styles`, `numbering`, `footnotes` and `endnotes`.

    `main` is the namespace of the markup.
    """
    document = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    files = {"word/document.xml": document.replace(MAIN, main)}
    for name, inner in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {SPACES}>{inner}</w:{name}>"
    files["_rels/.rels"] = _related({"officeDocument": "word/document.xml"})
    files["word/_rels/document.xml.rels"] = _related({name: f"{name}.xml" for name in parts})
    return packed(files)


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def _related(targets: Mapping[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'
