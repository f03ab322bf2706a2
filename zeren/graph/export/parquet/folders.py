"""The names of partitions as Hive writes them: `region=云泽县/year=2024`."""

from __future__ import annotations

from pathlib import PurePosixPath

UNKNOWN: dict[str, str | int] = {"region": "未知", "year": 0}
"""What a plan is filed under that tells no region or no year.

Hive's own name for it (`__HIVE_DEFAULT_PARTITION__`) makes pandas refuse the whole dataset.
"""

_ESCAPED = frozenset("\"#%'*/:=?\\{[]^\x7f") | frozenset(map(chr, range(1, 32)))
"""What Hive's and Spark's `escapePathName` write as %XX; both leave letters beyond ASCII as they are.

They read every %XX as one letter, so that Chinese in percent-encoded UTF-8 would come out garbled.
"""


def partition(keys: tuple[str, ...], values: dict[str, str | int | None]) -> PurePosixPath:
    """The folder of a partition, below that of its dataset.

    Args:
        keys: what is partitioned by, the outermost first.
        values: the value of each key; None where it is not known.
    """
    return PurePosixPath(*(f"{key}={escaped(str(values[key] or UNKNOWN[key]))}" for key in keys))


def escaped(value: str) -> str:
    """A value as it stands in the name of a folder."""
    return "".join(f"%{ord(letter):02X}" if letter in _ESCAPED else letter for letter in value)
