"""Which tables hold the graph: a table a class, a column a property that a thing has once.

A property that a thing may have often has a table of its own. The classes and properties are those of
`zeren.graph.rdf` (docs/graph-model.md). What a graph says and no table holds is a `Misfit`: such a
generation has no columns, and is asked by SPARQL alone.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from zeren.ontology.vocab import DCTERMS, RDFS, SKOS, ZR

Kind = Literal["id", "iri", "text", "integer", "decimal", "date", "boolean"]
"""What a column holds: an IRI without the base that all ids stand under, a whole one, or a value."""

TYPES: dict[Kind, str] = {
    "id": "VARCHAR",
    "iri": "VARCHAR",
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DOUBLE",
    "date": "DATE",
    "boolean": "BOOLEAN",
}
"""The types of DuckDB."""


class Property(NamedTuple):
    """A property: the kind of its values, their language, and the class of what they name."""

    kind: Kind
    language: str = ""
    names_a: str | None = None


def _named(
    space: str, kind: Kind, *names: str, language: str = "", names_a: str | None = None
) -> dict[str, Property]:
    return {space + name: Property(kind, language, names_a) for name in names}


PROPERTIES: dict[str, Property] = {
    **_named(ZR, "id", "unit", "lead", "responsible", "support", "guide", names_a="Unit"),
    **_named(ZR, "id", "mentions", "member", "office", names_a="Unit"),
    **_named(ZR, "id", "task", "inTask", names_a="Task"),
    **_named(ZR, "id", "document", names_a="Plan"),
    **_named(ZR, "id", "region", names_a="Region"),
    **_named(ZR, "id", "group", names_a="WorkingGroup"),
    **_named(ZR, "id", "indicator", names_a="Indicator"),
    **_named(ZR, "id", "project", names_a="Project"),
    **_named(ZR, "id", "campaign", names_a="Campaign"),
    **_named(ZR, "id", "partOf", "evidence", "textEvidence"),
    **_named(ZR, "iri", "role", "kind", "function"),
    **_named(SKOS, "iri", "inScheme"),
    **_named(ZR, "text", "title", "text", "citedTitle", language="zh"),
    **_named(DCTERMS, "text", "title", language="zh"),
    **_named(DCTERMS, "text", "identifier"),
    **_named(SKOS, "text", "altLabel", language="zh"),
    **_named(
        ZR, "text", "issuer", "file", "sha256", "level", "annex", "path", "deadlineText", "deadlineKind",
        "category", "leader", "mention", "convener", "deputy", "number", "findingKind", "severity", "measure",
        "comparator", "unitText", "projectKind", "person", "post", "chargeLabel", "state", "why",
    ),
    **_named(ZR, "integer", "characters", "order", "year"),
    **_named(ZR, "decimal", "value", "valueMax", "baseline"),
    **_named(ZR, "date", "deadline"),
    **_named(DCTERMS, "date", "issued"),
    **_named(ZR, "boolean", "openEnded"),
    **_named(SKOS, "text", "prefLabel", language="zh"),
    **_named(RDFS, "text", "comment", language="zh"),
}  # fmt: skip
"""Every property of the graph by its IRI, but the class itself."""


class Shape(NamedTuple):
    """A class: the properties that its things have at most once, and those that they may have often.

    What is `spoken` they have once in Chinese and once in English.
    """

    once: tuple[str, ...]
    often: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()

    def columns(self, predicate: str) -> dict[str, str]:
        """The columns of a property that is had once, by the language of their values."""
        name, language = local(predicate), PROPERTIES[predicate].language
        return {"zh": f"{name}_zh", "en": f"{name}_en"} if predicate in self.spoken else {language: name}

    def has(self, predicate: str) -> bool:
        """Whether its things may have this property."""
        return predicate in self.once or predicate in self.often


def _zr(*names: str) -> tuple[str, ...]:
    return tuple(name if ":" in name else ZR + name for name in names)


_LABEL, _ALSO, _COMMENT = SKOS + "prefLabel", SKOS + "altLabel", RDFS + "comment"
_SCHEME = SKOS + "inScheme"

JUDGED = "Judged"
"""The things that the graph of judgements speaks of, which has no class for them."""

CLASSES: dict[str, Shape] = {
    "Plan": Shape(
        (
            *(DCTERMS + name for name in ("title", "identifier", "issued")),
            *_zr("issuer", "region", "file", "sha256", "characters"),
        )
    ),
    "Region": Shape(_zr(_LABEL, "level"), (_ALSO,), (_LABEL,)),
    "Unit": Shape(_zr(_LABEL, "kind", "function", "region", "partOf"), (_ALSO,), (_LABEL,)),
    "Indicator": Shape(_zr(_LABEL, "region"), (_ALSO,)),
    "Campaign": Shape((_LABEL, _SCHEME)),
    "Category": Shape((_LABEL, _SCHEME)),
    "Task": Shape(
        _zr("document", "title", "text", "annex", "path", "campaign", "partOf", "openEnded", "deadline")
        + _zr("deadlineText", "deadlineKind", "order"),
        _zr("category", "evidence", "textEvidence", "lead", "responsible", "support", "guide", "leader")
        + _zr("mentions"),
    ),
    "Assignment": Shape(_zr("task", "role", "unit", "mention", "evidence")),
    "Charge": Shape(_zr("task", "person", "post", "chargeLabel", "mention", "evidence")),
    "WorkingGroup": Shape(
        _zr("document", _LABEL, "annex", "campaign", "convener", "office", "openEnded"),
        _zr("deputy", "member", "evidence"),
    ),
    "Membership": Shape(_zr("group", "unit", "mention", "evidence")),
    "Citation": Shape(_zr("document", "number", "citedTitle"), _zr("evidence")),
    "Mention": Shape(_zr("document", "task", "unit", "mention", "evidence")),
    "Target": Shape(
        _zr("document", "annex", "indicator", "task", "project", _LABEL, "measure", "comparator", "value")
        + _zr("valueMax", "unitText", "year", "baseline"),
        _zr("evidence"),
    ),
    "Project": Shape(_zr("document", _LABEL, "projectKind"), (_ALSO, *_zr("inTask", "evidence"))),
    "Finding": Shape(_zr("findingKind", "severity", _COMMENT), _zr("document", "evidence"), (_COMMENT,)),
    JUDGED: Shape(_zr("state", "why")),
}  # fmt: skip
"""Every class of the graph by the end of its IRI."""


class Misfit(Exception):  # noqa: N818 # no error: such a graph is asked by SPARQL
    """A graph says what no table holds."""


def local(predicate: str) -> str:
    """The end of a property's IRI, which tells it among those of one class."""
    return predicate.replace("/", "#").rpartition("#")[2]


def often(kind: str, predicate: str) -> str:
    """The table of a property that things of a class may have often: columns `s` and `o`."""
    return f"{kind}_{local(predicate)}"


def tables() -> dict[str, dict[str, Kind]]:
    """The columns of every table, with their kinds; the first are `g`, the graph, and `s`, the thing."""
    found: dict[str, dict[str, Kind]] = {}
    for kind, shape in CLASSES.items():
        found[kind] = {"g": "id", "s": "id"}
        for predicate in shape.once:
            for name in shape.columns(predicate).values():
                found[kind][name] = PROPERTIES[predicate].kind
        for predicate in shape.often:
            found[often(kind, predicate)] = {"g": "id", "s": "id", "o": PROPERTIES[predicate].kind}
    return found
