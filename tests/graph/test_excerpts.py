"""Short quotes: what is marked, what is cut, and what never is."""

from __future__ import annotations

import pytest

from zeren.graph.excerpts import LENGTH, MARKS, excerpts
from zeren.ontology.vocab import Place

TEXT = (
    "一、总体要求\n"
    "坚持稳中求进，地区生产总值增长7%以上，固定资产投资增长9%以上，规模以上工业增加值增长8%以上，"
    "社会消费品零售总额增长8.5%以上，进出口总额增长10%以上，居民收入与经济同步增长。\n"
    "二、工作任务\n"
    "（县科工信局牵头，县财政局、县科工信局等负责）\n"
    "抓好澜河水库除险加固、鹿鸣大桥改造、城北污水处理厂扩建、云泽一中新校区、县人民医院传染病区、"
    "工业园标准厂房二期、清溪河治理、农村公路提质、高标准农田建设、乡镇卫生院改造等十大工程。\n"
)


def place(words: str, nth: int = 0) -> Place:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Place("云泽政办发-2024-5", start, start + len(words))


def quotes(*places: Place, words: tuple[str, ...] = ()) -> list[str]:
    return [quote for _, quote in excerpts(places, lambda _: TEXT, words)]


def test_the_words_of_a_place_are_marked_among_those_around_them() -> None:
    assert quotes(place("固定资产投资增长9%以上")) == [
        "坚持稳中求进，地区生产总值增长7%以上，【固定资产投资增长9%以上】，规模以上工业增加值增长8%以上…"
    ]


def test_a_whole_sentence_needs_no_marks() -> None:
    clause = "（县科工信局牵头，县财政局、县科工信局等负责）"
    assert quotes(place(clause)) == [clause]


def test_two_places_of_one_sentence_stand_in_one_quote() -> None:
    assert quotes(place("县科工信局", 1), place("县科工信局")) == [
        "（【县科工信局】牵头，县财政局、【县科工信局】等负责）"
    ]


def test_a_place_inside_another_is_shown_with_the_other_around_it() -> None:
    clause = place("（县科工信局牵头，县财政局、县科工信局等负责）")
    assert quotes(clause, place("县财政局")) == ["（县科工信局牵头，【县财政局】、县科工信局等负责）"]


def test_places_of_two_sentences_are_quoted_one_by_one_in_their_order() -> None:
    assert quotes(place("县财政局"), place("一、总体要求")) == [
        "（县科工信局牵头，【县财政局】、县科工信局等负责）",
        "一、总体要求",
    ]


LONG = TEXT.splitlines()[4]


def test_a_long_place_is_shown_by_its_two_ends() -> None:
    (quote,) = quotes(place(LONG))
    assert quote.startswith("抓好澜河水库除险加固、鹿鸣大桥改造")
    assert quote.endswith("乡镇卫生院改造等十大工程。")
    assert "…" in quote


def test_of_a_long_place_the_words_that_matter_are_shown() -> None:
    (quote,) = quotes(place(LONG), words=("清溪河治理",))
    assert "【清溪河治理】" in quote
    assert quote.startswith("…")
    assert quote.endswith("…")


@pytest.mark.parametrize("start", range(0, len(TEXT) - 1, 7))
@pytest.mark.parametrize("length", [1, 5, 40, 90])
def test_no_quote_is_long_and_every_word_of_it_stands_in_the_text(start: int, length: int) -> None:
    end = min(len(TEXT), start + length)
    (quote,) = quotes(Place("云泽政办发-2024-5", start, end))
    assert len(quote) <= LENGTH + len(MARKS) + len("……")
    plain = quote.translate(str.maketrans("", "", MARKS))
    flat = " ".join(TEXT.split())
    assert all(" ".join(part.split()) in flat for part in plain.split("…"))
