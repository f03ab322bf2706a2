"""Named undertakings in a plan: 某水库除险加固, 某抽水蓄能项目, the items of 甲、乙等十大产业项目."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from zeren.ingest.flat import Flat, tidy
from zeren.ingest.outline.tree import Outline
from zeren.ingest.projects import clauses
from zeren.ingest.projects.names import key, kind, same, stem
from zeren.ontology.facts import Evidence, Project, Region, Task

SHORTEST_REPEAT = 6
"""Characters of a project's name that are searched for in the rest of the document."""


@dataclass(slots=True)
class _Named:
    """One project: the keys of its names, and every place that names it, in the order of `_mentions`."""

    keys: list[str]
    places: list[tuple[int, int, str]] = field(default_factory=list)


def read(outline: Outline, tasks: Sequence[Task], region: Region | None, document: str) -> list[Project]:
    """The projects of a document, sorted by id.

    Args:
        outline: the document's parts and sections.
        tasks: its tasks; a project belongs to those whose words hold its name.
        region: the region that the document speaks for.
        document: the document's id.
    """
    found: list[_Named] = []
    for start, end, name in _mentions(outline, region):
        own = key(name, region)
        known = next((p for p in found if any(same(other, own) for other in p.keys)), None)
        if known is None:
            found.append(_Named([own], [(start, end, name)]))
        else:
            known.keys.append(own)
            known.places.append((start, end, name))
    return sorted((_project(named, tasks, region, document) for named in found), key=lambda p: p.id)


def _mentions(outline: Outline, region: Region | None) -> list[tuple[int, int, str]]:
    """Where projects are named: by the form of the clause, then wherever a found name stands again.

    In the order of the text, names without their last word behind all others: no project is listed by these.
    """
    texts = [words for words in outline.texts() if len(words) > 4]
    found: dict[tuple[int, int], str] = {}
    for words in texts:
        parts = list(clauses.clauses(words))
        for clause in parts:
            for name in clauses.names(clause, region, whole=len(parts) == 1):
                found[name.start, name.end] = tidy(name.text)
    full = set(found.values())
    for place, again in _repeats(texts, full):
        if not any(start < place[1] and place[0] < end for start, end in found):
            found[place] = again
    named = sorted(found.items(), key=lambda item: (item[1] not in full, item[0]))
    return [(start, end, name) for (start, end), name in named]


def _repeats(texts: Sequence[Flat], names: set[str]) -> Iterator[tuple[tuple[int, int], str]]:
    """The places where names that were found by their form stand in other sentences.

    A name may stand without its last word there, in quotation marks: “某某高速” of 某某高速公路.
    """
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.util import filter_spans
    from spacy.vocab import Vocab

    long = sorted(name for name in names if len(name) >= SHORTEST_REPEAT)
    if not long:
        return
    vocab = Vocab()

    def letters(text: str) -> Doc:
        # Letter by letter, as spaCy's own Chinese tokenizer does, which looks for spaces besides.
        return Doc(vocab, words=list(text), spaces=[False] * len(text))

    matcher = PhraseMatcher(vocab)
    matcher.add("project", [letters(name) for name in long])
    quoted = sorted({f"“{stem(name)}”" for name in long if 4 <= len(stem(name)) < len(name)})
    matcher.add("quoted", [letters(name) for name in quoted])
    # One document of all of them, parted by what no name holds: to make one takes longer than to search it.
    begins = [*accumulate((len(words) + 1 for words in texts), initial=0)]
    for span in filter_spans(matcher(letters("\n".join(words.text for words in texts)), as_spans=True)):
        at = bisect_right(begins, span.start) - 1
        part = texts[at][span.start - begins[at] : span.end - begins[at]]
        part = part[1 : len(part) - 1] if span.label_ == "quoted" else part
        yield (part.start, part.end), part.text


def _project(named: _Named, tasks: Sequence[Task], region: Region | None, document: str) -> Project:
    name = named.places[0][2]
    variants = dict.fromkeys(n for _, _, n in named.places if n != name)
    return Project(
        id=f"{document}/project/{name}",
        document=document,
        tasks=_holding(named, tasks),
        name=name,
        aliases=list(variants),
        kind=kind(name),
        region=region.id if region else None,
        evidence=sorted(Evidence("project", start, end) for start, end, _ in named.places),
    )


def _holding(named: _Named, tasks: Sequence[Task]) -> list[str]:
    """The tasks whose words, or title, hold the name: of several that do, the narrowest."""
    held: dict[str, None] = {}
    for start, end, _ in named.places:
        around = [
            (place.end - place.start, task.id)
            for task in tasks
            for place in task.evidence
            if place.start <= start and end <= place.end
        ]
        narrowest = min((width for width, _ in around), default=0)
        held.update((task, None) for width, task in around if width == narrowest)
    return list(held)
