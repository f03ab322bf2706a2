"""One renderer for every listing: a table for a person, JSON, CSV, TSV or Markdown for a program."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import typer

from zeren.errors import WorkspaceError

if TYPE_CHECKING:
    from rich.console import Console


class OutputFormat(StrEnum):
    """How a listing is written: a table for people, the others for programs."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    MD = "md"


class Language(StrEnum):
    """The language of labels and messages."""

    ZH = "zh"
    EN = "en"


PIPE_WIDTH = 120
"""Columns of a table that does not go to a screen, unless COLUMNS says otherwise."""

_SPACE = r"\s+"
_UNBROKEN = re.compile(r"\s+|[“‘（《〈【〔「]*(?:[\x21-\x7e]+|\S)[，。、；：！？）》〉”’】〕」.,;:!?%)]*")
_CONTROL = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
"""What a terminal obeys: control characters, and marks that turn the direction of what follows."""

NARROW = 12
"""Columns of a terminal that a value may take and still stay in one piece."""

Row = Mapping[str, Any]


class Column(NamedTuple):
    """A column of a listing: the key of its values, and its heading in both languages."""

    key: str
    zh: str
    en: str

    def heading(self, language: Language | None) -> str:
        """The heading in a language; Chinese unless English is asked for."""
        return self.en if language is Language.EN else self.zh


class Block(NamedTuple):
    """An entry of a grouped listing: what it says, the lines that show it, its id on a line of its own."""

    says: str
    lines: Sequence[str]
    id: str


class Group(NamedTuple):
    """Blocks under a heading, which a screen that can shows in a style of rich."""

    heading: str
    blocks: Sequence[Block]
    style: str = "bold"


def chosen(output: OutputFormat | None) -> OutputFormat:
    """The format that was asked for; else a table on a screen, JSON into a pipe."""
    return output or (OutputFormat.TABLE if _on_screen() else OutputFormat.JSON)


def _on_screen() -> bool:
    """Whether a person sees the output; there is none at all when it was closed."""
    return sys.stdout is not None and sys.stdout.isatty()


def listing(
    rows: Sequence[Row],
    columns: Sequence[Column],
    output: OutputFormat | None = None,
    language: Language | None = None,
    data: Any = None,
) -> None:
    """Print rows.

    Args:
        rows: values by the columns' keys; lists and records are shown in short, whole in JSON.
        columns: what a table shows, from left to right; CSV, TSV and Markdown show the same.
        output: the format; None to choose by where the output goes.
        language: the language of a person's headings; programs get the keys.
        data: what JSON prints in place of the rows.
    """
    output = chosen(output)
    if output is OutputFormat.JSON:
        json(rows if data is None else data)
        return
    values = [[row.get(column.key) for column in columns] for row in rows]
    if output is OutputFormat.TABLE:
        write(table([column.heading(language) for column in columns], values))
    else:
        write(plain([column.key for column in columns], values, output))


def cell(value: Any) -> str:
    """Any value of a record in one cell: lists joined, units by what the text calls them."""
    from zeren.graph.export.tables import cell

    return cell(value)


