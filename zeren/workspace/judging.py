"""How a person's judgements of findings are kept: one file, replaced whole, and published with the graph."""

from __future__ import annotations

from collections.abc import Callable

from zeren.errors import NotUnderstoodError
from zeren.ontology import judgements as records
from zeren.ontology.judgements import Judgement
from zeren.workspace.layout import Layout, explained, write_file
from zeren.workspace.writing import Writer


def judge(layout: Layout, judgement: Judgement) -> None:
    """Keep a judgement, in place of an earlier one about the same finding."""
    _change(layout, lambda kept: {**kept, judgement.finding: judgement})


def forget(layout: Layout, finding: str) -> None:
    """Take a judgement back; NotUnderstoodError where there is none."""

    def without(kept: dict[str, Judgement]) -> dict[str, Judgement]:
        if finding not in kept:
            raise NotUnderstoodError(
                f"nothing was decided about a finding {finding}", nearest=tuple(sorted(kept)[:5])
            )
        return {key: judgement for key, judgement in kept.items() if key != finding}

    _change(layout, without)


def _change(layout: Layout, change: Callable[[dict[str, Judgement]], dict[str, Judgement]]) -> None:
    layout.check()
    with Writer(layout) as writer:
        writer.judgements = change(writer.judgements)
        with explained(layout.root):
            write_file(layout.judgements, records.encode(writer.judgements.values()))
        # A writer that is killed here leaves a file with another hash than the graph's: the next one sees it.
        writer.publish(writer.decided)
