"""The drawing's file: complete, closed to the network, harmless, and the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from tests.graph.drawn import County, texts
from tests.graph.elements import Elements
from zeren.cli import app
from zeren.errors import NOT_UNDERSTOOD, OK, USAGE
from zeren.errors import WORKSPACE as UNUSABLE
from zeren.graph.draw import MOST_EDGES, MOST_NODES, Drawing, draw
from zeren.graph.network import responsibility_network
from zeren.graph.subject import EVERYTHING, find_subject
from zeren.ontology.facts import DocumentFacts
from zeren.workspace import Workspace

SONGXI = County("松溪县")
TEMPLATES = files("zeren.graph") / "templates"
HOSTILE = "</script><img src=x onerror=alert(1)>{{ 7*7 }}<!--\u2028&amp;"


@cache
def songxi() -> Drawing:
    return draw([SONGXI.facts()], texts(SONGXI).__getitem__)


def about(name: str, facts: DocumentFacts) -> Drawing:
    subject = find_subject(responsibility_network([facts]), [facts], name)
    return draw([facts], texts(SONGXI).__getitem__, subject)


def test_the_file_asks_no_host_for_anything() -> None:
    page = Elements(songxi().html)
    fetching = ("src", "srcset", "data", "poster", "action", "ping", "background")
    assert [tag for tag, attributes in page.tags if set(attributes) & set(fetching)] == []
    links = [a["href"] for tag, a in page.tags if "href" in a]
    assert links == ["data:,", "#tables"]
    styles = "".join(text for tag, _, text in page.contents if tag == "style")
    assert "url(" not in styles
    assert "@import" not in styles
    assert "sourceMappingURL" not in songxi().html


def test_the_policy_names_exactly_the_scripts_and_the_style_of_the_file() -> None:
    page = Elements(songxi().html)
    policy = next(a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    for kind in ("script", "style"):
        found = [
            text for tag, a, text in page.contents if tag == kind and a.get("type") != "application/json"
        ]
        hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in found]
        assert re.findall(rf"{kind}-src ([^;]+)", policy) == [" ".join(f"'sha256-{h}'" for h in hashes)]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not [a for _, a in page.tags if any(name == "style" or name.startswith("on") for name in a)]


def test_the_library_keeps_its_licence() -> None:
    assert "@license" in songxi().html
    assert "vis.js may be distributed under either license." in songxi().html


def test_text_of_a_document_never_becomes_an_element() -> None:
    task = msgspec.structs.replace(SONGXI.tasks[0], title=HOSTILE, text=HOSTILE, path=[HOSTILE])
    document = msgspec.structs.replace(SONGXI.facts().document, title=HOSTILE)
    unit = msgspec.structs.replace(SONGXI.facts().units[0], name=HOSTILE, aliases=[HOSTILE])
    facts = msgspec.structs.replace(
        SONGXI.facts(), tasks=[task], document=document, units=[unit, *SONGXI.facts().units[1:]]
    )
    page = Elements(about(task.id, facts).html)
    assert [tag for tag, _ in page.tags if tag == "img"] == []
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in Elements(songxi().html).tags]
    shown = next(node for node in page.data("page")["nodes"] if node["id"] == task.id)
    assert shown["text"] == HOSTILE


def test_quotes_are_the_words_of_the_text_with_their_place() -> None:
    nodes = Elements(songxi().html).data("page")["nodes"]
    quotes = [(node, quote) for node in nodes for quote in node.get("quotes", ())]
    assert len(quotes) == len(SONGXI.tasks) + len(SONGXI.groups)
    for node, quote in quotes:
        assert quote["quote"] == SONGXI.text[quote["start"] : quote["end"]]
        assert SONGXI.text.splitlines()[quote["line"] - 1].count(quote["quote"]) == 1
        marked = [quote["quote"][start:end] for start, end, _ in quote["marks"]]
        assert all(words in SONGXI.names for words in marked)
        assert marked or node["kind"] == "group"


def test_a_units_figures_are_those_of_all_documents_whatever_is_drawn() -> None:
    whole = {n["id"]: n.get("counts") for n in Elements(songxi().html).data("page")["nodes"]}
    part = Elements(about("县水利局", SONGXI.facts()).html).data("page")["nodes"]
    units = [node for node in part if node["kind"] == "unit"]
    assert units
    assert all(node["counts"] == whole[node["id"]] for node in units)


def test_positions_are_in_the_file_and_nothing_moves_by_itself() -> None:
    page = Elements(songxi().html)
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in page.data("nodes"))
    assert page.data("options")["physics"] == {"enabled": False}


def test_what_is_too_large_to_draw_is_drawn_in_part_and_listed_whole() -> None:
    large = County(tasks=1600, units=40)
    drawing = draw([large.facts()], texts(large).__getitem__)
    page = Elements(drawing.html)
    assert (drawing.nodes, drawing.edges) == (MOST_NODES, MOST_EDGES)
    assert (len(page.data("nodes")), len(page.data("edges"))) == (MOST_NODES, MOST_EDGES)
    assert len(page.data("page")["nodes"]) == drawing.all_nodes == 1600 + 40 + 3
    assert len(page.data("page")["ties"]) == drawing.all_edges
    degree = Counter(end for source, target, *_ in page.data("page")["ties"] for end in (source, target))
    drawn = {node["id"] for node in page.data("nodes")}
    assert min(degree[n] for n in drawn) >= max(degree[n] for n in degree if n not in drawn)


def test_a_county_stays_under_a_megabyte_and_a_half() -> None:
    county = County(tasks=200, units=80, length=400)
    drawing = draw([county.facts()], texts(county).__getitem__)
    assert drawing.edges > 600
    assert len(drawing.html.encode()) < 1_500_000


def test_ties_without_a_network_make_an_empty_drawing() -> None:
    empty = msgspec.structs.replace(SONGXI.facts(), units=[], tasks=[], groups=[])
    drawing = draw([empty], texts(SONGXI).__getitem__, EVERYTHING)
    assert (drawing.nodes, drawing.edges) == (0, 0)


def test_both_languages_say_the_same_things() -> None:
    for name in ("strings.json", "figures_strings.json"):
        strings = json.loads((TEMPLATES / name).read_text("utf-8"))
        assert list(strings["zh"]) == list(strings["en"])
        for key, text in strings["zh"].items():
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", strings["en"][key])), key


def test_every_string_that_the_page_asks_for_is_there() -> None:
    strings = json.loads((TEMPLATES / "strings.json").read_text("utf-8"))["zh"]
    strings |= json.loads((TEMPLATES / "figures_strings.json").read_text("utf-8"))["zh"]
    sources = [item.read_text("utf-8") for item in TEMPLATES.iterdir() if not item.name.endswith(".json")]
    asked = {key for source in sources for key in re.findall(r"(?:say|fact)\(\"(\w+)\"", source)}
    asked |= {key for source in sources for key in re.findall(r'data-(?:text|label|hint)="(\w+)"', source)}
    assert len(asked) > 50
    assert asked <= set(strings)


def test_the_page_never_reads_text_as_markup() -> None:
    scripts = [item.read_text("utf-8") for item in TEMPLATES.iterdir() if item.name.endswith(".js")]
    for banned in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert not [script for script in scripts if banned in script]


@pytest.fixture
def plan(tmp_path: Path, workspace: Workspace) -> list[str]:
    """The options that name a workspace and a file to write."""
    return ["--workspace", str(workspace.path), "--output", str(tmp_path / "out" / "图.html")]


def test_the_command_writes_the_file_and_says_what_it_holds(plan: list[str]) -> None:
    result = CliRunner().invoke(app, ["draw", "县财政局", *plan])
    assert result.exit_code == OK
    html = Path(plan[-1]).read_bytes().decode("utf-8")
    assert "县财政局" in html
    assert "个节点" in result.stderr
    assert result.stdout == ""


def test_the_page_opens_in_the_language_that_was_asked_for(plan: list[str]) -> None:
    CliRunner().invoke(app, ["draw", *plan, "--lang", "en"])
    assert '<html lang="en">' in Path(plan[-1]).read_text("utf-8")


def test_an_unknown_name_ends_with_the_nearest(plan: list[str]) -> None:
    result = CliRunner().invoke(app, ["draw", "县财整局", *plan])
    assert result.exit_code == NOT_UNDERSTOOD
    assert "县财政局" in result.stderr
    assert not Path(plan[-1]).exists()


@pytest.mark.parametrize("name", ["plan.txt", "."])
def test_only_a_web_page_is_written(name: str, plan: list[str], tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["draw", *plan[:2], "--output", str(tmp_path / name)])
    assert result.exit_code == USAGE


def test_a_drawing_that_cannot_be_written_leaves_nothing_behind(plan: list[str], tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where a folder should be")
    result = CliRunner().invoke(app, ["draw", *plan])
    assert result.exit_code == UNUSABLE
    assert "cannot be written" in result.stderr


DRAW_SEVERAL = """
import hashlib
from tests.graph.drawn import County, texts
from zeren.graph.draw import draw
from zeren.graph.network import responsibility_network
from zeren.graph.subject import EVERYTHING, find_subject

