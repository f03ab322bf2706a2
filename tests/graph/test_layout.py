"""Where things stand in a drawing: nothing covers anything, nothing is left to chance."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.graph.drawn import County
from zeren.graph.layout import VIEW, layout
from zeren.graph.network import responsibility_network, tied_tasks
from zeren.graph.spots import Layout, Spot, ems, wrapped
from zeren.graph.stacking import shared_out, spread
from zeren.graph.subject import EVERYTHING, find_subject, part_about

DOCUMENTS = [County("松溪县").facts(), County("兰溪县", tasks=60, units=40).facts()]
NETWORK = responsibility_network(DOCUMENTS)
COUNTS = {n: len(tied_tasks(NETWORK, n)) for n, kind in NETWORK.nodes(data="kind") if kind == "unit"}


def layout_of(name: str) -> Layout:
    subject = find_subject(NETWORK, DOCUMENTS, name) if name else EVERYTHING
    return layout(part_about(NETWORK, subject), subject, COUNTS)


def covers(one: Spot, other: Spot) -> bool:
    across, down = abs(one.x - other.x) * 2, abs(one.y - other.y) * 2
    return across < one.width + other.width - 2 and down < one.height + other.height - 2


@pytest.mark.parametrize(
    "name",
    [
        "",
        "松溪县",
        "兰溪县",
        "县财政局",
        "松溪县水利局",
        "治水攻坚仗",
        "建好学校之30",
        "打好治水攻坚仗工作专班",
    ],
)
def test_no_node_covers_another(name: str) -> None:
    spots = layout_of(name).spots
    assert [pair for pair in combinations(spots, 2) if covers(spots[pair[0]], spots[pair[1]])] == []


def test_every_node_has_its_place() -> None:
    assert set(layout_of("").spots) == set(NETWORK)


def test_a_unit_stands_in_the_middle_of_its_drawing() -> None:
    drawing = layout_of("松溪县水利局")
    unit = drawing.spots["松溪县/水利局"]
    left, _, right, _ = drawing.box()
    assert unit.x == 0
    assert unit.y == 0
    assert left < -200 < 200 < right


def test_a_units_tasks_stand_under_their_campaigns() -> None:
    drawing = layout_of("松溪县水利局")
    themes = {NETWORK.nodes[task]["theme"] for task in tied_tasks(NETWORK, "松溪县/水利局")}
    assert {h.text for h in drawing.headings if h.text} == themes
    assert len(themes) == 2


def test_labels_of_a_units_drawing_can_be_read_at_the_zoom_that_shows_all() -> None:
    drawing = layout_of("松溪县水利局")
    assert min(s.font for s in drawing.spots.values()) * drawing.zoom(VIEW) >= 9.5


def test_a_unit_of_more_tasks_is_larger_in_a_countys_drawing() -> None:
    spots = layout_of("兰溪县").spots
    units = sorted((COUNTS[n], spots[n].font) for n in COUNTS if n in spots)
    assert units[0][1] < units[-1][1]
    assert [font for _, font in units] == sorted(font for _, font in units)


def test_counties_stand_apart_each_under_its_name() -> None:
    drawing = layout_of("")
    fields = []
    for region in ("松溪县", "兰溪县"):
        spots = [s for n, s in drawing.spots.items() if NETWORK.nodes[n]["region"] == region]
        fields.append(Layout({str(place): spot for place, spot in enumerate(spots)}).box())
    (left, top, right, bottom), (left2, top2, right2, bottom2) = fields
    assert right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
    assert {"松溪县", "兰溪县"} <= {heading.text for heading in drawing.headings}


@given(st.text("县财政局的（）、“”abc 1", min_size=1, max_size=40), st.integers(2, 20), st.integers(1, 3))
def test_a_wrapped_label_fits_and_says_when_it_is_cut(text: str, width: int, lines: int) -> None:
    rows = wrapped(text, width, lines)
    assert len(rows) <= lines
    # A closing mark may hang over the edge, rather than stand alone on the next line.
    assert all(ems(row) <= width + 1 for row in rows)
    whole = "".join(rows).replace(" ", "") == text.replace(" ", "")
    assert whole or rows[-1].endswith("…")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("县财政局", ("县财政局",)),
        ("市生态环境局云泽分局", ("市生态环境局", "云泽分局")),
        ("县科工信局（贸促中心）", ("县科工信局", "（贸促中心）")),
        ("国务院发展研究中心信息网络发展办公室", ("国务院发展研究", "中心信息网络…")),
    ],
)
def test_labels_break_where_a_reader_would(text: str, rows: tuple[str, ...]) -> None:
    assert wrapped(text, 7, 2) == rows


@given(st.lists(st.tuples(st.floats(-500, 500), st.integers(1, 60)), max_size=30))
def test_stacked_boxes_keep_their_order_and_do_not_overlap(boxes: list[tuple[float, int]]) -> None:
    wanted, heights = sorted(w for w, _ in boxes), [float(h) for _, h in boxes]
    centres = spread(wanted, heights)
    for (above, below), (upper, lower) in zip(pairwise(centres), pairwise(heights), strict=True):
        assert below - above >= (upper + lower) / 2 - 1e-6


def test_a_box_with_room_stands_where_it_wants() -> None:
    assert spread([0, 100, 300], [10, 10, 10]) == [0, 100, 300]
    assert spread([0, 0], [10, 30]) == [-10, 10]
    assert spread([-50, 50], [20, 20], bounds=(0, 100)) == [10, 50]


@given(st.lists(st.integers(1, 50), min_size=1, max_size=30), st.integers(1, 6))
def test_columns_hold_all_boxes_in_order_in_at_most_the_asked_number(heights: list[int], count: int) -> None:
    columns = shared_out([float(h) for h in heights], count)
    assert columns == sorted(columns)
    assert len(columns) == len(heights)
    assert max(columns) < count
