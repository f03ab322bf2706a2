"""The least that an ingestion could do: what `benchmarks.run` holds it against.

    python -m benchmarks.floor MODULES QUADS STORE TEXT...

Imports the modules that an ingestion imports (one name a line in MODULES), runs each pattern
that is compiled in a module of `zeren.ingest` once over each text, and loads QUADS, the
N-Quads that the ingestion arrives at, into a new store. It decides nothing and writes no facts.
"""

from __future__ import annotations

import importlib
import re
import sys
from contextlib import suppress
from pathlib import Path


def patterns() -> list[re.Pattern[str]]:
    """Every compiled pattern that stands in an imported module of `zeren.ingest`."""
    return [
        value
        for name, module in sorted(sys.modules.items())
        if name.startswith("zeren.ingest")
        for value in vars(module).values()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    ]


def main(modules: str, quads: str, store: str, *texts: str) -> None:
    """Do the work; `modules`, `quads` and `texts` are files, `store` is a folder to make."""
    for name in Path(modules).read_text(encoding="utf-8").split():
        # Some modules can only be imported by the package that they belong to, and by then are.
        with suppress(ImportError):
            importlib.import_module(name)
    for text in texts:
        words = Path(text).read_text(encoding="utf-8")
        for pattern in patterns():
            for _ in pattern.finditer(words):
                pass

    import pyoxigraph

    loaded = pyoxigraph.Store(store)
    loaded.bulk_load(path=quads, format=pyoxigraph.RdfFormat.N_QUADS)
    loaded.optimize()
    loaded.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
