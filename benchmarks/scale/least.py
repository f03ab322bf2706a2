"""The least that an ingestion could do, as one process.

    python -m benchmarks.scale.least MODULES QUADS STORE TEXT...

Imports the modules that an ingestion imports (one name a line in MODULES), passes the patterns once over each
text, and loads QUADS, the N-Quads that the ingestion arrives at, into a new store. `benchmarks.floor`
does the same with the words of responsibility alone, and leaves the store in the order that a reader wants.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress
from pathlib import Path


def main(modules: str, quads: str, store: str, *texts: str) -> None:
    """Do the work; `modules`, `quads` and `texts` are files, `store` is a folder to make."""
    for name in Path(modules).read_text(encoding="utf-8").split():
        # Names of modules that another one made have no file, and are there by then.
        with suppress(ImportError):
            importlib.import_module(name)

    import pyoxigraph

    from benchmarks.scale.patterns import passed

    found = sum(passed(Path(text).read_text(encoding="utf-8")) for text in texts)
    loaded = pyoxigraph.Store(store)
    loaded.bulk_load(path=quads, format=pyoxigraph.RdfFormat.N_QUADS)
    print(f"{found} matches, {len(loaded)} quads")


if __name__ == "__main__":
    main(*sys.argv[1:])
