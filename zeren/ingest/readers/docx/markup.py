"""WordprocessingML by local names: the same in the transitional and in the strict form of the standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml.etree import _Element

Element = _Element

_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_OFF = ("0", "false", "off", "none")


def local(element: Element) -> str:
    """An element's name without its namespace; nothing for a comment or an instruction."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1000)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def attribute(element: Element | None, name: str = "val") -> str | None:
    """An attribute of an element, in either form of the standard."""
    if element is None:
        return None
    return next((value for space in _SPACES if (value := element.get(space + name)) is not None), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The first element at a path of local names below an element."""
    for name in path:
        for below in element if element is not None else ():
            if local(below) == name:
                element = below
                break
        else:
            return None
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The elements of a local name right below an element."""
    return (found for found in (element if element is not None else ()) if local(found) == name)


def number(element: Element | None, name: str = "val") -> int | None:
    """An attribute that is a whole number of nine digits at most; None where it is missing or is none."""
    value = attribute(element, name) or ""
    return int(value) if _WHOLE.fullmatch(value) else None


def switch(properties: Element | None, name: str) -> bool | None:
    """Whether a property is switched on (`<w:vanish/>`) or off; None where nothing is said of it."""
    found = child(properties, name)
    return None if found is None else (attribute(found) or "on") not in _OFF
