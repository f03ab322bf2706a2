"""Damage: what storage, transport, bad programs and bad people do to a file."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random

from lxml import etree

from tests.ingest.word_markup import packed

LARGEST = 100_000
"""Bytes of a text: what takes long in a larger one proves nothing."""

EXTREMES = (
    "0", "-1", "1", "2", "255", "65535", "99999999", "2147483648", "9223372036854775808", "1e30", "1e999",
    "nan", "-0", "0.1", "00", "١", "²", "１", "9" * 400, "", "x",
)  # fmt: skip
ODD = (
    "\0", "\x01", "\x0b", "\x0c", "\x1c", "\x85", "\r", "\n", "\t", "\u2028", "\u200b", "\u202e", "\ufeff",
    "\ufffe", "\ud800", "\udfff", "\U0001f600", "\U0010ffff", "²", "①", "㈠", "１", "٣", "　", '"', "'",
    "<", ">", "&", "&#0;", "&#xD800;", "&#x110000;", "&a;", "<!--", "-->", "<![CDATA[", "]]>", "<?", "|",
    "`", "```", "~~~", "---", "    ", "（", "）", "(", "[", "]", "【", "牵头", "负责", "责任单位：", "附件",
    "附件2-1", "序号", "一、", "（一）", "1.", "第一条 ",
)  # fmt: skip
ATTRIBUTES = (
    "rowspan", "colspan", "style", "hidden", "class", "id", "href", "charset", "start", "value", "type",
    "width",
)  # fmt: skip
PIECES = {
    "html": re.compile(r"<[^>]*>|[^<]+|<"),
    "xml": re.compile(r"<[^>]*>|[^<]+|<"),
    "csv": re.compile(r'[,;\t"\n]|[^,;\t"\n]+'),
    "md": re.compile(r"[^\n|]*(?:\n|\||$)"),
    "txt": re.compile(r"[^\n\t]*(?:\n|\t|$)"),
    "pdf": re.compile(r"[^\s]+\s*|\s+"),
}
"""What texts of a form consist of."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_WORDS = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\x01\0\0\0")
_PARTS = re.compile("document|number|style|note|sheet|workbook|shared|rels")
_CHARSETS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32", "big5")


def mutated(form: str, seeds: Sequence[bytes], random: Random) -> bytes:
    """One of the files of a form, damaged."""
    data = random.choice(seeds)
    kind = random.random()
    if form == "doc" or kind < 0.15:
        return _bytes(data, random)
    if data.startswith(b"PK"):
        return _package(data, random)
    if form == "pdf":
        return _drawing(data, random) if kind < 0.6 else _latin(data, "pdf", random)
    if form == "xlsx":
        return _bytes(data, random)
    other = random.choice(seeds)
    return _encoded(_text(_decoded(data), form, random, _decoded(other)), random)


def _times(random: Random) -> int:
    return random.choice((1, 1, 1, 2, 3, 5, 12))


