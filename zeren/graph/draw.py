"""A responsibility network as one HTML file: pyvis with a template of our own, everything inlined.

The page asks no host for anything, which its content-security policy enforces.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from zeren.graph.details import LocatorsOf, details
from zeren.graph.export.records import TextOf
from zeren.graph.inlining import content_hash
from zeren.graph.layout import layout
from zeren.graph.network import TIES, responsibility_network, subnetwork, tied_tasks
from zeren.graph.network_figures import Extra, add_figures
from zeren.graph.spots import Layout
from zeren.graph.subject import EVERYTHING, Subject, part_about
from zeren.ontology.facts import DocumentFacts

if TYPE_CHECKING:
    from networkx import MultiDiGraph

MOST_NODES, MOST_EDGES = 1500, 3000
"""More cannot be read, and a browser without a graphics card takes seconds over it."""

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = (
    "figures.js", "data.js", "language.js", "filter.js", "look.js", "picture.js", "panel.js",
    "search.js", "table.js", "walk.js", "figures_look.js", "figures_panel.js", "start.js",
)  # fmt: skip
"""The page's own scripts in the order in which they need each other."""
_STYLES = ("drawing.css", "figures.css")

_FIGURES_ONLY = re.compile(r"^ *//# figures\n.*?^ *//# end\n", re.MULTILINE | re.DOTALL)
_MARKS = re.compile(r"^ *//# (?:figures|end)\n", re.MULTILINE)
"""Marks around lines that only a page with indicators or projects has: a page without them
carries nothing that it does not use."""

_IMPLIED: dict[str, tuple[Extra, ...]] = {"indicator": ("indicators",), "project": ("projects", "indicators")}
"""What a drawing holds because of its subject: a project comes with the figures of its tasks."""


@dataclass(frozen=True)
class Drawing:
    """A finished page, and how much of the network its picture shows."""

    html: str
    nodes: int
    all_nodes: int
    edges: int
    all_edges: int


def draw(
    documents: Sequence[DocumentFacts],
    text_of: TextOf,
    subject: Subject = EVERYTHING,
    language: Literal["zh", "en"] = "zh",
    *,
    extras: Collection[Extra] = (),
    dismissed: Collection[str] = (),
    locators_of: LocatorsOf = lambda _: (),
) -> Drawing:
    """The drawing of a subject in the documents' facts; the same facts give the same bytes.

    Args:
        documents: the facts of all documents, in any order.
        text_of: gives a document's stored text, which quotes are taken from.
        subject: what the drawing is about, from `find_subject`.
        language: the language in which the page opens; it holds both.
        extras: whether indicators and projects are drawn; the one that is the subject always is.
        dismissed: ids of findings that a person dismissed, which mark no indicator.
        locators_of: gives where a document's text stood in its file, which quotes tell.
    """
    drawn = {*extras, *_IMPLIED.get(subject.kind, ())}
    whole = add_figures(responsibility_network(documents), documents, drawn, dismissed)
    part = part_about(whole, subject, extras)
    shown = _most_connected(part, subject)
    counts = {n: len(tied_tasks(whole, n)) for n, kind in part.nodes(data="kind") if kind == "unit"}
    page = details(part, whole, documents, text_of, locators_of) | {
        "language": language,
        "subject": {"kind": subject.kind, "name": subject.name},
        "focus": [index for index, node in enumerate(part) if node in subject.ids],
    }
    html = _page(part, shown, layout(shown, subject, counts), counts, page, figures=bool(drawn))
    return Drawing(html, len(shown), len(part), shown.number_of_edges(), part.number_of_edges())


def _most_connected(network: MultiDiGraph, subject: Subject) -> MultiDiGraph:
    """The network, or its most connected nodes and strongest ties where it is too large to draw."""
    if len(network) <= MOST_NODES and network.number_of_edges() <= MOST_EDGES:
        return network
    ranked = sorted(network, key=lambda n: (n not in subject.ids, -network.degree(n), n))
    kept = subnetwork(network, ranked[:MOST_NODES])
    edges = sorted(kept.edges(keys=True), key=lambda e: (TIES.index(e[2]), e[0], e[1]))
    return subnetwork(kept, list(kept), edges[:MOST_EDGES])