def json(data: Any) -> None:
    """Print data as JSON, indented."""
    import msgspec

    write(msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n")


def table(headings: Sequence[str], values: Iterable[Iterable[Any]]) -> str:
    """A table for a person: as wide as the screen, long cells wrapped, nothing cut but white space."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    rows = [[Text(_visible(re.sub(_SPACE, " ", cell(value)).strip())) for value in row] for row in values]
    widths = [
        max(text.cell_len for text in column) for column in zip(map(Text, headings), *rows, strict=True)
    ]
    # A date that is broken in two is hard to read; a column that cannot be wrapped would be cut.
    narrow = sum(width + 3 for width in widths if width <= NARROW) <= _console().width // 2
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading, width in zip(headings, widths, strict=True):
        grid.add_column(Text(heading), overflow="fold", no_wrap=narrow and width <= NARROW)
    for row in rows:
        grid.add_row(*row)
    return _drawn(grid)


def text(words: str) -> str:
    """Words for a person, wrapped at the width of the screen, each line under its own beginning."""
    width = _console().width
    return "".join(line + "\n" for whole in _visible(words).split("\n") for line in _wrapped(whole, width))


def grouped(groups: Sequence[Group], summary: str) -> str:
    """Groups of blocks for a person, with a summary, if any, before and after them.

    Where there are no groups, it stands once.
    """
    from rich.rule import Rule
    from rich.text import Text

    parts = []
    for group in groups:
        heading = Text(_visible(group.heading), style=group.style)
        blocks = "\n".join(_block(block) for block in group.blocks)
        parts.append(_drawn(heading) + _drawn(Rule(style=group.style)) + blocks)
    told = [text(summary)] if summary else []
    return "\n".join([*told, *parts, *(told if parts else [])])


def _block(block: Block) -> str:
    lines = [f"  {block.says}", *(f"    {line}" for line in block.lines)]
    return text("\n".join(lines)) + _whole(_visible(block.id), "    ") + "\n"


def _whole(word: str, indent: str) -> str:
    """A word that stays in one piece, to be copied: on a narrow screen it begins further left."""
    from rich.cells import cell_len

    return indent[: max(0, _console().width - cell_len(word))] + word


def _wrapped(line: str, width: int) -> Iterator[str]:
    """A line in pieces of a width of cells, parted between Chinese characters and Latin words.

    No piece begins with a closing mark; a Latin word that is longer than the width stays whole.
    What begins with a dash stays under the word behind it.
    """
    from rich.cells import cell_len

    words = line.lstrip(" ")
    indent = " " * (len(line) - len(words))
    piece, words = (indent + "- ", words[2:]) if words.startswith("- ") else (indent, words)
    indent = begun = " " * len(piece)
    if piece.strip():
        begun = piece
    for part in _UNBROKEN.findall(words):
        if cell_len(piece + part.rstrip()) > width and piece != begun:
            yield piece.rstrip()
            piece = begun = indent
        piece += part if piece != begun else part.lstrip()
    yield piece.rstrip()


def _visible(words: str) -> str:
    """The words without what a terminal would obey: a document may hold escape sequences."""
    return re.sub(_CONTROL, "\ufffd", words)


def _console() -> Console:
    from rich.console import Console

    # COLUMNS counts if it is a number above 0, then the screen.
    width = shutil.get_terminal_size((PIPE_WIDTH, 0)).columns
    return Console(file=io.StringIO(), force_terminal=_on_screen() or None, width=width, highlight=False)


def _drawn(thing: Any) -> str:
    console = _console()
    with console.capture() as captured:
        console.print(thing)
    return "".join(line.rstrip(" ") + "\n" for line in captured.get().removesuffix("\n").split("\n"))


def plain(keys: Sequence[str], values: Iterable[Iterable[Any]], output: OutputFormat) -> str:
    """Rows as CSV, TSV or a Markdown table under a line of keys."""
    if output is OutputFormat.CSV:
        from zeren.graph.export.tables import write as csv

        return csv(keys, values, end="\n")
    rows = [keys, *([cell(value) for value in row] for row in values)]
    if output is OutputFormat.TSV:
        return "".join("\t".join(" ".join(str(value).split()) for value in row) + "\n" for row in rows)
    lines = ["| " + " | ".join(_in_markdown(value) for value in row) + " |\n" for row in rows]
    return "".join([lines[0], "|" + " --- |" * len(keys) + "\n", *lines[1:]])


def _in_markdown(value: str) -> str:
    return "<br>".join(value.replace("\\", "\\\\").replace("|", "\\|").splitlines())


def silence(stream: IO[str]) -> None:
    """Let a stream that takes nothing any more go nowhere.

    What the interpreter still flushes at its end would fail a second time, with a traceback.

    Raises:
        OSError: the stream is no file.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write(data: str | bytes) -> None:
    """Write to standard output, UTF-8 whatever the locale.

    A reader that has seen enough (`| head`) ends the program quietly.
    """
    if sys.stdout is None:
        raise WorkspaceError("there is no standard output to write to", "do not close it: use > /dev/null")
    encoded = data.encode("utf-8", "replace") if isinstance(data, str) else data
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(encoded)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        silence(sys.stdout)
        raise typer.Exit(0) from None
    except OSError as error:
        silence(sys.stdout)
        raise WorkspaceError(
            f"the output cannot be written: {error.strerror or error}", "make room, or write elsewhere"
        ) from None
