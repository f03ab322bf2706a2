"""Writes plans that nobody wrote, with the truth of what they say, and scores what was read of them.

python -m benchmarks.corpus 1000 FOLDER --seed 1       # FOLDER/plans/*.txt, FOLDER/truth/<plan>/*.jsonl
python -m benchmarks.corpus score WORKSPACE FOLDER/truth
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.corpus import plan, score, truth


def write(number: int, folder: Path, seed: int = 1) -> list[Path]:
    """Write so many plans with their truth; the same number and seed give the same bytes.

    Args:
        number: how many plans.
        folder: where `plans` and `truth` are made.
        seed: other seeds give other plans.

    Returns:
        The files of the plans.
    """
    (folder / "plans").mkdir(parents=True, exist_ok=True)
    files = []
    for nth in range(number):
        about, page, offices = plan.write(seed, nth)
        files.append(folder / "plans" / about.file)
        files[-1].write_text(page.text(), "utf-8", newline="")
        names = {unit: list(used) for unit, used in offices.used.items()}
        truth.write(folder / "truth" / about.file.removesuffix(".txt"), about, page.records, names)
    return files


def main(arguments: list[str]) -> None:
    """Write or score."""
    options = argparse.ArgumentParser(
        prog="python -m benchmarks.corpus", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    if arguments[:1] == ["score"]:
        options.add_argument("workspace", type=Path)
        options.add_argument("truth", type=Path)
        options.add_argument("--misses", type=int, default=10, help="misses to list (default: 10)")
        given = options.parse_args(arguments[1:])
        print(score.report(score.workspace(given.workspace, given.truth), given.misses))
    else:
        options.add_argument("number", type=int)
        options.add_argument("folder", type=Path)
        options.add_argument("--seed", type=int, default=1)
        given = options.parse_args(arguments)
        write(given.number, given.folder, given.seed)


if __name__ == "__main__":
    main(sys.argv[1:])
