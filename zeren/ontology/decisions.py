"""What a person decided about names: two names are one unit, or they are not.

Decisions are kept beside the facts, applied again at every ingestion, and win over
every rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec


class Decision(msgspec.Struct, frozen=True):
    """One judgement: in `region` (a region's id), the names `a` and `b` mean the same unit, or not."""

    kind: Literal["same", "different"]
    region: str
    a: str
    b: str

    @property
    def pair(self) -> tuple[str, str, str]:
        """What the judgement is about: the region and the two names, whichever came first."""
        first, second = sorted((self.a, self.b))
        return self.region, first, second


def encode(decisions: Iterable[Decision]) -> bytes:
    """The decisions as JSON Lines in UTF-8, in the order in which they are given."""
    encoder = msgspec.json.Encoder()
    return b"".join(encoder.encode(decision) + b"\n" for decision in decisions)


def decode(data: bytes) -> list[Decision]:
    """The decisions that `encode` wrote.

    Raises:
        msgspec.DecodeError: a line is no JSON or no decision (msgspec.ValidationError).
    """
    decoder = msgspec.json.Decoder(Decision)
    return [decoder.decode(line) for line in data.splitlines() if line.strip()]
