"""The question box: how a question was understood, its rows with their sentences, and how to correct it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Annotated, Any, Literal

import msgspec

from zeren.commands.lookup import with_region
from zeren.errors import NotUnderstoodError, ZerenError
from zeren.queries.answer import Answer
from zeren.web.pages.answered import Answered, answered
from zeren.web.pages.examples import Topic, topics
from zeren.web.pages.portion import ROWS
from zeren.web.pages.search import Query as Words
from zeren.web.pages.search import SearchPage
from zeren.web.pages.search import build as search
from zeren.web.records import Page, named
from zeren.web.shelf import Shelf
from zeren.workspace import asking

_TAG = re.compile("（[a-z ]+）")
"""What a Chinese message says in English as well, for the terminal."""

_NAMED = re.compile("“([^”]{2,})”")

CORRECTIONS = 8
"""How many readings of a name are offered; each is asked before it is offered."""


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The question, the page of the answer's rows, and the language of its text."""

    q: str = ""
    page: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1
    language: Literal["zh", "en"] = "zh"


class Correction(msgspec.Struct, frozen=True):
    """What a name in the question may mean alone, and the question that says so."""

    name: str
    means: str
    question: str


class Refusal(msgspec.Struct, frozen=True):
    """Why a question is not answered, what to do, and the nearest questions that are."""

    message: str
    hint: str
    nearest: list[str]


class AskPage(Page, frozen=True, kw_only=True):
    """A question with its answers: the first is how it was read, the others what it can mean as well.

    Without a question, `topics` are those that can be asked; where it is refused, `found` is what its
    words stand in.
    """

    question: str
    page: int
    pages: int
    answers: list[Answered]
    corrections: list[Correction]
    refusal: Refusal | None
    found: SearchPage | None
    topics: list[Topic]


def build(shelf: Shelf, query: Query) -> AskPage:
    """The answer to a question; a question that is not understood is a page as well."""
    question = query.q.strip()
    title = named(question) if question else named("提问", "Ask")
    page = AskPage(
        title=title,
        question=question,
        page=query.page,
        pages=1,
        answers=[],
        corrections=[],
        refusal=None,
        found=None,
        topics=[],
    )
    if not question:
        return msgspec.structs.replace(page, topics=topics(shelf, query.language))
    try:
        answer = asking.ask(shelf.published, question, query.language)
    except NotUnderstoodError as error:
        refusal = Refusal(_TAG.sub("", error.message), error.hint, list(error.nearest))
        return msgspec.structs.replace(page, refusal=refusal, found=_found(shelf, question, error.message))
    return msgspec.structs.replace(
        page,
        pages=max(1, -(-max(len(one.rows) for one in (answer, *answer.also)) // ROWS)),
        answers=[answered(shelf, one, query.page) for one in (answer, *answer.also)],
        corrections=list(_corrections(shelf, question, answer)),
    )


def _found(shelf: Shelf, question: str, refusal: str) -> SearchPage | None:
    """What a refused question stands in: all of it, or else the longest words that the refusal names."""
    unknown = sorted(set(_NAMED.findall(refusal)), key=lambda words: (-len(words), words))
    for words in (question, *unknown):
        with suppress(ZerenError):
            found = search(shelf, Words(q=words))
            if found.things or found.tasks or found.passages:
                return found
    return None


def _corrections(shelf: Shelf, question: str, answer: Answer) -> Iterator[Correction]:
    """One question a thing that an ambiguous name may mean, of those that are read so."""
    for name, ids in answer.names.items():
        if len(ids) > 1 and name in question:
            for key in [key for key in ids if not _names_county(shelf, question, key)][:CORRECTIONS]:
                wording = next(_read_so(shelf, _wordings(shelf, question, name, key), key), None)
                if wording:
                    yield Correction(name, _told(shelf, key), wording)


def _names_county(shelf: Shelf, question: str, key: str) -> bool:
    """Whether a question names the county of a thing already."""
    region = shelf.region(key.partition("/")[0])
    return region is not None and any(one in question for one in (region.id, region.english))


def _wordings(shelf: Shelf, question: str, name: str, key: str) -> Iterator[str]:
    """The question about one county's thing of this name, as people say it."""
    county = key.partition("/")[0]
    region = shelf.region(county)
    if region is None:
        return
    for whole in with_region([name], region):
        yield question.replace(name, whole, 1)
    yield question.replace(name, f"{county}的{name}", 1)
    yield f"{question.rstrip(' ?？')} in {region.english}"


def _read_so(shelf: Shelf, wordings: Iterable[str], key: str) -> Iterator[str]:
    for wording in wordings:
        try:
            read = asking.ask(shelf.published, wording)
        except NotUnderstoodError:
            continue
        if _about(read, key):
            yield wording


def _about(answer: Answer, key: str) -> bool:
    """Whether an answer is about one thing alone, or about those of its county alone."""
    meant: list[Any] = [ids for ids in answer.names.values() if key in ids]
    return any(ids == [key] for ids in meant) or key in answer.parameters.values()


def _told(shelf: Shelf, key: str) -> str:
    return f"{shelf.published.shown.name(key) or key}（{key.partition('/')[0]}）"
