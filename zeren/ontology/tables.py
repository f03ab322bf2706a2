"""The tables of words and rules that stand beside the code as TOML."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


def read(package: str, *path: str) -> dict[str, Any]:
    """The content of a TOML file of a package, by its path inside it."""
    return tomllib.loads(resources.files(package).joinpath(*path).read_text("utf-8"))
