"""What a target measures: growth, level, count, rate … from its verb, its unit and its name."""

from __future__ import annotations

import re

from zeren.ingest.indicators.figures import Figure
from zeren.ontology.facts import Measure

_LEVEL = re.compile(r"总额|总量|收入|产值|增加值|余额|成交额|交易额|GDP|营业额|销售额|出口额?|外贸")
_RANK = re.compile("(?:排名|位次|名次)(?:前移|上升|提升|提高|前进|进位)?$")
_THAN_ANOTHER = re.compile("(?:高于|低于|超过|快于|优于|好于|多于|少于)[^，]{2,14}$")
_OF_KIND: dict[str, Measure] = {
    "share": "rate", "points": "rate", "money": "money", "area": "area", "mass": "level",
    "power": "level", "energy": "level", "volume": "level", "length": "other", "times": "other",
    "concentration": "level", "age": "level", "duration": "time-limit", "count": "count",
}  # fmt: skip


def measure(figure: Figure, name: str, change: str) -> Measure:
    """The measure of a target.

    Args:
        figure: the number and its unit.
        name: the quantity.
        change: `growth` or `reduction` where a verb of change stands before the figure.
    """
    if figure.kind in ("share", "points") and _THAN_ANOTHER.search(name):
        return "growth" if re.search("增速|增幅|增长", name) else "other"
    if change == "reduction":
        return "reduction"
    if change == "growth" and figure.kind != "duration":
        return "growth"
    return _of_state(figure, name)


def _of_state(figure: Figure, name: str) -> Measure:
    """The measure of a figure that no verb of change stands before."""
    if figure.kind == "count" and _RANK.search(name):
        return "rank"
    if figure.kind == "money" and _LEVEL.search(name):
        return "level"
    if figure.kind == "duration" and (figure.unit == "个月" or "储备量" in name):
        return "level"
    return _OF_KIND[figure.kind]
