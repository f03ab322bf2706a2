"""An answer as people and programs read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zeren import render
from zeren.commands.answer_groups import Heading, grouped
from zeren.commands.session import Language, OutputFormat
from zeren.commands.words import say as word
from zeren.ontology.figures import figure, number
from zeren.ontology.locators import beside
from zeren.queries.answer import Answer, plain
from zeren.queries.catalog import Language as Reader
from zeren.queries.given import SHOWN_ROLES
from zeren.queries.hits import QUESTION
from zeren.queries.rows import Row
from zeren.render import Column

LONGEST_QUOTE = 300
"""The letters of a quote that a table shows; JSON has all of them."""

FINDING_PLACES = 4
"""The places of a finding that a table quotes: what contradicts itself is told by both sentences."""

SENTENCES = 2
"""The sentences of a task that a table shows for words that were looked for."""

_IDS = 5
_DETAILS = {
    "hits",
    "county",
    "campaign",
    "annex",
    "path",
    "others",
    "leaders",
    "deadline",
    "evidence",
    *SHOWN_ROLES,
}
"""The columns of a task that stand below its title."""

_WORDED = ("measure", "kind", "severity", "relation", "what", "role")
"""The columns whose values are names of the graph's own, told in the reader's words."""

_FIGURE = ("comparator", "value", "value_max", "measured_in")
"""The columns of a target that are one figure to a person."""

_WORDS: dict[str, tuple[str, str]] = {
    "understood": ("理解为：", "Understood as: "),
    "also": ("也可理解为：", "It can also mean: "),
    "found": ("{} 条", "{} found"),
    "nothing": ("没有符合的记录", "nothing found"),
    "name": ("找到名称：", "Name found: "),
    "more": ("，另有 {} 处", ", and {} more"),
    "lead": ("牵头", "lead"),
    "responsible": ("负责", "responsible"),
    "support": ("配合", "support"),
    "guide": ("指导", "guide"),
    "leaders": ("责任领导", "leaders"),
    "others": ("名单未尽（等）", "list open-ended"),
    "deadline": ("时限", "due"),
    "elsewhere": ("其他", "others"),
    "annex": ("附件{}", "annex {}"),
    "tasks": ("{} 项任务", "{} tasks"),
    "units": ("{} 个单位", "{} units"),
    "documents": ("{} 份文件", "{} documents"),
    "group": ("专班：{}", "working group: {}"),
    "task": ("任务：{}", "task: {}"),
    "charged": ("任务：{}", "task: {}"),
    "document": ("见：{}", "in: {}"),
    "office": ("办公室：{}", "office: {}"),
    "convener": ("召集人：{}", "convener: {}"),
    "baseline": ("基数{}", "from {}"),
    "project": ("项目：{}", "project: {}"),
    "target": ("指标：{}", "target: {}"),
    "no-task": ("未分到任务", "given to no task"),
    "no-unit": ("任务未写明单位", "its task names no unit"),
    "same": ("（原文同上）", "(quoted as above)"),
    "why": ("理由：{}", "reason: {}"),
    "mean": ("全县平均 {} 项", "mean of the county {}"),
    "findings": ("{} 条疑点", "{} findings"),
    "groups": ("{} 个专班", "{} working groups"),
    "members": ("{} 家成员单位", "{} members"),
    "targets": ("{} 个目标", "{} targets"),
    "projects": ("{} 个项目", "{} projects"),
    "parts": ("{} 项下级任务", "{} parts"),
    "plans": ("{} 份方案引用", "cited by {} plans"),
}


class _Words:
    """The words of answers in one language."""

    def __init__(self, language: Reader) -> None:
        self.language = language
        self._which = 0 if language == "zh" else 1

    def __call__(self, word: str, value: Any = None) -> str:
        """A word, with a value in it where it has a place for one; an unknown word is the value."""
        return _WORDS.get(word, ("{}", "{}"))[self._which].format(value)


def write(answer: Answer, output: OutputFormat | None, *, explain: bool) -> None:
    """Print an answer.

    Args:
        answer: what to print.
        output: the format; None to choose by where the output goes.
        explain: show the names that were found in the question, with their ids, and the SPARQL.
    """
    output = render.chosen(output)
    if output is OutputFormat.JSON:
        render.json({**answer.record(), "names": answer.names} if explain else answer.record())
    elif output is OutputFormat.TABLE:
        lines = list(_lines(answer, explain=explain))
        for other in answer.also:
            lines += ["", *_lines(other, "also", explain=explain)]
        render.write(render.text("\n".join(lines)))
    else:
        columns, rows = answer.table()
        shown = [Column(column, column, column) for column in columns]
        render.listing(rows, shown, output, Language(answer.language))


def _lines(answer: Answer, reading: str = "understood", *, explain: bool) -> Iterator[str]:
    say = _Words(answer.language)
    count = say("found", len(answer.rows)) if answer.rows else say("nothing")
    yield f"{say(reading)}{answer.text} — {count}"
    if explain:
        for words, ids in answer.names.items():
            yield f"{say('name')}{words} = {', '.join(ids[:_IDS])}{' …' if len(ids) > _IDS else ''}"
        yield from ("", answer.sparql)
    place = 0
    for heading, rows in grouped(answer):
        if heading:
            told = " · ".join(part or say("elsewhere") for part in heading)
            yield from ("", f"■ {told} — {say('found', len(rows))}")
        homes = _homes(answer, heading)
        shown: dict[str, Any] | None = None
        for row in rows:
            place += 1
            yield from ("", f"{place:>3}. {_headline(answer, row, homes, say)}")
            yield from (f"     {line}" for line in _about(row, homes, say) if line)
            yield from (f"     {line}" for line in _proof(answer, row, shown, say))
            shown = next(iter(row.get("evidence") or ()), shown)


def _homes(answer: Answer, heading: Heading) -> set[str]:
    """The counties that rows have to name: those that neither their heading nor the reading tells."""
    found = {str(plain(row["county"])) for row in answer.rows if row.get("county")}
    if len(found) == 1 and all(home in answer.text for home in found):
        return set()
    return found - {*heading}


def _proof(answer: Answer, row: Row, shown: dict[str, Any] | None, say: _Words) -> Iterator[str]:
    """The sentences of a row: those with the words that were looked for, then what proves the row."""
    evidence, hits = row.get("evidence"), row.get("hits")
    yield from _sentences(hits or [], say)
    if not evidence or (hits and answer.question.name == QUESTION):
        return
    if evidence[0] == shown:
        yield say("same")
        return
    yield from _quotes(evidence, FINDING_PLACES if answer.question.about == "finding" else 1, say)


def _headline(answer: Answer, row: Row, homes: set[str], say: _Words) -> str:
    """The first column with its county, and what stands beside it, the details of a task aside."""
    below = _DETAILS if "path" in row else {"county", "evidence"}
    first, *others = [column for column in answer.columns if column not in below]
    told = _beside if first in _WORDED else _first
    home = plain(row.get("county"))
    parts = [
        told(first, row, answer.language, say)
        + (f"（{home}）" if home in homes and "path" not in row else ""),
        *(_beside(column, row, answer.language, say) for column in others),
    ]
    return " · ".join(part for part in parts if part)


def _first(column: str, row: Row, _: str, say: _Words) -> str:
    """The row's own value; of a target that no unit answers for, why."""
    if row[column] is None and column == "unit":
        return say("no-unit" if row.get("task") else "no-task")
    return str(plain(row[column]))


