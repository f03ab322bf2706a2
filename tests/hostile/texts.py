"""Plain text, values and Markdown: endless lines, a million columns, quotes left open, zeros, depth."""

from __future__ import annotations

from tests.hostile.case import Hostile

PLAN = "云泽县打好六场硬仗方案\n一、修建公厕（县住建局牵头）\n"
WORDS = "县住建局"
VALUES = "任务,牵头单位\n"


def text(body: str, encoding: str = "utf-8") -> bytes:
    return (PLAN + body).encode(encoding)


CASES = (
    Hostile("empty", "空.txt", lambda: b"", "the file is empty"),
    Hostile("white space", "空白.txt", lambda: b" \n" * 999, "the file is empty"),
    Hostile("zeros", "零.txt", lambda: bytes(9999), "no text file, or damaged"),
    Hostile("zeros among text", "夹零.txt", lambda: text("甲\0" * 9999), "no text file, or damaged"),
    Hostile("cut inside a letter", "半字.txt", lambda: text("甲")[:-1], "it was cut off"),
    Hostile("bytes of a program", "程序.txt", lambda: bytes(range(256)) * 64, "no text file, or damaged"),
    Hostile(
        "half a UTF-16 letter", "奇.txt", lambda: text("甲", "utf-16") + b"a", "no text file, or damaged"
    ),
    Hostile("quote left open", "引号.csv", f'{VALUES}"修路,县住建局\n植树,无'.encode, holds=WORDS),
    Hostile("zeros among values", "零.csv", lambda: b"a,b\n\0\0,\0\n", "no text file, or damaged"),
    Hostile("10,000 quotations deep", "深.md", (">" * 10_000 + WORDS).encode, "deeper than is read"),
)
