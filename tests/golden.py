"""Golden files: what is printed must look as it is kept; `make golden` keeps what is printed now."""

from __future__ import annotations

import os
from pathlib import Path

RENEW = "ZEREN_GOLDEN"
"""The environment variable under which golden files are written and not compared."""


def assert_golden(path: Path, printed: str) -> None:
    """Compare what is printed with a golden file, or write the file where that is asked for."""
    if os.environ.get(RENEW) == "renew":
        path.write_text(printed, "utf-8")
    assert printed == path.read_text("utf-8")
