"""The shapes of `shapes.ttl` held against a graph.

pySHACL judges what shapes say of each thing. The rules in SPARQL, which hold across things, are asked of
the store itself, which answers them many times faster than rdflib does (docs/benchmarks.md); a test
holds both ways against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph
from pyoxigraph import NamedNode

from zeren.ontology import terms

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from zeren.graph.validation.parts import Part
    from zeren.ontology.terms import Texts


class Breach(NamedTuple):
    """What a rule says against a thing.

    `thing` is the IRI of what breaks the rule, `property` the IRI of the property at fault, where it is
    one, `value` the value at fault, where there is one; `says` tells the rule in both languages.
    """

    thing: str
    property: str | None
    value: str | None
    says: Texts


class _Rule(NamedTuple):
    """A SELECT that is asked of each member of a class, `$this`, and finds what breaks the rule, `?value`."""

    members_of: str
    select: str
    says: Texts


def breaches(part: Part) -> Iterator[Breach]:
    """What the shapes say against the things of one graph."""
    yield from _of_things(part)
    yield from _across_things(part)


def _of_things(part: Part) -> Iterator[Breach]:
    from pyshacl import validate
    from rdflib import RDF, SH

    _, report, _ = validate(
        part.graph, shacl_graph=_shapes()[0], inference="none", inplace=True, do_owl_imports=False
    )
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        # What other graphs describe is there for its class alone, and judged with its own graph.
        if str(focus) in part.described or (part.judgements and focus in part.things):
            yield Breach(
                str(focus),
                None if path is None else str(path),
                None if value is None else str(value),
                _said(report, result, SH.resultMessage),
            )


def _across_things(part: Part) -> Iterator[Breach]:
    store, here = part.store, NamedNode(part.name)
    for rule in _shapes()[1]:
        for quad in store.quads_for_pattern(None, None, NamedNode(rule.members_of), here):
            answer: Any = store.query(
                rule.select,
                prefixes=part.published.prefixes,
                default_graph=[here],
                substitutions={pyoxigraph.Variable("this"): quad.subject},
            )
            for value in sorted({row["value"].value for row in answer}):
                yield Breach(part.owner(value), None, value, rule.says)


@cache
def _shapes() -> tuple[Graph, tuple[_Rule, ...]]:
    """The shapes without their rules in SPARQL, and these rules."""
    from rdflib import SH, Graph

    graph = Graph().parse(data=terms.source("shapes.ttl"), format="turtle")
    rules = [
        _Rule(
            str(graph.value(shape, SH.targetClass)),
            str(graph.value(rule, SH.select)),
            _said(graph, rule, SH.message),
        )
        for shape, rule in graph.subject_objects(SH.sparql)
    ]
    graph.remove((None, SH.sparql, None))
    return graph, tuple(sorted(rules, key=lambda rule: rule.select))


def _said(graph: Graph, node: Node, predicate: Node) -> Texts:
    return {str(getattr(m, "language", "")): str(m) for m in graph.objects(node, predicate)}
