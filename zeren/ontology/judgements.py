"""What a person says about findings: it is real, or it is none, and why.

Judgements are kept beside the facts by the finding's id, which follows from the document, the
kind and what the finding says; one that says something else is a new one, to be looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

Verdict = Literal["accepted", "dismissed"]
"""It is real and stands until the plan is mended; it is none, and need not be shown again."""


_LINE_END = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""Control characters, but the line's end."""


class Judgement(msgspec.Struct, frozen=True):
    """One judgement: of the finding with the id `finding`, in a person's words."""

    finding: str
    verdict: Verdict
    why: str


def reason(written: str) -> str:
    """A person's reason as it is kept: lines end alike, and nothing in it steers a screen.

    Args:
        written: what the person wrote.
    """
    lines = _LINE_END.sub("\n", written).replace("\t", " ")
    return _CONTROL.sub("", lines).strip()


def encode(judgements: Iterable[Judgement]) -> bytes:
    """The judgements as JSON Lines in UTF-8, sorted by the findings' ids."""
    encoder = msgspec.json.Encoder()
    return b"".join(encoder.encode(j) + b"\n" for j in sorted(judgements, key=lambda j: j.finding))


def decode(data: bytes) -> list[Judgement]:
    """The judgements that `encode` wrote.

    Raises:
        msgspec.DecodeError: a line is no JSON or no judgement (msgspec.ValidationError).
    """
    decoder = msgspec.json.Decoder(Judgement)
    return [decoder.decode(line) for line in data.splitlines() if line.strip()]
