"""The government functions of the lexicon as a SKOS scheme: `functions.ttl`.

The scheme stands beside the ontology, not in the graphs of plans, which only name its concepts.
`python -m zeren.ontology.function_scheme` writes the file anew after a change of the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from zeren.ontology import lexicon
from zeren.ontology.functions import Function
from zeren.ontology.vocab import FUNCTION_IRI, RDFS, SKOS, ZR

FILE = "functions.ttl"

_HEAD = f"""\
# The functions of government in Zeren's lexicon (units/*.toml), written by zeren.ontology.function_scheme.

@prefix zr: <{ZR}> .
@prefix zrf: <{FUNCTION_IRI}> .
@prefix rdfs: <{RDFS}> .
@prefix skos: <{SKOS}> .
"""


def turtle(functions: Iterable[Function]) -> str:
    """Functions as concepts of zr:FunctionScheme: names in both languages, what each is a part of."""
    return "\n".join([_HEAD, *(_concept(function) for function in functions)])


def _concept(function: Function) -> str:
    return f"zrf:{function.id} a zr:Function ;\n" + " ;\n".join(_said(function)) + " .\n"


def _said(function: Function) -> Iterator[str]:
    yield f"    skos:prefLabel {_text(function.full, 'zh')}, {_text(function.english_in(''), 'en')}"
    others = dict.fromkeys((*function.variants, *function.higher, *function.former, *function.ambiguous))
    if others:
        yield "    skos:altLabel " + ", ".join(_text(name, "zh") for name in others)
    yield f'    skos:notation "{function.id}"'
    if function.part_of:
        yield f"    skos:broader zrf:{function.part_of}"
    if function.covers:
        yield "    skos:related " + ", ".join(f"zrf:{covered}" for covered in function.covers)
    yield "    skos:inScheme zr:FunctionScheme"
    yield f"    rdfs:isDefinedBy <{ZR.removesuffix('#')}>"


def _text(words: str, language: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"@{language}'


if __name__ == "__main__":
    written = turtle(lexicon.load().functions.values())
    (Path(__file__).parent / FILE).write_text(written, encoding="utf-8")
