"""What a query may take: time, rows, bytes, memory; and that one query's limit is no other's."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree

import httpx
import pytest
from starlette.testclient import TestClient

from tests.web.sparql.conftest import Serve
from zeren.workspace import Workspace

HOURS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a != ?i && ?d != ?h) }"
"""Every triple with every other with every other: the example plans have 12,000."""

UNITS = "SELECT ?unit { ?unit a zr:Unit }"


def get(address: str, query: str, **headers: str) -> httpx.Response:
    return httpx.get(address, params={"query": query}, headers=headers, timeout=120)


def workers_of(process: int) -> set[int]:
    """The processes that answer queries for this one."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == process and b"zeren.web.sparql.worker" in (folder / "cmdline").read_bytes():
                    found.add(int(folder.name))
            except OSError:
                continue
    return found


def test_a_query_of_hours_is_stopped_while_fifty_others_are_answered(serve: Serve) -> None:
    address = serve(seconds=5)
    ended: list[str] = []

    def hours() -> httpx.Response:
        answer = get(address, HOURS)
        ended.append("hours")
        return answer

    def units(number: int) -> httpx.Response:
        answer = get(address, UNITS)
        ended.append(f"units {number}")
        return answer

    with ThreadPoolExecutor(51) as threads:
        long = threads.submit(hours)
        others = [threads.submit(units, number) for number in range(50)]
        assert {other.result().status_code for other in others} == {200}
        assert {len(other.result().json()["results"]["bindings"]) for other in others} == {123}
        stopped = long.result()
    assert ended[-1] == "hours"
    assert stopped.status_code == 504
    assert "stopped after 5 s" in stopped.text


def test_after_a_stopped_query_the_next_one_is_answered(serve: Serve) -> None:
    address = serve(seconds=0.5, processes=1)
    assert [get(address, HOURS).status_code, get(address, UNITS).status_code] == [504, 200]


def test_a_query_is_stopped_when_nobody_waits_for_it_any_more(serve: Serve) -> None:
    address = serve(seconds=600, processes=1)
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(address, params={"query": HOURS}, timeout=1)
    # The only process had that query; this one is answered because it was ended.
    assert get(address, UNITS).status_code == 200


@pytest.mark.parametrize("bounds", [{"waiting": 0}, {"patience": 0.1}], ids=["no room", "no patience"])
def test_who_cannot_wait_is_told_when_to_come_again(serve: Serve, bounds: dict[str, float]) -> None:
    address = serve(seconds=2, processes=1, **bounds)
    with ThreadPoolExecutor(1) as threads:
        long = threads.submit(get, address, HOURS)
        time.sleep(0.5)  # it has the only process from now on
        busy = get(address, UNITS)
        assert long.result().status_code == 504
    assert busy.status_code == 503
    assert int(busy.headers["retry-after"]) > 0


@pytest.mark.skipif(os.name != "posix", reason="only POSIX limits a process's memory")
def test_a_query_that_needs_too_much_memory_is_told_so(serve: Serve) -> None:
    address = serve(seconds=60, memory=1 << 30)
    every = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
    answer = get(address, every)
    assert answer.status_code == 507
    assert "memory" in answer.text
    assert get(address, UNITS).status_code == 200


@pytest.fixture
def narrow(serve: Serve) -> str:
    """An endpoint that gives at most three rows or triples."""
    return serve(rows=3)


@pytest.mark.parametrize(
    ("form", "told"),
    [("json", '"leftOut":true'), ("xml", "only the first 3 rows"), ("csv", ""), ("tsv", "")],
)
def test_rows_beyond_the_limit_are_left_out_and_that_is_told(narrow: str, form: str, told: str) -> None:
    answer = httpx.get(narrow, params={"query": UNITS, "format": form})
    assert (answer.headers["x-zeren-rows"], answer.headers["x-zeren-rows-left-out"]) == ("3", "rows")
    assert answer.text.count("https://w3id.org/zeren/id/") == 3
    assert told in answer.text
    whole = httpx.get(narrow, params={"query": f"{UNITS} LIMIT 3", "format": form})
    assert "x-zeren-rows-left-out" not in whole.headers


@pytest.mark.parametrize(
    ("form", "told"),
    [("ttl", "# only the first 3"), ("nt", "# only the first 3"), ("jsonld", ""), ("rdf", "<!--")],
)
def test_triples_beyond_the_limit_are_left_out_and_that_is_told(narrow: str, form: str, told: str) -> None:
    query = "CONSTRUCT { ?s a zr:Unit } { ?s a zr:Unit }"
    answer = httpx.get(narrow, params={"query": query, "format": form})
    assert (answer.headers["x-zeren-rows"], answer.headers["x-zeren-rows-left-out"]) == ("3", "rows")
    assert told in answer.text


def test_an_answer_has_no_more_bytes_than_it_may(serve: Serve) -> None:
    address = serve(bytes=2000)
    answer = get(address, UNITS)
    assert answer.headers["x-zeren-rows-left-out"] == "bytes"
    assert len(answer.content) < 2100
    assert 0 < len(answer.json()["results"]["bindings"]) == int(answer.headers["x-zeren-rows"])


def test_a_long_answer_arrives_whole(serve: Serve) -> None:
    answer = get(serve(), "SELECT * { ?s ?p ?o }")
    assert len(answer.content) > 1 << 20
    assert len(answer.json()["results"]["bindings"]) == int(answer.headers["x-zeren-rows"])


@pytest.fixture
def growing(workspace_of_examples: Workspace, tmp_path: Path) -> Workspace:
    """A workspace that may change: a copy of the one with the examples."""
    return Workspace(copytree(workspace_of_examples.path, tmp_path / "copy"))


def test_a_new_generation_is_taken_up_and_each_answer_is_of_one(serve: Serve, growing: Workspace) -> None:
    address = serve(workspace=growing)
    plans = "SELECT ?plan ?title { ?plan a zr:Plan }"
    before = get(address, plans)
    growing.remove(growing.documents()[0].id)
    after = get(address, plans)
    assert [len(answer.json()["results"]["bindings"]) for answer in (before, after)] == [2, 1]
    assert before.headers["x-zeren-generation"] != after.headers["x-zeren-generation"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes where Linux lists them")
def test_the_processes_that_answer_end_with_the_server(explorer: TestClient, serve: Serve) -> None:
    assert explorer.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    before = workers_of(os.getpid())
    address = serve(processes=1)
    assert get(address, UNITS).status_code == 200
    (own,) = workers_of(os.getpid()) - before
    os.kill(own, signal.SIGKILL)
    assert get(address, UNITS).status_code == 200  # another one has taken its place
