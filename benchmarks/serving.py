"""The memory of a server over a day's worth of requests, replayed in a fixed order.

The day: pages of all things in both languages and as JSON, listings, searches, questions in words, SPARQL
queries, addresses of nothing, each with ever new parameters; now and then a plan is published or taken out.
Prints the resident memory of the server and of the processes that answer SPARQL, its slope over the second
half, and the last quarter's median over the first's.

    python -m benchmarks.serving                     # 20,000 requests to the examples
    python -m benchmarks.serving --counties 100      # the same to the plans of a hundred counties
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import local
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from benchmarks.corpus.__main__ import write
from benchmarks.served import server
from zeren.workspace import Workspace

CHECKOUT = Path(__file__).resolve().parents[1]
EXAMPLES = CHECKOUT / "examples"
SHARES = {
    "thing": 40, "listing": 12, "search": 14, "question": 14, "sparql": 14, "network": 2, "nothing": 4,
}  # fmt: skip
"""Of a hundred requests, how many are of a kind."""

LISTINGS = ("documents", "units", "tasks", "groups", "indicators", "projects", "findings", "matrix")
WORDINGS = (
    "{unit}牵头哪些任务", "{unit}配合哪些任务", "哪些单位和{unit}共同承担任务", "{unit}在哪些专班",
    "谁牵头{task}", "{county}哪些任务没有牵头单位", "{county}有哪些项目", "which tasks does {unit} lead",
)  # fmt: skip
QUERIES = (
    'SELECT ?task ?title {{ ?task zr:title ?title FILTER(CONTAINS(?title, "{word}")) }} LIMIT 50',
    'SELECT ?unit (COUNT(?task) AS ?tasks) {{ ?task zr:lead ?unit ; zr:text ?text '
    'FILTER(CONTAINS(?text, "{word}")) }} GROUP BY ?unit',
    "CONSTRUCT {{ <{iri}> ?p ?o }} {{ <{iri}> ?p ?o }}",
)  # fmt: skip
BASE = "https://w3id.org/zeren/id/"
BATCH = 200
"""Requests between two looks at the memory."""

READERS = 4


class Known(NamedTuple):
    """What can be asked about: ids by kind, names, and the texts that words are taken from."""

    ids: dict[str, list[str]]
    units: list[str]
    tasks: list[str]
    regions: list[str]
    texts: list[str]


class Sample(NamedTuple):
    """The memory after so many requests: of the server, and of its processes together, in MB."""

    requests: int
    server: float
    workers: float


def known(workspace: Workspace) -> Known:
    """What a workspace has, in a fixed order."""
    ids: dict[str, list[str]] = {}
    units: dict[str, None] = {}
    tasks: list[str] = []
    texts: list[str] = []
    regions: dict[str, None] = {}
    with workspace.snapshot() as published:
        for facts in published.all_facts():
            ids.setdefault("document", []).append(facts.document.id)
            ids.setdefault("text", []).append(facts.document.id)
            for kind, records in (
                ("unit", facts.units), ("task", facts.tasks), ("group", facts.groups),
                ("indicator", facts.indicators), ("project", facts.projects),
            ):  # fmt: skip
                ids.setdefault(kind, []).extend(record.id for record in records)
            region = facts.document.region or ""
            regions[region] = None
            units.update(dict.fromkeys(region + unit.name for unit in facts.units))
            tasks += (task.title for task in facts.tasks)
            texts.append(published.text(facts.document.id))
    ids["county"] = list(regions)
    return Known(ids, list(units), tasks, list(regions), texts)


def address(turn: random.Random, of: Known) -> str:
    """One request of the day."""
    kind = turn.choices([*SHARES], [*SHARES.values()])[0]
    path, query = _ASKED[kind](turn, of)
    # The endpoint and the JSON have one address for both languages.
    before = "" if kind == "sparql" or path.endswith(".json") else turn.choice(("", "", "en/"))
    return f"/{before}{path}?{urlencode(query)}" if query else f"/{before}{path}"


def _thing(turn: random.Random, of: Known) -> tuple[str, dict[str, object]]:
    kind = turn.choice([*of.ids])
    path = f"{kind}/{quote(turn.choice(of.ids[kind]))}"
    return (f"{path}.json" if turn.random() < 0.2 else path), {}


def _listing(turn: random.Random, of: Known) -> tuple[str, dict[str, object]]:
    return turn.choice(LISTINGS), {"county": turn.choice(of.regions), "page": turn.randint(1, 3)}


def _network(turn: random.Random, of: Known) -> tuple[str, dict[str, object]]:
    return "network", {"county": turn.choice(of.regions), "min": turn.randint(1, 4)}


def _search(turn: random.Random, of: Known) -> tuple[str, dict[str, object]]:
    return "search", {"q": word(turn, of)}


def _question(turn: random.Random, of: Known) -> tuple[str, dict[str, object]]:
    county, unit, task = map(turn.choice, (of.regions, of.units, of.tasks))
    return "ask", {"q": turn.choice(WORDINGS).format(county=county, unit=unit, task=task)}


def _sparql(turn: random.Random, of: Known) -> tuple[str, dict[str, object]]:
    query = turn.choice(QUERIES).format(word=word(turn, of), iri=BASE + turn.choice(of.ids["unit"]))
    return "sparql", {"query": query}


def _nothing(turn: random.Random, _: Known) -> tuple[str, dict[str, object]]:
    return f"{turn.choice(('unit', 'task', 'county'))}/{turn.randrange(10**9)}", {}


_ASKED = {
    "thing": _thing, "listing": _listing, "search": _search, "question": _question, "sparql": _sparql,
    "network": _network, "nothing": _nothing,
}  # fmt: skip


def word(turn: random.Random, of: Known) -> str:
    """Two to four letters that stand somewhere in a plan."""
    text = turn.choice(of.texts)
    start = turn.randrange(len(text) - 4)
    return re.sub(r"\W", "", text[start : start + turn.randint(2, 4)]) or "资金"


class Reader:
    """Asks for pages, each thread on a connection of its own, and counts the answers."""

    def __init__(self, netloc: str) -> None:
        self._netloc = netloc
        self._own = local()
        self.answers: Counter[int] = Counter()

    def get(self, path: str) -> None:
        """Ask for a page and read it whole; one that cannot be had counts as status 0."""
        # A server closes a connection that was idle for long, as all are while a plan is published.
        self.answers[self._status(path) or self._status(path) or 0] += 1

    def _status(self, path: str) -> int | None:
        connection = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = http.client.HTTPConnection(self._netloc, timeout=120)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer: http.client.HTTPResponse = connection.getresponse()
            answer.read()
        except (http.client.HTTPException, OSError):
            self._own.connection = None
            return None
        return answer.status


def resident(process: int) -> float:
    """The memory of a process that is in use, in MB; none of one that has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text("utf-8")
    except OSError:
        return 0
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.M)
    return int(found[1]) / 1024 if found else 0


