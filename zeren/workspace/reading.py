"""How a reader gets hold of the generation in use, without waiting and without being disturbed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from zeren.errors import WorkspaceError
from zeren.graph.store import Snapshot
from zeren.workspace.layout import Layout, Manifest

if TYPE_CHECKING:
    from zeren.ontology.decisions import Decision
    from zeren.ontology.judgements import Judgement

try:
    import fcntl
except ImportError:  # Windows, where an open file cannot be removed anyway
    fcntl = None  # type: ignore[assignment] # a module has no type that says it may be missing


def snapshot(layout: Layout) -> Snapshot:
    """The generation in use; it stays on the disk until the snapshot is closed, or its process ends.

    Raises:
        WorkspaceError: there is no workspace, nothing is published in it, or it is damaged.
    """
    missing: int | None = None
    while True:
        number = layout.current_number()
        if number is None:
            raise WorkspaceError(
                f"nothing has been ingested into {layout.root} yet", "begin with: zeren ingest PLAN.txt"
            )
        if number == missing:
            raise WorkspaceError(
                f"the workspace {layout.root} is damaged: generation {number} is not there",
                "ingest the documents again into a new folder",
            )
        mark = _hold(layout.manifest(number))
        # Still current after it is held: whoever publishes the next one will see that it is held.
        if mark and layout.current_number() == number:
            break
        if mark:
            mark.close()
        else:
            missing = number
    manifest = decode_manifest(mark.read(), layout.manifest(number))
    folders = {key: layout.document(key, entry.version) for key, entry in sorted(manifest.documents.items())}
    return Snapshot(
        layout.store(number),
        folders,
        manifest.base_iri,
        mark.close,
        words=layout.words(number),
        columns=layout.columns(number),
        judged=manifest.judgements,
        regions={key: entry.regions for key, entry in manifest.documents.items()},
        server=manifest.server,
    )


def decisions(layout: Layout) -> list[Decision]:
    """What a person decided about names, in the order of the decisions.

    Raises:
        WorkspaceError: the file of decisions is damaged.
    """
    from zeren.ontology.decisions import decode

    try:
        return decode(layout.decisions.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, msgspec.DecodeError) as error:
        raise WorkspaceError(
            f"{layout.decisions} cannot be read: {error}", "mend the line, or remove it"
        ) from None


def judgements(layout: Layout) -> dict[str, Judgement]:
    """What a person decided about findings, by the id of the finding.

    Raises:
        WorkspaceError: the file of judgements is damaged.
    """
    from zeren.ontology.judgements import decode

    try:
        kept = decode(layout.judgements.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, msgspec.DecodeError) as error:
        raise WorkspaceError(
            f"{layout.judgements} cannot be read: {error}", "mend the line, or remove it"
        ) from None
    return {judgement.finding: judgement for judgement in kept}


def _hold(path: Path) -> BinaryIO | None:
    """Open a generation's manifest under a shared lock; None when the generation is going or gone.

    The system gives the lock back when the file is closed or the process ends, however it ends.

    Raises:
        WorkspaceError: the manifest cannot be read.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror}") from None
    if fcntl:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return None
    return file


def in_use(path: Path) -> bool:
    """Whether a reader holds the generation with this manifest."""
    if not fcntl or not path.exists():
        return False
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def decode_manifest(data: bytes, path: Path) -> Manifest:
    """The manifest that was read from `path`.

    Raises:
        WorkspaceError: it is damaged.
    """
    try:
        return msgspec.json.decode(data, type=Manifest)
    except msgspec.DecodeError as error:
        raise WorkspaceError(f"{path} is damaged: {error}", "ingest the documents again") from None
