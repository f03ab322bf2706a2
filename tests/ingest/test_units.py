"""Which names mean one unit in a plan of 云泽县, which are parts, and which stay apart."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest.regions import of_name
from zeren.ingest.units.names import normalise
from zeren.ingest.units.resolve import Resolution, resolve
from zeren.ontology.decisions import Decision

COUNTY = of_name("云泽县")


def resolved(text: str, *decisions: Decision) -> tuple[list[str], Resolution]:
    names = [name.strip() for name in text.split("|")]
    return names, resolve(Counter(names), COUNTY, decisions)


def written(names: list[str], found: Resolution) -> str:
    """One line a unit in the order of its first name; bodies that only a division names come first."""
    printed = list(dict.fromkeys(normalise(name) for name in names))
    together: dict[str, list[str]] = {
        unit.id: [] for unit in found.units if unit.id not in {found.unit_of[p] for p in printed}
    }
    for name in printed:
        together.setdefault(found.unit_of[name], []).append(name)
    units = {unit.id: unit for unit in found.units}
    lines = []
    for unit_id, members in together.items():
        parent = units[unit_id].parent
        shown = " = ".join(members) or units[unit_id].name
        above = f" part of {(together[parent] or [units[parent].name])[0]}" if parent else ""
        lines.append(shown + above)
    return "\n".join(lines)


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/units.txt"), ids=titled)
def test_names_mean_units(case: Case) -> None:
    assert sorted(written(*resolved(case.text)).splitlines()) == sorted(case.expected.splitlines())


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/units.txt"), ids=titled)
def test_the_order_of_the_text_does_not_matter(case: Case) -> None:
    names, found = resolved(case.text)
    assert found == resolve(Counter(reversed(names)), COUNTY, ())


def test_an_id_is_the_region_and_the_name_without_the_level() -> None:
    _, found = resolved("县财政局 | 县财政局（国资股） | 县住建局")
    assert [unit.id for unit in found.units] == [
        "云泽县/住房和城乡建设局", "云泽县/财政局", "云泽县/财政局/国资股",
    ]  # fmt: skip


def test_a_unit_has_its_function_kind_and_english_name() -> None:
    _, found = resolved("县财政局")
    (unit,) = found.units
    assert (unit.function, unit.kind, unit.english) == ("finance", "department", "County Finance Bureau")


def test_a_person_joins_two_names() -> None:
    names, found = resolved(
        "云岭集团 | 县云岭建设发展有限公司", Decision("same", "云泽县", "云岭集团", "县云岭建设发展有限公司")
    )
    assert written(names, found) == "云岭集团 = 县云岭建设发展有限公司"


def test_a_person_undoes_what_a_rule_joined() -> None:
    text = "国网云泽县供电公司 | 国网云泽县供电公司 | 国网云泽供县电公司"
    names, found = resolved(text, Decision("different", "云泽县", "国网云泽供县电公司", "国网云泽县供电公司"))
    assert written(names, found) == "国网云泽县供电公司\n国网云泽供县电公司"
    assert found.reviews == []


def test_a_person_parts_two_names_of_one_function() -> None:
    names, found = resolved(
        "县发改局 | 县发展和改革局", Decision("different", "云泽县", "县发改局", "县发展和改革局")
    )
    assert written(names, found) == "县发改局\n县发展和改革局"
    assert len({unit.id for unit in found.units}) == 2


def test_a_decision_about_another_county_changes_nothing() -> None:
    names, found = resolved(
        "县发改局 | 县发展和改革局", Decision("different", "青岭县", "县发改局", "县发展和改革局")
    )
    assert written(names, found) == "县发改局 = 县发展和改革局"


def test_a_decision_about_names_that_do_not_occur_changes_nothing() -> None:
    _, found = resolved("县财政局", Decision("same", "云泽县", "甲办", "乙办"))
    assert [unit.name for unit in found.units] == ["县财政局"]


def test_what_a_rule_joined_or_left_open_is_offered_for_review() -> None:
    _, found = resolved(
        "云岭集团 | 县云岭建设发展有限公司 | 县云岭农业发展有限公司"
        " | 县工投公司 | 县前锋工业园投资开发有限公司"
    )
    assert [(r.name, r.joined, r.reason) for r in found.reviews] == [
        ("县工投公司", True, "short-form"),
        ("云岭集团", False, "short-form"),
    ]


@pytest.mark.parametrize(
    ("name", "short", "english", "level"),
    [
        ("云泽县", "云泽", "Yunze County", "county"),
        ("云岭侗族自治县", "云岭", "Yunling County", "county"),
        ("山南土家族苗族自治州", "山南", "Shannan City", "city"),
        ("望川市", "望川", "Wangchuan City", "city"),
        ("漓东省", "漓东", "Lidong Province", "province"),
    ],
)
def test_a_region_has_a_short_and_an_english_name(name: str, short: str, english: str, level: str) -> None:
    region = of_name(name)
    assert (region.short, region.english, region.level) == (short, english, level)


@pytest.mark.parametrize("name", ["县农业农付局", "县市场监督理局", "县住房和城乡建设建局"])
def test_one_character_beside_a_known_name_is_asked_about_and_not_joined(name: str) -> None:
    _, found = resolved(f"县农业农村局 | 县住建局 | 县市场监管局 | {name}")
    (review,) = found.reviews
    assert (review.name, review.joined, review.reason) == (name, False, "misprint")
    assert review.unit not in review.candidates


@pytest.mark.parametrize("name", ["县卫建局", "县农业农村总局", "县农业农机公司", "县水利局"])
def test_what_is_short_of_another_level_or_known_is_not_taken_for_a_misprint(name: str) -> None:
    _, found = resolved(f"县农业农村局 | 县卫健局 | {name}")
    assert found.reviews == []
