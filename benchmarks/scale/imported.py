"""Runs a Zeren command and writes down what it has imported.

python -m benchmarks.scale.imported FILE ingest PLAN...
"""

from __future__ import annotations

import atexit
import sys
from pathlib import Path


def main(file: str, *arguments: str) -> None:
    """Run the command; `file` gets the names in `sys.modules` when it ends, one a line, the first first."""
    before = {*sys.modules}
    atexit.register(
        lambda: Path(file).write_text("\n".join(name for name in sys.modules if name not in before), "utf-8")
    )
    sys.argv = ["zeren", *arguments]
    from zeren.cli import main as zeren

    zeren()


if __name__ == "__main__":
    main(*sys.argv[1:])
