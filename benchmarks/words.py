"""Times the search for words against CONTAINS in SPARQL on the same graph, and prints a table.

Both find the tasks whose title or text has a word, in a process that is warm, in turns (A B A B …);
medians are compared. The search opens a new snapshot each time and reads the texts of the documents
that have the word; it tells every place and ranks, which CONTAINS does not.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.run import plans, table
from zeren.graph import loading, merge, nquads, rdf, search, word_index
from zeren.graph.documents import FACTS, TEXT
from zeren.graph.store import Snapshot
from zeren.ontology import facts as records
from zeren.ontology.facts import DocumentFacts
from zeren.workspace import Workspace

RARE = ("夜间经济", "夜间集会")
WORDS = ("老旧小区", "养老", "工作", RARE[1], "登月")
COPIES = 50

_CONTAINS = """SELECT DISTINCT ?task WHERE {
  ?task zr:title ?title ; zr:text ?text .
  FILTER(CONTAINS(?title, "WORD") || CONTAINS(?text, "WORD"))
}"""


def copied(folder: Path, copies: int) -> Path:
    """A folder with a store, an index and the files of so many copies of each plan.

    Each copy has an id of its own; the first of many has the word `RARE` in place of another.
    """
    source = folder / "source"
    if not source.exists():
        Workspace(source).ingest(plans())
    every: list[tuple[DocumentFacts, str]] = []
    with Workspace(source).snapshot() as published:
        for document in published.documents:
            encoded = records.encode(published.facts(document)).decode()
            for number in range(copies):
                copy, text = encoded.replace(document, f"{document}-{number:03}"), published.text(document)
                if copies > 1 and number == 0:
                    copy, text = copy.replace(*RARE), text.replace(*RARE)
                every.append((records.decode(copy.encode()), text))
    made = folder / str(copies)
    for facts, text in every:
        own = made / "documents" / facts.document.id
        own.mkdir(parents=True)
        (own / TEXT).write_bytes(text.encode())
        (own / FACTS).write_bytes(records.encode(facts))
    regions = sorted({region for facts, _ in every for region in merge.regions_of(facts)})
    common = (rdf.region_graph(r, merge.common(r, [f for f, _ in every[:: max(1, copies)]])) for r in regions)
    graphs = (*(rdf.document_graph(facts) for facts, _ in every), *common)
    loading.build(made / "store", None, [], (nquads.lines(graph).quads for graph in graphs))
    start = time.perf_counter()
    stored = ((records.encode(facts), text.encode()) for facts, text in every)
    word_index.build(made / "words.sqlite", None, [], map(word_index.indexed, stored))
    size = (made / "words.sqlite").stat().st_size / len(every) / 1024
    letters = sum(len(text) for _, text in every)
    print(
        f"{len(every)} plans, {letters} characters: index made in {time.perf_counter() - start:.1f} s, "
        f"{size:.0f} KB a plan"
    )
    return made


def opened(made: Path, *, indexed: bool = True) -> Snapshot:
    """A snapshot of what `copied` made."""
    folders = {path.name: path for path in sorted((made / "documents").iterdir())}
    return Snapshot(made / "store", folders, words=made / "words.sqlite" if indexed else None)


def seconds(work: Callable[[], int]) -> tuple[float, int]:
    """How long it took, and what it found."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def main() -> None:
    """Measure on the plans and on many copies of them, and print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--rounds", type=int, default=7, help="runs of each that count")
    options.add_argument("--copies", type=int, default=COPIES, help="copies of each plan, beside one of each")
    given = options.parse_args()
    rows: list[tuple[str, ...]] = [
        ("plans", "word", "tasks", "search ms", "CONTAINS ms", "ratio", "no index ms")
    ]
    with tempfile.TemporaryDirectory() as folder:
        for copies in (1, given.copies):
            made = copied(Path(folder), copies)
            asked = opened(made)
            rows += [row(made, asked, word, given.rounds) for word in WORDS]
    print(f"\n{table(rows)}")


def row(made: Path, asked: Snapshot, word: str, rounds: int) -> tuple[str, ...]:
    """One line of the table; the search with its index, CONTAINS, and the search without, in turns."""
    works: list[Callable[[], int]] = [
        lambda: len(search.tasks(opened(made), [word])),
        lambda: len(list(asked.select(_CONTAINS.replace("WORD", word)))),
        lambda: len(search.tasks(opened(made, indexed=False), [word])),
    ]
    turns = [[seconds(work) for work in works] for _ in range(rounds + 1)][1:]
    times = [1000 * statistics.median(turn[at][0] for turn in turns) for at in range(len(works))]
    counts = {turn[at][1] for turn in turns for at in (0, 2)}
    if counts != {turns[0][0][1]}:
        raise SystemExit(f"{word}: the search found {sorted(counts)} tasks, with and without its index")
    found = (
        str(turns[0][0][1]) if turns[0][0][1] == turns[0][1][1] else f"{turns[0][0][1]} ({turns[0][1][1]})"
    )
    shown = [f"{ms:.1f}" for ms in times]
    return str(len(asked.documents)), word, found, shown[0], shown[1], f"{times[0] / times[1]:.2f}", shown[2]


if __name__ == "__main__":
    main()
