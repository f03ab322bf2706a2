"""`zeren ask`: a question in Chinese or English, answered with the sentences that say so."""

from __future__ import annotations

from typing import Annotated

import typer

from zeren.commands.session import FormatOption, LanguageOption, WorkspaceOption

EXAMPLES = """\b
Examples:
  zeren ask 县财政局牵头哪些任务
  zeren ask "which tasks does the county finance bureau lead"
  zeren ask 青岭县哪些任务没有牵头单位 --format csv > 无牵头.csv
  zeren ask 谁牵头“做活县城夜间经济” --explain
"""


def ask(
    question: Annotated[
        list[str],
        typer.Argument(metavar="QUESTION", help="The question, with or without quotation marks."),
    ],
    *,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the names that were found and the SPARQL.")
    ] = False,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """Answer a question in Chinese or English about units, tasks, groups, deadlines, figures and the like.

    The answer says first how the question was understood. A question that is not understood
    is never guessed at: the words at fault and the nearest questions are printed, and the
    exit code is 3.
    """
    from zeren.workspace import Workspace

    # A terminal may pass on bytes that are no text.
    asked = " ".join(question).encode("utf-8", "replace").decode("utf-8")
    found = Workspace(workspace).ask(asked, None if language is None else language.value)
    from zeren.commands import answers

    answers.write(found, output, explain=explain)
