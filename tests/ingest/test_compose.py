"""Tables of files that know their cells: `|` parts cells, `^` goes on from above, `<` from the left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixture_files import Case, read_cases, titled
from tests.ingest.test_tables import written
from zeren.ingest.pipeline import read_source
from zeren.ingest.readers.compose import compose
from zeren.ingest.readers.content import Content, Grid, GridCell, Line, Where
from zeren.ingest.readers.places import matrix
from zeren.ingest.source import Paragraph
from zeren.ontology.locators import Locator, decode, encode, locate

HEAD: list[Content] = [Line("云泽县重点工作清单"), Line("2024年3月1日")]


def grid(drawn: str) -> Grid:
    """A table as it is drawn in a fixture."""
    places = [line.split("|") for line in drawn.splitlines()]
    rows: list[list[GridCell]] = []
    for y, line in enumerate(places):
        rows.append([])
        for x, words in enumerate(line):
            if words not in ("^", "<"):
                across = next((n for n, right in enumerate(line[x + 1 :]) if right != "<"), len(line) - x - 1)
                below = next(
                    (n for n, row in enumerate(places[y + 1 :]) if row[x] != "^"), len(places) - y - 1
                )
                rows[-1].append(GridCell(words, below + 1, across + 1, Where("cell", f"{x},{y}")))
    return Grid(rows)


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/grids.txt"), ids=titled)
def test_rows_become_tasks(case: Case) -> None:
    facts = read_source(compose([*HEAD, grid(case.text)]), "plan.docx", "0" * 64)
    lines = [written(task, facts.document.id) for task in sorted(facts.tasks, key=lambda t: t.evidence)]
    assert "\n".join(lines) == case.expected


cells = st.builds(
    GridCell, st.text(max_size=6), st.integers(-1, 4), st.integers(-1, 4),
    st.builds(Where, st.just("cell"), st.sampled_from(["A1", "B2", "C3"])),
)  # fmt: skip
grids = st.builds(Grid, st.lists(st.lists(cells, max_size=4), max_size=5), st.booleans())
lines = st.builds(
    Line, st.one_of(st.text(max_size=20), st.sampled_from(["\t任务", "\t牵头单位", "\t修路", "\t", ""]))
)


@given(st.lists(st.one_of(lines, grids), max_size=4))
def test_every_word_is_kept_in_order_and_every_block_has_its_place(contents: list[Content]) -> None:
    source = compose(contents)
    words: list[str] = []
    for content in contents:
        said = [content.text] if isinstance(content, Line) else [c.text for row in content.rows for c in row]
        words += [compose([Line(text)]).text.strip() for text in said]
    assert "".join(source.text.split()) == "".join("".join(words).split())
    ends = [0]
    for block in source.blocks:
        assert ends[-1] <= block.start <= block.end <= len(source.text)
        if isinstance(block, Paragraph):
            assert source.text[block.start : block.end] == source.text[block.start : block.end].strip() != ""
            ends.append(block.end)
        else:
            assert {len(row.cells) for row in block.rows} <= {len(block.header)}
            ends.append(max((row.end for row in block.rows), default=block.end))


@given(grids)
def test_a_table_is_as_wide_in_every_row_and_no_cell_is_lost(table: Grid) -> None:
    rows = matrix(table)
    assert len({len(row) for row in rows}) <= 1
    begun = [place.cell for row in rows for place in row if not place.below and not place.beside]
    for cell in (cell for row in table.rows for cell in row):
        assert any(cell is one for one in begun)


def test_words_are_found_again_where_they_stood() -> None:
    page = [Line("一、城市管理", Where("page", "1")), Line("（一）修建公厕", Where("page", "1"))]
    source = compose(
        [*page, Line("二、交通", Where("page", "2")), grid("序号|任务|责任单位\n1|修路|县交通局")]
    )
    assert [(at.kind, at.label) for at in source.locators[:2]] == [("page", "1"), ("page", "2")]
    at = locate(source.locators, source.text.index("公厕"))
    assert at
    assert at.said("zh") == "第1页"
    at = locate(source.locators, source.text.index("县交通局"))
    assert at
    assert at.said("en") == "2,1"
    assert decode(encode(source.locators)) == source.locators
    assert locate([Locator(5, "page", "1")], 4) is None


FIRST = "序号|工作任务|牵头单位|配合单位\n1|建设口袋公园|县城管局|县住建局"


@pytest.mark.parametrize("between", [[""], ["续表"], ["（续表）"], ["— 2 —", "续表1"]])
def test_a_table_that_goes_on_without_its_header_has_that_of_the_table_before(between: list[str]) -> None:
    more = "2|修建公厕|县住建局|县城管局\n3|修补路面|县交通局|"
    facts = read_source(compose([*HEAD, grid(FIRST), *map(Line, between), grid(more)]), "plan.docx", "0" * 64)
    assert [written(task, facts.document.id) for task in facts.tasks] == [
        "0/1 建设口袋公园 | lead 县城管局 | support 县住建局",
        "0/2 修建公厕 | lead 县住建局 | support 县城管局",
        "0/3 修补路面 | lead 县交通局",
    ]


@pytest.mark.parametrize(
    ("between", "more"),
    [
        ("续表", "修建公厕|县住建局|县城管局"),
        ("投诉电话由各单位公布。", "2|修建公厕|县住建局|县城管局"),
        ("续表", "街道|点位|负责科室|数量\n城东|公厕|县住建局|3"),
    ],
    ids=["fewer columns", "words between", "another header"],
)
def test_a_table_of_its_own_does_not_go_on_from_the_one_before(between: str, more: str) -> None:
    facts = read_source(compose([*HEAD, grid(FIRST), Line(between), grid(more)]), "plan.docx", "0" * 64)
    assert [task.title for task in facts.tasks] == ["建设口袋公园"]