def _page(
    part: MultiDiGraph,
    shown: MultiDiGraph,
    places: Layout,
    counts: dict[str, int],
    page: dict[str, Any],
    *,
    figures: bool,
) -> str:
    from pyvis.network import Network

    # Filled directly: add_node and add_edge search all that is there, which is quadratic.
    net = Network(cdn_resources="in_line")
    index = {node: number for number, node in enumerate(part)}
    beside = counts | {n: text for n, text in shown.nodes(data="figure") if text}
    net.nodes = [_node(index[n], n, places, beside) for n in shown]
    net.node_ids = [node["id"] for node in net.nodes]
    net.edges = [
        {"id": number, "from": index[a], "to": index[b]}
        for number, (a, b, tie) in enumerate(part.edges(keys=True))
        if shown.has_edge(a, b, tie)
    ]
    net.options = _options(places.curved)
    page["headings"] = [asdict(heading) for heading in places.headings]
    page["box"] = places.box()
    folder = files("zeren.graph") / "templates"
    net.set_template_dir(str(folder), "drawing.html")
    net.templateEnv.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    strings = _strings(figures)
    title = page["subject"]["name"] or strings[page["language"]]["everything"]
    net.templateEnv.globals.update(_inlined(figures), page=page, strings=strings, title=title)
    return str(net.generate_html())


def _node(number: int, node: str, places: Layout, beside: Mapping[str, int | str]) -> dict[str, Any]:
    spot = places.spots[node]
    return {
        "id": number, "x": spot.x, "y": spot.y, "shape": "custom",
        "look": [spot.width, spot.height, spot.font, spot.style, beside.get(node, 0), *spot.lines],
    }  # fmt: skip


def _options(curved: bool) -> dict[str, Any]:
    """vis-network's options: nothing moves by itself, nothing is computed when the page opens."""
    smooth: Any = (
        {"type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.45} if curved else False
    )
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "edges": {"smooth": smooth, "selectionWidth": 0, "hoverWidth": 0, "chosen": False},
        "nodes": {"chosen": False},
        "interaction": {
            "dragNodes": False, "hover": False, "selectable": False, "keyboard": {"enabled": False},
            "zoomSpeed": 0.6,
        },
    }  # fmt: skip


@cache
def _inlined(figures: bool) -> dict[str, str]:
    """Style, scripts and their hashes for the content-security policy."""
    style = "".join(_source(name, figures) for name in _in_page(_STYLES, figures))
    parts = "\n".join(_source(name, figures) for name in _in_page(_SCRIPTS, figures))
    script = f'(() => {{\n"use strict";\n{parts}}})();\n'
    library = _library()
    return {
        "style": style,
        "script": script,
        "library": library,
        "style_hash": content_hash(style),
        "script_hash": content_hash(script),
        "library_hash": content_hash(library),
    }


def _in_page(names: Sequence[str], figures: bool) -> list[str]:
    return [name for name in names if figures or not name.startswith("figures")]


def _source(name: str, figures: bool) -> str:
    """A style or script; the lines between its marks for figures only where the page has them."""
    text = _read(name)
    return _MARKS.sub("", text) if figures else _FIGURES_ONLY.sub("", text)


def _read(name: str) -> str:
    return (files("zeren.graph") / "templates" / name).read_text(encoding="utf-8")


def _library() -> str:
    """vis-network as pyvis carries it, licence included, without the address of its source map."""
    text = (files("pyvis") / _VIS).read_text(encoding="utf-8")
    return text.partition("//# sourceMappingURL=")[0]


def _strings(figures: bool) -> dict[str, dict[str, str]]:
    """The page's words by language; those about figures come to them, or in their place."""
    strings: dict[str, dict[str, str]] = json.loads(_read("strings.json"))
    more: dict[str, dict[str, str]] = json.loads(_read("figures_strings.json")) if figures else {}
    return {language: words | more.get(language, {}) for language, words in strings.items()}
