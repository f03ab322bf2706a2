"""How long it takes to hold a workspace's graph against its shapes: Zeren, pySHACL alone, rudof.

`python -m benchmarks.shapes WORKSPACE` prints the times of each, in CPU seconds, the median of some rounds.
rudof (`pip install pyrudof`) is no dependency of Zeren; it is timed where it can be imported.
"""

from __future__ import annotations

import importlib
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from zeren.graph.store import Snapshot
from zeren.graph.validation import violations
from zeren.ontology import terms
from zeren.workspace import Workspace

ROUNDS = 5


def engines(published: Snapshot) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is timed: a name, and what does the work and says whether all is well."""
    import rdflib
    from pyshacl import validate

    from zeren.graph.export.rdf import turtle

    shapes = terms.source("shapes.ttl")
    data = turtle(published.all_facts(), published.base_iri, published.judgements().values()).decode()
    graph = rdflib.Graph().parse(data=data, format="turtle")
    shaped = rdflib.Graph().parse(data=shapes, format="turtle")
    yield "zeren validate", lambda: not list(violations(published))
    yield "pySHACL", lambda: validate(graph, shacl_graph=shaped, inference="none", inplace=True)[0]
    try:
        rudof: Any = importlib.import_module("pyrudof")
    except ImportError:
        return
    held = rudof.Rudof(rudof.RudofConfig())
    held.read_data(data, format=rudof.RDFFormat.Turtle)
    held.read_shacl(shapes, format=rudof.ShaclFormat.Turtle)
    yield "rudof", lambda: held.validate_shacl().conforms


def main() -> None:
    """Print one line an engine."""
    with Workspace(sys.argv[1]).snapshot() as published:
        for name, conforms in engines(published):
            times = []
            for _ in range(ROUNDS):
                begun = time.process_time()
                said = conforms()
                times.append(time.process_time() - begun)
            print(f"{name:16} {statistics.median(times):6.2f} s  conforms: {said}")


if __name__ == "__main__":
    main()
