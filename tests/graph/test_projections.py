"""The networks to look at: who is tied to whom in the example plans, where each stands, and as files."""

from __future__ import annotations

import csv
import io
import math
import os
import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from tests.graph.example_plans import plans
from zeren.graph.projections.discs import rows
from zeren.graph.projections.files import gexf, nodes_csv, ties_csv
from zeren.graph.projections.kept import Kept
from zeren.graph.projections.picture import Picture, compose, only
from zeren.graph.projections.placed import Placed, place
from zeren.graph.projections.project import Choice, Net, View, project
from zeren.graph.projections.svg import shortened, svg
from zeren.ontology.facts import DocumentFacts, encode
from zeren.workspace import Workspace

YUNZE, QINGLING = plans()[0]
VIEWS: tuple[View, ...] = ("units", "tasks", "groups")


def whole(view: View = "units") -> Picture:
    """Both counties in one picture."""
    choice = Choice(view=view)
    return compose([("云泽县", place([YUNZE], choice)), ("青岭县", place([QINGLING], choice))])


def named(net: Net) -> dict[frozenset[str], int]:
    return {frozenset((net.nodes[e.a].id, net.nodes[e.b].id)): e.weight for e in net.edges}


def shared_tasks(facts: DocumentFacts) -> Counter[frozenset[str]]:
    """Counted anew, task by task: how many tasks each two units share."""
    found: Counter[frozenset[str]] = Counter()
    for task in facts.tasks:
        units = sorted({mention.unit for _, mention in task.mentions()})
        found.update(frozenset(pair) for pair in combinations(units, 2))
    return found


def test_a_tie_of_two_units_is_the_number_of_their_tasks() -> None:
    assert named(project([YUNZE], Choice())) == shared_tasks(YUNZE)


def test_with_a_role_one_of_the_two_has_it_in_each_task_that_counts() -> None:
    expected: Counter[frozenset[str]] = Counter()
    for task in YUNZE.tasks:
        units = {mention.unit for _, mention in task.mentions()}
        leads = {mention.unit for mention in task.lead}
        expected.update(frozenset(pair) for pair in combinations(sorted(units), 2) if leads & set(pair))
    assert named(project([YUNZE], Choice(role="lead"))) == expected
    assert expected != shared_tasks(YUNZE)


def test_a_least_number_of_tasks_leaves_the_weaker_ties_out_and_who_has_no_other() -> None:
    net = project([YUNZE], Choice(minimum=2))
    strong = {pair: count for pair, count in shared_tasks(YUNZE).items() if count >= 2}
    assert named(net) == strong
    assert {node.id for node in net.nodes} == {unit for pair in strong for unit in pair}


def test_the_neighbourhood_of_a_unit_holds_all_that_share_its_tasks_and_nobody_else() -> None:
    unit = "云泽县/财政局"
    net = project([YUNZE], Choice(unit=unit))
    partners = {other for pair in shared_tasks(YUNZE) if unit in pair for other in pair}
    assert {node.id for node in net.nodes} == partners


def test_a_unit_is_tied_to_the_tasks_that_it_carries_in_their_roles() -> None:
    net = project([YUNZE], Choice(view="tasks", role="lead"))
    ties = {(net.nodes[e.a].id, net.nodes[e.b].id, e.tie) for e in net.edges}
    led = {(mention.unit, task.id) for task in YUNZE.tasks for mention in task.lead}
    assert {frozenset(tie[:2]) for tie in ties} == {frozenset(pair) for pair in led}
    assert {tie[2] for tie in ties} == {"lead"}


def test_a_campaign_is_the_same_with_and_without_its_verb() -> None:
    plain = project([YUNZE], Choice(campaign="产业培育主动仗"))
    assert plain == project([YUNZE], Choice(campaign="打好产业培育主动仗"))
    assert 0 < len(plain.nodes) < len(project([YUNZE], Choice()).nodes)


@pytest.mark.parametrize("view", VIEWS)
def test_members_of_a_community_have_more_ties_inside_than_by_chance(view: View) -> None:
    made = place([QINGLING], Choice(view=view))
    inside = sum(e.weight for e in made.net.edges if made.communities[e.a] == made.communities[e.b])
    sizes = Counter(made.communities)
    by_chance = sum(size * (size - 1) for size in sizes.values()) / math.prod((len(made.communities),) * 2)
    assert inside / sum(e.weight for e in made.net.edges) > 1.5 * by_chance
    alone = [n for n, node in zip(made.communities, made.net.nodes, strict=True) if not node.strength]
    assert set(alone) <= {0}


@pytest.mark.parametrize("choice", [*(Choice(view=view) for view in VIEWS), Choice(unit="云泽县/财政局")])
def test_no_node_stands_on_another_and_all_stand_in_their_county(choice: Choice) -> None:
    made = place([YUNZE], choice)
    assert min(math.dist(a, b) for a, b in combinations(made.places, 2)) > 12
    assert max(math.hypot(x, y) for x, y in made.places) <= made.radius


