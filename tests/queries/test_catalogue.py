"""The catalogue: every file is whole, its examples are its tests, and it runs anywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from tests.queries.asking import ask
from zeren.errors import CatalogueError, NotUnderstoodError, UsageError
from zeren.graph.store import Snapshot
from zeren.queries import catalog, index, sources
from zeren.queries.answer import answer
from zeren.queries.ask.resolve import Wanted, resolve
from zeren.queries.ask.understand import understand
from zeren.queries.catalog import LANGUAGES, Example, Question
from zeren.queries.compose import compose
from zeren.queries.given import FILTERS, Given
from zeren.queries.sources import Source

QUESTIONS = catalog.read()
EXAMPLES = [(question, example) for question in QUESTIONS for example in question.examples]
NONE_IN_THE_EXAMPLE_PLANS = {"tasks-guided-by"}

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
with_examples = pytest.mark.parametrize(
    ("question", "example"), EXAMPLES, ids=[f"{q.name}: {e.question}" for q, e in EXAMPLES]
)


def wanted(reads: Mapping[str, str]) -> Wanted:
    """What an example says that it must be read as."""
    names = dict(reads)
    units = names.pop("units", "").split() or [names.pop(s) for s in ("unit", "unit2") if s in names]
    return Wanted(
        units=tuple(units),
        role=names.pop("role", None),
        top=int(names.pop("top", "0")) or None,
        fewest=names.pop("order", "") == "fewest",
        names=names,
    )


@with_examples
def test_an_example_is_read_as_it_says(plans: Snapshot, question: Question, example: Example) -> None:
    understood = understand(plans, example.question)
    said = resolve(plans, question, wanted(example.reads))
    # A ranking without a number is cut after some rows, which no example has to say.
    top = understood.given.top if "top" in example.reads else None
    assert understood.question == question
    assert msgspec.structs.replace(understood.given, top=top) == said


@with_examples
def test_an_example_finds_something(plans: Snapshot, question: Question, example: Example) -> None:
    rows = ask(plans, example.question).rows
    assert bool(rows) == (question.name not in NONE_IN_THE_EXAMPLE_PLANS)


@every_question
def test_the_examples_are_in_both_languages(question: Question) -> None:
    assert all(question.examples_in(language) for language in LANGUAGES)


@every_question
def test_there_are_four_wordings_or_more_in_each_language(question: Question) -> None:
    assert all(len(set(question.wordings[language])) > 3 for language in LANGUAGES)


@every_question
def test_the_titles_show_every_parameter(question: Question) -> None:
    for language in LANGUAGES:
        shown = set(re.findall(r"\{(\w+)\}", question.title[language]))
        assert question.parameters.keys() <= {"date" if slot == "day" else slot for slot in shown}


@every_question
def test_the_first_wording_is_plain_enough_to_be_suggested(question: Question) -> None:
    for language in LANGUAGES:
        assert not re.search(r"[()|]", question.wordings[language][0])


@every_question
def test_the_query_is_plain_sparql_that_any_engine_runs(question: Question) -> None:
    plain = re.sub(r'"[^"]*"|<[^>]*>', "", question.sparql)
    assert not re.search(r"\b(GRAPH|SERVICE|FROM|BASE)\b", plain)
    functions = set(re.findall(r"(?<![?\w:])([A-Z_]{2,})\s*\(", plain))
    assert functions <= {"FILTER", "COUNT", "GROUP_CONCAT", "STR", "LANG", "STRSTARTS", "CONCAT",
                         "CONTAINS", "DISTINCT", "HAVING", "YEAR", "DESC", "BIND", "STRBEFORE",
                         "STRAFTER", "SUBSTR", "STRLEN", "ROUND", "IF", "BOUND", "VALUES",
                         "REGEX"}  # fmt: skip
    assert catalog.GIVEN in question.sparql


@every_question
def test_the_query_has_the_variables_that_its_header_names(question: Question) -> None:
    variables = set(re.findall(r"\?(\w+)", question.sparql))
    columns = set(question.columns) - ({"deadline"} if question.key == ["task"] else set())
    assert columns <= variables
    assert set(question.key) <= set(question.columns)
    assert question.about in variables
    assert question.rank is None or f"ORDER BY DESC(?{question.rank})" in question.sparql


@every_question
def test_what_a_question_needs_has_to_be_given(plans: Snapshot, question: Question) -> None:
    if question.parameters:
        with pytest.raises(UsageError, match=f"{question.name} needs"):
            compose(question, Given())
    else:
        assert answer(plans, question, Given()).rows


NARROWED = {
    "county": "云泽县哪些任务没有牵头单位",
    "campaign": "创新驱动攻坚仗有哪些任务",
    "category": "县十大民生实事有哪些",
    "annex": "附件2有哪些任务",
    "section": "“化解政府债务风险”部分有哪些任务",
    "date": "2024年11月底前要完成哪些任务",
    "year": "2024年县财政局牵头哪些任务",
}
"""For each thing that narrows an answer, a question that has it."""


CAN_BE_NARROWED = [
    (question, slot)
    for question in QUESTIONS
    for slot in NARROWED
    if slot in FILTERS[question.about] and slot not in question.parameters
]


@pytest.mark.parametrize(
    ("question", "slot"),
    CAN_BE_NARROWED,
    ids=[f"{question.name} by {slot}" for question, slot in CAN_BE_NARROWED],
)
def test_whatever_narrows_a_question_leaves_some_of_its_rows(
    plans: Snapshot, question: Question, slot: str
) -> None:
    own = understand(plans, question.examples[0].question).given
    other = understand(plans, NARROWED[slot]).given
    narrowed = msgspec.structs.replace(
        own,
        things=own.things | {k: v for k, v in other.things.items() if k == slot},
        texts=own.texts | other.texts,
        period=own.period or other.period,
        year=own.year or other.year,
        top=None,
    )
    rows = {str(row[question.columns[0]]) for row in answer(plans, question, narrowed).rows}
    everything = msgspec.structs.replace(own, top=None)
    assert rows <= {str(row[question.columns[0]]) for row in answer(plans, question, everything).rows}


def test_no_wording_belongs_to_two_questions() -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for wordings in index.build().wordings.values():
        for wording in wordings:
            if wording.role is None:
                owners.setdefault(wording.symbols, set()).add(wording.question)
    assert {symbols: names for symbols, names in owners.items() if len(names) > 1} == {}


def test_the_index_belongs_to_the_files() -> None:
    known = msgspec.json.decode(index.FILE.read_bytes(), type=index.Index)
    assert known == index.build(), "python -m zeren.queries.index writes it anew"


def test_without_an_index_the_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FILE", tmp_path / "index.json")
    assert index.load.__wrapped__() == index.build()
    index.write()
    assert (tmp_path / "index.json").read_bytes() == (
        Path(index.__file__).with_name("index.json").read_bytes()
    )


def test_a_name_that_is_not_in_the_catalogue_gets_the_nearest() -> None:
    with pytest.raises(NotUnderstoodError) as refused:
        catalog.get("task-led-by")
    assert refused.value.nearest[0] == "tasks-led-by"


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("#+ title: [", "line 3: while parsing"),
        ("#+ title: {zh: a, en: b}", "missing required field"),
        ("#+ titel: {zh: a, en: b}", "unknown field `titel`"),
        ("#+ about: weather", "about"),
    ],
)
def test_a_broken_header_is_explained(header: str, reason: str) -> None:
    with pytest.raises(CatalogueError, match=reason):
        catalog.parse(Source(Path("broken.rq"), f"{header}\n\nSELECT * {{ }}"))


def test_the_example_of_the_guide_is_a_question(
    plans: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "adding-a-question.md").read_text("utf-8")
    found = re.search(r"`([a-z-]+)\.rq`:\n\n```sparql\n(.*?)```", guide, re.DOTALL)
    assert found
    (tmp_path / f"{found[1]}.rq").write_text(found[2], "utf-8")
    monkeypatch.setattr(sources, "FOLDER", tmp_path)
    built = index.build()
    (question,) = built.questions
    assert all(built.wordings[language] for language in LANGUAGES)
    for example in question.examples:
        given = resolve(plans, question, wanted(example.reads))
        rows = answer(plans, question, given).rows
        assert [row["task"]["name"] for row in rows] == ["提升纳税服务"]


def test_a_dismissed_finding_is_left_out_everywhere_but_where_it_is_asked_for(plans: Snapshot) -> None:
    (dismissed,) = plans.judgements().values()
    (row,) = ask(plans, "哪些疑点已被排除").rows
    assert (row["finding"]["id"], row["why"]) == (dismissed.finding, dismissed.why)
    others = {row["finding"]["id"] for row in ask(plans, "有哪些疑点").rows}
    assert others
    assert dismissed.finding not in others
