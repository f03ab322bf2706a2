"""A document's version on disk: the file as it came, its text and facts, and where the text stood in it."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from zeren.graph import locating
from zeren.graph.documents import FACTS, TEXT
from zeren.ontology import facts as records
from zeren.ontology.facts import DocumentFacts
from zeren.ontology.locators import Locator, decode, encode
from zeren.workspace.layout import TEMPORARY, sync_folder, write_synced

Files = Mapping[str, bytes]
"""What a version's folder holds: contents by file name."""


def files(source: bytes, text: str, facts: DocumentFacts, locators: tuple[Locator, ...]) -> Files:
    """The files of a version; locators only where the file has pages or cells."""
    found = {
        f"source.{_suffix(facts.document.file)}": source,
        TEXT: text.encode("utf-8"),
        FACTS: records.encode(facts),
    }
    return {**found, locating.LOCATORS: encode(locators)} if locators else found


def name(files: Files) -> str:
    """What a version is called: the hash of its files, so that the same contents are one version."""
    digest = hashlib.sha256()
    for data in files.values():
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()[:16]


def write(folder: Path, files: Files) -> None:
    """Write a version whole, or not at all.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    unfinished = folder.with_name(TEMPORARY + folder.name)
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for file, data in files.items():
        write_synced(unfinished / file, data)
    sync_folder(unfinished)
    unfinished.rename(folder)
    sync_folder(folder.parent)


def read(folder: Path) -> tuple[bytes, str, tuple[Locator, ...]]:
    """The file as it came, the text, and where it stood.

    Raises:
        OSError: a file is missing.
    """
    source = next(path for path in sorted(folder.iterdir()) if path.stem == "source")
    text = (folder / TEXT).read_bytes().decode("utf-8")
    kept = folder / locating.LOCATORS
    return source.read_bytes(), text, decode(kept.read_bytes()) if kept.exists() else ()


def _suffix(name: str) -> str:
    found = re.search(r"\.([A-Za-z0-9]{1,8})$", name)
    return found[1].lower() if found else "bin"
