"""PDF: locked, blown up, endless, going in circles, claiming to be huge, calling somebody, cut off."""

from __future__ import annotations

import functools
import hashlib
import io
import zlib

from tests.hostile.case import Hostile, cut, zeros

WORDS = b"BT /F 12 Tf 50 700 Td (The county roads are mended) Tj ET"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %b %b >>"
FONT = b"/F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica %b >>"


def stream(data: bytes, about: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), about, data)


def packed(data: bytes, about: bytes = b"") -> bytes:
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode " + about)


def file(
    drawing: bytes = stream(WORDS),
    *more: bytes,
    page: bytes = b"",
    resources: bytes = b"",
    font: bytes = b"",
    catalogue: bytes = b"",
    pages: bytes = b"/Kids [3 0 R] /Count 1",
    trailer: bytes = b"",
) -> bytes:
    """A PDF of one page with a drawing as its object 4, and more objects behind it."""
    held = b"<< /Font << %b >> %b >>" % (FONT % font, resources)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalogue,
        b"<< /Type /Pages %b >>" % pages,
        PAGE % (held, page),
        drawing,
        *more,
    ]
    body = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % p for p in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(body))
    return body + table + end


def locked(password: bytes) -> bytes:
    """A PDF locked as version 1.1 has it, by RC4 with 40 bits (PDF 32000-1, 7.6.3, algorithms 2 to 4)."""
    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    key = hashlib.md5((password + pad)[:32], usedforsecurity=False).digest()[:5]
    owner = rc4(key, (password + pad)[:32])
    rights = (-4).to_bytes(4, "little", signed=True)
    name = b"3" * 16
    key = hashlib.md5((password + pad)[:32] + owner + rights + name, usedforsecurity=False).digest()[:5]
    of_object = hashlib.md5(key + (4).to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()[:10]
    values = (owner.hex().encode(), rc4(key, pad).hex().encode(), name.hex().encode(), name.hex().encode())
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%b> /U <%b> /P -4 >> /ID [<%b> <%b>]" % values
    return file(stream(rc4(of_object, WORDS)), trailer=lock)


def rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    at = 0
    for i in range(256):
        at = (at + box[i] + key[i % len(key)]) % 256
        box[i], box[at] = box[at], box[i]
    said = bytearray()
    i = at = 0
    for byte in data:
        i = (i + 1) % 256
        at = (at + box[i]) % 256
        box[i], box[at] = box[at], box[i]
        said.append(byte ^ box[(box[i] + box[at]) % 256])
    return bytes(said)


def forms(depth: int, times: int) -> bytes:
    """Drawings inside each other, each with the next one in it so many times; the last holds words."""
    held = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
    held += b"/Resources << /Font << %b >> /XObject << /X %%d 0 R >> >>" % (FONT % b"")
    inner = [stream(b"/X Do " * times, held % (number + 6)) for number in range(depth)]
    last = stream(WORDS + b" /X Do", held % (depth + 5))
    return file(stream(b"/X Do " * times), *inner, last, resources=b"/XObject << /X 5 0 R >>")


def calling(address: str) -> bytes:
    """A page with scripts and links that want to be followed as soon as it is opened."""
    action = b"<< /S /JavaScript /JS (app.launchURL\\('%b'\\)) >>" % address.encode()
    launch = b"<< /S /Launch /F (/bin/touch) /Next << /S /URI /URI (%b) >> >>" % address.encode()
    other = b"<< /FS /URL /F (%b) >>" % address.encode()
    return file(
        stream(WORDS),
        b"<< /Length 0 /F %b >>\nstream\nendstream" % other,
        page=b"/AA << /O %b >>" % launch,
        catalogue=b"/OpenAction %b /Names << /JavaScript << /Names [(a) %b] >> >>" % (action, action),
        resources=b"/XObject << /X 5 0 R >>",
    )


def scan() -> bytes:
    from PIL import Image

    data = io.BytesIO()
    Image.new("L", (595, 842), 255).save(data, "PDF")
    return data.getvalue()


def blown_up(size: int) -> bytes:
    return stream(zeros(size), b"/Filter /FlateDecode")


def twice_packed(size: int) -> bytes:
    return stream(zlib.compress(zeros(size), 9), b"/Filter [/FlateDecode /FlateDecode]")


HOLDS = "The county roads are mended"

CASES = (
    Hostile("password", "密码.pdf", lambda: locked(b"secret"), "a PDF with a password"),
    Hostile("locked, without a password", "限制.pdf", lambda: locked(b""), holds=HOLDS),
    Hostile("scan", "扫描.pdf", scan, "a scan: 1 of its 1 pages are pictures without text"),
    Hostile("no pages", "无页.pdf", lambda: file(pages=b"/Kids [] /Count 0"), holds=HOLDS),
    Hostile("pages in a circle", "循环.pdf", lambda: file(pages=b"/Kids [2 0 R 3 0 R 2 0 R]"), holds=HOLDS),
    Hostile(
        "99 million pages claimed",
        "声称.pdf",
        lambda: file(pages=b"/Kids [3 0 R] /Count 99999999"),
        holds=HOLDS,
    ),
    Hostile(
        "one page named 10,000 times",
        "重复.pdf",
        lambda: file(pages=b"/Count 1 /Kids [" + b"3 0 R " * 10_000 + b"]"),
        holds=HOLDS,
    ),
    Hostile(
        "lists 20,000 deep",
        "深.pdf",
        lambda: file(page=b"/A " + b"[" * 20_000 + b"]" * 20_000),
        holds=HOLDS,
    ),
    Hostile("a drawing inside itself", "自含.pdf", lambda: forms(0, 1), holds=HOLDS),
    Hostile("a page of no size", "零.pdf", lambda: file(page=b"/MediaBox [0 0 0 0]"), holds=HOLDS),
    Hostile(
        "a page as large as the sun",
        "巨.pdf",
        lambda: file(page=b"/MediaBox [0 0 1e30 1e30]"),
        "a damaged PDF",
    ),
    Hostile("cross references in a circle", "互指.pdf", lambda: file(trailer=b"/Prev 9"), holds=HOLDS),
    Hostile("script and links", "脚本.pdf", lambda: calling("http://127.0.0.1:9/"), holds=HOLDS),
    *(
        Hostile(
            f"cut off at {tenth}0%",
            f"断{tenth}.pdf",
            functools.partial(cut, file, tenth),
            "PDF",
        )
        for tenth in range(1, 10)
    ),
    Hostile("zeros in place of a PDF", "零字节.pdf", lambda: bytes(5000), "damaged, or not a PDF"),
)
"""What is told in a moment."""

WORST = (Hostile("9 GB packed twice", "双重.pdf", lambda: file(twice_packed(9_000_000_000)), "too large"),)
"""What fills memory up to the limit."""


ENDLESS = (
    Hostile("ten billion drawings", "嵌套.pdf", lambda: forms(10, 10), "stopped"),
    Hostile("700,000 lines", "线.pdf", lambda: file(packed(b"0 0 m 9 9 l S " * 700_000)), "stopped"),
)
"""What takes time up to the limit."""
