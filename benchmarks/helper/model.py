"""The helper itself: spaCy's tok2vec with a span finder and categoriser, trained on the CPU, a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.helper.sentences import LABELS, Label, Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

SEED = 20240501
LEAST = 0.1
"""Proposals below this score are not made."""

_KEY = "helper"
_WIDTH = 64
_BATCH = 24
_FINDER_ALONE = 2
_CANDIDATES = 60


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the model takes for a unit, project or quantity, and how sure it is."""

    start: int
    end: int
    label: Label
    score: float


def train(sentences: Sequence[Sentence], epochs: int) -> Language:
    """A pipeline trained on the sentences; the same sentences give the same weights on one machine.

    The first epochs teach only where spans begin and end; before that, every pair of letters is one.
    """
    from thinc.api import fix_random_seed

    fix_random_seed(SEED)
    nlp = _blank()
    examples = [_example(nlp, sentence) for sentence in sentences]
    dice = random.Random(SEED)  # noqa: S311 - no secret hangs on it
    optimizer = nlp.initialize(lambda: examples[:200])
    for epoch in range(epochs):
        together = epoch >= _FINDER_ALONE
        dice.shuffle(examples)
        for at in range(0, len(examples), _BATCH):
            nlp.update(
                examples[at : at + _BATCH],
                sgd=optimizer,
                drop=0.15,
                annotates=["span_finder"] if together else [],
                exclude=[] if together else ["spancat"],
            )
    return nlp


def propose(nlp: Language, texts: Sequence[str]) -> list[list[Proposal]]:
    """For each text what the model finds in it, of overlapping spans the surest."""
    found = []
    for doc in nlp.pipe(texts, batch_size=32):
        group = doc.spans[_KEY]
        labels: dict[str, Label] = {label: label for label in LABELS}
        every = [
            Proposal(span.start_char, span.end_char, labels[span.label_], float(score))
            for span, score in zip(group, group.attrs.get("scores", []), strict=True)
        ]
        kept: list[Proposal] = []
        for one in sorted(every, key=lambda p: (-p.score, p.start, p.end)):
            if not any(one.start < k.end and k.start < one.end for k in kept):
                kept.append(one)
        found.append(sorted(kept, key=lambda p: p.start))
    return found


def _blank() -> Language:
    import spacy

    listen = {"@architectures": "spacy.Tok2VecListener.v1", "width": _WIDTH}
    nlp = spacy.blank("zh")
    nlp.add_pipe("tok2vec", config={"model": _tok2vec()})
    finder = {
        "@architectures": "spacy.SpanFinder.v1",
        "scorer": {"@layers": "spacy.LinearLogistic.v1", "nO": 2},
        "tok2vec": listen,
    }
    nlp.add_pipe(
        "span_finder",
        config={"spans_key": _KEY, "threshold": 0.25, "min_length": 2, "max_length": 32, "model": finder},
    )
    categoriser = {
        "@architectures": "spacy.SpanCategorizer.v1",
        "reducer": {"@layers": "spacy.mean_max_reducer.v1", "hidden_size": 128},
        "scorer": {"@layers": "spacy.LinearLogistic.v1"},
        "tok2vec": listen,
    }
    _register()
    nlp.add_pipe(
        "spancat",
        config={
            "spans_key": _KEY, "threshold": LEAST, "model": categoriser,
            "suggester": {"@misc": "zeren.found_spans.v1"},
        },
    )  # fmt: skip
    return nlp


def _register() -> None:
    """Makes known to spaCy which spans are looked at: those of the finder, so many a sentence."""
    from spacy.util import registry
    from thinc.types import Ragged

    def found(docs: Any, *, ops: Any = None) -> Ragged:
        spans = [[(s.start, s.end) for s in doc.spans.get(_KEY, [])][:_CANDIDATES] for doc in docs]
        rows = [span for each in spans for span in each]
        lengths = ops.asarray1i([len(each) for each in spans])
        return Ragged(ops.asarray2i(rows) if rows else ops.alloc2i(0, 2), lengths)

    def make() -> Callable[..., Ragged]:
        return found

    registry.misc("zeren.found_spans.v1")(make)


def _tok2vec() -> dict[str, object]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2", "width": _WIDTH, "attrs": ["ORTH", "SHAPE"],
            "rows": [4000, 500], "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": _WIDTH, "depth": 4,
            "window_size": 2, "maxout_pieces": 3,
        },
    }  # fmt: skip


def _example(nlp: Language, sentence: Sentence) -> Example:
    from spacy.training import Example

    spans = [(s.start, s.end, s.label) for s in sentence.spans]
    return Example.from_dict(nlp.make_doc(sentence.text), {"spans": {_KEY: spans}})
