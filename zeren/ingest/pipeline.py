"""From a file to facts: read, outline, extract, resolve, account."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zeren.errors import NoPlanError, UnreadableError
from zeren.ingest import assemble, metadata, readers, regions
from zeren.ingest.outline import tree
from zeren.ingest.readers import encoding, plaintext
from zeren.ingest.source import SourceText
from zeren.ingest.units import apply
from zeren.ontology.decisions import Decision
from zeren.ontology.facts import DocumentFacts
from zeren.ontology.locators import Locator


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read: the file's bytes, the stored text, the facts, and where the text stood."""

    source: bytes
    text: str
    facts: DocumentFacts
    locators: tuple[Locator, ...] = ()


def read(path: Path, decisions: Sequence[Decision] = ()) -> Reading:
    """The facts of one file.

    Args:
        path: a file of any form that is read (`zeren.ingest.readers.formats`).
        decisions: what a person decided about names.

    Raises:
        UnreadableError: the file cannot be read, or is no plan that can be told apart.
    """
    data = _bytes(path)
    source = readers.read(data, path.name)
    facts = read_source(source, path.name, hashlib.sha256(data).hexdigest(), decisions)
    return Reading(data, source.text, facts, source.locators)


def read_text(text: str, file: str, sha256: str, decisions: Sequence[Decision] = ()) -> DocumentFacts:
    """The facts of a plain text; arguments and errors as `read_source`."""
    return read_source(plaintext.read(text), file, sha256, decisions)


def read_source(
    source: SourceText, file: str, sha256: str, decisions: Sequence[Decision] = ()
) -> DocumentFacts:
    """The facts of a document's text.

    Args:
        source: the stored text with its blocks.
        file: the name of the file that it came from.
        sha256: that of the file's bytes.
        decisions: what a person decided about names.

    Raises:
        NoPlanError: the text is no plan.
        UnreadableError: it breaks off in the middle of one.
    """
    outline = tree.build(source)
    about = metadata.read(outline)
    region = regions.find(about.issuer, about.title)
    facts = assemble.facts(outline, about, region, file, sha256)
    if not (about.number or region or facts.tasks):
        raise NoPlanError(
            f"{file}: no plan: it has no document number, no county and no task",
            "check the file; a plan's first lines name its number or its issuer, its title the county",
        )
    return apply.units(facts, decisions)


def resolve_again(facts: DocumentFacts, decisions: Sequence[Decision]) -> DocumentFacts:
    """Stored facts with the names resolved once more, after a person decided something."""
    return apply.units(facts, decisions)


def _bytes(path: Path) -> bytes:
    """The file's bytes, unless it is larger than any plan.

    Raises:
        UnreadableError: it is no file, cannot be opened, or is too large.
    """
    try:
        if not path.is_file():
            raise UnreadableError(
                f"{path}: no such file",
                "check the name; a folder is searched for plans in any form that is read",
            )
        if path.stat().st_size > encoding.LIMIT:
            size = path.stat().st_size / 1e6
            raise UnreadableError(
                f"{path.name}: {size:.0f} MB, more than the {encoding.LIMIT / 1e6:.0f} MB that are read",
                "a plan is rarely over 1 MB: check the file, or split it into its documents",
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}", "check that it can be opened") from None
