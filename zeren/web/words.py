"""The words of pages: `strings.toml`, one table an area, each key in Chinese and in English."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from zeren.commands import words
from zeren.render import Language


@cache
def strings() -> dict[str, tuple[str, str]]:
    """Every string by `area.key`: Chinese, English."""
    text = (files("zeren.web") / "strings.toml").read_text(encoding="utf-8")
    return {
        f"{area}.{key}": (chinese, english)
        for area, table in tomllib.loads(text).items()
        for key, (chinese, english) in table.items()
    }


def say(key: str, language: Language, *values: object) -> str:
    """A page's own string (`area.key`), or a word of the facts (`lead`), with values for its `{}`.

    Raises:
        KeyError: there is no such string.
    """
    said = strings()[key][language is Language.EN] if "." in key else words.say(key, language)
    return said.format(*values) if values else said
