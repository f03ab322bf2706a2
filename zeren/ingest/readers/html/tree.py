"""A web page as a tree of what it shows: scripts, hidden elements and controls are left out.

Pages are parsed as browsers do (HTML Living Standard, by Lexbor): whatever is broken in them, no
text is lost. Nothing that a page refers to is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zeren.errors import UnreadableError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

DEEPEST = 250
"""Elements inside each other; a page of a government's site has some forty."""

MOST_OPEN = 10_000
"""Elements that are open at one place, by their tags; the time to parse them grows with their square."""

MOST_ATTRIBUTES = 2000
"""Attributes of one element; the time for them grows with their square."""

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that stand on lines of their own."""

_UNSHOWN = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "canvas",
    "audio", "video", "map", "head", "button", "select", "input", "textarea", "option", "datalist",
    "meter", "progress", "rt", "rp", "del", "-comment", "!doctype", "-doctype",
})  # fmt: skip
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(slots=True)
class Element:
    """An element with what it holds, in order: elements and texts; `weight` once it was measured."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)
    weight: int | None = None

    def elements(self) -> Iterator[Element]:
        """The elements that stand in it, without those inside of them."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[Element]:
        """The element and all inside of it, in the order of the page."""
        yield self
        for child in self.elements():
            yield from child.walk()

    def text(self) -> str:
        """All text inside of it."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


_LONG_TAG = re.compile(r"<[a-zA-Z][^>]{20000,}")
_NESTED = re.compile(
    r"<(/?)(?:div|span|table|section|article|ul|ol|dl|blockquote|center|form|font|strong|em|[abisu])(?=[\s>])",
    re.I,
)


def parse(text: str, name: str) -> tuple[Element, str]:
    """What a page shows, and its title.

    Args:
        text: the page's source.
        name: the file's name, for messages.

    Raises:
        UnreadableError: elements stand inside each other deeper than in any page, or have more attributes.
    """
    if _never_closed(text) > MOST_OPEN:
        raise _no_page(name, f"more than {DEEPEST} elements inside each other")
    if any(len(tag.group().split()) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise _no_page(name, f"an element of more than {MOST_ATTRIBUTES} attributes")
    from selectolax.lexbor import LexborHTMLParser

    body = Element("body", {})
    document = LexborHTMLParser(text)
    title = document.css_first("head > title")
    node = document.root
    above: list[tuple[LexborNode, Element]] = []
    inside = body
    while node is not None:
        tag = str(node.tag)
        into = None
        if tag == "-text":
            inside.children.append(node.text_content or "")
        elif tag not in _UNSHOWN and not _hidden(node):
            into = Element(tag, {key: value or "" for key, value in node.attributes.items()})
            inside.children.append(into)
        if into is not None and node.child is not None:
            above.append((node, inside))
            if len(above) > DEEPEST:
                raise _no_page(name, f"more than {DEEPEST} elements inside each other")
            node, inside = node.child, into
            continue
        while node.next is None and above:
            node, inside = above.pop()
        node = node.next
    return body, title.text() if title else ""


def _never_closed(text: str) -> int:
    """How many elements are open at most at one place, by their tags alone."""
    count = most = 0
    for tag in _NESTED.finditer(text):
        count = max(0, count - 1) if tag[1] else count + 1
        most = max(most, count)
    return most


def _no_page(name: str, what: str) -> UnreadableError:
    return UnreadableError(
        f"{name}: {what}, as no page has them", "open the page in a browser and save its text"
    )


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_UNSEEN_STYLE.search(attributes.get("style") or ""))
