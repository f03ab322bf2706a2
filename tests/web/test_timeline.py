"""The time line of deadlines: each month where it belongs, its label readable."""

from __future__ import annotations

from itertools import pairwise

from zeren.web.pages.unit import Month
from zeren.web.records import Thing
from zeren.web.timeline import SLOT, WIDTH, timeline


def due(month: str, tasks: int = 1) -> Month:
    return Month(month, [Thing("task", str(number), "修好河堤") for number in range(tasks)])


def test_months_without_tasks_keep_their_place() -> None:
    line = timeline([due("2024-11"), due("2025-01", 3)])
    assert [(stop.month, stop.tasks, stop.x) for stop in line.stops] == [
        ("2024-11", 1, SLOT // 2),
        ("2024-12", 0, SLOT // 2 + SLOT),
        ("2025-01", 3, SLOT // 2 + 2 * SLOT),
    ]
    assert line.width == 3 * SLOT


def test_more_tasks_are_a_larger_circle_within_bounds() -> None:
    small, large, most = timeline([due("2024-01", 1), due("2024-02", 9), due("2024-03", 900)]).stops
    assert 3 < small.radius < large.radius < most.radius < SLOT / 2


def test_many_years_fit_the_page_and_labels_stay_apart() -> None:
    line = timeline([due("2021-12"), due("2022-01"), due("2022-02"), due("2035-12")])
    assert line.width < WIDTH + 4 * SLOT
    labelled = [stop.x for stop in line.stops if stop.tasks]
    assert all(b - a >= SLOT for a, b in pairwise(labelled))
    assert {stop.month[5:] for stop in line.stops if not stop.tasks} == {"01"}


def test_a_single_month_is_a_line_too() -> None:
    (stop,) = timeline([due("2024-06", 2)]).stops
    assert (stop.month, stop.tasks) == ("2024-06", 2)
