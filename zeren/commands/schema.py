"""`zeren schema`: the words of the graph, and one of them in full."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from zeren import render
from zeren.commands import complete
from zeren.commands.files import write_whole
from zeren.commands.session import FormatOption, Language, LanguageOption, OutputFormat, WorkspaceOption
from zeren.errors import UsageError, WorkspaceError
from zeren.render import Column

if TYPE_CHECKING:
    from zeren.graph.store import Snapshot
    from zeren.ontology.terms import Term

EXAMPLES = """\b
Examples:
  zeren schema
  zeren schema zr:Task
  zeren schema 牵头单位
  zeren schema "working group" --lang en
  zeren schema --output 模型/
"""

COLUMNS = (
    Column("name", "名称", "name"),
    Column("kind", "种类", "what"),
    Column("label", "说法", "label"),
    Column("definition", "定义", "definition"),
    Column("from", "主语", "from"),
    Column("to", "宾语", "to"),
)
FIELDS = (
    Column("name", "属性", "property"),
    Column("times", "次数", "times"),
    Column("values", "值", "values"),
    Column("label", "说法", "label"),
)
VALUES = (
    Column("name", "取值", "value"),
    Column("notation", "写作", "written as"),
    Column("label", "说法", "label"),
    Column("definition", "定义", "definition"),
)
WORDS = {
    "class": ("类", "class"),
    "property": ("属性", "property"),
    "concept": ("取值", "value"),
    "notation": ("写作", "written as"),
    "aliases": ("又称", "also called"),
    "above": ("上位词", "narrower than"),
    "from": ("主语", "from"),
    "to": ("宾语", "to"),
    "value of": ("是其取值", "a value of"),
    "related": ("参见", "see also"),
    "for example": ("例", "for example"),
    "example": ("本工作区中的例子", "an example from this workspace"),
}
Triple = tuple[str, str, str]
"""Subject, predicate and object as SPARQL and Turtle take them."""

SHORT = 40
"""Letters of a long text that an example shows to a person."""


def schema(
    term: Annotated[
        str | None,
        typer.Argument(
            metavar="TERM",
            help="A name (zr:Task), a label (任务, task) or an IRI.",
            autocompletion=complete.terms,
        ),
    ] = None,
    *,
    folder: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the model's Turtle files and its page into this folder."),
    ] = None,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """Explain the classes and properties of the graph.

    Without TERM all of them are listed. With TERM one is shown in full: what it means, what
    it leads from and to, its properties or values, and an example from the workspace with its
    sentence, where there is one. `task` is the class zr:Task; the property is asked for as zr:task.
    With --output the whole model is written: the ontology, its SHACL shapes and the functions of
    government as Turtle, and a page that explains them.
    """
    from zeren.ontology import terms

    if folder and term is not None:
        raise UsageError("--output writes the whole model", f"leave out {term}, or --output")
    if folder:
        _write_model(folder)
        return
    if term is None:
        listed = [_row(word, language) for word in terms.terms() if word.kind != "concept"]
        render.listing(listed, COLUMNS, output, language, [_data(word) for word in terms.terms()])
        return
    found = terms.find(term)
    example = _example(found, workspace)
    output = render.chosen(output)
    if output is OutputFormat.JSON:
        told = {"example": example.triples, "evidence": example.evidence}
        render.json(_data(found) | _parts(found) | told)
    elif output is OutputFormat.TABLE:
        render.write(_for_people(found, example, language))
    else:
        render.listing([_row(found, language)], COLUMNS, output, language)


def _data(term: Term) -> dict[str, Any]:
    """A term as a program reads it, in both languages."""
    return {
        "name": term.name,
        "iri": term.iri,
        "kind": term.kind,
        "label": term.label,
        "definition": term.definition,
        "aliases": term.aliases,
        "notation": term.notation,
        "above": term.above,
        "from": term.subjects,
        "to": term.objects,
        "value of": term.scheme,
        "related": term.related,
        "for example": term.example,
    }


def _parts(term: Term) -> dict[str, Any]:
    """The properties of a class, and the values that are its members."""
    from zeren.ontology import terms

    labels = {word.name: word.label for word in terms.terms()}
    return {
        "properties": [f._asdict() | {"label": labels.get(f.name, {})} for f in terms.fields(term.name)],
        "values": [_data(word) for word in terms.terms() if word.scheme == term.name],
    }


def _row(data: Term | dict[str, Any], language: Language | None) -> dict[str, Any]:
    """A term as a line of a table, in one language."""
    row = data if isinstance(data, dict) else _data(data)
    chosen = language or Language.ZH
    return row | {
        "kind": _say(str(row.get("kind", "")), language),
        "label": row["label"].get(chosen, ""),
        "definition": row.get("definition", {}).get(chosen, ""),
    }


def _say(word: str, language: Language | None) -> str:
    chinese, english = WORDS.get(word, (word, word))
    return english if language is Language.EN else chinese


def _for_people(term: Term, example: _Example, language: Language | None) -> str:
    row = _row(term, language)
    parts = [f"{term.name}  {row['label']}  [{row['kind']}]", row["definition"], f"  {term.iri}"]
    parts.append(f"  {_say('for example', language)}: {term.example[(language or Language.ZH).value]}")
    for key in ("notation", "aliases", "above", "from", "to", "value of", "related"):
        if row[key]:
            value = row[key] if isinstance(row[key], str) else ", ".join(row[key])
            parts.append(f"  {_say(key, language)}: {value}")
    shown = [render.text("\n".join(parts))]
    for key, columns in (("properties", FIELDS), ("values", VALUES)):
        lines = [_row(part, language) for part in _parts(term)[key]]
        if lines:
            headings = [column.heading(language) for column in columns]
            shown.append(render.table(headings, [[line.get(c.key) for c in columns] for line in lines]))
    if example.triples:
        triples = example.triples
        block = _turtle(triples) if len(triples) > 1 else [" ".join((*triples[0], "."))]
        quotes = [f"{place['document']}: “{example.words}”" for place in example.evidence]
        shown.append(render.text("\n".join([_say("example", language), *block, *quotes])))
    return "\n".join(shown)


def _turtle(triples: list[Triple]) -> list[str]:
    """Triples of one subject as lines of Turtle, long texts shortened."""
    said = [
        f"  {'a' if predicate == 'rdf:type' else predicate} "
        + re.sub(f'^"([^"]{{{SHORT}}})[^"]+"', r'"\1…"', value)
        for _, predicate, value in triples
    ]
    return [triples[0][0], *(line + " ;" for line in said[:-1]), said[-1] + " ."]


def _write_model(folder: Path) -> None:
    """Write the Turtle files and the page of the model.

    Raises:
        WorkspaceError: a file cannot be written.
    """
    from zeren.ontology import page, terms

    files = {name: terms.source(name) for name in terms.FILES} | {page.FILE: page.page()}
    for name, text in files.items():
        write_whole(folder / name, [text.encode()])
    typer.echo("\n".join(str(folder / name) for name in files), err=True)


class _Example(NamedTuple):
    """Triples with a term, the place where the first one's subject is written, and its words in short."""

    triples: list[Triple]
    evidence: list[dict[str, Any]]
    words: str