def test_counties_stand_beside_each_other_and_none_over_another() -> None:
    discs = rows([120.0, 40, 300, 80, 80, 10, 500, 60, 60, 60, 90])
    for a, b in combinations(discs, 2):
        assert math.dist(a[:2], b[:2]) > a.radius + b.radius


def test_further_counties_move_none_of_those_before_and_large_ones_keep_to_their_disc() -> None:
    large, small = place([YUNZE], Choice(view="tasks")), place([YUNZE], Choice(view="groups"))
    assert large.radius > small.radius
    few = compose([("甲", small), ("乙", large)], cell=small.radius)
    more = compose([("甲", small), ("乙", large), ("丙", large), ("丁", small)], cell=small.radius)
    assert more.counties[:2] == few.counties
    places = [(spot.id, spot.x, spot.y) for spot in more.spots]
    assert places[: len(few.spots)] == [(spot.id, spot.x, spot.y) for spot in few.spots]
    for a, b in combinations((county.disc for county in more.counties), 2):
        assert math.dist(a[:2], b[:2]) > a.radius + b.radius
    for spot in more.spots:
        disc = more.counties[spot.county].disc
        assert math.dist((spot.x, spot.y), disc[:2]) <= disc.radius + 0.1


def test_a_unit_that_two_counties_name_is_one_node_with_all_its_ties() -> None:
    part = place([YUNZE], Choice())
    twice = compose([("甲", part), ("乙", part)])
    assert [s.id for s in twice.spots] == [s.id for s in compose([("甲", part)]).spots]
    assert {e.weight % 2 for e in twice.edges} == {0}


def test_two_processes_give_the_same_picture(tmp_path: Path) -> None:
    (tmp_path / "facts").write_bytes(encode(QINGLING))
    program = """if True:
        import sys
        from zeren.graph.projections.picture import compose
        from zeren.graph.projections.placed import place
        from zeren.graph.projections.project import Choice
        from zeren.graph.projections.svg import svg
        from zeren.ontology.facts import decode
        facts = decode(open(sys.argv[1], "rb").read())
        sys.stdout.buffer.write(svg(compose([("", place([facts], Choice()))]), "").encode())
    """
    pictures = [
        subprocess.run(
            [sys.executable, "-c", program, tmp_path / "facts"], capture_output=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert pictures[0] == pictures[1]


def test_a_community_alone_keeps_its_place_and_its_own_ties() -> None:
    picture = whole()
    alone = only(picture, 2)
    places = {spot.id: (spot.x, spot.y) for spot in picture.spots if spot.community == 2}
    assert {spot.id: (spot.x, spot.y) for spot in alone.spots} == places
    assert all(0 < spot.degree < len(alone.spots) for spot in alone.spots)


def test_the_svg_has_the_names_as_text_and_every_node_has_its_whole_name() -> None:
    picture = whole("tasks")
    root = ET.fromstring(svg(picture, "云泽县与青岭县"))  # noqa: S314 # made a line above
    space = "{http://www.w3.org/2000/svg}"
    names = [text.text for text in root.iter(f"{space}text")]
    assert {"云泽县", "青岭县"} <= set(names)
    shown = {shortened(spot.name) for spot in picture.spots}
    assert set(names) - {"云泽县", "青岭县"} <= shown
    assert all(shortened(spot.name) in names for spot in picture.spots[:20])
    titles = [title.text or "" for title in root.iter(f"{space}title")][1:]
    assert [title.rpartition(" [")[0] or title for title in titles] == [spot.name for spot in picture.spots]
    assert len(list(root.iter(f"{space}line"))) == len(picture.edges)


def test_names_in_the_svg_are_text_whatever_is_in_them() -> None:
    picture = whole()
    hostile = picture._replace(spots=[s._replace(name="<script>&\"'") for s in picture.spots])
    root = ET.fromstring(svg(hostile, "</title><script>"))  # noqa: S314 # made a line above
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))


def test_the_gexf_is_read_back_as_the_same_network() -> None:
    picture = whole()
    graph = nx.read_gexf(io.BytesIO(gexf(picture)))
    assert set(graph.nodes) == {spot.id for spot in picture.spots}
    assert graph.number_of_edges() == len(picture.edges)
    assert b"lastmodified" not in gexf(picture)


def test_the_tables_hold_every_node_and_every_tie_and_no_formula() -> None:
    picture = whole()
    picture = picture._replace(spots=[picture.spots[0]._replace(name="=1+1"), *picture.spots[1:]])
    nodes, ties = (
        list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        for data in (nodes_csv(picture), ties_csv(picture))
    )
    assert [row["id"] for row in nodes] == [spot.id for spot in picture.spots]
    assert nodes[0]["name"] == "'=1+1"
    assert [int(row["weight"]) for row in ties] == [edge.weight for edge in picture.edges]


def test_a_county_that_did_not_change_is_not_placed_again(workspace_of_examples: Workspace) -> None:
    kept, read = Kept(), []

    def made() -> list[Placed]:
        with workspace_of_examples.snapshot() as published:

            def facts(document: str) -> DocumentFacts:
                read.append(document)
                return published.facts(document)

            return [kept.network(published, [key], Choice(), facts) for key in published.documents]

    assert made() == made()
    assert len(read) == len(set(read))
