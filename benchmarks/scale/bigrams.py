"""Free words in the titles and texts of all tasks, by a search engine over every two neighbouring letters."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import tantivy

from zeren.graph import search
from zeren.graph.store import Snapshot

WORDS = ("老旧小区", "养老", "资金")
"""From few tasks to many."""

HEAP = 256_000_000
"""Bytes that the writer of the index may use."""


class Bigrams:
    """An index of the tasks, with the places of all pairs of letters.

    Args:
        tables: the exported datasets.
        folder: where the index is made; it must not exist.
    """

    def __init__(self, tables: duckdb.DuckDBPyConnection, folder: Path) -> None:
        folder.mkdir(parents=True)
        builder = tantivy.SchemaBuilder()
        for field in ("title", "text"):
            builder.add_text_field(field, tokenizer_name="whitespace", index_option="position")
        builder.add_integer_field("nth", fast=True)
        self._schema = builder.build()
        index = tantivy.Index(self._schema, path=str(folder))
        writer = index.writer(HEAP)
        tasks = tables.execute("SELECT id, title, text FROM tasks ORDER BY id").fetchall()
        self._ids: list[str] = [task for task, _, _ in tasks]
        for nth, (_, title, text) in enumerate(tasks):
            writer.add_document(tantivy.Document(nth=nth, title=cut(title), text=cut(text)))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher: Any = index.searcher()

    def tasks(self, word: str) -> list[str]:
        """The ids of the tasks that have a word, best first."""
        pairs: list[Any] = cut(word).split()
        queries = [
            tantivy.Query.phrase_query(self._schema, field, pairs)
            if len(pairs) > 1
            else tantivy.Query.term_query(self._schema, field, pairs[0])
            for field in ("title", "text")
        ]
        either = tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
        hits = self._searcher.search(either, limit=len(self._ids), count=False).hits
        found = self._searcher.fast_field_values("nth", [address for _, address in hits])
        return [self._ids[nth] for nth in found]


def cut(text: str) -> str:
    """Every two neighbouring letters of a text, white space left out, with blanks between them."""
    letters = re.sub(r"\s", "", text)
    return " ".join(a + b for a, b in pairwise(letters))


def ask(graph: Snapshot, word: str) -> list[search.Found]:
    """What Zeren finds; a snapshot remembers its searches, which this does not ask."""
    return search.tasks(graph, [word])
