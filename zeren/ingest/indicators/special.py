"""Targets in forms of their own: ranks, limits of time, “两个10%”, “零发生”, 分别为2次、4次."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zeren.ingest.indicators import comparator, in_words, names, numbers
from zeren.ingest.indicators.draft import Draft
from zeren.ingest.indicators.figures import Figure
from zeren.ingest.indicators.measuring import measure
from zeren.ingest.indicators.sentences import Sentence
from zeren.ontology.facts import Comparator

MAYBE = re.compile("[0-9一二两三四五六七八九十零]")
# Each begins where a clause does: begun anywhere, a clause without end would take time by its square.
_RANK = re.compile(
    r"(?:^|(?<=[，；：]))(?P<subject>[^，；：]*?)(?P<verb>进入|跻身|位居|位列|排名|排位|排在|列|居|保持在?|进)"
    r"(?P<scope>[^，；：前第]{0,16}?)"
    rf"(?P<kind>前|第)(?P<number>{numbers.NUMBER})(?P<unit>%|位|名|强|个)?(?:以内|之内|以上)?(?=$|[，；。])"
)
_TIME = re.compile(
    rf"(?P<before>(?:^|(?<=[，；：]))[^，；：、]{{0,24}}?)(?P<number>(?<![\d.]){numbers.NUMBER})"
    r"(?P<unit>个工作日|个?小时|日|天|分钟|个自然日)(?:以?内|之内)(?P<what>(?:[^，；：。、内]|、(?![^，；：。]*?\d)){2,40})"
)
_MANNER = re.compile("按照?[^，、]{2,12}?(?:时限|要求|规定|程序)(?=[^，]{2})")
_HOLDING = re.compile(r"(?:查验|提供|出示|持|凭|近|最近|周边|打造|每|建设)$")
_MODAL = re.compile(r"(?:原则上|一般|应当?|须|需|要|必须|在|于|并|分别)+$")
_TWICE = re.compile(
    rf"(?:^|(?<=[，；：“”]))(?P<names>[^，；：“”]+?)“(?P<count>[两三四五六七八九])个(?P<number>{numbers.ARABIC})(?P<unit>%|‰)”"
)
_EVENTS = {"发生": "发生数", "伤亡": "伤亡人数", "死亡": "死亡人数", "亡人": "死亡人数", "感染": "感染人数"}
_NONE = f"零(?:{'|'.join(_EVENTS)}|事故|新增|违规)"
_ZERO = re.compile(
    rf"(?P<subject>[^，；：。“”、]{{0,20}})(?P<open>“)?(?P<list>{_NONE}(?:[、，]{_NONE})*)"
    "(?(open)”|(?=[，；。！？]|$))"
)
_ZERO_GOAL = re.compile("(?P<names>[^，；：。“”]{2,24})“零”的?(?:目标|指标)")
_FIELD_END = re.compile("(?:专项整治|专业委员会|专委会|委员会|工作)$")
_SERIES = re.compile(
    rf"(?P<names>[^，；：]{{4,40}}?)分别(?P<verb>在|为|达到?|不少于|不低于|增长|提高|下降|降低)(?P<low>{numbers.ARABIC})(?P<unit>次|个|家|件|人|项|%|亿元|万元)"
    rf"(?P<more>(?:[、和](?:{numbers.ARABIC})(?P=unit))+)(?P<sign>以上|以内|左右)?"
)

_CHANGES = {"增长": "growth", "提高": "growth", "下降": "reduction", "降低": "reduction"}


def find(sentence: Sentence) -> Iterator[Draft]:
    """The targets of a sentence in these forms."""
    yield from _ranks(sentence)
    yield from _time_limits(sentence)
    yield from _twice(sentence)
    yield from _zeros(sentence)
    yield from _series(sentence)
    yield from in_words.find(sentence)


def _figure(number: int, end: int, value: float, unit: str, sign: Comparator) -> Figure:
    return Figure(number, number, end, value, None, unit, sign, False, "")


def _ranks(sentence: Sentence) -> Iterator[Draft]:
    for found in _RANK.finditer(sentence.masked):
        value = numbers.value(found["number"])
        if value is None or (found["kind"] == "第" and not found["unit"]):
            continue
        unit = {"强": "名", "": "名"}.get(found["unit"] or "", found["unit"] or "名")
        scope = sentence.text[found.start("scope") : found.end("scope")].removesuffix("的")
        subject = names.clean(sentence.text[found.start("subject") : found.end("subject")])
        name = f"{subject}{scope}"
        if not re.search("排名|名次|位次$", name):
            name += "名次" if name.endswith(("榜", "单")) else "排名"
        figure = _figure(found.start("number"), found.end(), value, unit, "<=")
        yield Draft(name, figure, "rank", found.start(), found.end())


def _time_limits(sentence: Sentence) -> Iterator[Draft]:
    for found in _TIME.finditer(sentence.masked):
        value = numbers.value(found["number"])
        before = sentence.text[found.start("before") : found.end("before")]
        what = _MANNER.sub("", sentence.text[found.start("what") : found.end("what")])
        if value is None or _HOLDING.search(before) or re.match("的|核酸", what):
            continue
        subject = names.clean(_MODAL.sub("", re.sub("(?:应当?|须|需|要)在(?=.)", "", before)))
        clause = re.search("[^，；：]*(?=，$)", sentence.text[: found.start()])
        if not subject and clause and clause[0].startswith("对"):
            subject = names.topic(clause[0])
        figure = _figure(found.start("number"), found.end("unit"), value, found["unit"], "<=")
        name = f"{subject}{what}时限"
        yield Draft(name, figure, "time-limit", found.start(), found.end())


def _twice(sentence: Sentence) -> Iterator[Draft]:
    for found in _TWICE.finditer(sentence.text):
        parts = re.split("、|和|与", names.clean(found["names"]))
        value = numbers.value(found["number"])
        if value is None or len(parts) != numbers.value(found["count"]):
            continue
        figure = _figure(found.start("number"), found.end("unit"), value, found["unit"], "=")
        grows = sentence.text[found.end() :].lstrip("的").startswith("增长")
        for part in parts:
            yield Draft(part, figure, "growth" if grows else "rate", found.start(), found.end())


def _zeros(sentence: Sentence) -> Iterator[Draft]:
    if "零" not in sentence.text:
        return
    for found in _ZERO.finditer(sentence.text):
        subject = names.clean(found["subject"])
        subject = subject if subject not in ("", "事故") else _field(sentence) + "事故"
        for part in re.split("[、，]", found["list"]):
            event = part.removeprefix("零")
            yield _none(subject + _EVENTS.get(event, event), found.start("list"), found.end("list"), found)
    for found in _ZERO_GOAL.finditer(sentence.text):
        for part in re.split("、|和|与|及", names.clean(found["names"])):
            name = part
            if part.startswith(("事故", "死亡", "伤亡")):
                name = _field(sentence) + ("" if part.startswith("事故") else "事故") + part
            yield _none(name, found.start("names"), found.end(), found)


def _field(sentence: Sentence) -> str:
    """What the heading above is about: 能源安全 of 能源安全专项整治."""
    return _FIELD_END.sub("", sentence.heading)


def _none(name: str, number: int, end: int, found: re.Match[str]) -> Draft:
    return Draft(name, _figure(number, end, 0, "", "="), "count", found.start(), found.end())


def _series(sentence: Sentence) -> Iterator[Draft]:
    for found in _SERIES.finditer(sentence.masked):
        parts = re.split("、|和|与", sentence.text[found.start("names") : found.end("names")])
        written = re.findall(numbers.ARABIC, found["low"] + found["more"])
        values = [value for number in written if (value := numbers.value(number)) is not None]
        if len(parts) != len(values):
            continue
        sign = comparator.of(found["verb"], found["sign"] or "")
        for part, value in zip(parts, values, strict=True):
            figure = _figure(found.start("low"), found.end(), value, found["unit"], sign)
            shown = part if part is parts[-1] else part + _shared_tail(parts[-1], part)
            kind = measure(figure, shown, _CHANGES.get(found["verb"], ""))
            yield Draft(names.clean(shown), figure, kind, found.start(), found.end())


def _shared_tail(last: str, part: str) -> str:
    """What the last name of a list says for all of them: 县委、县政府每年研究工作."""
    found = re.search(r"每年.*|每月.*|每季度.*", last)
    return found[0] if found and found[0] not in part else ""
