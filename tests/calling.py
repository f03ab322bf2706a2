"""Commands called as a person calls them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from zeren.cli import app
from zeren.errors import OK
from zeren.workspace import Workspace


def zeren(
    workspace: Workspace | Path,
    *arguments: str,
    code: int | None = OK,
    columns: int = 200,
    given: str | None = None,
) -> Result:
    """A command on a workspace: what it printed; it must end with this exit code, where one is given."""
    folder = workspace.path if isinstance(workspace, Workspace) else workspace
    result = CliRunner().invoke(
        app,
        [*arguments, "--workspace", str(folder)],
        input=given,
        env={"COLUMNS": str(columns), "ZEREN_WORKSPACE": None},
    )
    assert code in (None, result.exit_code), result.output
    return result


def data(workspace: Workspace | Path, *arguments: str, code: int = OK) -> Any:
    """What a command prints as JSON."""
    return json.loads(zeren(workspace, *arguments, "--format", "json", code=code).stdout)
