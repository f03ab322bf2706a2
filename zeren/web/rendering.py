"""From a page's record to its HTML, the same for the server and for a static site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import msgspec

from zeren import __version__
from zeren.ontology.locators import told
from zeren.render import Language
from zeren.web import source_text
from zeren.web.addresses import Here, path_of
from zeren.web.pages.answered import WORDED
from zeren.web.quotes import other_clauses, pieces
from zeren.web.security import STATIC_POLICY
from zeren.web.timeline import timeline
from zeren.web.words import say

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from zeren.web.records import Page, Thing
    from zeren.web.shelf import Shelf

MENU = (
    ("", "h"), ("documents", "d"), ("units", "u"), ("campaigns", "c"), ("matrix", "m"), ("network", "n"),
    ("findings", "f"), ("compare", "p"), ("sparql", "q"),
)  # fmt: skip
"""The pages in the menu, each with the letter that goes to it behind `g`."""


@cache
def environment() -> Environment:
    """The templates, with everything escaped and no name that is not there."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.PackageLoader("zeren.web", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"pieces": pieces, "other_clauses": other_clauses, "combine": _combine, "data": _data}
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    made.globals |= {
        "version": __version__,
        "menu": MENU,
        "static_policy": STATIC_POLICY,
        "Language": Language,
    }
    made.globals["worded"] = WORDED
    made.globals["timeline"] = timeline
    return made


def _data(record: object) -> Markup:
    """A record as JSON for a block of data in a page: nothing in it ends the block or begins another."""
    from markupsafe import Markup

    written = msgspec.json.encode(record).decode()
    return Markup(written.replace("<", "\\u003c"))  # noqa: S704 # no mark-up is left


def html(template: str, page: Page, here: Here, shelf: Shelf | None = None, **more: Any) -> str:
    """A page as HTML.

    Args:
        template: the name of the template without its ending.
        page: what it shows.
        here: where the page stands, which its links start from.
        shelf: knows the paragraphs that quotes stand in; None where the page quotes nothing.
        more: further values for the template: `edit`, what can be changed, and `draft`, what could not.
    """
    return (
        environment()
        .get_template(f"{template}.html.j2")
        .render(page=page, here=here, **{**_tools(here, shelf), **more})
    )


def _tools(here: Here, shelf: Shelf | None) -> dict[str, Any]:
    """What every template can call."""
    language = here.language
    return {
        "lang": language.value,
        "edit": None,
        "draft": None,
        "say": partial(_say, language),
        "link": partial(_link, here),
        "source": partial(_source, here, shelf),
        "text": partial(_text, here),
        "at": partial(_at, language),
        "word": partial(_word, language),
        "english": partial(_english, here, shelf),
        "in_language": lambda words: words[language.value],
        "account": partial(source_text.account, language),
        **({"source_text": partial(source_text.SourceText, here=here, shelf=shelf)} if shelf else {}),
    }


def _say(language: Language, key: str, *values: object) -> str:
    return say(key, language, *values)


def _combine(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """What an address asks for, changed in some parts."""
    return {**one, **other}


def _word(language: Language, column: str, value: str) -> str:
    """A value that is a name of the graph's own, in words."""
    return say(f"measure-{value}" if column == "measure" else value, language)


def _english(here: Here, shelf: Shelf | None, one: Thing) -> str:
    """What a unit is called in English, on an English page; empty elsewhere and for other things."""
    if here.language is Language.ZH or shelf is None or one.kind != "unit":
        return ""
    return shelf.english(one.id) or ""


def _link(here: Here, thing: Thing | str, query: Mapping[str, str] | None = None, anchor: str = "") -> str:
    """A link to a thing's page, or to a page of the whole by its path."""
    path = thing if isinstance(thing, str) else path_of(thing.kind, thing.id)
    return here.to(path, query, anchor=anchor)


def _source(here: Here, shelf: Shelf | None, places: Sequence[Mapping[str, Any]]) -> str:
    """A link to the first of some places in its document's text, where it is marked."""
    place = places[0]
    anchor = shelf.paragraph(place["document"], place["start"]) if shelf else 0
    path = path_of("text", place["document"])
    return here.to(path, {"char": f"{place['start']},{place['end']}"}, anchor=f"c{anchor}")


def _text(here: Here, document: str) -> str:
    """A link to the text of a document, by its id."""
    return here.to(path_of("text", document))


def _at(language: Language, place: Mapping[str, Any]) -> str:
    """The page, paragraph or cell of a place in words; nothing for plain text."""
    return told(place["at"], language.value) if place.get("at") else ""