def _example(term: Term, workspace: Path | None) -> _Example:
    """What the published graph says with this term, in SPARQL's form; nothing without a graph.

    Of a class, all triples of its first member; of a property, a value or a class of values, the first
    triple.
    """
    from zeren.workspace import Workspace

    try:
        with Workspace(workspace).snapshot() as published:
            return _found(published, term)
    except WorkspaceError:
        return _Example([], [], "")


def _found(published: Snapshot, term: Term) -> _Example:
    from zeren.graph.excerpts import excerpts
    from zeren.graph.written import inside, written

    said = _triples(published, term)
    shown = [tuple(_written(published, node) for node in triple) for triple in said]
    place = None
    if said:
        subject, _, value = said[0]
        place = inside(published, value.value) or written(published, subject.value)
    triples = [(s, p, o) for s, p, o in shown]
    if not place:
        return _Example(triples, [], "")
    ((_, words),) = excerpts([place], published.text)
    return _Example(triples, [published.evidence(place)], words)


def _triples(published: Snapshot, term: Term) -> list[tuple[Any, Any, Any]]:
    found = _selected(published, term)
    # The members of some classes are values, of which the graph has the use, not the description.
    use = None if found or term.kind != "class" else _leading_to(term.name)
    return _selected(published, use) if use else found


def _selected(published: Snapshot, term: Term) -> list[tuple[Any, Any, Any]]:
    if term.kind == "class":
        first = f"SELECT ?s WHERE {{ ?s a <{term.iri}> }} ORDER BY ?s LIMIT 1"
        pattern = f"{{ {first} }} ?s ?p ?o"
    elif term.kind == "property":
        pattern = f"VALUES ?p {{ <{term.iri}> }} ?s ?p ?o"
    else:
        use = _leading_to(term.scheme or "")
        value = f'?o = <{term.iri}> || STR(?o) = "{term.notation}"'
        pattern = f"VALUES ?p {{ <{use.iri if use else ''}> }} ?s ?p ?o FILTER ({value})"
    order = "ORDER BY ?p ?o" if term.kind == "class" else "ORDER BY ?s ?o LIMIT 1"
    solutions: Any = published.query(f"SELECT ?s ?p ?o WHERE {{ {pattern} }} {order}")
    return [(said["s"], said["p"], said["o"]) for said in solutions]


def _leading_to(name: str) -> Term | None:
    """The first property whose values are of this class, as IRIs or as notations, if there is one."""
    from zeren.ontology import terms

    properties = (term for term in terms.terms() if term.kind == "property")
    return next((term for term in properties if name in (*term.objects, *term.related)), None)


def _written(published: Snapshot, node: Any) -> str:
    """A term of the graph as SPARQL and Turtle take it, with a prefix where its name allows one."""
    value, mark, iri = str(node).rpartition("<")
    for prefix, space in published.prefixes.items():
        local = iri.removeprefix(space).removesuffix(">")
        if mark and iri.startswith(space) and re.fullmatch(r"\w[\w-]*", local):
            bare = re.fullmatch(r'"(\d+|true)"\^\^', value)
            return bare[1] if bare else f"{value}{prefix}:{local}"
    return str(node)
