"""One picture as a page of the explorer, of pyvis and of cytoscape.js: positions given, nothing moves."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import msgspec

from tests.vendor import packed
from zeren.graph.projections.picture import Picture
from zeren.web import rendering
from zeren.web.addresses import Here
from zeren.web.networks import PART, Query, Shown
from zeren.web.pages.network import drawing, page_of

CYTOSCAPE = ("cytoscape", "3.34.4")
STATIC = Path(rendering.__file__).parent / "static"
COLOUR = "#1f6fb2"


def explorer(folder: Path, picture: Picture) -> Path:
    """The explorer's own page, as `zeren site` writes it: all nodes drawn, the table of the first part."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(STATIC, folder / "static", dirs_exist_ok=True)
    counties = len(picture.counties)
    first = Shown(picture, range(min(PART, len(picture.spots))), 1, 1, counties, counties)
    page = page_of(first, Query())
    whole = Shown(picture, range(len(picture.spots)), 1, 1, counties, counties)
    page = msgspec.structs.replace(page, drawing=drawing(whole))
    path = folder / "network.html"
    path.write_text(rendering.html("network", page, Here("network", static=True)), "utf-8")
    return path


def pyvis(folder: Path, picture: Picture) -> Path:
    """A page of pyvis without physics and CDN; filled directly, since its own adding is quadratic."""
    from pyvis.network import Network

    folder.mkdir(parents=True, exist_ok=True)
    made = Network(height="720px", cdn_resources="in_line", select_menu=False, filter_menu=False)
    made.nodes = [
        {"id": turn, "label": spot.name, "x": spot.x, "y": spot.y, "size": 8, "color": COLOUR, "shape": "dot"}
        for turn, spot in enumerate(picture.spots)
    ]
    made.node_ids = list(range(len(picture.spots)))
    made.edges = [{"from": e.a, "to": e.b, "width": 1} for e in picture.edges]
    made.set_options(json.dumps({"physics": {"enabled": False}, "edges": {"smooth": False}}))
    text = made.generate_html(notebook=False)
    text = re.sub(r"<(?:script|link)[^>]*(?:src|href)=\"https?://[^>]*>(?:</script>)?", "", text)
    told = "network.once('afterDrawing', () => { document.documentElement.dataset.network = 'drawn'; });"
    path = folder / "network.html"
    path.write_text(text.replace("drawGraph();\n", f"drawGraph(); {told}\n"), "utf-8")
    return path


def cytoscape(folder: Path, picture: Picture) -> Path:
    """cytoscape.js with the layout `preset`, drawing on a canvas."""
    folder.mkdir(parents=True, exist_ok=True)
    library = folder / "cytoscape.min.js"
    if not library.exists():
        library.write_bytes(packed(*CYTOSCAPE)["dist/cytoscape.min.js"])
    nodes: list[dict[str, Any]] = [
        {"data": {"id": str(turn), "label": spot.name}, "position": {"x": spot.x, "y": spot.y}}
        for turn, spot in enumerate(picture.spots)
    ]
    edges = [{"data": {"source": str(e.a), "target": str(e.b)}} for e in picture.edges]
    style: list[dict[str, Any]] = [
        {"selector": "node", "style": {"width": 12, "height": 12, "background-color": COLOUR,
            "label": "data(label)", "font-size": 12, "min-zoomed-font-size": 8}},
        {"selector": "edge", "style": {"width": 1, "curve-style": "haystack"}},
    ]  # fmt: skip
    options = json.dumps({"elements": {"nodes": nodes, "edges": edges}, "style": style}, ensure_ascii=False)
    path = folder / "network.html"
    path.write_text(
        "<!doctype html><meta charset='utf-8'><div id='stage' style='width:900px;height:720px'></div>"
        "<script src='cytoscape.min.js'></script><script>"
        "const [container, layout] = [document.getElementById('stage'), {name: 'preset'}];"
        f"const cy = cytoscape({{container, layout, ...{options}}});"
        "cy.one('render', () => { document.documentElement.dataset.network = 'drawn'; });</script>",
        "utf-8",
    )
    return path


MAKERS = {"explorer (sigma)": explorer, "pyvis": pyvis, "cytoscape.js": cytoscape}
