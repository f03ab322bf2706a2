"""The ontology as one HTML page in both languages, made from its Turtle; it refers to no other host.

`python -m zeren.ontology.page FILE` writes it (`make docs`).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from zeren.ontology import lexicon, terms
from zeren.ontology.terms import Kind

FILE = "ontology.html"
"""The name of the page beside the Turtle files."""

_SECTIONS: tuple[tuple[Kind, str, str], ...] = (
    ("class", "类", "Classes"),
    ("property", "属性", "Properties"),
    ("concept", "取值", "Values"),
)


def page() -> str:
    """The page: each class, property and value with its definition, example, alignments and shape."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    templates = Environment(
        loader=PackageLoader("zeren.ontology", "."), autoescape=True, undefined=StrictUndefined
    )
    every = terms.terms()
    about: dict[str, Any] = {
        "anchors": {term.name: term.name.replace(":", "-") for term in every},
        "fields": {term.name: terms.fields(term.name) for term in every},
        "members": {term.name: [t.name for t in every if t.scheme == term.name] for term in every},
        "labels": {term.name: term.label for term in every},
        "functions": list(lexicon.load().functions.values()),
        "files": terms.FILES,
        "sections": [
            {"id": kind, "zh": zh, "en": en, "terms": [t for t in every if t.kind == kind]}
            for kind, zh, en in _SECTIONS
        ],
    }
    return templates.get_template("page.html.j2").render(about | terms.header()._asdict()) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