def _beside(column: str, row: Row, language: str, say: _Words) -> str:
    """What a column adds to the headline of a row; nothing for what is told elsewhere or is not known."""
    value = row[column]
    if column == "value":
        return figure(*(row.get(part) for part in _FIGURE))
    if value is None or column in _FIGURE or (column == "unit" and "path" in row):
        return ""
    if column in _WORDED and column != "role":
        told = [f"measure-{one}" if column == "measure" else one for one in _several(value)]
        return "、".join(word(str(one), Language(language)) for one in told)
    if column == "role":
        return "、".join(say(role) for role in _several(value))
    return say(column, number(value) if isinstance(value, float) else plain(value))


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _about(row: Row, homes: set[str], say: _Words) -> Iterator[str]:
    """Where a task stands, who answers for it, and by when."""
    if "path" not in row:
        return
    county = row["county"] if row["county"] in homes else None
    annex = say("annex", row["annex"]) if row["annex"] and row["annex"] != "0" else None
    yield " · ".join(part for part in (county, annex, " / ".join(row["path"])) if part)
    roles = [f"{say(role)} {plain(row[role])}" for role in SHOWN_ROLES if row[role]]
    leaders = [f"{say('leaders')} {plain(row['leaders'])}"] if row.get("leaders") else []
    yield " · ".join([*roles, *([say("others")] if row["others"] else []), *leaders])
    if row["deadline"]:
        yield f"{say('deadline')} {row['deadline']['text']}"


def _quotes(evidence: list[dict[str, Any]], places: int, say: _Words) -> Iterator[str]:
    """The words of the first places, a line each, the last with how many places more there are."""
    told, others = evidence[:places], len(evidence) - places
    for place in told:
        words = " ".join(place["quote"].split())
        words = words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE] + "…"
        more = say("more", others) if others > 0 and place is told[-1] else ""
        yield f"“{words}” [{_place(place, say)}{more}]"


def _place(place: dict[str, Any], say: _Words) -> str:
    """A place as a person finds it: the document, the page or cell where the file has such, the letters."""
    characters = f"{place['start']}–{place['end']}"
    return f"{place['document']} {beside(characters, place.get('at'), say.language)}"


def _sentences(hits: list[dict[str, Any]], say: _Words) -> Iterator[str]:
    """The first sentences with the words that were looked for, these in 【】, a line each."""
    told, others = hits[:SENTENCES], len(hits) - SENTENCES
    for hit in told:
        more = say("more", others) if others > 0 and hit is told[-1] else ""
        yield f"“{marked(hit)}” [{_place(hit, say)}{more}]"


def marked(hit: dict[str, Any]) -> str:
    """A sentence with its words in 【】; of a long one, what stands around the first."""
    from zeren.graph.excerpts import MARKS

    first = hit["words"][0]["start"] - hit["start"]
    begin = max(0, first - LONGEST_QUOTE // 3) if len(hit["quote"]) > LONGEST_QUOTE else 0
    end = min(len(hit["quote"]), begin + LONGEST_QUOTE)
    shown, at = "…" if begin else "", begin
    for said in hit["words"]:
        start, stop = said["start"] - hit["start"], said["end"] - hit["start"]
        if at <= start and stop <= end:
            shown += f"{hit['quote'][at:start]}{MARKS[0]}{hit['quote'][start:stop]}{MARKS[1]}"
            at = stop
    return " ".join((shown + hit["quote"][at:end] + ("…" if end < len(hit["quote"]) else "")).split())
