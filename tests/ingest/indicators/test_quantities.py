"""Quantities: names that mean one quantity share its indicator; names that look alike do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.ingest.indicators import quantities
from zeren.ontology.facts import Region
from zeren.ontology.quantities import rules

REGION = Region("云溪县", "云溪", "county", "Yunxi")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("规模工业增加值", "规模以上工业增加值"),
        ("GDP", "地区生产总值"),
        ("全县GDP", "生产总值"),
        ("地区生产总值总量", "地区生产总值"),
        ("全社会固定资产投资", "固定资产投资"),
        ("市重点项目", "市级重点项目"),
    ],
)
def test_names_of_one_quantity_are_listed_under_one(one: str, other: str) -> None:
    assert rules().canonical(one) == rules().canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("园区规模工业增加值", "规模工业增加值"),
        ("亩均生产总值", "生产总值"),
        ("新认定高新技术企业", "高新技术企业"),
        ("省级重点项目", "市级重点项目"),
        ("粮食播种面积", "蔬菜播种面积"),
    ],
)
def test_names_that_look_alike_stay_apart(one: str, other: str) -> None:
    assert rules().canonical(one) != rules().canonical(other)


@given(st.text(min_size=1, max_size=20))
def test_the_listed_name_is_listed_as_itself(name: str) -> None:
    canonical = rules().canonical
    assert canonical(canonical(name)) == canonical(name)


def test_growth_and_level_share_an_indicator_with_their_names_as_aliases() -> None:
    found = quantities.indicators([("地区生产总值", "GDP"), ("地区生产总值", "地区生产总值")], REGION)
    assert [(i.id, i.aliases) for i in found] == [("云溪县/indicator/地区生产总值", ["GDP"])]