def _bytes(data: bytes, random: Random) -> bytes:
    """Bytes flipped, cut out, put in, doubled; numbers replaced; the end cut off."""
    found = bytearray(data)
    for _ in range(_times(random)):
        at = random.randrange(len(found) + 1)
        way = random.randrange(6)
        if way == 0 and at < len(found):
            found[at] = random.randrange(256)
        elif way == 1:
            del found[at : at + random.randrange(1, 200)]
        elif way == 2:
            found[at:at] = random.choice(ODD).encode("utf-16-le", "surrogatepass")
        elif way == 3:
            start = random.randrange(len(found) + 1)
            found[at:at] = found[start : start + random.randrange(1, 400)]
        elif way == 4 and at < len(found):
            found[at : at + 4] = random.choice(
                (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\x01\0\0\0")
            )
        elif way == 5 and random.random() < 0.3:
            del found[at:]
    return bytes(found)


def _package(data: bytes, random: Random) -> bytes:
    """A zip archive with some of its parts damaged, missing, doubled or by another name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(filter(_PARTS.search, files))
    for _ in range(random.choice((1, 1, 1, 2))):
        name = random.choice(names)
        part = files[name]
        if not isinstance(part, bytes):
            continue
        way = random.random()
        if way < 0.03:
            del files[name]
            names.remove(name)
        elif way < 0.06:
            files[name] = files[random.choice(names)]
        elif way < 0.12:
            files[name] = _bytes(part, random)
        elif way < 0.3:
            files[name] = _latin(part, "xml", random)
        else:
            files[name] = _tree(part, random)
    return packed(files)


def _tree(part: bytes, random: Random) -> bytes:
    """A part of XML that stays well-formed: elements dropped, doubled, nested, with other attributes."""
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return part
    for _ in range(_times(random)):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        random.choice(_TREE)(random.choice(elements), random.choice(elements), random)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _dropped(element: etree._Element, _: etree._Element, __: Random) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _doubled(element: etree._Element, other: etree._Element, random: Random) -> None:
    copied = deepcopy(element)
    if len(etree.tostring(copied)) < 3_000:
        for _ in range(random.choice((1, 1, 2, 30))):
            other.insert(random.randrange(len(other) + 1), deepcopy(copied))


def _nested(element: etree._Element, __: etree._Element, random: Random) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        inner = element
        for _ in range(random.choice((1, 2, 60, 300))):
            outer = etree.Element(element.tag, dict(element.attrib))
            outer.append(inner)
            inner = outer
        parent.insert(at, inner)


def _attribute(element: etree._Element, other: etree._Element, random: Random) -> None:
    if element.attrib:
        name = random.choice(sorted(map(str, element.attrib)))
        way = random.randrange(4)
        if way == 0:
            del element.attrib[name]
        elif way == 1:
            other.set(name, element.get(name) or "")
        else:
            words = random.choice((*EXTREMES, *filter(_is_xml, ODD)))
            element.set(name, words if way == 2 else (element.get(name) or "") + words)


def _worded(element: etree._Element, other: etree._Element, random: Random) -> None:
    words = random.choice((*EXTREMES, *filter(_is_xml, ODD)))
    element.text = random.choice((words, (element.text or "") + words, other.text or "", words * 50))


def _renamed(element: etree._Element, other: etree._Element, _: Random) -> None:
    element.tag = other.tag


def _is_xml(words: str) -> bool:
    return all(letter in "\t\n\r" or " " <= letter < "\ud800" for letter in words)


_TREE: tuple[Callable[[etree._Element, etree._Element, Random], None], ...] = (
    _dropped, _doubled, _nested, _attribute, _attribute, _attribute, _worded, _renamed,
)  # fmt: skip


def _drawing(data: bytes, random: Random) -> bytes:
    """A PDF with one of its streams damaged inside, packed again where it was."""
    streams = list(_STREAM.finditer(data))
    if not streams:
        return _latin(data, "pdf", random)
    chosen = random.choice(streams)
    try:
        inner, is_packed = zlib.decompress(chosen[1]), True
    except zlib.error:
        inner, is_packed = chosen[1], False
    inner = _latin(inner, "pdf", random)
    return data[: chosen.start(1)] + (zlib.compress(inner) if is_packed else inner) + data[chosen.end(1) :]


def _latin(data: bytes, form: str, random: Random) -> bytes:
    """Bytes damaged as a text whose letters are bytes."""
    text = _text(data.decode("latin-1"), form, random, "")
    return "".join(letter if letter < "\u0100" else "?" for letter in text).encode("latin-1")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _encoded(text: str, random: Random) -> bytes:
    """A text in one charset, or its halves in two."""
    charset = random.choice(_CHARSETS)
    if random.random() < 0.1:
        at, other = random.randrange(len(text) + 1), random.choice(_CHARSETS)
        return _in(text[:at], charset) + _in(text[at:], other)
    return _in(text, charset)


def _in(text: str, charset: str) -> bytes:
    errors = "surrogatepass" if charset.startswith("utf") else "ignore"
    return text.encode(charset, errors)


def _text(text: str, form: str, random: Random, other: str) -> str:
    """A text with pieces lost, doubled, moved or heaped up, and odd things in them."""
    for _ in range(_times(random)):
        pieces = PIECES[form].findall(text)
        if not pieces:
            return text
        way = random.choice(_MARKED if form in ("html", "xml") else _WAYS)
        at = random.randrange(len(pieces))
        if way is _other:
            start = random.randrange(len(other) + 1)
            pieces.insert(at, other[start : start + random.randrange(1, 300)])
        else:
            way(pieces, at, random)
        text = "".join(pieces)[:LARGEST]
    return text


def _lost(pieces: list[str], at: int, random: Random) -> None:
    del pieces[at : at + random.choice((1, 1, 2, 20))]


def _heaped(pieces: list[str], at: int, random: Random) -> None:
    pieces[at] *= random.choice((2, 2, 3, 40, 300, 2000))


def _swapped(pieces: list[str], at: int, random: Random) -> None:
    second = random.randrange(len(pieces))
    pieces[at], pieces[second] = pieces[second], pieces[at]


def _copied(pieces: list[str], at: int, random: Random) -> None:
    copied = "".join(pieces[at : at + random.choice((1, 2, 9, 60))])
    pieces.insert(random.randrange(len(pieces)), copied)


def _other(pieces: list[str], at: int, random: Random) -> None:
    """Words of another file put in; `_text` has that file."""


def _numbered(pieces: list[str], at: int, random: Random) -> None:
    """The numbers of a piece, or one of the text, replaced."""
    if random.random() < 0.5:
        with_numbers = [index for index, piece in enumerate(pieces) if _NUMBER.search(piece)]
        at = random.choice(with_numbers) if with_numbers else at
    pieces[at] = _NUMBER.sub(lambda _: random.choice(EXTREMES), pieces[at])


def _filled(pieces: list[str], at: int, random: Random) -> None:
    more = random.choice(ODD) * random.choice((1, 1, 1, 3, 200))
    inside = random.randrange(len(pieces[at]) + 1)
    pieces[at] = pieces[at][:inside] + more + pieces[at][inside:]


def _unmarked(pieces: list[str], at: int, random: Random) -> None:
    pieces[at] = pieces[at].replace(random.choice("\"'<>|,，（）\n\t"), "")


def _given(pieces: list[str], at: int, random: Random) -> None:
    """An attribute put into a tag."""
    given = f' {random.choice(ATTRIBUTES)}="{random.choice((*EXTREMES, *ODD))}"'
    pieces[at] = re.sub(r"(?<=\w)(?=[\s/>])", lambda _: given, pieces[at], count=1)


_WAYS = (_lost, _heaped, _swapped, _copied, _other, _numbered, _numbered, _filled, _unmarked)
_MARKED = (*_WAYS, _given, _given)
