"""A picture as SVG: real text, one colour a community, the look in attributes that no policy forbids."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from zeren.graph.projections.picture import Picture, Spot
from zeren.graph.projections.project import Edge

FONTS = (
    '"Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei", sans-serif'
)
COMMUNITIES = (
    "#1f6fb2", "#b0530f", "#27784b", "#a33f77", "#6a5acd",
    "#8a6d00", "#0b7781", "#b23b3b", "#5b7083", "#7a4f2b",
)  # fmt: skip
"""Ten colours that are told apart on white; the number beside a name tells communities beyond them."""

TIES = {
    "lead": "#b4351f", "responsible": "#2a6fa5", "support": "#4b7a2b", "guide": "#7d6200",
    "member": "#7d5bab", "office": "#6a4199",
}  # fmt: skip

_ALONE, _INK, _MUTED, _SOFT = "#8b949b", "#1f2a33", "#5b6670", "#f3f1ea"
_SCALE = 2.1
_MARGIN = 90.0
_FONT = 12
_LONGEST = 18
_CELL = 64
_HUBS = 40
"""At most so many of the strongest have their names even where these must stand on other nodes."""


class Box(NamedTuple):
    """A part of the picture: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def over(self, other: Box) -> bool:
        """Whether the two share a point."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def svg(picture: Picture, title: str) -> str:
    """The whole picture as an SVG document, the same bytes every time.

    Names stand beside the nodes, the strongest first, none over another; a name for which there is no
    room, and the whole of a long one, is the title of its node, which a pointer shows.

    Args:
        picture: what is drawn.
        title: what the picture is called.
    """
    heaviest = max((edge.weight for edge in picture.edges), default=1)
    most = max((spot.load for spot in picture.spots if spot.kind in ("unit", "county")), default=1)
    radii = [_radius(spot, most) for spot in picture.spots]
    left, top, width, height = _frame(picture)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="{left:.1f} {top:.1f} {width:.1f} {height:.1f}" font-family={quoteattr(FONTS)}>',
        f"<title>{escape(title)}</title>",
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="#fff"/>',
        *_counties(picture),
        *(_line(picture, edge, heaviest) for edge in reversed(picture.edges)),
        *map(_node, picture.spots, radii),
        *_names(picture, radii),
        "</svg>\n",
    ]
    return "\n".join(lines)


def _frame(picture: Picture) -> tuple[float, float, float, float]:
    xs = [spot.x * _SCALE for spot in picture.spots] or [0.0]
    ys = [spot.y * _SCALE for spot in picture.spots] or [0.0]
    left, top = min(xs) - _MARGIN, min(ys) - _MARGIN
    return left, top, max(xs) + _MARGIN - left, max(ys) + _MARGIN - top


def _radius(spot: Spot, most: int) -> float:
    if spot.kind in ("unit", "county"):
        return 4 + 11 * math.sqrt(spot.load / max(1, most))
    return 8 if spot.kind == "group" else 6


def _counties(picture: Picture) -> Iterator[str]:
    if len(picture.counties) < 2 or not picture.edges:
        return
    for county in picture.counties:
        x, y, radius = (figure * _SCALE for figure in county.disc)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius + 12:.1f}" fill="{_SOFT}"/>'
        yield (
            f'<text x="{x:.1f}" y="{y - radius - 22:.1f}" text-anchor="middle" font-size="20" '
            f'font-weight="600" fill="{_MUTED}">{escape(county.name)}</text>'
        )


def _line(picture: Picture, edge: Edge, heaviest: int) -> str:
    a, b = picture.spots[edge.a], picture.spots[edge.b]
    share = math.log2(edge.weight) / math.log2(heaviest) if heaviest > 1 else 0.35
    colour = TIES.get(edge.tie, _MUTED)
    opacity = 0.5 if edge.tie else 0.12 + 0.55 * share
    wide = 1.2 if edge.tie else 0.6 + 3.4 * share
    x1, y1, x2, y2 = (figure * _SCALE for figure in (a.x, a.y, b.x, b.y))
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{colour}" stroke-opacity="{opacity:.2f}" stroke-width="{wide:.1f}"/>'
    )


def _node(spot: Spot, radius: float) -> str:
    x, y = spot.x * _SCALE, spot.y * _SCALE
    colour = COMMUNITIES[(spot.community - 1) % len(COMMUNITIES)] if spot.community else _ALONE
    told = f"{spot.name} [{spot.community}]" if spot.community else spot.name
    title = f"<title>{escape(told)}</title>"
    if spot.kind == "task":
        side = radius * 1.8
        return (
            f'<rect x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}" height="{side:.1f}" '
            f'fill="{colour}">{title}</rect>'
        )
    if spot.kind == "group":
        corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
        rim = " ".join(f"{across:.1f},{down:.1f}" for across, down in corners)
        return f'<polygon points="{rim}" fill="{colour}">{title}</polygon>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}">{title}</circle>'


def _names(picture: Picture, radii: list[float]) -> Iterator[str]:
    """The names for which there is room, each as text."""
    names, nodes = _Taken(), _Taken()
    for spot, radius in zip(picture.spots, radii, strict=True):
        x, y = spot.x * _SCALE, spot.y * _SCALE
        nodes.take(Box(x - radius, y - radius, x + radius, y + radius))
    for turn, (spot, radius) in enumerate(zip(picture.spots, radii, strict=True)):
        name = shortened(spot.name)
        free = [box for box in _beside(spot, radius, _wide(name)) if names.free(box)]
        box = next(
            filter(nodes.free, free),
            free[0] if free and turn < max(8, min(_HUBS, len(picture.spots) // 10)) else None,
        )
        if box:
            names.take(box)
            down = (box.top + box.bottom) / 2 + _FONT * 0.36
            yield (
                f'<text x="{box.left:.1f}" y="{down:.1f}" font-size="{_FONT}" fill="{_INK}" stroke="#fff" '
                f'stroke-width="3" stroke-linejoin="round" paint-order="stroke">{escape(name)}</text>'
            )


def _beside(spot: Spot, radius: float, wide: float) -> list[Box]:
    """Where a name may stand: to the right of its node, to the left, below, above."""
    x, y, half = spot.x * _SCALE, spot.y * _SCALE, _FONT * 0.68
    starts = (
        (x + radius + 3, y), (x - radius - 3 - wide, y),
        (x - wide / 2, y + radius + half + 1), (x - wide / 2, y - radius - half - 1),
    )  # fmt: skip
    return [Box(left, middle - half, left + wide, middle + half) for left, middle in starts]


def shortened(name: str) -> str:
    """A name as a picture has it: a long one is cut."""
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def _wide(name: str) -> float:
    return sum(_FONT if unicodedata.east_asian_width(sign) in "WFA" else _FONT * 0.58 for sign in name)


class _Taken:
    """Boxes that are taken, in the cells of a grid, so that a new one is held against few."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def free(self, box: Box) -> bool:
        return not any(box.over(other) for cell in self._of(box) for other in self._cells.get(cell, ()))

    def take(self, box: Box) -> None:
        for cell in self._of(box):
            self._cells.setdefault(cell, []).append(box)

    @staticmethod
    def _of(box: Box) -> Iterator[tuple[int, int]]:
        for x in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
            for y in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1):
                yield x, y
