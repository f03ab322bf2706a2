"""`zeren ask`: a question in Chinese or English, answered with the sentences that say so."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from zeren.commands.session import FormatOption, Language, LanguageOption, WorkspaceOption
from zeren.errors import ZerenError

if TYPE_CHECKING:
    from zeren.graph.store import Snapshot
    from zeren.queries import catalog

EXAMPLES = """\b
Examples:
  zeren ask 县财政局牵头哪些任务
  zeren ask "which tasks does the county finance bureau lead"
  zeren ask 青岭县哪些任务没有牵头单位 --format csv > 无牵头.csv
  zeren ask 谁牵头“做活县城夜间经济” --explain
"""


def ask(
    question: Annotated[list[str], typer.Argument(help="The question, with or without quotation marks.")],
    *,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the names that were found and the SPARQL.")
    ] = False,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """Answer a question about units, tasks, working groups, deadlines and citations.

    The answer says first how the question was understood. A question that is not understood
    is never guessed at: the words at fault and the nearest questions are printed, and the
    exit code is 3.
    """
    from zeren.workspace import Workspace

    # A terminal may pass on bytes that are no text.
    asked = " ".join(question).encode("utf-8", "replace").decode("utf-8")
    with Workspace(workspace).snapshot() as graph:
        opened = _opening(graph)
        from zeren.commands import answers
        from zeren.queries import index
        from zeren.queries.ask.reply import reply
        from zeren.queries.ask.understand import understand

        index.load()
        opened.join()
        understood = understand(graph, asked, spoken(language))
        found = reply(graph, understood, asked)
    answers.write(found, output, understood.names if explain else None)


def spoken(language: Language | None) -> catalog.Language | None:
    """The language of an answer, where one was asked for."""
    return None if language is None else "en" if language is Language.EN else "zh"


def _opening(graph: Snapshot) -> Thread:
    """The store being opened in the background, while what understands questions is loaded."""

    def store() -> None:
        with suppress(ZerenError):  # the first query meets it again, and can say so
            _ = graph.store

    thread = Thread(target=store)
    thread.start()
    return thread
