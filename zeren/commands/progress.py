"""How far a long run is, on a screen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from zeren.commands.words import say

if TYPE_CHECKING:
    from rich.progress import TaskID

    from zeren.render import Language
    from zeren.workspace.progress import Step


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None] | None]:
    """A progress bar on standard error while that is a screen, as a function to be told how far it is.

    The function takes what is done, of how much, and the name of what comes next; None elsewhere.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name)


@contextmanager
def ingestion(language: Language | None) -> Iterator[Callable[[Step], None] | None]:
    """How far an ingestion is: files, tasks, files a second, time left, failures; None where nobody looks.

    Args:
        language: of the words.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.fields[stage]}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        shown: dict[str, TaskID] = {}

        def tell(step: Step) -> None:
            if step.stage not in shown:
                for before in shown.values():
                    bar.update(before, visible=False)
                shown[step.stage] = bar.add_task("", stage=say(f"stage-{step.stage}", language), rate="")
            task = bar.tasks[shown[step.stage]]
            speed = f"{task.speed:.1f}/s" if task.speed else ""
            counted = [f"{say('tasks', language)} {step.tasks}"] if step.tasks else []
            counted += [f"{say('failed', language)} {step.failed}"] if step.failed else []
            bar.update(
                task.id,
                completed=step.done,
                total=step.of,
                rate=speed,
                description="  ".join([*counted, step.name]),
            )

        yield tell
