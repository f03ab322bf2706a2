"""A question cut into pieces: names, words, periods and numbers, and what nothing explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from zeren.ontology.numerals import HAN
from zeren.queries.ask import amounts
from zeren.queries.ask.names import Name
from zeren.queries.ask.normalise import lower
from zeren.queries.ask.numerals import ENGLISH, number
from zeren.queries.ask.words import Vocabulary, Word, latin_words
from zeren.queries.index import Symbols

if TYPE_CHECKING:
    from zeren.queries.ask.dates import Period

UNKNOWN = "?"
"""The symbol of a piece that nothing explains."""

BEYOND = "beyond"
"""The symbol of a piece that means something which no question has."""

ASKED = "asked"
"""The figure of a word for what the question asks for, which must not be left aside."""

QUOTED = "quoted"
"""The kind of a quotation that is no label as a whole."""


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a question.

    `symbols` say what its words mean; they are empty for words that add nothing, and for
    names. `name` holds the things that it names, `period` the days. `figure` is the number
    in it: 5 in 前5名, 2 in 附件2, all of 湘林发〔2021〕7号; of 最少 it is `fewest`, of 最多 `most`.
    """

    start: int
    end: int
    text: str
    symbols: Symbols = ()
    name: Name | None = None
    period: Period | None = None
    figure: str = ""

    @property
    def is_unknown(self) -> bool:
        """Whether nothing explains it."""
        return UNKNOWN in self.symbols

    @property
    def is_at_fault(self) -> bool:
        """Whether nothing explains it, or no question has what it means."""
        return self.is_unknown or BEYOND in self.symbols

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation or a space."""
        return self.text in _MARKS

    def is_a(self, kind: str) -> bool:
        """Whether it names something of this kind."""
        return self.name is not None and kind in self.name.things


_MARKS = frozenset(" ，,。．.？?！!；;：:、“”()[]—…~·/&'\"-")
_OF_TIME = r"[\d年月季]|half|quarter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
"""What every period has some of."""

_ENGLISH_NUMBER = rf"(\d{{1,3}}|{'|'.join(ENGLISH)})"
_NUMBER = rf"(\d{{1,3}}|[{HAN}]{{1,3}})"
_TOP = rf"前{_NUMBER}(?:名|个|位|家|项|大)?的?|\btop {_ENGLISH_NUMBER}\b"
_SOME = (
    rf"{_NUMBER}(?:个|家)(?:单位|部门|局|(?=都|均|共同|同时|一起|联合|一同))"
    rf"|\b{_ENGLISH_NUMBER} (?:units|departments|bureaus|bodies|agencies)\b"
)
_SOME_TASKS = (
    rf"哪?{_NUMBER}(?:项|件|个)(?:任务|工作|事项)|哪{_NUMBER}[项件]|\b{_ENGLISH_NUMBER} (?:tasks|items)\b"
)
_ANNEX = (
    rf"附件\s*(\d{{1,2}}(?:[-—–]\d{{1,2}})?|[{HAN}]{{1,3}})"
    r"|\b(?:annex|appendix|attachment) (\d{1,2}(?:-\d{1,2})?)\b"
)
_DOCUMENT_NUMBER = r"[\u4e00-\u9fff]{2,16}[\[(](\d{4})[\])]\s*(?:第)?\d{1,4}\s*号(?P<kind>文(?!件))?"

_Cost = tuple[int, int]


def found_in(text: str, names: Iterable[Name]) -> Iterator[Piece]:
    """The pieces of a question that are no words: names, quotations, periods, numbers. They may overlap."""
    named = {(name.start, name.end) for name in names}
    for name in names:
        yield Piece(name.start, name.end, name.text, name=name)
    for quoted in re.finditer("“([^“”]+)”", text):
        if quoted.span(1) not in named:
            name = Name(*quoted.span(1), quoted[1], {QUOTED: ()})
            yield Piece(*quoted.span(), quoted[1], name=name)
    small = lower(text)
    yield from _figures(text, small)
    for amount in amounts.find(small):
        symbols = (*filter(None, [amount.role]), "{amount}")
        yield Piece(amount.start, amount.end, text[amount.start : amount.end], symbols, figure=amount.figure)
    # The last word of "what does the finance bureau do"; elsewhere it says nothing.
    for found in re.finditer(r"\bdo(?=[?. ]*$)", small):
        yield Piece(*found.span(), found[0], ("doing",))


def _periods(small: str) -> Iterator[Period]:
    if re.search(_OF_TIME, small):
        from zeren.queries.ask import dates

        yield from dates.periods(small)


def _figures(text: str, small: str) -> Iterator[Piece]:
    for period in _periods(small):
        yield Piece(period.start, period.end, text[period.start : period.end], ("{date}",), period=period)
    for sign, pattern, symbol in (
        ("前top", _TOP, "rank"), ("个家", _SOME, "body"), (" ", _SOME, "body"),
        ("项件个", _SOME_TASKS, "task"), (" ", _SOME_TASKS, "task"),
    ):  # fmt: skip
        if any(letter in small for letter in sign):
            for found in re.finditer(pattern, small):
                count = number(next(group for group in found.groups() if group))
                if symbol != "task" or (count or 0) > 1:
                    yield Piece(*found.span(), found[0], (symbol,), figure=str(count or ""))
    for found in re.finditer(_ANNEX, small) if re.search("附件|annex|append|attach", small) else ():
        written = re.sub("[—–]", "-", found[1] or found[2])
        figure = str(number(written)) if written[0] in HAN else written
        yield Piece(*found.span(), found[0], ("{annex}",), figure=figure)
    for found in re.finditer(_DOCUMENT_NUMBER, text) if "号" in text else ():
        # 哪些文件引用了湘林发〔2021〕7号: where the issuer's letters begin is not marked.
        for start in range(found.start(), found.start(1) - 2):
            written = text[start : found.start("kind") if found["kind"] else found.end()]
            figure = "".join(re.sub(r"[\[(](\d{4})[\])]", r"〔\1〕", written).split())
            yield Piece(start, found.end(), text[start : found.end()], ("{number}",), figure=figure)


def cut(text: str, vocabulary: Vocabulary, found: Iterable[Piece] = ()) -> list[Piece]:
    """The question in pieces, from left to right, with the fewest letters that nothing explains.

    Args:
        text: the question, normalised.
        vocabulary: what its words mean.
        found: what is no words in it; these pieces may overlap.
    """
    small = lower(text)
    latin = latin_words(small)
    at: dict[int, list[Piece]] = {}
    for piece in found:
        at.setdefault(piece.start, []).append(piece)
    best: list[tuple[_Cost, Piece | None]] = [((0, 0), None)] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        options = [*at.get(start, ()), *(_word(text, w) for w in vocabulary.at(small, latin, start))]
        options.append(_unexplained(text, latin, start))
        # Of equally good readings, the one with the longer piece first.
        best[start] = min(
            ((_sum(_cost(p), best[p.end][0]), p) for p in options),
            key=lambda option: (option[0], -option[1].end),
        )
    return list(_joined(text, _walk(best)))


def _cost(piece: Piece) -> _Cost:
    """Letters that nothing explains count first, then pieces; a name is better than words."""
    if piece.is_mark:
        return 0, 0
    if piece.is_unknown:
        return piece.end - piece.start, 0
    if BEYOND in piece.symbols:
        return 0, 11
    if piece.symbols == ("{number}",):
        # Every letter of the issuer costs more than a word, so that no word is taken for a part of it.
        return 0, 11 * piece.figure.index("〔")
    return 0, 9 if piece.name else 10


def _sum(first: _Cost, second: _Cost) -> _Cost:
    return first[0] + second[0], first[1] + second[1]


def _walk(best: list[tuple[_Cost, Piece | None]]) -> Iterator[Piece]:
    at = 0
    while (piece := best[at][1]) is not None:
        yield piece
        at = piece.end


def _word(text: str, word: Word) -> Piece:
    symbols = tuple("rank" if s in ("most", "fewest", "ranking") else s for s in word.symbols)
    figure = next((symbol for symbol in ("most", "fewest") if symbol in word.symbols), "")
    # `{severity}=error` is a slot whose value the word itself says.
    for symbol in word.symbols:
        figure = symbol.partition("=")[2] or figure
    plain = tuple(symbol.partition("=")[0] for symbol in symbols)
    return Piece(word.start, word.end, text[word.start : word.end], plain, figure=figure)


def _unexplained(text: str, latin: dict[int, int], start: int) -> Piece:
    if text[start] in _MARKS:
        return Piece(start, start + 1, text[start])
    end = max(latin.get(start, start + 1), start + 1)
    return Piece(start, end, text[start:end], (UNKNOWN,))


def _joined(text: str, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces without punctuation, with neighbours that nothing explains made one."""
    held: Piece | None = None
    for piece in pieces:
        if piece.is_unknown and held and not text[held.end : piece.start].strip():
            held = Piece(held.start, piece.end, text[held.start : piece.end], (UNKNOWN,))
        elif piece.text != " ":
            if held:
                yield held
            held = piece if piece.is_unknown else None
            if not piece.is_unknown and not piece.is_mark:
                yield piece
    if held:
        yield held