counties = County("松溪县", tasks=60, units=30), County("兰溪县")
documents = [county.facts() for county in counties]
network = responsibility_network(documents)
for name in ("", "县水利局", "治水攻坚仗", "打好治水攻坚仗工作专班", "松溪县"):
    subject = find_subject(network, documents, name) if name else EVERYTHING
    html = draw(documents, texts(*counties).__getitem__, subject).html
    print(hashlib.sha256(html.encode()).hexdigest())
"""


def test_processes_with_other_hash_seeds_draw_the_same_bytes() -> None:
    printed = []
    for seed in ("1", "2", "3"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", DRAW_SEVERAL], env=environment, check=True, capture_output=True
        )
        printed.append(done.stdout.split())
    assert printed[0] == printed[1] == printed[2]
    assert len(set(printed[0])) == 5


def test_the_file_is_in_utf_8_whatever_the_locale(plan: list[str]) -> None:
    command = [sys.executable, "-X", "warn_default_encoding", "-m", "zeren", "draw", "县财政局", *plan]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == OK, done.stderr
    # Python warns of every file that is opened in the encoding of the locale: none is ours.
    assert not [line for line in done.stderr.splitlines() if "EncodingWarning" in line and "zeren" in line]
    assert "云溪县重点工作方案" in Path(plan[-1]).read_bytes().decode("utf-8")
