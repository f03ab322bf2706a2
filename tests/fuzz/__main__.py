"""Damaged files for one reader after the other, until its time is up; each find is kept in a folder.

python -m tests.fuzz pdf --seconds 600 --seed 1
python -m tests.fuzz pdf --case 1/4711        one case again, by what the run printed
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.fuzz import seeds
from tests.fuzz.mutations import mutated
from tests.fuzz.worker import Ended, Worker

_WHOLE = 5
"""Of so many cases one is read into facts as well."""

_TRIES = 400
"""Runs that a find is made smaller with."""


def main() -> None:
    """Run what the command line says, and print a line of the table a reader."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("readers", nargs="*", choices=[*seeds.SEEDS, []], help="all, unless named")
    parser.add_argument("--seconds", type=float, default=60, help="of the processor, a reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--finds", type=Path, default=Path("build/fuzz"), help="the folder for finds")
    parser.add_argument("--case", help="run this case alone: seed/number")
    told = parser.parse_args()
    for form in told.readers or seeds.SEEDS:
        if told.case:
            data = _case(form, seeds.whole(form), told.case)
            sys.stdout.write(f"{Worker().run(form, data, whole=True)}\n")
        else:
            _run(form, told.seconds, told.seed, told.finds / form)


def _case(form: str, whole: list[bytes], name: str) -> bytes:
    return mutated(form, whole, Random(f"{form} {name}"))


def _run(form: str, seconds: float, seed: int, folder: Path) -> None:
    worker = Worker()
    files = seeds.whole(form)
    counted: Counter[str] = Counter()
    finds: Counter[str] = Counter()
    used = slowest = 0.0
    number = 0
    while used < seconds:
        number += 1
        data = _case(form, files, f"{seed}/{number}")
        ended = worker.run(form, data, whole=number % _WHOLE == 0)
        used += ended.seconds
        slowest = max(slowest, ended.seconds)
        counted[ended.said] += 1
        if ended.find:
            kind = _kind(ended.find)
            finds[kind] += 1
            if finds[kind] == 1:
                sys.stdout.write(f"{form} {seed}/{number}: {ended.find}\n")
                sys.stdout.flush()
                _keep(folder / f"{seed}-{number}.{form}", data, ended, worker, whole=number % _WHOLE == 0)
    worker.end()
    kinds = sum(not kind.startswith("limit") for kind in finds)
    sys.stdout.write(
        f"| {form} | {number:,} | {counted['read']:,} | {counted['refused']:,} | {counted['limit']:,} "
        f"| {counted['find']:,} ({kinds} kinds) | {slowest:.1f} | {used:.0f} |\n"
    )
    sys.stdout.flush()


def _kind(find: str) -> str:
    """What finds of one cause have in common: where it arose, without the words and numbers of the file."""
    where, _, said = find.partition(": ")
    fixed = re.sub("[0-9]+", "#", re.split("['\"{]", said)[0])
    return f"{where}: {fixed}"[:120]


def _keep(file: Path, data: bytes, ended: Ended, worker: Worker, *, whole: bool) -> None:
    """Write a find, what it is, and where that is simple a smaller file that shows the same."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    file.with_suffix(".find").write_text(ended.find + "\n", "utf-8", "surrogateescape")
    if ended.find.startswith(("hang", "slow", "fell", "limit")) or data.startswith(b"PK"):
        return
    form, kind = file.suffix[1:], _kind(ended.find)
    small = _smaller(data, lambda part: _kind(worker.run(form, part, whole=whole).find) == kind)
    file.with_name(f"{file.stem}-small{file.suffix}").write_bytes(small)


def _smaller(data: bytes, shows: Callable[[bytes], bool]) -> bytes:
    """The file without what the find does not need: large pieces are left out first, then small ones."""
    tries, piece = 0, max(1, len(data) // 2)
    while piece and tries < _TRIES:
        at = 0
        while at < len(data) and tries < _TRIES:
            tries += 1
            shorter = data[:at] + data[at + piece :]
            if shows(shorter):
                data = shorter
            else:
                at += piece
        piece //= 2
    return data


if __name__ == "__main__":
    main()
