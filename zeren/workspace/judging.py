"""How a person's judgements of findings are kept: one file, replaced whole."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from zeren.errors import NotUnderstoodError, WorkspaceError
from zeren.ontology import judgements as records
from zeren.ontology.judgements import Judgement
from zeren.workspace.layout import Layout, write_file
from zeren.workspace.writing import Writer, explained


def read(layout: Layout) -> dict[str, Judgement]:
    """The judgements by the id of the finding.

    Raises:
        WorkspaceError: the file of judgements is damaged.
    """
    try:
        kept = records.decode(layout.judgements.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, msgspec.DecodeError) as error:
        raise WorkspaceError(
            f"{layout.judgements} cannot be read: {error}", "mend the line, or remove it"
        ) from None
    return {judgement.finding: judgement for judgement in kept}


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
    # The writer's lock alone is needed: nothing that is published depends on judgements.
    with Writer(layout):
        after = change(read(layout))
        with explained(layout.root):
            write_file(layout.judgements, records.encode(after.values()))
