"""Answers: the rows of a query with the places that prove them, as people and programs read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from zeren.ontology.locators import told
from zeren.ontology.vocab import Place, identifier
from zeren.queries import details, homes, offices, reach
from zeren.queries.catalog import Language, Question
from zeren.queries.compose import compose
from zeren.queries.given import Given
from zeren.queries.graph import Graph
from zeren.queries.rows import EVIDENCE, Row, one, read

if TYPE_CHECKING:
    import pandas

    from zeren.queries.hits import Hits


class Answer(msgspec.Struct, frozen=True):
    """What a question is answered with.

    Attributes:
        asked: the question as it came; empty for a question asked by name.
        language: of the question.
        question: of the catalogue.
        parameters: what it was asked about, by slot, as ids and texts.
        text: how it was understood, in the question's language.
        sparql: the query, runnable as it is.
        columns: of each row, in order.
        rows: joined, sorted, each with its evidence.
        also: the answers to what the question can mean as well.
        names: the names that were found in the question, with their ids.
    """

    asked: str
    language: Language
    question: Question
    parameters: dict[str, Any]
    text: str
    sparql: str
    columns: list[str]
    rows: list[Row]
    also: tuple[Answer, ...] = ()
    names: dict[str, list[str]] = {}

    def record(self) -> dict[str, Any]:
        """The answer as `zeren ask --format json` prints it."""
        return {
            "question": self.asked,
            "language": self.language,
            **self._reading(),
            **({"also": [other._reading() for other in self.also]} if self.also else {}),
        }

    def _reading(self) -> dict[str, Any]:
        return {
            "understood": {"query": self.question.name, "parameters": self.parameters, "text": self.text},
            "sparql": self.sparql,
            "columns": self.columns,
            "rows": self.rows,
            "count": len(self.rows),
        }

    def table(self) -> tuple[list[str], list[Row]]:
        """Columns and rows as a spreadsheet takes them.

        Things stand by their names, deadlines by their words, several of them joined; the place
        that proves the row is its document, start, end and quote, and where files have pages or
        cells the one that it stands on.
        """
        columns = [column for column in self.columns if column != "evidence"]
        proofs = [(row.get("evidence") or [{}])[0] for row in self.rows]
        rows = [
            {**proof, **self._at(proof), **{column: _cell(column, row[column]) for column in columns}}
            for row, proof in zip(self.rows, proofs, strict=True)
        ]
        at = ["at"] if any("at" in proof for proof in proofs) else []
        return list(dict.fromkeys((*columns, "document", "start", "end", "quote", *at))), rows

    def _at(self, proof: Row) -> Row:
        return {"at": told(proof["at"], self.language)} if "at" in proof else {}

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame, in the form of `table`.

        Raises:
            MissingLibraryError: pandas is not installed.
        """
        from zeren.queries.frames import frame

        columns, rows = self.table()
        return frame(rows, columns)


def _cell(column: str, value: Any) -> Any:
    """A value of a row in one cell: of sentences with words that were looked for, how many there are."""
    return len(value) if column == "hits" and value is not None else plain(value)


def plain(value: Any) -> Any:
    """A thing by its name, a deadline by its words, several by all of theirs."""
    if isinstance(value, dict):
        return value.get("name", value.get("text"))
    if isinstance(value, list):
        return "、".join(str(plain(part)) for part in value)
    return value


def answer(
    graph: Graph,
    question: Question,
    given: Given,
    *,
    text: str = "",
    asked: str = "",
    language: Language = "zh",
    names: dict[str, list[str]] | None = None,
) -> Answer:
    """The answer to a question of the catalogue.

    Raises:
        UsageError: a parameter is missing, or something is given that the question cannot use.
        NotUnderstoodError: words that are looked for stand in no task.
        WorkspaceError: the index of words is damaged.
    """
    graphs = reach.graphs(graph, question, given)
    hits = _hits(graph, question, given, language, graphs) if given.words else None
    sparql = compose(question, given, hits)
    rows = read(graph, question, sparql, language, graphs)
    asked_about = parameters(given, graph.base_iri)
    text = offices.told(
        graph, question, given, rows, sparql=sparql, text=text, language=language, graphs=graphs
    )
    of_tasks = question.key[0] == "task"
    if of_tasks:
        details.add(graph, question, asked_about, rows)
        text = details.told(question, rows, text, language)
    for row in rows:
        row["evidence"] = _proof(row, graph)
    if question.rank is None and not question.in_order:
        rows.sort(key=_place)
    if hits and of_tasks:
        hits.mark(graph, rows)
        text = hits.told(text, language)
    plain = [column for column in question.columns if column not in EVIDENCE]
    led = ["leaders"] if of_tasks and any("leaders" in row for row in rows) else []
    added = (*details.COLUMNS, *led, *(["hits"] if hits else ())) if of_tasks else ()
    if not of_tasks and homes.COLUMN not in plain and homes.add(graph, rows, plain):
        added = (homes.COLUMN,)
    columns = list(dict.fromkeys([*plain, *added, "evidence"]))
    return Answer(
        asked=asked,
        language=language,
        question=question,
        parameters=asked_about,
        text=text,
        sparql=sparql,
        columns=columns,
        rows=[{column: row.get(column) for column in columns} for row in rows],
        names=names or {},
    )


def _hits(
    graph: Graph, question: Question, given: Given, language: Language, graphs: list[str] | None
) -> Hits:
    from zeren.queries import hits

    return hits.find(graph, question, given, language, graphs)


def parameters(given: Given, base: str) -> dict[str, Any]:
    """What a question was given, as ids and texts; a list where several things are meant."""
    found: dict[str, Any] = {
        slot: one([identifier(thing.iri, base) for thing in things]) for slot, things in given.things.items()
    }
    if given.units:
        found["units"] = [one([identifier(thing.iri, base) for thing in things]) for things in given.units]
    found |= given.texts
    if given.period:
        found |= {"from": given.period[0].isoformat(), "to": given.period[1].isoformat()}
    if given.words:
        found["words"] = one([*given.words])
    if given.part != "all":
        found["in"] = given.part
    for name in ("year", "role", "top"):
        if getattr(given, name):
            found[name] = getattr(given, name)
    if given.fewest:
        found["order"] = "fewest"
    return found


def _proof(row: Row, graph: Graph) -> list[dict[str, Any]]:
    """The row's places with their quotes.

    Sentences with words that were looked for, clauses that name its unit, other clauses, mentions.
    """
    mentions: list[Place] = sorted(row.pop("mention", ()))
    named: list[Place] = row.pop("_named", mentions)
    clauses: list[Place] = sorted(row.get("evidence", ()))
    if len(clauses) > 1:
        clauses.sort(key=lambda place: not any(_holds(place, mention) for mention in named))
    places = dict.fromkeys((*row.pop("found", ()), *clauses, *mentions))
    return [graph.evidence(place) for place in places]


def _holds(place: Place, mention: Place) -> bool:
    return place.document == mention.document and place.start <= mention.start and mention.end <= place.end


def _place(row: Row) -> tuple[str, int, int, int, int]:
    evidence = row["evidence"]
    if not evidence:
        return ("", 0, 0, 0, 0)
    first, last = evidence[0], evidence[-1]
    return first["document"], first["start"], first["end"], last["start"], last["end"]
