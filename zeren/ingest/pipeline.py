"""From a file to facts: read, outline, extract, resolve, account."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from zeren.errors import NoPlanError, UnreadableError
from zeren.ingest import assemble, metadata, readers, regions, time_limit
from zeren.ingest.outline import tree
from zeren.ingest.readers import formats, plaintext
from zeren.ingest.source import SourceText, Table
from zeren.ingest.units import apply
from zeren.ontology.decisions import Decision
from zeren.ontology.facts import DocumentFacts
from zeren.ontology.locators import Locator

SECONDS = 300
"""Seconds that a document may take in all; a county's longest plan takes about ten."""


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
    return read_bytes(load(path), path.name, decisions)


def read_bytes(data: bytes, name: str, decisions: Sequence[Decision] = ()) -> Reading:
    """The facts of a file that was loaded; its name tells its form, and stands in messages.

    Raises:
        UnreadableError: as `read`.
    """
    with time_limit.within(SECONDS, name):
        source = readers.read(data, name)
        facts = read_source(source, name, hashlib.sha256(data).hexdigest(), decisions)
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
    told = regions.find(about.issuer, about.title)
    # A table alone often names its county only in the file's name.
    region = told or regions.find(None, PurePath(file).stem)
    facts = assemble.facts(outline, about, region, file, sha256)
    says_work = facts.tasks or (facts.targets and any(isinstance(b, Table) for b in source.blocks))
    if not (about.number or told or says_work):
        raise NoPlanError(
            f"{file}: no plan: it has no document number, no county and no task",
            "check the file; a plan's first lines name its number or its issuer, its title the county",
        )
    return apply.units(facts, decisions)


def resolve_again(facts: DocumentFacts, decisions: Sequence[Decision]) -> DocumentFacts:
    """Stored facts with the names resolved once more, after a person decided something."""
    return apply.units(facts, decisions)


def load(path: Path) -> bytes:
    """The file's bytes, unless it is larger than files of its form may be; then only its head is read.

    Raises:
        UnreadableError: it is no file, cannot be opened, or is too large.
    """
    try:
        if path.exists() and not path.is_file():
            raise UnreadableError(f"{path}: no file, but a folder, pipe or device", "name the plan's file")
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            form = formats.expected(file.read(formats.HEAD), path.name)
            if size > form.largest:
                raise UnreadableError(
                    f"{path.name}: {size / 1e6:,.0f} MB, more than the {form.largest / 1e6:.0f} MB "
                    f"that are read of {form.told}",
                    form.smaller,
                )
            file.seek(0)
            return file.read(form.largest)
    except FileNotFoundError:
        raise UnreadableError(
            f"{path}: no such file", "check the name; a folder is searched for plans in any form that is read"
        ) from None
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}", "check that it can be opened") from None
