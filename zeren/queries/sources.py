"""The files of the catalogue: where they lie, what they say, and the line that a fault stands in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from zeren.errors import CatalogueError

FOLDER = Path(__file__).parent / "rq"
"""The questions of Zeren itself."""

OWN = "ZEREN_QUESTIONS"
"""The variable of the environment that names a folder with further questions."""

HEADER = "#+"
"""What the lines of a header begin with."""

HINT = "docs/adding-a-question.md explains the files; python -m zeren.queries.index checks them"


class Source(NamedTuple):
    """One file of the catalogue and its text."""

    file: Path
    text: str

    @property
    def name(self) -> str:
        """What its question is called."""
        return self.file.stem

    def fault(self, reason: str, line: int = 1) -> str:
        """What is wrong, with the file and the line."""
        return f"{self.file}, line {line}: {reason}"

    def line_of(self, key: str, said: str = "") -> int:
        """The line of the header in which a field stands, or what it says; 1 where neither is found."""
        lines = list(enumerate(self.text.splitlines(), 1))
        start = next((n for n, line in lines if re.match(rf"#\+ ['\"]?{key}\b", line)), 1)
        behind = ((n, line) for n, line in lines if n >= start and line.startswith(HEADER))
        return next((n for n, line in behind if said and said in line), start)

    def header(self) -> Any:
        """What the header says.

        Raises:
            CatalogueError: it is no YAML.
        """
        # Other lines stay as empty ones, so that YAML counts the lines of the file.
        lines = [line[2:] if line.startswith(HEADER) else "" for line in self.text.splitlines()]
        return read_yaml(Source(self.file, "\n".join(lines)))


def own() -> Path | None:
    """The folder of further questions, where one is named.

    Raises:
        CatalogueError: it is no folder.
    """
    named = os.environ.get(OWN)
    if not named:
        return None
    if not Path(named).is_dir():
        raise CatalogueError(f"{OWN} names {named}, which is no folder", "make it, or unset the variable")
    return Path(named)


def files() -> list[Path]:
    """Every file of a question: those of Zeren by name, then the further ones by name."""
    folders = [FOLDER, *([further] if (further := own()) else [])]
    return [file for folder in folders for file in sorted(folder.glob("*.rq"))]


def read(file: Path) -> Source:
    """A file with its text.

    Raises:
        CatalogueError: it cannot be read, or is not in UTF-8.
    """
    try:
        return Source(file, file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CatalogueError(f"{file} cannot be read: {reason}", HINT) from None


def read_yaml(source: Source) -> Any:
    """What a YAML text says.

    Raises:
        CatalogueError: it is no YAML.
    """
    import yaml

    # The C parser reads the catalogue eight times as fast, and is not in every build of PyYAML.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(source.text, Loader=loader)  # noqa: S506 - both loaders are the safe ones
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = " ".join(_told(error)) or str(error)
        raise CatalogueError(source.fault(said, mark.line + 1 if mark else 1), HINT) from None


def _told(error: Exception) -> Iterator[str]:
    """What the reader of YAML says, without the text around it."""
    for said in ("context", "problem"):
        if getattr(error, said, None):
            yield str(getattr(error, said))
