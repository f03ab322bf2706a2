"""Many invented counties: the example plans again and again, under other counties' names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice, product
from pathlib import Path

FIRST = "安昌长承崇德定东丰福高广海和恒华怀嘉金景靖康乐临龙明南宁平"
SECOND = "川谷河湖江泉山石水潭田溪星阳源泽州"
EXAMPLES = {"云泽": "云泽县打好六场硬仗总体方案.txt", "青岭": "青岭县重点工作总体方案.txt"}


def names() -> Iterator[str]:
    """Names of counties that are not those of the examples, in a fixed order: two letters, then three."""
    pairs = (a + b for a, b in product(FIRST, SECOND) if a + b not in EXAMPLES)
    return chain(pairs, (a + b + c for a, b, c in product(FIRST, FIRST, SECOND) if a != b))


def write(folder: Path, examples: Path, counties: int) -> list[Path]:
    """One plan a county, in turns in the layout of each example.

    Args:
        folder: where the plans are written.
        examples: the folder of the example plans.
        counties: how many.
    """
    texts = [(name, (examples / file).read_text("utf-8")) for name, file in EXAMPLES.items()]
    paths = []
    for number, name in enumerate(islice(names(), counties)):
        old, text = texts[number % len(texts)]
        path = folder / f"{name}县.txt"
        path.write_text(text.replace(old, name), "utf-8")
        paths.append(path)
    return paths
