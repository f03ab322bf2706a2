"""The catalogue of questions: one file a question, SPARQL under a header of `#+` lines in YAML."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from zeren.errors import CatalogueError, NotUnderstoodError
from zeren.queries import sources
from zeren.queries.sources import Source

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

About = Literal["task", "unit", "group", "document", "citation", "target", "project", "finding"]
Topic = Literal["unit", "task", "group", "indicator", "project", "document", "county", "finding"]
"""What questions are listed under."""

Kind = Literal[
    "unit", "units", "function", "county", "campaign", "task", "words", "category", "section", "annex",
    "period", "indicator", "project", "group", "number", "person", "role", "severity", "kind", "sort",
    "level",
]  # fmt: skip
"""The types of parameters."""

GIVEN = "# given"
"""The comment line of a query that is replaced by the values of its parameters and its filters."""


class Example(msgspec.Struct, frozen=True):
    """A question as a person asks it, and what it must be read as: parameter to the words for it."""

    question: str
    reads: dict[str, str]


class Question(msgspec.Struct, frozen=True):
    """One question of the catalogue, as its file says it.

    `title` says what the answer shows, by language, with slots for the parameters, and
    `description` what counts and what does not. `topic` is what it is listed under, `about`
    what its rows are narrowed by, the variable of that name. Every one of `parameters` (slot
    to type) has to be given, `optional` ones may be. `wordings` are sentences with slots, by
    language, in which `(a|b)` is either and `(a)?` with or without; the first of each
    language is plain and is what suggestions show.
    With `any_order` the order of a wording's words does not matter. `columns` are the
    variables that a row shows; rows that agree in `key` are one; `rank` is the column by
    which rows are ranked; with `in_order` they stay in the order of the query, else they are
    sorted by their places. With `across` its rows hold counties against each other, so that the
    graphs of one county do not suffice to answer it about that county. `sparql` runs as it stands.
    """

    name: str
    title: dict[Language, str]
    description: dict[Language, str]
    topic: Topic
    about: About
    wordings: dict[Language, list[str]]
    examples: list[Example]
    columns: list[str]
    key: list[str]
    sparql: str
    parameters: dict[str, Kind] = {}
    optional: dict[str, Kind] = {}
    any_order: bool = False
    rank: str | None = None
    in_order: bool = False
    across: bool = False

    @property
    def counted(self) -> str | None:
        """What its ranking counts, as the query says it: `COUNT(DISTINCT ?task)`."""
        select = self.sparql[self.sparql.find("SELECT") :].partition("{")[0]
        found = re.search(rf"\((COUNT\(DISTINCT \?\w+\)) AS \?{self.rank}\)", select)
        return found[1] if found else None

    def examples_in(self, language: Language) -> list[str]:
        """The example questions that are asked in a language."""
        every = [example.question for example in self.examples]
        return [question for question in every if question.split()[0].isascii() == (language == "en")]


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the `#+` lines of a file say."""

    title: dict[Language, str]
    description: dict[Language, str]
    topic: Topic
    about: About
    wordings: dict[Language, list[str]]
    examples: list[Example]
    columns: list[str]
    parameters: dict[str, Kind] = {}
    optional: dict[str, Kind] = {}
    any_order: bool = False
    key: list[str] = []
    rank: str | None = None
    in_order: bool = False
    across: bool | None = None


def parse(source: Source) -> Question:
    """The question in a file's text.

    Raises:
        CatalogueError: the header is no YAML, lacks a field, or has one that is not known.
    """
    said = source.header()
    if said is None:
        raise CatalogueError(source.fault("there is no header of #+ lines"), sources.HINT)
    try:
        header = msgspec.convert(said, _Header)
    except msgspec.ValidationError as error:
        field = re.search(r"`(?:\$\.)?(\w+)[^`]*`$", str(error))
        line = source.line_of(field[1] if field else "title")
        raise CatalogueError(source.fault(str(error), line), sources.HINT) from None
    lines = source.text.splitlines()
    return Question(
        name=source.name,
        title=header.title,
        description=header.description,
        topic=header.topic,
        about=header.about,
        wordings=header.wordings,
        examples=header.examples,
        columns=header.columns,
        key=header.key or header.columns[:1],
        sparql="\n".join(line for line in lines if not line.startswith(sources.HEADER)).strip() + "\n",
        parameters=header.parameters,
        optional=header.optional,
        any_order=header.any_order,
        rank=header.rank,
        in_order=header.in_order,
        across=source.file.parent != sources.FOLDER if header.across is None else header.across,
    )


def read() -> tuple[Question, ...]:
    """Every question in the files of the catalogue: those of Zeren by name, then further ones by name.

    Raises:
        CatalogueError: a file's header is not as `parse` expects it.
    """
    return tuple(parse(sources.read(file)) for file in sources.files())


def load() -> tuple[Question, ...]:
    """Every question of the catalogue, in the order of `read`."""
    from zeren.queries import index

    return index.load().questions


def get(name: str) -> Question:
    """The question with this name.

    Raises:
        NotUnderstoodError: there is none; with the nearest names.
    """
    found = next((question for question in load() if question.name == name), None)
    if found is None:
        import difflib

        near = difflib.get_close_matches(name, [question.name for question in load()], n=3, cutoff=0.4)
        raise NotUnderstoodError(f"no question is called {name}", "zeren query lists them", tuple(near))
    return found
