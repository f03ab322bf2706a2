"""The catalogue of questions as people read it: the list by topics, and one question's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from typer import Exit, echo

from zeren import render
from zeren.commands.light import LightCommand
from zeren.render import Column, OutputFormat
from zeren.render import Language as Spoken

if TYPE_CHECKING:
    from zeren.queries.catalog import Language, Question

_TOPICS = {
    "unit": ("单位", "Units"),
    "task": ("任务", "Tasks"),
    "group": ("工作专班", "Working groups"),
    "indicator": ("指标和目标", "Indicators and targets"),
    "project": ("项目", "Projects"),
    "document": ("文件和引用", "Documents and citations"),
    "county": ("县与县之间", "Between counties"),
    "finding": ("疑点", "Findings"),
}
_TYPES = {
    "unit": ("单位，任何叫法", "a unit, by any of its names"),
    "units": ("两个以上的单位", "two units or more"),
    "function": ("职能，如 财政局", "a function, such as finance bureau"),
    "county": ("县", "a county"),
    "campaign": ("仗", "a campaign"),
    "task": ("任务标题或其中一部分", "a task's title, or a part of it"),
    "words": ("任意词语", "any words"),
    "category": ("类别", "a category"),
    "section": ("标题中的词语", "words of a heading"),
    "annex": ("附件编号", "an annex"),
    "period": ("日期或期间", "a day or period"),
    "indicator": ("指标", "an indicator"),
    "project": ("项目", "a project"),
    "group": ("工作专班", "a working group"),
    "number": ("文号", "a document's number"),
    "person": ("领导的姓名或职务", "a leader's name or post"),
    "severity": ("疑点的级别：error 错误、warning 注意、info 提示", "error, warning or info"),
    "kind": ("项目类型：energy、water、transport ……", "a kind of project: energy, water, transport …"),
    "sort": ("单位类别：enterprise、bank、township ……", "a kind of unit: enterprise, bank, township …"),
    "level": (
        "文件级别：nation 国家级、province 省级、city 市级",
        "whose document it is: nation, province, city",
    ),
    "role": ("角色：lead、responsible、support、guide、part", "lead, responsible, support, guide or part"),
}
_COLUMNS = (
    Column("name", "名称", "name"),
    Column("topic", "主题", "topic"),
    Column("title", "回答什么", "what it answers"),
    Column("description", "说明", "description"),
    Column("parameters", "参数", "parameters"),
    Column("example", "例子", "example"),
)
_OPTIONS = {"unit2": "unit", "units": "unit"}
"""The options of slots that are not called like them."""


class QueryCommand(LightCommand):
    """`zeren query`, of which `NAME --help` documents the question of that name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the line apart; a question's name and `--help` end in that question's page."""
        from zeren.queries import catalog

        if args and not args[0].startswith("-") and {"--help", "-h"} & set(args):
            spoken: Language = "en" if {"en", "--lang=en", "-len"} & set(args[1:]) else "zh"
            echo("\n".join(page(catalog.get(args[0]), spoken)))
            raise Exit
        return super().parse_args(ctx, args)


def write(questions: tuple[Question, ...], output: OutputFormat | None, language: Spoken | None) -> None:
    """Print the list of questions: by topic for a person, one record each for a program."""
    spoken: Language = "en" if language is Spoken.EN else "zh"
    output = render.chosen(output)
    if output is OutputFormat.TABLE:
        render.write(render.text("\n".join(_listed(questions, spoken))))
    else:
        render.listing([_row(question, spoken) for question in questions], _COLUMNS, output, language)


def _listed(questions: tuple[Question, ...], spoken: Language) -> Iterator[str]:
    which = 0 if spoken == "zh" else 1
    widest = max(len(question.name) for question in questions)
    for topic, said in _TOPICS.items():
        own = [question for question in questions if question.topic == topic]
        yield f"{said[which]} ({len(own)})"
        yield from (f"  {question.name:<{widest}}  {question.title[spoken]}" for question in own)
        yield ""
    yield ("zeren query 名称 --help 说明一个问题", "zeren query NAME --help documents one of them")[which]


def _row(question: Question, spoken: Language) -> dict[str, str]:
    return {
        "name": question.name,
        "topic": question.topic,
        "title": question.title[spoken],
        "description": question.description[spoken],
        "parameters": ", ".join([*question.parameters, *(f"[{slot}]" for slot in question.optional)]),
        "example": question.examples_in(spoken)[0],
    }


def page(question: Question, spoken: Language) -> Iterator[str]:
    """What there is to know about a question: what counts, parameters, wordings, examples, columns."""
    which = 0 if spoken == "zh" else 1

    def heading(zh: str, en: str) -> str:
        return f"\n{(zh, en)[which]}"

    yield f"{question.name}: {question.title[spoken]}"
    yield f"\n{question.description[spoken]}"
    slots = {**question.parameters, **question.optional}
    if slots:
        yield heading("参数：", "Parameters:")
    for slot, kind in slots.items():
        option = "date" if kind == "period" else _OPTIONS.get(slot, slot)
        spare = ("（可选）", " (optional)")[which] if slot in question.optional else ""
        yield f"  --{option:<10} {kind}: {_TYPES[kind][which]}{spare}"
    yield heading("问法：", "Wordings:")
    yield from (f"  {wording}" for wording in question.wordings[spoken])
    yield heading("例子：", "Examples:")
    yield from (f"  zeren ask '{example.question}'" for example in question.examples)
    yield heading("列：", "Columns:")
    yield f"  {', '.join(question.columns)}"
