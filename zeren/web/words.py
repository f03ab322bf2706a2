"""The words of pages: `strings.toml`, one table an area, each key in Chinese and in English.

A third word of a key is the English one for a single thing: `["{} 项任务", "{} tasks", "{} task"]`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from zeren.commands import words
from zeren.render import Language


@cache
def strings() -> dict[str, tuple[str, str, str]]:
    """Every string by `area.key`: Chinese, English, English of a single thing."""
    text = (files("zeren.web") / "strings.toml").read_text(encoding="utf-8")
    return {
        f"{area}.{key}": (said[0], said[1], said[-1])
        for area, table in tomllib.loads(text).items()
        for key, said in table.items()
    }


def say(key: str, language: Language, *values: object) -> str:
    """A page's own string (`area.key`), or a word of the facts (`lead`), with values for its `{}`.

    Raises:
        KeyError: there is no such string.
    """
    if "." not in key:
        said = words.say(key, language)
    else:
        single = values[:1] == (1,)
        said = strings()[key][0 if language is not Language.EN else 2 if single else 1]
    return said.format(*values) if values else said


def say_both(key: str) -> tuple[str, str]:
    """A string in Chinese and in English; errors as `say`."""
    return say(key, Language.ZH), say(key, Language.EN)
