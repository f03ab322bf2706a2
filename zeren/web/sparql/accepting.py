"""What a client would like best of what there is: the Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from zeren.web.sparql.formats import Format

_RANGE = re.compile(
    r"""\s*([\w!#$%&'*+.^`|~-]+)/([\w!#$%&'*+.^`|~-]+)\s*((?:;(?:"(?:[^"\\]|\\.)*"|[^,"])*)?)""", re.ASCII
)
_WEIGHT = re.compile(r";\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.IGNORECASE | re.ASCII)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_PART = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|[^,"])+""")


class Chosen(NamedTuple):
    """A form, and the media type under which it is sent."""

    format: Format
    media: str


class _Range(NamedTuple):
    """A media range of the header: type, subtype, weight."""

    kind: str
    subtype: str
    weight: float

    def fit(self, media: str) -> int:
        """How closely it names a media type: 0 not at all, 3 by its whole name."""
        kind, _, subtype = media.partition("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return 3
        if (self.kind, self.subtype) == (kind, "*"):
            return 2
        return int((self.kind, self.subtype) == ("*", "*"))


def best(accept: str, offered: Sequence[Format]) -> Chosen | None:
    """The form that a client likes best; of those that it likes alike, the one offered first.

    Args:
        accept: the header; empty takes anything. What is no media range in it is passed over.
        offered: the forms, the usual one first.

    Returns:
        The form with the media type that the header names; None where none is acceptable.
    """
    ranges = _ranges(accept)
    if not ranges:
        return Chosen(offered[0], offered[0].media[0])
    found = [
        (_weight(media, ranges, is_alias=alias > 0), -place, -alias, Chosen(form, media))
        for place, form in enumerate(offered)
        for alias, media in enumerate(form.media)
    ]
    weight, _, _, chosen = max(found, key=lambda one: one[:3])
    return chosen if weight > 0 else None


def _weight(media: str, ranges: Sequence[_Range], *, is_alias: bool) -> float:
    """The weight of the range that names a media type most closely; 0 where none does.

    What is not a form's own media type is only sent to who names it.
    """
    fit, weight = max((one.fit(media), one.weight) for one in ranges)
    return weight if fit == 3 or (fit and not is_alias) else 0


def _ranges(accept: str) -> list[_Range]:
    found = []
    for part in _PART.findall(accept):
        named = _RANGE.fullmatch(part.rstrip())
        if named:
            parameters = _QUOTED.sub('""', named[3])
            weight = _WEIGHT.search(parameters)
            wrong = weight is None and re.search(r";\s*q\s*=", parameters, re.IGNORECASE)
            if not wrong:
                found.append(_Range(named[1].lower(), named[2].lower(), float(weight[1]) if weight else 1.0))
    return found
