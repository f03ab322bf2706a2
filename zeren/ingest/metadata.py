"""What a document says of itself: number, title, issuer, day of issue, and the region it speaks for."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from zeren.ingest import citations
from zeren.ingest.breadcrumb import is_breadcrumb
from zeren.ingest.columns import Column
from zeren.ingest.flat import tidy
from zeren.ingest.outline import annex_heads, labels
from zeren.ingest.outline.tree import Outline
from zeren.ingest.source import Paragraph, Table
from zeren.ingest.work_columns import meanings
from zeren.ingest.years import only_year
from zeren.ontology.numerals import han

_WORK = (Column.HEADING, Column.MEASURE, Column.OTHER)
"""Columns in which a table says what is to be done."""

_PREFACE = 24
"""Paragraphs at most before the plan's own text: letterhead, title, recipients, signature."""

_OWN_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,15}[〔［\[【（(﹝]\d{4}[〕］\]】）)﹞]\d{1,4}号?")
_NOTICE = re.compile(
    r"关于(?:印发|下发|公布|转发|实施|修订)\s*[《<〈](?P<title>.+?)[》>〉]\s*的\s*(?:通知|函|公告)"
)
_TITLE_END = re.compile(
    r"(方案|计划|意见|办法|要点|清单|规划|措施|分工|实施细则|任务|通知|表)(?:[（(].{2,12}[)）])?$"
)
_IS_TITLE = re.compile(
    r"[^。；：]{0,40}关于[^。；]{4,70}(?:通知|意见|措施|方案|计划|办法|决定|规定|细则|要点|通告|函|令)"
    r"(?:[（(].{2,12}[)）])?"
)
_NAMES_PLAN = re.compile(r".{4,}(?:任务|工作|方案|计划|清单|要点|措施|分工|分解|行动|意见)")
_LETTERHEAD = re.compile(r".{2,40}(?:政府|委员会|委|厅|局|办公室|办公厅|领导小组|指挥部|专班)文件")
_ISSUER = re.compile(
    r"(?:中共|中国共产党)?[\u4e00-\u9fff]{2,24}(?:人民政府|政府|委员会|委|厅|局|办公室|办公厅|领导小组|指挥部|工作专班|国务院)"
)
_FIELD = re.compile(r"(?P<name>标题|发文字号|发文机关|成文日期|发布日期)\s*[:：]\s*(?P<value>\S.{0,200})")
"""What a page says of a document beside its text (`zeren.ingest.readers.html.fields.FIELDS`)."""

