"""A figure in a format of Excel: scales, percents, sections of signs and conditions, letters between digits.

The grammar is that of ECMA-376 part 1, 18.8.31, with the `!` of Chinese editions, which escapes as a
backslash does. What the grammar leaves open, and what is no plain figure (fractions, powers of ten,
Chinese numerals), is not shown.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | [\\!](?P<escaped>.) | (?P<space>[_*].) | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式|@) | (?P<digit>[0\#?]) | (?P<sign>[.,%;])
    | (?P<bare>[-+$():^&'~{}<>=\ ]|[^\x00-\x7f]) | (?P<unknown>.)
    """,
    re.X | re.I | re.S,
)
_COLOUR = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|[黑蓝青绿红白黄]色?|洋红|(?:color|颜色) ?\d+", re.I
)
_CURRENCY = re.compile(
    r"\$([^-]*)(?:-[0-9a-f]{1,4})?", re.I
)  # longer numbers ask for numerals of another script
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_COMPARE = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
    "<>": operator.ne,
}  # fmt: skip
_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
_MOST_DECIMALS = 30
_LARGEST = 10**15
"""From here on a figure has more digits than Excel keeps."""

Token = tuple[str, str]


class _UncertainError(Exception):
    """What Excel would show is not known."""


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: list[Token]
    condition: tuple[str, Decimal] | None

    def holds(self, number: Decimal) -> bool:
        """Whether its condition holds for a figure."""
        return self.condition is not None and bool(_COMPARE[self.condition[0]](number, self.condition[1]))


def figure(code: str, number: float, general: str) -> str | None:
    """A figure as a format shows it; None where that is not certain.

    Args:
        code: the format.
        number: the figure.
        general: the figure without its sign in the general format.
    """
    if abs(number) >= _LARGEST:
        return None
    exact = Decimal(repr(number))
    try:
        tokens, signed = _chosen(_sections(code), exact)
        said = _laid_out(tokens, abs(exact), general)
    except _UncertainError:
        return None
    return f"-{said.strip()}" if signed else said.strip()


def _sections(code: str) -> list[_Section]:
    """The sections for figures; the last is for text if it is the fourth or has an @."""
    tokens = [(str(piece.lastgroup), piece[str(piece.lastgroup)]) for piece in _TOKEN.finditer(code)]
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token == ("sign", ";"):
            parts.append([])
        else:
            parts[-1].append(token)
    if len(parts) > 4:
        raise _UncertainError
    if len(parts) == 4 or ("general", "@") in parts[-1]:
        parts.pop()
    return [_section(part) for part in parts] or [_Section([("general", "")], None)]


def _section(part: list[Token]) -> _Section:
    tokens: list[Token] = []
    condition = None
    for kind, text in part:
        if kind in ("quoted", "escaped", "bare"):
            tokens.append(("letters", text))
        elif kind != "bracket":
            tokens.append((kind, text))
        elif currency := _CURRENCY.fullmatch(text):
            tokens.append(("letters", currency[1]))
        elif asked := _CONDITION.fullmatch(text):
            condition = (asked[1], Decimal(asked[2]))
        elif not _COLOUR.fullmatch(text):
            raise _UncertainError
    return _Section(
        [token for token in tokens if token[0] != "space" and token != ("letters", "")], condition
    )


def _chosen(sections: list[_Section], number: Decimal) -> tuple[list[Token], bool]:
    """The section for a figure, and whether a minus is set before it; a section for negatives has its own."""
    if any(section.condition for section in sections):
        return _met(sections, number), False
    signs = len(sections)
    if number < 0:
        chosen = sections[min(1, signs - 1)]
        if (not chosen.tokens and signs == 2) or (signs == 1 and not _has_figure(chosen)):
            raise _UncertainError
        return chosen.tokens, signs == 1
    return sections[2 if number == 0 and signs == 3 else 0].tokens, False


def _met(sections: list[_Section], number: Decimal) -> list[Token]:
    """The section whose condition holds, or the last without one; which sets a minus is not certain."""
    *asking, last = sections
    if number < 0 or any(section.condition is None for section in asking):
        raise _UncertainError
    found = next((section for section in sections if section.holds(number)), last)
    if found.condition is not None and not found.holds(number):
        raise _UncertainError
    return found.tokens


