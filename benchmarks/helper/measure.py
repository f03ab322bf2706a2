"""Trains the helper and prints what it finds on text kept out of its training, beside the rules.

The documents are put into parts; each part is read by a model that saw none of it. What the rules
find is the measure of precision and recall (for the sentences written by hand: what is marked in
them); what only the model proposes is counted, and with `--list` printed, for a person to judge.
Nothing of the documents is stored.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.helper import grammar, model
from benchmarks.helper.model import Proposal
from benchmarks.helper.sentences import LABELS, Label, Sentence, by_hand, sure
from benchmarks.helper.sentences import renamed as with_other_names
from benchmarks.run import CHECKOUT, table
from zeren.errors import UnreadableError
from zeren.ingest import pipeline

if TYPE_CHECKING:
    from spacy.language import Language

SCORES = (0.3, 0.5, 0.7, 0.9, 0.95, 0.99)
FROM_GRAMMAR = 900
FROM_A_PLAN = 250
"""So many sentences of a document train at most, lest the two long plans outweigh all others."""

Read = dict[str, list[Sentence]]
Pairs = list[tuple[Sentence, list[Proposal]]]


def read(paths: Sequence[Path]) -> Read:
    """The sentences of each document that the rules can read, with the spans that the rules find."""
    found: Read = {}
    for path in paths:
        try:
            found[path.stem] = sure(pipeline.read(path))
        except UnreadableError as error:
            print(f"left out: {error.message}")
    return found


def trained(documents: Sequence[list[Sentence]], part: int, epochs: int) -> Language:
    """A model of the grammar, the sentences written by hand and these documents under other names."""
    dice = random.Random(model.SEED + part)  # noqa: S311 - no secret hangs on it
    names = grammar.invented(dice, 1500)
    sentences = grammar.sentences(dice, FROM_GRAMMAR, names) + by_hand()[0] * 2
    for each in documents:
        some = each if len(each) <= FROM_A_PLAN else dice.sample(each, FROM_A_PLAN)
        sentences += [with_other_names(sentence, names, dice) for sentence in some]
    return model.train(sentences, epochs)


def proposed(nlp: Language, sentences: Sequence[Sentence]) -> Pairs:
    """Each sentence with what the model finds in it."""
    return list(zip(sentences, model.propose(nlp, [s.text for s in sentences]), strict=True))


def is_new(sentence: Sentence, proposal: Proposal) -> bool:
    """Whether the rules have nothing where the model proposes something."""
    return not any(s.start < proposal.end and proposal.start < s.end for s in sentence.spans)


def rows(name: str, pairs: Pairs) -> list[tuple[str, ...]]:
    """A line a score: precision and recall of each label, and how many proposals are new."""
    made = []
    for score in SCORES:
        new = sum(p.score >= score and is_new(s, p) for s, found in pairs for p in found)
        made.append((name, f"{score}", *(_figures(pairs, label, score) for label in LABELS), str(new)))
    return made


def _figures(pairs: Pairs, label: Label, score: float) -> str:
    right = found = known = 0
    for sentence, proposals in pairs:
        of_rules = {(s.start, s.end) for s in sentence.spans if s.label == label}
        of_model = {(p.start, p.end) for p in proposals if p.label == label and p.score >= score}
        right, found, known = right + len(of_rules & of_model), found + len(of_model), known + len(of_rules)
    return f"{right / found:.2f} {right / known:.2f}" if found and known else "–"


def main() -> None:
    """Train, measure, print."""
    given = _options()
    # Several threads add up in another order, and the weights then differ from run to run.
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    own = read(sorted((CHECKOUT / "examples").glob("*.txt")))
    foreign = read(given.documents)
    parts = given.parts if foreign else 1
    by_document: dict[str, Pairs] = {}
    kept_out: Pairs = []
    start = time.process_time()
    for part in range(parts):
        out = sorted(foreign)[part::parts]
        others = [foreign[name] for name in sorted(foreign) if name not in out]
        nlp = trained([*own.values(), *others], part, given.epochs)
        kept_out += proposed(nlp, by_hand()[1])
        by_document |= {name: proposed(nlp, foreign[name]) for name in out}
    took = (time.process_time() - start) / parts
    print(f"{took:.0f} s of processor time a model, {_megabytes(nlp):.1f} MB")
    lines = rows("by hand", kept_out)
    if by_document:
        lines += rows("documents", [pair for pairs in by_document.values() for pair in pairs])
    print(table([("kept out", "score", *LABELS, "new"), *lines]))
    if given.list:
        for name, pairs in sorted(by_document.items()):
            _print_new(name, pairs)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("documents", nargs="*", type=Path, metavar="FILE", help="plans of other offices")
    options.add_argument("--epochs", type=int, default=6, help="how often each sentence is seen")
    options.add_argument("--parts", type=int, default=3, help="models, each trained without its part")
    options.add_argument("--list", action="store_true", help="print what only the model proposes")
    return options.parse_args()


def _print_new(document: str, pairs: Pairs) -> None:
    for sentence, found in pairs:
        for p in found:
            if p.score >= SCORES[0] and is_new(sentence, p):
                words = (
                    f"{sentence.text[: p.start]}【{sentence.text[p.start : p.end]}】{sentence.text[p.end :]}"
                )
                print(
                    f"{p.score:.2f} {p.label} {document} {sentence.start + p.start} {' '.join(words.split())}"
                )


def _megabytes(nlp: Language) -> float:
    with tempfile.TemporaryDirectory() as folder:
        nlp.to_disk(folder)
        return sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file()) / 1e6


if __name__ == "__main__":
    main()