def children(process: int) -> list[int]:
    """The processes that a process started."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text("utf-8").split()]


def replay(workspace: Workspace, requests: int, publications: int, seed: int) -> list[Sample]:
    """Send a day's requests, publish in between, and look at the memory."""
    of = known(workspace)
    turn = random.Random(seed)  # noqa: S311 - the same day each time; nothing is kept secret with it
    draft = sorted((EXAMPLES / "draft").glob("*.txt"))
    every = max(1, requests // (publications + 1) // BATCH) * BATCH
    samples = []
    own: str | None = None
    with server(workspace.path) as (site, process), ThreadPoolExecutor(READERS) as pool:
        reader = Reader(urlsplit(site).netloc)
        for sent in range(0, requests, BATCH):
            if sent and sent % every == 0:
                if own:
                    workspace.remove(own)
                    own = None
                else:
                    own = workspace.ingest(draft).documents[0].document.id
            list(pool.map(reader.get, [address(turn, of) for _ in range(BATCH)]))
            found = resident(process), sum(map(resident, children(process)))
            samples.append(Sample(sent + BATCH, *found))
        print(f"answers by status: {dict(sorted(reader.answers.items()))}")
    return samples


def slope(samples: Sequence[Sample]) -> float:
    """MB for each 1,000 requests, by least squares, of the server and its processes together."""
    at = [sample.requests / 1000 for sample in samples]
    return statistics.linear_regression(at, [sample.server + sample.workers for sample in samples]).slope


def told(samples: Sequence[Sample]) -> None:
    """Print the curve and what it comes to."""
    print(f"{'requests':>10}{'server MB':>11}{'workers MB':>12}{'together':>10}")
    for sample in samples[:: max(1, len(samples) // 20)]:
        together = sample.server + sample.workers
        print(f"{sample.requests:>10,}{sample.server:>11.0f}{sample.workers:>12.0f}{together:>10.0f}")
    quarter = len(samples) // 4
    first, last = (
        statistics.median(sample.server + sample.workers for sample in part)
        for part in (samples[:quarter], samples[-quarter:])
    )
    print(f"second half: {slope(samples[len(samples) // 2 :]):+.2f} MB for 1,000 requests")
    print(f"median of the last quarter {last:.0f} MB, of the first {first:.0f} MB: {last / first:.2f}")


def main() -> None:
    """Measure what is asked for."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--counties", type=int, default=2, help="so many plans, the examples first")
    options.add_argument("--requests", type=int, default=20_000)
    options.add_argument("--publications", type=int, default=8, help="how often a plan comes or goes")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "data")
        invented = write(given.counties - 2, Path(folder) / "corpus")
        workspace.ingest([*sorted(EXAMPLES.glob("*.txt")), *invented])
        begun = time.monotonic()
        samples = replay(workspace, given.requests, given.publications, given.seed)
        print(f"{given.counties} plans, {given.requests:,} requests in {time.monotonic() - begun:.0f} s")
        told(samples)


if __name__ == "__main__":
    main()
