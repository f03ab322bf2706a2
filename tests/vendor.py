"""Takes the libraries of the explorer's pages from their npm packages: `python -m tests.vendor`.

`requirements/vendor.toml` names each package, its version, its licence and its files with their
SHA-256. A file with another hash than the listed one is not taken; with --renew the list gets the
hashes of what was packed instead.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]
LIST = CHECKOUT / "requirements" / "vendor.toml"
VENDOR = CHECKOUT / "zeren" / "web" / "static" / "vendor"


def libraries() -> dict[str, dict[str, Any]]:
    """What is carried along: by the package's name its version, licence and files with their hashes."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def folder(name: str, version: str) -> Path:
    """Where a library stands: a package of a scope (`@scope/name`) without the sign and the slash."""
    return VENDOR / f"{name.lstrip('@').replace('/', '-')}-{version}"


def digest(data: bytes) -> str:
    """The SHA-256 of a file, as the list has it."""
    return hashlib.sha256(data).hexdigest()


def packed(name: str, version: str) -> dict[str, bytes]:
    """The files of an npm package by their path in it, from the registry that npm is set to."""
    with tempfile.TemporaryDirectory() as temporary:
        subprocess.run(
            ["npm", "pack", "--silent", "--pack-destination", temporary, f"{name}@{version}"],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        (path,) = Path(temporary).glob("*.tgz")
        with tarfile.open(path) as archive:
            members = [member for member in archive.getmembers() if member.isfile()]
            return {
                m.name.partition("/")[2]: read.read() for m in members if (read := archive.extractfile(m))
            }


def main(arguments: list[str]) -> int:
    """Take every library of the list, and write its files where the pages have them."""
    parser = argparse.ArgumentParser(prog="python -m tests.vendor", description=__doc__)
    parser.add_argument(
        "--renew", action="store_true", help="write the hashes of the packed files into the list"
    )
    renew = parser.parse_args(arguments).renew
    wrong, listed = [], LIST.read_text(encoding="utf-8")
    for name, library in libraries().items():
        files, target = packed(name, library["version"]), folder(name, library["version"])
        target.mkdir(parents=True, exist_ok=True)
        for path, expected in library["files"].items():
            found = digest(files[path])
            if renew:
                listed = re.sub(f'(?<="{re.escape(path)}" = "){expected}', found, listed)
            elif found != expected:
                wrong.append(f"{name} {library['version']}: {path} is {found}, not {expected}")
                continue
            (target / Path(path).name).write_bytes(files[path])
    LIST.write_text(listed, encoding="utf-8")
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
