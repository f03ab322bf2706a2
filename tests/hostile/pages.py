"""Web pages: depth, claims of width, attributes, comments, what is to be fetched, wrong encodings."""

from __future__ import annotations

import base64

from tests.hostile.case import Hostile

WORDS = "修建公厕（县住建局牵头）"
HEAD = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>方案</title></head><body>"


def page(body: str, charset: str = "utf-8") -> bytes:
    return f"{HEAD}{body}".encode(charset)


def calling(address: str) -> bytes:
    """A page that wants to fetch things and to go elsewhere."""
    body = f"""<meta http-equiv="refresh" content="0;url={address}"><link rel="stylesheet" href="{address}">
        <script src="{address}"></script><iframe src="{address}"></iframe><img src="{address}">
        <object data="{address}"></object><body background="{address}" onload="fetch('{address}')">
        <p>{WORDS}</p><svg><image href="{address}"/></svg><video src="{address}" autoplay></video>"""
    return page(body)


def package(depth: int) -> bytes:
    """A saved page with packages inside each other."""
    inner = b"".join(
        b'Content-Type: multipart/related; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(depth)
    )
    about = b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return b"MIME-Version: 1.0\r\n" + inner + about + base64.encodebytes(page(f"<p>{WORDS}</p>"))


def table(rows: int, cells: str) -> bytes:
    return page("<table><tr><td>任务<td>牵头单位</tr>" + f"<tr>{cells}</tr>" * rows + "</table>")


def words() -> bytes:
    return page(f"<p>{WORDS}</p>")


ATTRIBUTES = " ".join(f"a{n}=1" for n in range(5000))
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><html><body>&b;'
WIDE = "<td colspan=1000000000>县<td>住"
DEEP = "<td rowspan=65534>县<td>住"

CASES = (
    Hostile(
        "100,000 elements deep", "深.html", lambda: page("<div>" * 100_000), "elements inside each other"
    ),
    Hostile("400 elements deep", "浅.html", lambda: page("<x>" * 400 + WORDS), "elements inside each other"),
    Hostile(
        "30 MB in an attribute", "大.html", lambda: page(f"<p title='{'a' * 30_000_000}'>"), "30 MB of text"
    ),
    Hostile(
        "2 MB in an attribute", "中.html", lambda: page(f"<p title='{'a' * 2_000_000}'>{WORDS}"), holds=WORDS
    ),
    Hostile("5,000 attributes", "众.html", lambda: page(f"<p {ATTRIBUTES}>{WORDS}"), "2000 attributes"),
    Hostile("a billion columns", "宽.html", lambda: table(9, WIDE + "建局"), holds="住建局"),
    Hostile("500 comments", "注释.html", lambda: b"<!---->" * 500 + words(), holds=WORDS),
    Hostile("scripts, links", "外链.html", lambda: calling("http://127.0.0.1:9/"), holds=WORDS),
    Hostile("GBK that says UTF-8", "错码.html", lambda: page(WORDS, "gb18030"), holds=WORDS),
    Hostile("an unknown encoding", "无码.html", lambda: words().replace(b"utf-8", b"klingon"), holds=WORDS),
    Hostile("bytes of a program", "程序.html", lambda: bytes(range(256)) * 64, "no text file, or damaged"),
    Hostile("nothing to read", "空.html", lambda: page("<script>a()</script>"), "no text in it"),
    Hostile("packages 1,000 deep", "包.mht", lambda: package(1000), "too deeply nested"),
    Hostile("no page inside", "空包.mht", lambda: b"MIME-Version: 1.0\r\n\r\na", "without a page in it"),
    Hostile("entities", "实体.html", lambda: ENTITIES + WORDS.encode(), holds=WORDS),
)

WORST = (Hostile("a billion columns in rows", "宽行.html", lambda: table(5_100, WIDE), holds="县"),)
"""What would fill memory once it is laid out."""
