"""`zeren site`: the explorer as a folder of files, for a share, a stick, or a web server of any kind."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zeren.commands.progress import progress_bar
from zeren.commands.session import Language, LanguageOption, WorkspaceOption

EXAMPLES = """\b
Examples:
  zeren site --output 网页
  zeren site --output 网页 --workspace plans
"""


def site(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.", show_default=False)],
    *,
    workspace: WorkspaceOption = None,
    language: LanguageOption = None,
) -> None:
    """Write the explorer as files that open in any browser, from a folder or a share, without a server.

    The pages are those of zeren serve, in both languages, with a search; what needs a server, questions in
    words and SPARQL, is left out. A folder that a site was written into before is replaced whole; one that
    holds anything else is refused.
    """
    from zeren.web.shelf import Shelf
    from zeren.web.site_folder import SITE
    from zeren.web.writing import write_site
    from zeren.workspace import Workspace

    SITE.check(output)
    with Workspace(workspace).snapshot() as published, progress_bar() as progress:
        written = write_site(Shelf(published), output, progress)
    told = "{}: {:,} pages, open {}" if language is Language.EN else "{}：{:,} 个页面，打开 {}"
    typer.echo(told.format(output, written.pages, output / "index.html"), err=True)