def _has_figure(section: _Section) -> bool:
    return any(kind in ("digit", "general") for kind, _ in section.tokens)


def _laid_out(tokens: list[Token], number: Decimal, general: str) -> str:
    """A positive figure in the places of its digits, with the letters around and between them."""
    kinds = [kind for kind, _ in tokens]
    if "unknown" in kinds:
        raise _UncertainError
    if "general" in kinds:
        if {"digit", "sign"} & set(kinds) or kinds.count("general") > 1:
            raise _UncertainError
        return "".join(general if kind == "general" else text for kind, text in tokens)
    if "digit" not in kinds:
        if "sign" in kinds:
            raise _UncertainError
        return "".join(text for _, text in tokens)
    tokens, grouped, thousands = _without_commas(tokens)
    percents = tokens.count(("sign", "%"))
    points = [place for place, token in enumerate(tokens) if token == ("sign", ".")]
    if percents > 1 or len(points) > 1:
        raise _UncertainError
    point = points[0] if points else len(tokens)
    scaled = number.scaleb(2 * percents - 3 * thousands, _EXACT)
    return _placed(tokens[:point], tokens[point + 1 :], scaled, grouped)


def _without_commas(tokens: list[Token]) -> tuple[list[Token], bool, int]:
    """The tokens without commas, whether these group the digits, and how often those behind scale."""
    point = tokens.index(("sign", ".")) if ("sign", ".") in tokens else len(tokens)
    places = [place for place, (kind, _) in enumerate(tokens) if kind == "digit"]
    whole = [place for place in places if place < point]
    grouped, thousands = False, 0
    for place, token in enumerate(tokens):
        if token != ("sign", ","):
            continue
        before = next(p for p in range(place, -2, -1) if p < 0 or tokens[p] != ("sign", ","))
        if before not in places:
            raise _UncertainError
        if whole and before < whole[-1]:
            grouped = True
        elif before in (*whole[-1:], places[-1]):
            thousands += 1
        else:
            raise _UncertainError
    if grouped and any(kind == "letters" for kind, _ in tokens[whole[0] : whole[-1]]):
        raise _UncertainError
    return [token for token in tokens if token != ("sign", ",")], grouped, thousands


def _placed(whole: list[Token], decimals: list[Token], number: Decimal, grouped: bool) -> str:
    places = sum(kind == "digit" for kind, _ in decimals)
    if places > _MOST_DECIMALS:
        raise _UncertainError
    rounded = f"{number.quantize(Decimal(1).scaleb(-places), context=_EXACT):f}"
    before, _, after = rounded.partition(".")
    behind = _behind(decimals, after)
    # Excel leaves the point behind a figure whose decimals are all optional; no reader wants it.
    point = "." if any(text for kind, text in behind if kind == "digit") else ""
    return _before(whole, before.lstrip("0"), grouped) + point + "".join(text for _, text in behind)


def _before(tokens: list[Token], digits: str, grouped: bool) -> str:
    """What stands before the point: digits fill places from the right, the first has all that are left."""
    masks = [text for kind, text in tokens if kind == "digit"]
    needed = len(masks) - masks.index("0") if "0" in masks else 0
    digits = digits.rjust(needed, "0")
    if not masks:
        return "".join(text for _, text in tokens) + digits
    spare = len(masks) - len(digits)
    slots = iter([""] * spare + list(digits) if spare >= 0 else [digits[: 1 - spare], *digits[1 - spare :]])
    if grouped:
        slots = iter([f"{int(digits):0{len(digits) + (len(digits) - 1) // 3},}" if digits else ""])
    return "".join(next(slots, "") if kind == "digit" else text for kind, text in tokens)


def _behind(tokens: list[Token], digits: str) -> list[Token]:
    """What stands behind the point, without zeros in places that need none."""
    masks = "".join(text for kind, text in tokens if kind == "digit")
    needed = masks.rfind("0") + 1
    slots = iter(digits[:needed] + digits[needed:].rstrip("0"))
    return [(kind, next(slots, "") if kind == "digit" else text) for kind, text in tokens]
