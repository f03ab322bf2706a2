"""Candidates of duplication, overlap and fragmentation: what makes one, and what leaves the plan alone."""

from __future__ import annotations

import re
from collections import Counter
from importlib import resources

import pytest

from zeren.graph.findings import candidates
from zeren.ingest.pipeline import read_text
from zeren.ontology.subjects import Words, activities, beneficiaries, topics

HEAD = ("云泽政办发〔2024〕3号", "云泽县人民政府办公室", "关于印发《云泽县重点工作方案》的通知",
        "2024年3月6日", "云泽县重点工作方案", "一、工作任务")  # fmt: skip

COLD = "1.补短板。在产地新建冷库。（县供销联社牵头）"
CHAIN = "2.通专车。开通冷链专车。（县邮政管理局牵头）"
LOANS = "1.助企业。扩大小微企业贷款投放。（县政府办（金融办）牵头）"


def kinds(*lines: str) -> list[str]:
    facts = read_text("\n".join((*HEAD, *lines)) + "\n", "方案.txt", "0" * 64)
    return [finding.kind for finding in candidates.find(facts)]


def test_a_candidate_names_leads_places_and_words_in_both_languages() -> None:
    text = "\n".join((*HEAD, COLD, CHAIN)) + "\n"
    (finding,) = candidates.find(read_text(text, "方案.txt", "0" * 64))
    assert (finding.kind, finding.severity) == ("overlap", "info")
    assert finding.zh == (
        "可能交叉：“冷链物流”由2方分别牵头：县供销联社牵头正文 一.1“补短板”（“冷库”）；"
        "县邮政管理局牵头正文 一.2“通专车”（“冷链”）"
    )
    assert finding.en.startswith("possible overlap, led by 2 sides apart: cold chain logistics: ")
    assert [text[p.start : p.end] for p in finding.places] == ["冷库", "冷链", "县供销联社", "县邮政管理局"]


@pytest.mark.parametrize(
    "second",
    [
        "2.通专车。开通冷链专车。（县供销联社牵头）",
        "2.通专车。开通冷链专车。（县邮政管理局、县供销联社牵头）",
        "2.通专车。开通冷链专车。（县邮政管理局牵头，县供销联社配合）",
        "2.通专车。开通冷链专车。（县邮政管理局牵头，县供销联社负责）",
        "2.通专车。开通冷链专车。（县邮政管理局负责）",
        "2.查隐患。对商场、学校、冷库、医院等场所开展排查。（县邮政管理局牵头）",
    ],
    ids=["one lead", "shared lead", "support", "responsible", "no lead", "a list of sectors"],
)
def test_what_the_plan_brings_together_is_no_overlap(second: str) -> None:
    assert kinds(COLD, CHAIN) == ["overlap"]
    assert kinds(COLD, second) == []


def test_a_lead_above_both_or_a_heading_that_names_the_field_brings_them_together() -> None:
    assert kinds("（一）补齐短板", COLD, CHAIN) == ["overlap"]
    assert kinds("（一）补齐短板（县发改局牵头）", COLD, CHAIN) == []
    assert kinds("（一）发展现代物流", COLD, CHAIN) == []


def test_a_part_of_a_unit_and_the_unit_are_not_apart() -> None:
    whole = "1.盘资产。清查闲置资产。（县财政局牵头）"
    assert kinds(whole, "2.建平台。出租闲置资产。（县发改局牵头）") == ["overlap"]
    assert kinds(whole, "2.建平台。出租闲置资产。（县财政局（国资办）牵头）") == []


def test_the_same_activity_for_the_same_beneficiaries_is_a_duplication() -> None:
    assert kinds(LOANS, "2.促融资。为个体工商户发放信用贷款。（县工商联牵头）") == ["duplication"]
    assert kinds(LOANS, "2.减负担。减轻小微企业税费负担。（县税务局牵头）") == []
    assert kinds("1.学技能。培训企业员工。（县人社局牵头）", "2.学消防。培训企业人员。（县应急局牵头）") == []


def test_the_same_people_with_another_activity_is_an_overlap_unless_most_units_serve_them() -> None:
    assert kinds(
        "1.关爱。为残疾人做无障碍改造。（县残联牵头）", "2.救助。提高残疾人补贴标准。（县民政局牵头）"
    ) == ["overlap"]
    assert kinds(LOANS, "2.助发展。走访民营企业。（县工商联牵头）") == []


TRAVEL = (
    "1.兴乡村旅游。连点成线。（县文旅广体局牵头）",
    "2.亮夜市。统一摊位。（县科工信局牵头）",
    "3.造美食街。修缮老屋。（县城管执法局牵头）",
)


def test_three_leads_in_one_field_are_a_fragmentation_and_two_are_none() -> None:
    assert kinds(*TRAVEL) == ["fragmentation"]
    assert kinds(*TRAVEL[:2]) == []


def test_branches_that_have_units_of_their_own_are_no_fragmentation() -> None:
    assert (
        kinds(
            "1.整治燃气安全。逐户排查。（县城管执法局牵头）",
            "2.整治消防安全。打通通道。（县消防救援大队牵头）",
            "3.整治道路交通安全。严查超载。（县公安局牵头）",
        )
        == []
    )


def test_turns_of_phrase_are_not_taken_for_work() -> None:
    named = [named.subject.zh for named in topics().named("及时报备招商引资合同，开展精准招商")]
    assert named == ["招商"]


@pytest.mark.parametrize("words", [topics(), beneficiaries(), activities()], ids=["topics", "whom", "what"])
def test_every_word_is_found_whole_and_every_subject_is_told_in_both_languages(words: Words) -> None:
    for word, subject in words.words.items():
        assert [(n.start, n.end, n.subject) for n in words.named(word)] == [(0, len(word), subject)]
        assert subject.zh
        assert subject.en.isascii()


@pytest.mark.parametrize("file", ["fields", "beneficiaries", "activities"])
def test_a_word_stands_once_in_its_file(file: str) -> None:
    written = resources.files("zeren.ontology").joinpath("work", f"{file}.toml").read_text("utf-8")
    lists = re.findall(r"^words = \[(.*)\]$", written, re.MULTILINE)
    assert [w for w, n in Counter(w for words in lists for w in words.split(", ")).items() if n > 1] == []


def test_no_two_subjects_bear_one_name() -> None:
    for words in (topics(), beneficiaries(), activities()):
        subjects = set(words.words.values())
        assert max(Counter(s.zh for s in subjects).values()) == 1
        assert max(Counter(s.en for s in subjects).values()) == 1
