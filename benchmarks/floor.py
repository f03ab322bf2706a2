"""The least that an ingestion could do: what `benchmarks.run` holds it against.

    python -m benchmarks.floor MODULES QUADS STORE TEXT...

Imports the modules that an ingestion imports (one name a line in MODULES), looks once through
each text for the words that an assignment carries, and loads QUADS, the N-Quads that the
ingestion arrives at, into a new store. It decides nothing and writes no facts.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress
from pathlib import Path


def main(modules: str, quads: str, store: str, *texts: str) -> None:
    """Do the work; `modules`, `quads` and `texts` are files, `store` is a folder to make."""
    for name in Path(modules).read_text(encoding="utf-8").split():
        # Some modules can only be imported by the package that they belong to, and by then are.
        with suppress(ImportError):
            importlib.import_module(name)

    import pyoxigraph

    from zeren.ingest.assignments.clause import TRIGGER

    found = sum(len(TRIGGER.findall(Path(text).read_text(encoding="utf-8"))) for text in texts)
    loaded = pyoxigraph.Store(store)
    loaded.bulk_load(path=quads, format=pyoxigraph.RdfFormat.N_QUADS)
    loaded.optimize()
    loaded.flush()
    print(f"{found} words of responsibility, {len(loaded)} quads")


if __name__ == "__main__":
    main(*sys.argv[1:])