_MARKED_DATE = re.compile(r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})(?!\d)")
_PARTS = ("year", "month", "day")
_DATE = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_NUMERAL_DATE = re.compile(
    r"(?P<year>[〇○零一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The words of a document's letterhead; `issued` is an ISO 8601 day."""

    number: str | None
    title: str
    issuer: str | None
    issued: str | None

    @property
    def year(self) -> int | None:
        """The year of issue, or that of the number."""
        found = re.search(r"(?:19|20)\d{2}", self.issued or "") or re.search(r"\d{4}", self.number or "")
        return int(found.group()) if found else None

    @property
    def year_of_work(self) -> int | None:
        """The year of the work: that of its day or number, else the only one that its title names."""
        return self.year or only_year(self.title)

    @property
    def identifier(self) -> str:
        """The document's id: 云泽政办发〔2024〕5号 is 云泽政办发-2024-5; else issuer, title, year."""
        if self.number:
            return "-".join(re.findall(r"[\u4e00-\u9fff]+(?=[〔（])|\d+", self.number))
        parts = [self.issuer or "", self.title, str(self.year or "")]
        words = "-".join(part for part in parts if part)
        return re.sub(r"[^\w\u4e00-\u9fff-]+", "", words).strip("-") or "document"


def read(outline: Outline) -> Metadata:
    """What the first paragraphs, and for the day of issue the last, say."""
    text = outline.source.text
    preface: list[str] = []
    for block in outline.bodies[0].blocks[:_PREFACE]:
        if not isinstance(block, Paragraph):
            break
        preface.append(text[block.start : block.end])
    stated = {field["name"]: field["value"] for line in preface if (field := _FIELD.fullmatch(line))}
    lines = [line for line in preface if not _FIELD.fullmatch(line)]
    return Metadata(
        number=_number([*lines, stated.get("发文字号", "")]),
        title=_title(lines) or _annex_alone(outline) or _first_words(outline),
        issuer=_issuer([*lines, stated.get("发文机关", "")]),
        issued=_issued(lines) or _issued_at_end(outline) or _stated_day(stated),
    )


def _number(lines: list[str]) -> str | None:
    for line in lines:
        if _OWN_NUMBER.fullmatch("".join(line.split())):
            found = next(citations.find(line, 0, len(line)), None)
            if found:
                return found.number
    return None


def _title(lines: list[str]) -> str:
    """The title of the plan: in a notice what it issues, else the lines before the text begins."""
    joined = "".join("".join(line.split()) for line in lines)
    notice = _NOTICE.search(joined)
    if notice and len(notice["title"]) <= 80:
        return notice["title"]
    title = ""
    for line in lines:
        words = tidy(line)
        if _OWN_NUMBER.fullmatch(words) and _NAMES_PLAN.search(title):
            break
        if _is_over_title(words):
            continue
        if len(words) > 50 or words.endswith(("：", ":", "。")):
            break
        title += words
        if _TITLE_END.search(title):
            return title
    # What a web page prints over a document (政策文件) is no title where one follows.
    own = (words for line in lines if _IS_TITLE.fullmatch(words := tidy(line)))
    return next(own, title if len(title) >= 4 else "")


def _is_over_title(words: str) -> bool:
    """Whether a line of a letterhead, or of the page around it, may stand over a title or in it."""
    if any(form.fullmatch(words) for form in (_OWN_NUMBER, _ISSUER, _LETTERHEAD, annex_heads.ALONE)):
        return True
    return words[:1] in "〔[【（(" or is_breadcrumb(words)


def _annex_alone(outline: Outline) -> str:
    """The title of the first annex of a document that is nothing but annexes."""
    text, (main, *annexes) = outline.source.text, outline.bodies
    said = (tidy(text[block.start : block.end]) for block in main.annex.blocks)
    return annexes[0].annex.title if annexes and all(map(_is_over_title, said)) else ""


def _first_words(outline: Outline) -> str:
    """What a document without a title is called: by its first words, a bare table by its first work."""
    source = outline.source
    said = (block for block in source.blocks if source.text[block.start] != "【")
    first = next(said, None)
    if not isinstance(first, Table):
        table = next((block.start for block in source.blocks if isinstance(block, Table)), None)
        return tidy(source.text[:table].strip()[:200]).partition("。")[0][:40]
    named = meanings([source.text[head.start : head.end] for head in first.header])
    work = [i for kind in _WORK for i, column in enumerate(named) if column is kind]
    for row in first.rows:
        for cell in (row.cells[i] for i in work if i < len(row.cells)):
            words = tidy(source.text[cell.start : cell.end])
            if words and not words.isdigit():
                label = labels.parse(words)
                return re.split("[。（(]", words[label.end if label else 0 :])[0][:30] + "等任务"
    return ""


def _stated_day(stated: dict[str, str]) -> str | None:
    for name in ("成文日期", "发布日期"):
        found = _MARKED_DATE.match(stated.get(name, ""))
        if found and (day := _day("{}年{}月{}日".format(*found.groups()))):
            return day
    return None


def _issuer(lines: list[str]) -> str | None:
    for line in lines:
        words = "".join(line.split())
        if _ISSUER.fullmatch(words) and not words.startswith("关于") and len(words) > 3:
            return words
    return None


def _issued(lines: list[str]) -> str | None:
    for line in lines:
        day = _day("".join(line.split()))
        if day:
            return day
    return None


def _issued_at_end(outline: Outline) -> str | None:
    tail = "".join(outline.source.text[-600:].split())
    printed = re.search(r"(\d{4}年\d{1,2}月\d{1,2}日)印发", tail)
    return _day(printed[1]) if printed else None


def _day(words: str) -> str | None:
    """The day that words write and nothing else, in figures or Chinese numerals."""
    found = _DATE.fullmatch(words.strip("（）()"))
    numerals = _NUMERAL_DATE.fullmatch(words)
    if found:
        parts = [int(found[name]) for name in _PARTS]
    elif numerals:
        parts = [han(numerals[name]) or 0 for name in _PARTS]
    else:
        return None
    try:
        return datetime.date(*parts).isoformat()
    except ValueError:
        return None
