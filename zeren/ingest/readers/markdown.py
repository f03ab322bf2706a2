"""Markdown (CommonMark, with tables): headings, paragraphs, numbered lists, tables, also those in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zeren.errors import UnreadableError
from zeren.ingest.readers import encoding
from zeren.ingest.readers.content import Content, Grid, GridCell, Line, Where
from zeren.ingest.readers.html import tree
from zeren.ingest.readers.html.blocks import Reader, spaced

if TYPE_CHECKING:
    from markdown_it.token import Token

DEEPEST = 60
"""Lists and quotations inside each other, two for each list; what is deeper the parser would leave out."""

_FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?:(?:[\w-]+[ \t]*:.*|[ \t]+\S.*|-[ \t].*|#.*|)\r?\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)"
)
_BREAK = re.compile(r"<br\s*/?>", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|<!--.*?-->", re.S)
_WRAPPED = 30
"""Characters from which on a line without a stop goes on in the next one; shorter ones are titles."""

_ENDED = re.compile(r"[。；：！？.;:!?）)】》”]\s*$")
_BEGINS = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）]|第[一二三四五六七八九十\d]+|附\s*件|[①-⑳])"
)


def read(data: bytes, name: str) -> list[Content]:
    """What a Markdown file holds; properties at its head (front matter) are left out.

    Raises:
        UnreadableError: it is nested too deeply, or as `encoding.decode`.
    """
    from markdown_it import MarkdownIt

    text = encoding.decode(data, name)
    front = _FRONT_MATTER.match(text)
    body = text[front.end() :] if front else text
    above = text[: front.end()].count("\n") if front else 0
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    tokens = parser.parse(body)
    if any(token.level >= DEEPEST - 2 for token in tokens):
        raise UnreadableError(
            f"{name}: lists or quotations inside each other, deeper than is read", "write them flatter"
        )
    return list(_contents(tokens, above, name))


def _contents(tokens: Sequence[Token], above: int, name: str) -> Iterator[Content]:
    """The lines and tables of a file's tokens, in order."""
    lists: list[_List] = []
    label = ""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        where = _where(token, above)
        if token.type in ("ordered_list_open", "bullet_list_open"):
            is_numbered = token.type == "ordered_list_open"
            lists.append(_List(int(tokens[index + 1].info) if is_numbered else None))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            label = lists[-1].next(token)
        elif token.type == "table_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
            yield _table(tokens[index:end], above)
            index = end
        elif token.type == "html_block":
            end = next((i for i in range(index, len(tokens)) if tokens[i].type != "html_block"), len(tokens))
            yield from _html("".join(t.content for t in tokens[index:end]), where, name)
            index = end - 1
        elif token.type in ("fence", "code_block"):
            yield from (Line(line, where) for line in token.content.splitlines())
        elif token.type == "inline":
            for line in _lines(token):
                yield Line(label + line, where)
                label = ""
        index += 1


def _where(token: Token, above: int) -> Where:
    return Where("line", str(above + 1 + (token.map[0] if token.map else 0)))


@dataclass(slots=True)
class _List:
    """A list that is open: what its first item was numbered, None without numbers, and the item before."""

    start: int | None
    number: int | None = None

    def next(self, item: Token) -> str:
        """What stands before an item: its own number, or where all have the first one's, its place."""
        if self.start is None:
            return ""
        written = int(item.info or self.start)
        self.number = written if self.number is None or written != self.start else self.number + 1
        return f"{self.number}{item.markup}"


def _lines(inline: Token) -> Iterator[str]:
    """The lines of a paragraph. One that is only wrapped in the source is put together again."""
    line = ""
    for token in inline.children or ():
        if token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.fullmatch(token.content)):
            yield line
            line = ""
        elif token.type == "softbreak":
            line += "\n"
        elif token.type in ("text", "code_inline"):
            first, wrapped, last = line.rpartition("\n")
            if wrapped and not last and not _goes_on(first.rpartition("\n")[2], token.content):
                yield spaced(first)
                line = ""
            line += token.content
    yield spaced(line)


def _goes_on(line: str, following: str) -> bool:
    return len(line) >= _WRAPPED and not _ENDED.search(line) and not _BEGINS.match(following)


def _table(tokens: Sequence[Token], above: int) -> Grid:
    """A table; where cells would be merged, Markdown leaves them empty."""
    rows: list[list[GridCell]] = []
    where = None
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
            where = _where(token, above)
        elif token.type == "inline":
            rows[-1].append(GridCell("\n".join(_lines(token)), where=where))
    return Grid(rows, spans=False)


def _html(source: str, where: Where, name: str) -> Iterator[Content]:
    """What a piece of HTML shows."""
    body, _ = tree.parse(source, name)
    reader = Reader()
    reader.read(body)
    reader.close()
    for content in reader.found:
        if isinstance(content, Line):
            yield Line(content.text, where)
        else:
            yield Grid([[_at(cell, where) for cell in row] for row in content.rows])


def _at(cell: GridCell, where: Where) -> GridCell:
    return GridCell(cell.text, cell.rows, cell.columns, where)
