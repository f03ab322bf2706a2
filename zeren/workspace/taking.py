"""What files that were read stand for: new documents, changed ones, copies, or pieces that are refused."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from zeren.errors import UnreadableError
from zeren.ontology.facts import DocumentFacts
from zeren.workspace.finding import real
from zeren.workspace.jobs import Read, Refused
from zeren.workspace.late_writer import LateWriter
from zeren.workspace.report import (
    Account,
    Changes,
    Failure,
    IngestReport,
    changed_since,
    changes,
    says_the_same,
)

NAMED = 3
"""The tasks that are named where two files of one document differ."""

REMNANT = 2
"""A file with fewer than one in so many of the stored tasks is taken for a piece of the plan."""


class Taking:
    """Takes files up, in their order, into the next generation.

    Args:
        writer: the workspace's.
        whole: the files that were named themselves, which count as plans whatever they hold.
    """

    def __init__(self, writer: LateWriter, whole: set[Path]) -> None:
        self._writer = writer
        self._whole = whole
        self._seen: dict[str, Read] = {}
        self.failures: list[Failure] = []
        self.accounts: list[Account] = []
        self.passed_over: list[str] = []

    def take(self, path: Path, result: Read | Refused) -> None:
        """Take up what a file came to."""
        if not (
            real(path) in self._whole or (result.plan if isinstance(result, Read) else not result.no_plan)
        ):
            self.passed_over.append(str(path))
        elif isinstance(result, Refused):
            self.failures.append(Failure(str(path), result.message, result.hint))
        else:
            try:
                self.accounts.append(self._taken(path, result))
            except UnreadableError as error:
                self.failures.append(Failure(str(path), error.message, error.hint))

    def report(self, generation: int | None, strangers: list[Path]) -> IngestReport:
        """The report of all files."""
        failures = self.failures
        if self.passed_over and not self.accounts:
            failures = [*failures, *(Failure(path, f"{path}: no plan") for path in self.passed_over)]
        failures = sorted(failures, key=lambda failure: failure.path)
        return IngestReport(
            self.accounts, failures, generation, self.passed_over, [str(path) for path in strangers]
        )

    def _taken(self, path: Path, read: Read) -> Account:
        """The account of a file, whose version is now the document's.

        Raises:
            UnreadableError: it is a piece of the stored document, or contradicts an earlier file.
        """
        writer, document = self._writer.made(), read.account.document.id
        first = self._seen.setdefault(document, read)
        if first is not read:
            return replace(read.account, state="unchanged", same_as=self._copied(path, first, read))
        last = writer.documents.get(document)
        if last is None or last.version == read.version:
            account = replace(read.account, state="unchanged") if last else read.account
        else:
            before, after = writer.facts(document), writer.facts(document, read.version)
            _refuse_remnant(path, before, after)
            account = changed_since(read.account, after, before)
        writer.hold(document, read.version, read.regions)
        return account

    def _copied(self, path: Path, first: Read, read: Read) -> str:
        """The earlier file that says the same, maybe in another form, and stands for this one.

        Raises:
            UnreadableError: an earlier file is the same document, and other facts were read from it.
        """
        document, earlier = read.account.document, first.account.document
        if document.sha256 != earlier.sha256:
            one, other = (self._writer.made().facts(document.id, r.version) for r in (first, read))
            if not says_the_same(one, other):
                raise UnreadableError(
                    f"{path} is the document {document.id} like {earlier.file}, and other facts were read "
                    f"from it{_differing(changes(one.tasks, other.tasks))}",
                    "ingest only the one that holds; if they are two documents, correct the number of one",
                )
        return earlier.file


def _differing(found: Changes) -> str:
    """The first of the tasks that two files of a document have not in common."""
    titles = [f"“{task.title}”" for task in (*found.changed, *found.gone, *found.added)]
    return f": {', '.join(titles[:NAMED])}{', …' if len(titles) > NAMED else ''}" if titles else ""


def _refuse_remnant(path: Path, stored: DocumentFacts, read: DocumentFacts) -> None:
    """Refuse a file that would replace a plan by a piece of it: its end is missing, most likely.

    Raises:
        UnreadableError: it holds less than half of the stored document's text and of its tasks.
    """
    document = read.document
    shorter = document.characters * 2 < stored.document.characters
    if shorter and len(read.tasks) * REMNANT < len(stored.tasks):
        raise UnreadableError(
            f"{path} holds {len(read.tasks)} of the {len(stored.tasks)} tasks that {document.id} has: "
            "it looks cut off",
            f"copy the whole file; if the plan is that short now, zeren remove {document.id} first",
        )
    missing = {f.id for f in read.findings if f.kind == "incomplete"} - {f.id for f in stored.findings}
    if missing and len(read.tasks) < len(stored.tasks):
        raise UnreadableError(
            f"{path} lacks parts that {document.id} has, and {len(stored.tasks) - len(read.tasks)} of its "
            "tasks: it looks cut off",
            f"copy the whole file; if the plan is that short now, zeren remove {document.id} first",
        )
