"""The corpus of plans that nobody wrote: the same bytes each time, its truth, and what is read of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import msgspec
import pytest

from benchmarks.corpus import __main__ as corpus
from benchmarks.corpus import plan, score, truth
from zeren.ontology.facts import Evidence, Mention, Task
from zeren.workspace import Workspace

pytestmark = pytest.mark.checkout

PLANS, SEED = 6, 2
QUOTE = {
    truth.TaskTruth: "clause", truth.GroupTruth: "quote", truth.IndicatorTruth: "text",
    truth.CitationTruth: "number", truth.ProjectTruth: "name", truth.IgnoredTruth: "quote",
}  # fmt: skip
USUAL = {
    "tasks": (150, 240),
    "indicators": (110, 240),
    "projects": (10, 60),
    "citations": (7, 25),
    "groups": (7, 7),
}
"""How many records of a kind a plan has; a real one has 190, 160, 30, 12 and 10."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("corpus")
    corpus.write(PLANS, written, SEED)
    return written


@pytest.fixture(scope="module")
def tallies(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, score.Tally]:
    """What the program reads of the plans, scored."""
    read = tmp_path_factory.mktemp("read") / "data"
    Workspace(read).ingest(sorted((folder / "plans").iterdir()))
    return score.workspace(read, folder / "truth")


def texts(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((folder / "plans").iterdir())]


def records(folder: Path) -> Iterator[tuple[str, truth.Record]]:
    """Every record of every plan, with the plan's text."""
    for own, text in zip(truth.folders(folder / "truth"), texts(folder), strict=True):
        for name, kind in truth.FILES.items():
            for line in (own / f"{name}.jsonl").read_bytes().splitlines():
                yield text, msgspec.json.decode(line, type=kind)


def sentences(text: str) -> set[str]:
    return {sentence.strip() for sentence in re.split(r"[。\n]", text) if len(sentence.strip()) > 12}


