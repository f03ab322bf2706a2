"""SPARQL as a person types it: what is refused before it runs, and how a mistake is shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import pyoxigraph

from zeren.errors import QueryError, RefusedQueryError

DEPTH = 200
WORDS = 3000
"""Limits that keep the engine's recursive parser and planner within the stack."""

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3} | "{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}
               | '(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*")
    | (?P<variable>[?$]\w+) | (?P<language>@[\w-]+) | (?P<number>\d[\w.]*)
    | (?P<name>[\w.-]*:[\w.:-]*)
    | (?P<word>\w+)
    | (?P<mark>\^\^|&&|\|\||[!<>]=|\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SAID = {
    "Prefix not found": "the prefix of {token} is not declared",
    "IRI parsing failed": "not a whole IRI: a relative one, or with a character that IRIs do not hold",
    "The SELECT contains a variable that is unbound": "SELECT shows what is neither grouped nor bound",
    r'"\"", "\\"': "the string is not closed",
    r'"\'", "\\"': "the string is not closed",
}
"""What the engine says in words, and how it is put here."""

_UPDATES = {"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"}
_DECLARATIONS = {"base", "prefix", "version"}


def bare(query: str) -> str:
    """A query without its comments and strings: what it asks for, not what it says beside it."""
    return _TOKEN.sub(lambda found: " " if found.lastgroup in ("comment", "string") else found[0], query)


def refuse(query: str) -> bool:
    """Let only a query pass that reads, that asks nobody else, and that the engine can hold.

    Returns:
        Whether it says itself which graphs it asks, with FROM or FROM NAMED.

    Raises:
        QueryError: the query is an update, or is nested too deeply or too long.
        RefusedQueryError: it sends a part of itself to another server (SERVICE).
    """
    plain = _ESCAPED.sub(lambda found: _character(int(found[1] or found[2], 16)), query)
    words: list[str] = []
    depth = deepest = 0
    for found in _TOKEN.finditer(plain):
        if found.lastgroup == "word":
            words.append(found[0].lower())
        elif found.lastgroup == "mark":
            depth += (found[0] in "([{!") - (found[0] in ")]}")
        deepest = max(deepest, depth)
    if deepest > DEPTH or len(words) > WORDS:
        raise QueryError(f"the query is nested deeper than {DEPTH} levels, or has more than {WORDS} words")
    first = next((word for word in words if word not in _DECLARATIONS), "")
    if first in _UPDATES:
        raise QueryError(
            f"{first.upper()} is an update, and the graph is read-only",
            "ask with SELECT, ASK, CONSTRUCT or DESCRIBE; ingest and remove change the graph",
        )
    if "service" in words:
        raise RefusedQueryError(
            "SERVICE is refused: a query never leaves this machine",
            "export the graph (zeren export --format ttl) and join it with other data there",
        )
    return "from" in words


def declares(query: str) -> set[str]:
    """The prefixes that a query declares itself."""
    return set(re.findall(r"\bprefix\s+([\w.-]*):", bare(query), re.IGNORECASE))


def opens(query: str) -> int:
    """Where the pattern of a SELECT begins: behind its first brace that is in no string, comment or IRI."""
    return next(found.end() for found in _TOKEN.finditer(query) if found[0] == "{")


def _character(code: int) -> str:
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def explained(query: str, error: SyntaxError, prefixes: Mapping[str, str]) -> QueryError:
    """The parser's complaint as a person reads it: the line, a caret under the place, the reason."""
    said = _Complaint(str(error))
    place = min(said.place(query), _first_unfit(query, prefixes))
    if said.words.startswith("IRI"):
        place = max(query.rfind("<", 0, place + 1), 0)
    start = query.rfind("\n", 0, place) + 1
    line = query[start:].partition("\n")[0].rstrip("\r").replace("\t", " ")
    number, column = query.count("\n", 0, start) + 1, place - start + 1
    caret = " " * _width(line[: column - 1]) + "^"
    return QueryError(
        f"{_reason(said, query, place, prefixes)} (line {number}, column {column})\n  {line}\n  {caret}",
        "zeren schema lists the classes and properties; zeren sparql knows the usual prefixes",
    )


class _Complaint:
    """What the engine says: `error at LINE:COLUMN: expected one of A, "b", …`."""

    def __init__(self, message: str) -> None:
        found = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
        self.line, self.column = (int(found[1]), int(found[2])) if found else (0, 0)
        expected = found[0] if found else message
        self.words = next((words for words in _SAID if words in expected), "")
        self.marks = re.findall(r'"([?.;,(){}\[\]])"', expected)

    def place(self, query: str) -> int:
        """Where the engine gave up; often some letters late, since it tries keywords whole."""
        starts = [0, *(found.end() for found in re.finditer("\n", query))]
        if not 1 <= self.line <= len(starts):
            return len(query)
        return min(starts[self.line - 1] + self.column - 1, len(query))


def _first_unfit(query: str, prefixes: Mapping[str, str]) -> int:
    """Where the first token stands after which no continuation could make the query right.

    The beginning of a query can be continued when its parser fails only at its end.
    """
    tokens = [found for found in _TOKEN.finditer(query) if found.lastgroup != "comment"]
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if _can_go_on(query[: tokens[middle].end()], prefixes):
            low = middle + 1
        else:
            high = middle
    return tokens[low].start() if low < len(tokens) else len(query)


def _can_go_on(beginning: str, prefixes: Mapping[str, str]) -> bool:
    # Longer than any keyword, since the engine reports a keyword that does not fit at its end.
    padded = beginning + " " * 40
    complaint = _parsed(padded, prefixes)
    return complaint is None or complaint.place(padded) == len(padded)


def _parsed(query: str, prefixes: Mapping[str, str]) -> _Complaint | None:
    """What the engine says against the query; None where it says nothing."""
    try:
        pyoxigraph.Store().query(query, prefixes=dict(prefixes))
    except SyntaxError as error:
        return _Complaint(str(error))
    return None


def _reason(said: _Complaint, query: str, place: int, prefixes: Mapping[str, str]) -> str:
    token = _TOKEN.match(query, place)
    if token and token.lastgroup == "name" and not _is_declared(token[0].partition(":")[0], query, prefixes):
        # In some places the engine only says that it expected something else.
        return _SAID["Prefix not found"].format(token=token[0])
    if said.words:
        return _SAID[said.words].format(token=token[0] if token else "a name")
    here = _parsed(query[:place] + " " * 40, prefixes)
    marks = here.marks if here else []
    wanted = "a variable, a name or a value" if "?" in marks else " or ".join(dict.fromkeys(marks))
    found = f"unexpected {token[0]}" if token else "the query ends too early"
    return f"{found}; expected {wanted}" if wanted else found


def _is_declared(prefix: str, query: str, prefixes: Mapping[str, str]) -> bool:
    return prefix in {*prefixes, *declares(query), "_"}


def _width(text: str) -> int:
    """The columns that the text takes on a terminal; Chinese letters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
