"""A table's header as it is compared, and what stands among its rows and is no row: sums and notes."""

from __future__ import annotations

import re

NOTE = re.compile(r"(?:注|备注|附注|说明|填表说明)\d?[:：]")
"""How a note begins that stands in a row of its own below the rows of a table."""

TOTAL = re.compile(r"(?:合|总|小|共)计(?:数|[:：])?")
"""What stands beside the sum of the rows above."""

_REMARK = re.compile(r"[（(][^（）()]*[）)]$")


def plain_words(header: str) -> str:
    """A header's words without white space and without a remark in brackets, unless that is all."""
    words = "".join(header.split()).strip("：:")
    return words if words.endswith("（市、区）") else _REMARK.sub("", words) or words
