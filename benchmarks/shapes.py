"""What holding a graph against its shapes takes, and which engines find the same: Zeren, pySHACL, others.

`python -m benchmarks.shapes WORKSPACE` prints CPU seconds and memory of each engine, each in a process of
its own. `python -m benchmarks.shapes --damage` asks each engine about every damaged graph of
`tests/graph/damage` and prints in how many it finds what pySHACL finds. What cannot be imported is left out:

    pip install pyrudof shacl-rust pyshifty pyshacl-turbo shacl
"""

from __future__ import annotations

import argparse
import importlib.util
import logging
import multiprocessing
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph

from tests.fixture_files import HERE, read_cases
from zeren.graph.store import Snapshot
from zeren.graph.validation import violations
from zeren.ontology import terms
from zeren.ontology.vocab import BASE_IRI, PREFIXES
from zeren.workspace import Workspace

Found = set[tuple[str, str]]
"""What breaks a shape and the property at fault, empty for a shape of the whole thing."""

PLAN = HERE / "graph" / "damage" / "青禾县重点工作方案.txt"


def reported(report: Any) -> Found:
    """The results of a report that is a graph of rdflib, or Turtle."""
    from rdflib import RDF, SH, Graph

    graph = Graph().parse(data=report, format="turtle") if isinstance(report, str) else report
    results = graph.subjects(RDF.type, SH.ValidationResult)
    return {
        (str(graph.value(result, SH.focusNode)), str(graph.value(result, SH.resultPath) or ""))
        for result in results
    }


def pyshacl(data: str, shapes: str) -> Found:
    """The results of pySHACL, over rdflib; the others follow its example."""
    from pyshacl import validate
    from rdflib import Graph

    graph = Graph().parse(data=data, format="turtle")
    shaped = Graph().parse(data=shapes, format="turtle")
    return reported(validate(graph, shacl_graph=shaped, inference="none", inplace=True)[1])


def turbo(data: str, shapes: str) -> Found:
    """The results of pyshacl-turbo: Rust, called like pySHACL."""
    validate = importlib.import_module("pyshacl_turbo").validate
    given = {"data_graph_format": "turtle", "shacl_graph_format": "turtle", "inference": "none"}
    return reported(validate(data, shacl_graph=shapes, **given)[1])


def shifty(data: str, shapes: str) -> Found:
    """The results of shifty: Rust."""
    return reported(importlib.import_module("shifty").validate(data, shapes, infer=False)[1])


def rudof(data: str, shapes: str) -> Found:
    """The results of rudof: Rust."""
    library: Any = importlib.import_module("pyrudof")
    held = library.Rudof(library.RudofConfig())
    held.read_data(data, format=library.RDFFormat.Turtle)
    held.read_shacl(shapes, format=library.ShaclFormat.Turtle)
    held.validate_shacl()
    return reported(
        held.serialize_shacl_validation_results(format=library.ResultShaclValidationFormat.Turtle)
    )


def shacl_rust(data: str, shapes: str) -> Found:
    """The results of shacl-rust: Rust."""
    validate = importlib.import_module("shacl_rust").validate
    results = validate(data, shapes, experimental_index=True)["results"]
    return {(bare(result["focusNode"]), bare(result.get("resultPath"))) for result in results}


def shacl(data: str, shapes: str) -> Found:
    """The results of shacl: Rust."""
    report = importlib.import_module("shacl").Shapes.from_turtle(shapes).validate_turtle(data)
    return {(bare(result.focus_node), bare(result.path)) for result in report.results}


def bare(term: str | None) -> str:
    """The IRI of a term in N-Triples."""
    return (term or "").removeprefix("<").removesuffix(">")


ENGINES: dict[str, tuple[str, Callable[[str, str], Found]]] = {
    "pySHACL": ("pyshacl", pyshacl),
    "rudof": ("pyrudof", rudof),
    "pyshacl-turbo": ("pyshacl_turbo", turbo),
    "shifty": ("shifty", shifty),
    "shacl-rust": ("shacl_rust", shacl_rust),
    "shacl": ("shacl", shacl),
}
"""An engine's name, its module, and how it is asked."""


def installed() -> dict[str, Callable[[str, str], Found]]:
    """The engines that can be imported."""
    return {name: ask for name, (module, ask) in ENGINES.items() if importlib.util.find_spec(module)}


def turtle(published: Snapshot) -> str:
    """Every triple of the store, whichever graph it stands in."""
    union: Any = published.store.query("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    return (pyoxigraph.serialize(union, format=pyoxigraph.RdfFormat.N_TRIPLES) or b"").decode()


def measured(work: Callable[..., object], *given: object) -> tuple[float, int, Any]:
    """CPU seconds, megabytes at most, and the answer of a function in a process of its own."""
    answers: multiprocessing.SimpleQueue[tuple[float, int, Any]] = multiprocessing.SimpleQueue()
    process = multiprocessing.Process(target=answered, args=(answers, work, given))
    process.start()
    answer = answers.get()
    process.join()
    return answer


def answered(answers: Any, work: Callable[..., object], given: tuple[object, ...]) -> None:
    """Call a function, and put what it took and gave into the queue."""
    begun = time.process_time()
    said = work(*given)
    spent = time.process_time() - begun
    answers.put((spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, said))


def whole(folder: Path) -> int:
    """How many violations `zeren validate` finds."""
    with Workspace(folder).snapshot() as published:
        return len(list(violations(published)))


def times(folder: Path) -> None:
    """Print what each engine takes for a workspace."""
    with Workspace(folder).snapshot() as published:
        data = turtle(published)
    print(f"{data.count(chr(10))} triples")
    spent, megabytes, found = measured(whole, folder)
    print(f"{'zeren validate':16} {spent:7.2f} s {megabytes:6} MB  {found} violations")
    for name, ask in installed().items():
        spent, megabytes, results = measured(ask, data, terms.source("shapes.ttl"))
        print(f"{name:16} {spent:7.2f} s {megabytes:6} MB  {len(results)} results")


def damaged() -> Iterator[tuple[str, str]]:
    """Each kind of damage, and the damaged graph."""
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "sound"
        Workspace(sound).ingest([PLAN])
        for number, case in enumerate(read_cases("graph/damage/damage.cases")):
            copy = Path(folder) / str(number)
            shutil.copytree(sound, copy)
            store = pyoxigraph.Store(str(next(copy.glob("graph/*/store"))))
            store.update(case.text, base_iri=BASE_IRI, prefixes=PREFIXES)
            store.flush()
            del store
            with Workspace(copy).snapshot() as published:
                yield case.title, turtle(published)


def agreement() -> None:
    """Print in how many damaged graphs an engine finds anything, and in how many just what pySHACL finds."""
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # of dates that are none
    shapes, engines = terms.source("shapes.ttl"), installed()
    caught, same = dict.fromkeys(engines, 0), dict.fromkeys(engines, 0)
    for title, data in damaged():
        expected = pyshacl(data, shapes)
        for name, ask in engines.items():
            found = ask(data, shapes)
            caught[name] += bool(found)
            same[name] += found == expected
            if found != expected:
                print(f"{name}: {title}: {len(found - expected)} more, {len(expected - found)} fewer")
    for name in engines:
        print(f"{name:16} finds something in {caught[name]}, the same as pySHACL in {same[name]}")


def main() -> None:
    """Print one table, of times or of damage."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("workspace", nargs="?", type=Path)
    options.add_argument("--damage", action="store_true", help="hold the engines' results against each other")
    given = options.parse_args()
    if given.damage:
        agreement()
    if given.workspace:
        times(given.workspace)


if __name__ == "__main__":
    main()