def test_the_same_arguments_write_the_same_bytes_and_more_plans_begin_with_the_same(
    folder: Path, tmp_path: Path
) -> None:
    corpus.write(3, tmp_path, SEED)
    files = [path for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    assert len(files) > 3 * len(truth.FILES)
    assert all(file.read_bytes() == (folder / file.relative_to(tmp_path)).read_bytes() for file in files)


def test_another_seed_writes_other_plans(folder: Path, tmp_path: Path) -> None:
    corpus.write(1, tmp_path, SEED + 1)
    one, other = sentences(texts(tmp_path)[0]), sentences(texts(folder)[0])
    assert len(one & other) < 0.03 * min(len(one), len(other))


def test_two_plans_share_few_sentences(folder: Path) -> None:
    for one, other in combinations(map(sentences, texts(folder)), 2):
        assert len(one & other) < 0.03 * min(len(one), len(other))


def test_no_two_tasks_of_a_plan_have_one_title(folder: Path) -> None:
    for own in truth.folders(folder / "truth"):
        titled = [task for task in truth.tasks(own) if task.title and task.kind != "section"]
        # The clauses of one paragraph share its title.
        titles = dict.fromkeys((task.annex, task.title) for task in titled)
        assert len({title for _, title in titles}) == len(titles)


def test_every_place_of_the_truth_holds_its_words(folder: Path) -> None:
    seen = set()
    for text, record in records(folder):
        assert text[record.start : record.end] == getattr(record, QUOTE[type(record)])
        seen.add(type(record))
    assert seen == set(QUOTE)


def test_every_unit_of_the_truth_stands_in_its_clause(folder: Path) -> None:
    for _, record in records(folder):
        if isinstance(record, truth.TaskTruth):
            words = re.sub(r"\s", "", record.clause)
            units = [*record.lead, *record.responsible, *record.support, *record.guide]
            assert units
            assert [unit for unit in units if unit not in words] == []


def test_no_two_of_ten_thousand_plans_have_one_id() -> None:
    subjects = [plan.subject(SEED, nth) for nth in range(10_000)]
    assert len({subject.id for subject in subjects}) == len(subjects)
    assert len({(subject.county.name, subject.year) for subject in subjects}) == len(subjects)
    assert len({subject.county.province for subject in subjects}) == 31


def test_both_layouts_have_half_of_the_plans_and_the_size_of_real_ones(folder: Path) -> None:
    about = [truth.plan(own) for own in truth.folders(folder / "truth")]
    assert sorted(one.layout for one in about) == ["prose"] * (PLANS // 2) + ["tables"] * (PLANS // 2)
    assert all(36_000 < one.characters < 56_000 for one in about)
    for own in truth.folders(folder / "truth"):
        for kind, (least, most) in USUAL.items():
            assert least <= len((own / f"{kind}.jsonl").read_bytes().splitlines()) <= most, (own.name, kind)
        assert 55 <= len(msgspec.json.decode((own / "units.json").read_bytes())) <= 110


def test_the_program_reads_who_does_what(tallies: dict[str, score.Tally]) -> None:
    assert set(tallies) == set(plan.LAYOUTS)
    right = sum(tally.right for tally in tallies.values())
    wrong = sum(tally.extra + tally.missed for tally in tallies.values())
    assert 2 * right / (2 * right + wrong) >= 0.99, score.report(tallies, 20)


def test_the_report_names_the_layouts_and_what_was_wrong() -> None:
    tally = score.Tally()
    tally.compare({("lead", "县财政局"), ("guide", "市财政局")}, {("lead", "县财政局")}, "方案 2-0003")
    first, second, place = score.report({"prose": tally}, 5).splitlines()
    assert first.startswith("all     P 1.0000  R 0.5000  F1 0.6667   1 right, 0 extra, 1 missed")
    assert second.split() == ["prose", *first.split()[1:]]
    assert place.split() == ["missed", "guide", "市财政局", "at", "方案", "2-0003"]


TRUE = truth.TaskTruth(
    "1-0001", "clause", "1", "修路", "（县交通局牵头，各乡镇、各相关单位配合）", 10, 31,
    lead=["县交通局"], responsible=[], support=["各乡镇", "各相关单位"], guide=[], others=True,
)  # fmt: skip


def read_as(start: int, end: int, lead: str, support: tuple[str, ...] = ()) -> Task:
    """A task as the program would read it, with its clause at a place."""
    mentions = [Mention(name, name, start, end) for name in support]
    evidence = [Evidence("assignment", start, end)]
    leads = [Mention(lead, lead, start, end)]
    return Task(
        "某政办发-2024-3/1/一", "某政办发-2024-3", "1", [], "修路", "修路。", None, leads, [], mentions, [],
        others=False, deadline=None, category=[], rule="role-words", evidence=evidence,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("task", "counts"),
    [
        (read_as(10, 31, "县交通局", ("各乡镇",)), (2, 0, 0)),
        (read_as(11, 30, "县 交通局", ("各乡镇", "各有关单位")), (2, 0, 0)),
        (read_as(10, 31, "县交通局"), (1, 0, 1)),
        (read_as(10, 31, "县财政局", ("各乡镇",)), (1, 1, 1)),
        (read_as(40, 60, "县交通局", ("各乡镇",)), (0, 2, 2)),
    ],
    ids=["as written", "spaces and nobody", "one missed", "another leads", "at another place"],
)
def test_names_count_by_role_and_place(task: Task, counts: tuple[int, int, int]) -> None:
    tally = score.Tally()
    score.score([TRUE], [], [task], tally, "方案")
    assert (tally.right, tally.extra, tally.missed) == counts


def test_what_stands_at_an_ignored_place_does_not_count() -> None:
    tally = score.Tally()
    again = truth.IgnoredTruth(40, 50, "一、修路（县交通局总牵头）", "printed again")
    score.score(
        [TRUE],
        [again],
        [read_as(40, 50, "县财政局"), read_as(10, 31, "县交通局", ("各乡镇",))],
        tally,
        "方案",
    )
    assert (tally.right, tally.extra, tally.missed) == (2, 0, 0)
