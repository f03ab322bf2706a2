"""Why a question is not understood, and what could be asked instead, in the asker's language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zeren.errors import NotUnderstoodError
from zeren.queries import catalog
from zeren.queries.ask import faults, near, nobody, partial, scope, unloaded, weigh, words
from zeren.queries.ask.asked import Asked
from zeren.queries.ask.faults import BODY, ENGLISH_BODY
from zeren.queries.ask.nearest import names_like, nearest, unit_names, with_names
from zeren.queries.ask.pieces import QUOTED, Piece
from zeren.queries.catalog import Language

_KINDS = {"indicator": "指标", "project": "项目", "group": "专班", "task": "任务"}


def nothing(language: Language) -> NotUnderstoodError:
    """No question at all."""
    first = ("tasks-led-by", "tasks-without-lead", "units-ranked")
    shown = tuple(catalog.get(name).examples_in(language)[0] for name in first)
    return NotUnderstoodError("没有问题" if language == "zh" else "there is no question", "", shown)


def too_long(language: Language, longest: int) -> NotUnderstoodError:
    """A question of more letters than anybody asks in."""
    if language == "zh":
        return NotUnderstoodError("问题太长（not understood）", f"请在 {longest} 字以内")
    return NotUnderstoodError("the question is too long (not understood)", f"at most {longest} letters")


def either(words: str, language: Language) -> NotUnderstoodError:
    """Either of two words, where all are looked for."""
    if language == "zh":
        return NotUnderstoodError(
            f"不能查找“{words}”中的任一个（not understood）", "每个词分开问；几个词一起问时，每个都要有"
        )
    return NotUnderstoodError(
        f"either of several words cannot be looked for: {words} (not understood)",
        "ask about each of them; of several words, all are looked for",
    )


def lacking(words: str, language: Language) -> NotUnderstoodError:
    """Words of which some are not to be there, where all are looked for."""
    if language == "zh":
        return NotUnderstoodError(
            f"不能查找不含某词的任务：“{words}”（not understood）", "只问要有的词；几个词一起问时，每个都要有"
        )
    return NotUnderstoodError(
        f"tasks without a word cannot be looked for: “{words}” (not understood)",
        "ask for the words that are to be there; of several, all are looked for",
    )


def looks_like_a_name(words: str) -> bool:
    """Whether words end as the names of counties or of units do."""
    patterns = (near.COUNTY + "$", BODY, ENGLISH_BODY)
    return any(re.search(pattern, words, re.IGNORECASE) for pattern in patterns)


def no_group(campaign: str, language: Language) -> NotUnderstoodError:
    """A campaign that has no working group."""
    said = f"“{campaign}”没有工作专班" if language == "zh" else f"“{campaign}” has no working group"
    return NotUnderstoodError(said, "", tuple(catalog.get("groups").examples_in(language)[:1]))


def unknown_function(unit: str, language: Language) -> NotUnderstoodError:
    """A unit without a known function, where the bodies of its function are asked for."""
    if language == "zh":
        return NotUnderstoodError(f"不知道“{unit}”属于哪种职能（not understood）")
    return NotUnderstoodError(f"the function of “{unit}” is not known (not understood)")


def stray_county(county: str, language: Language) -> NotUnderstoodError:
    """A county that nothing of the question belongs to: it would be dropped in silence."""
    if language == "zh":
        return NotUnderstoodError(
            f"不明白“{county}”在这里指什么（not understood）",
            "一次问一件事：每个县分开问，或写成“甲县和乙县某单位”",
        )
    return NotUnderstoodError(
        f"it is not clear what “{county}” is for here (not understood)", "ask about one thing at a time"
    )


def which_year(day: str, years: Sequence[int], language: Language) -> NotUnderstoodError:
    """A day without a year, where the plans are of several years or of none."""
    known = ", ".join(map(str, years))
    if language == "zh":
        return NotUnderstoodError(f"“{day}”是哪一年？", f"请写明年份；已载入文件的年份：{known or '无'}")
    return NotUnderstoodError(
        f"which year is “{day}”?", f"write the year; the documents are of: {known or 'none'}"
    )


def which_day(day: str, language: Language) -> NotUnderstoodError:
    """Days without a last one, where a question is about the state on one day."""
    if language == "zh":
        return NotUnderstoodError(
            f"“{day}”没有写到哪一天为止（not understood）", "请写明日期，例如 截至2023年6月30日"
        )
    return NotUnderstoodError(
        f"“{day}” does not say until which day (not understood)", "write a day, such as: as of 2023-06-30"
    )


def not_in_county(question: Asked, error: scope.NotInCountyError) -> NotUnderstoodError:
    """The name of a unit or a leader that the county that is asked about does not have."""
    homes, name = question.listed([county.label for county in error.counties]), error.piece.text
    if not error.piece.is_a("unit"):
        return nobody.leader(question, name, error.counties)
    return NotUnderstoodError(
        question.say(f"{homes}没有“{name}”（not found）", f"{homes} has no “{name}” (not found)"),
        question.say("zeren list units 列出所有单位", "zeren list units shows every unit"),
        with_names(question, name, names_like(name, unit_names(question.graph, error.counties, name))),
    )


def refusal(question: Asked, *, understood_without: bool) -> NotUnderstoodError:
    """Why a question has no answer: something unknown in it, a day without a year, or no such question.

    Args:
        question: as it was asked.
        understood_without: whether it is understood without the words that nothing explains.
    """
    symbols = [symbol for piece in question.pieces for symbol in piece.symbols]
    if absent := nobody.asked_for(question) or unloaded.asked_for(question, understood_without):
        return absent
    if torn := scope.touching(question.text, question.pieces):
        return unknown(question, [faults.torn_off(question, torn)])
    if besides := weigh.asked_besides(question.text, question.pieces):
        return _two_questions(question, besides)
    if unexplained := faults.at_fault(question):
        return _elsewhere(question) or unknown(question, unexplained)
    if words.NOW in symbols:
        return _needs_a_clock(question)
    return NotUnderstoodError(
        question.say(
            f"不明白这个问题（not understood）：{question.text}", f"not understood: {question.text}"
        ),
        question.say("词都认识，但没有这样的问题", "the words are known, but there is no such question"),
        nearest(question),
    )


def _two_questions(question: Asked, second: str) -> NotUnderstoodError:
    return NotUnderstoodError(
        question.say(
            f"这是另一个问题（not understood）：“{second}”", f"a second question: “{second}” (not understood)"
        ),
        question.say("一次问一件事", "ask about one thing at a time"),
        nearest(question),
    )


def _elsewhere(question: Asked) -> NotUnderstoodError | None:
    """A name that other counties know, and none that is asked about."""
    for piece in question.pieces if question.counties else ():
        for kind in ("indicator", "project", "group", "task") if piece.is_a(QUOTED) else ():
            places = near.parts(question.graph, partial.trimmed(piece.text))
            if any(partial.find(place, kind, piece.text, ()) for place in places):
                homes = question.listed([county.label for county in question.counties])
                search = faults.search([piece.text])
                return NotUnderstoodError(
                    question.say(
                        f"{homes}没有叫“{piece.text}”的{_KINDS[kind]}（not found）",
                        f"{homes} has no {kind} called “{piece.text}” (not found)",
                    ),
                    question.say(
                        f"在原文中查找：{search}；zeren list {kind}s 列出已有的名称",
                        f"to look for the words: {search}; zeren list {kind}s shows the names",
                    ),
                    nearest(question),
                )
    return None


def _needs_a_clock(question: Asked) -> NotUnderstoodError:
    now = next(piece.text for piece in question.pieces if words.NOW in piece.symbols)
    return NotUnderstoodError(
        question.say(
            f"“{now}”取决于提问的日子（not understood）",
            f"“{now}” depends on the day of asking (not understood)",
        ),
        question.say("请写明年份或日期，例如 2023年", "write the year or the day, such as 2023"),
        nearest(question),
    )


def unknown(question: Asked, unexplained: Sequence[Piece]) -> NotUnderstoodError:
    """Words that mean nothing here.

    A unit that does not exist gets the nearest names, anything else the nearest questions.
    """
    named = [faults.whole(question, piece) for piece in unexplained]
    said = question.listed([f"“{fault.strip('“”')}”" for fault in named])
    search = faults.search(named)
    bodies = [f for f in named if re.search(BODY, f) or re.search(ENGLISH_BODY, f, re.IGNORECASE)]
    if bodies:
        return no_unit(question, bodies[0], said)
    return NotUnderstoodError(
        question.say(f"不明白{said}（not understood）", f"not understood: {said}"),
        question.say(
            f"任务的名称请加引号“”；在原文中查找：{search}",
            f"put the title of a task in quotation marks; to look for words in the plans: {search}",
        ),
        nearest(question),
    )


def no_unit(question: Asked, name: str, said: str) -> NotUnderstoodError:
    """A unit that does not exist, with the nearest names.

    Args:
        question: as it was asked.
        name: of the unit.
        said: the words at fault as they are shown.
    """
    known = unit_names(question.graph, question.counties, name)
    return NotUnderstoodError(
        question.say(f"没有这个单位（unknown unit）：{said}", f"unknown unit: {said}"),
        question.say("zeren list units 列出所有单位", "zeren list units shows every unit"),
        with_names(question, name, names_like(name, known)),
    )
