"""The rows by name, and how one of them is measured."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module

from msgspec.structs import replace

from benchmarks.scale import lines
from benchmarks.scale.lab import Lab, Options
from benchmarks.scale.turns import Watch

ROWS = {
    "cold": "cold", "reading": "cold", "cores": "growth", "growth": "growth", "loading": "loading",
    "catalogue": "catalogue", "country": "country", "all": "every",
}  # fmt: skip
"""The rows in their order, and the module that has each as a function of its name; `all` is `every`."""


def measure(row: str, options: Options) -> None:
    """Measure one row, and keep and print each line as soon as it is there."""
    lab = Lab(options)
    function = getattr(import_module(f"benchmarks.scale.{ROWS[row]}"), "every" if row == "all" else row)
    run, watch, load = datetime.now(UTC).isoformat(timespec="seconds"), Watch(), None
    for line in function(lab):
        # Lines that come together were measured together.
        load = watch.load() if watch.age() > 1 or load is None else load
        kept = replace(line, load=load, plans=options.plans, run=run)
        lines.keep(lab.results, kept)
        print(lines.table([kept]).splitlines()[2], flush=True)
        watch = Watch()
