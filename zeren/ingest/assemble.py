"""Drafts of all extractors into one document's records, units not yet resolved.

A mention's `unit` stays empty here; `zeren.ingest.units.apply` fills it in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from zeren.ingest import (
    account,
    citations,
    completeness,
    deadlines,
    enterprises,
    group_lists,
    groups,
    indicators,
    projects,
)
from zeren.ingest.assignments import duties, headings, prose, rows, stated
from zeren.ingest.assignments.draft import Span, TaskDraft
from zeren.ingest.assignments.lists import Item
from zeren.ingest.groups import GroupDraft
from zeren.ingest.indicators import sums
from zeren.ingest.metadata import Metadata
from zeren.ingest.outline import numbering, table_numbering, titles
from zeren.ingest.outline.annexes import campaign
from zeren.ingest.outline.tree import Outline
from zeren.ingest.projects import figures
from zeren.ingest.source import Table
from zeren.ingest.units.recognise import Recogniser
from zeren.ontology.facts import (
    Annex,
    Citation,
    Document,
    DocumentFacts,
    Evidence,
    Fact,
    Finding,
    Group,
    Leftover,
    Mention,
    Region,
    Role,
    Task,
    collect,
)
from zeren.ontology.finding_ids import apart, finding_id


def facts(outline: Outline, about: Metadata, region: Region | None, file: str, sha256: str) -> DocumentFacts:
    """The records of a document.

    Args:
        outline: the document's parts and sections.
        about: what it says of itself.
        region: the region it speaks for.
        file: the name of the file.
        sha256: that of the file's bytes.

    Raises:
        UnreadableError: the text breaks off in the middle of a plan.
    """
    completeness.refuse_cut_off(outline, file)
    document = _document(outline, about, region, file, sha256)
    in_prose = list(groups.find(outline))
    in_prose = sorted([*in_prose, *group_lists.find(outline, in_prose)], key=lambda g: g.start)
    drafts = [*prose.tasks(outline, [(g.start, g.end) for g in in_prose]), *rows.tasks(outline)]
    drafts = headings.applied(outline, drafts)
    drafts += list(duties.tasks(outline, drafts))
    drafts.sort(key=lambda d: d.start)
    stated.apply(outline, drafts)
    tasks = _tasks(drafts, document.id, about.year)
    found_groups = _groups([*in_prose, *groups.of_rows(drafts)], document.id)
    records: list[Fact] = [document, *tasks, *found_groups, *_citations(outline, document)]
    if region:
        records.append(region)
    records += enterprises.read(outline, tasks, region, document.id, _taken(tasks, found_groups))
    named = projects.read(outline, tasks, region, document.id)
    targets, quantities = indicators.read(outline, tasks, region, document.id, about.year_of_work)
    records += [*named, *figures.tied(targets, named, region, outline.source.text), *quantities]
    records += apart(_findings(outline, about.title, document.id))
    records += apart(_unclosed(drafts, tasks, document.id))
    said = [span for draft in drafts for span in draft.said]
    records += _leftovers(outline, document.id, tasks, found_groups, said)
    return collect(records)


def _taken(tasks: Sequence[Task], found_groups: Sequence[Group]) -> list[Evidence]:
    """The places that name units with a duty: clauses of assignment, and each unit named."""
    clauses = [e for t in tasks if t.rule != "table-row" for e in t.evidence if e.role == "assignment"]
    mentions = [m for t in tasks for _, m in t.mentions()] + [m for g in found_groups for m in g.members]
    mentions += [g.office for g in found_groups if g.office]
    return clauses + [Evidence("mention", m.start, m.end) for m in mentions]


def _document(outline: Outline, about: Metadata, region: Region | None, file: str, sha256: str) -> Document:
    parts = [body.annex for body in outline.bodies]
    return Document(
        id=about.identifier,
        file=file,
        sha256=sha256,
        title=about.title,
        number=about.number,
        issuer=about.issuer,
        issued=about.issued,
        region=region.id if region else None,
        characters=len(outline.source.text),
        annexes=[
            Annex(part.label, part.title or about.title, part.campaign, part.start, part.end)
            for part in parts
        ],
    )


def unique(identifiers: Iterable[str]) -> list[str]:
    """Ids in order, a repeated one with the suffix ~2, ~3 …."""
    seen: Counter[str] = Counter()
    found = []
    for identifier in identifiers:
        seen[identifier] += 1
        found.append(identifier if seen[identifier] == 1 else f"{identifier}~{seen[identifier]}")
    return found


def _tasks(drafts: Sequence[TaskDraft], document: str, year: int | None) -> list[Task]:
    """The drafts as tasks: the printed labels make the id, the nearest label above the parent."""
    labels = [(draft.part.label, *filter(None, draft.labels)) for draft in drafts]
    ids = unique("/".join((document, *label)) for label in labels)
    return [
        _task(draft, identifier, document, parent, year)
        for draft, identifier, parent in zip(drafts, ids, _parents(labels, ids), strict=True)
    ]


def _parents(labels: Sequence[tuple[str, ...]], ids: Sequence[str]) -> Iterator[str | None]:
    """The task above each: the nearest before it with the beginning of its labels, else the first behind it.

    Several tasks of one heading are one place, whose first is the parent; where a list begins anew
    with the labels of another (on the next sheet of a workbook), its own tasks are.
    """
    first: dict[tuple[str, ...], str] = {}
    for label, identifier in zip(labels, ids, strict=True):
        first.setdefault(label, identifier)
    nearest: dict[tuple[str, ...], str] = {}
    last: tuple[str, ...] = ()
    for label, identifier in zip(labels, ids, strict=True):
        if label not in nearest or last[: len(label)] != label:
            nearest[label] = identifier
        last = label
        above = [label[:length] for length in range(len(label) - 1, 1, -1)]
        yield next((nearest.get(prefix, first[prefix]) for prefix in above if prefix in first), None)


def _task(draft: TaskDraft, identifier: str, document: str, parent: str | None, year: int | None) -> Task:
    def mentions(role: Role) -> list[Mention]:
        return [_mention(item) for item in draft.units.get(role, [])]

    return Task(
        id=identifier,
        document=document,
        annex=draft.part.label,
        path=draft.path,
        title=draft.title,
        text=draft.text,
        parent=parent,
        lead=mentions("lead"),
        responsible=mentions("responsible"),
        support=mentions("support"),
        guide=mentions("guide"),
        others=draft.others,
        deadline=deadlines.parse(draft.deadline, year) if draft.deadline else None,
        category=draft.category,
        rule=draft.rule,
        evidence=[Evidence("assignment", *span) for span in draft.assignment]
        + [Evidence("text", *span) for span in draft.words],
        leaders=list(dict.fromkeys(draft.leaders)),
    )


def _mention(item: Item) -> Mention:
    return Mention("", item.name, item.start, item.end)


def _groups(drafts: Sequence[GroupDraft], document: str) -> list[Group]:
    ids = unique(f"{document}/{draft.part.label}/专班" for draft in drafts)
    return [
        Group(
            id=identifier,
            document=document,
            annex=draft.part.label,
            name=draft.name,
            campaign=draft.part.campaign or campaign(draft.name),
            convener=draft.convener,
            deputies=draft.deputies,
            members=[_mention(item) for item in draft.members],
            office=_mention(draft.office) if draft.office else None,
            others=draft.others,
            evidence=[Evidence("group", draft.start, draft.end)],
        )
        for draft, identifier in zip(drafts, ids, strict=True)
    ]


def _citations(outline: Outline, document: Document) -> list[Citation]:
    text = outline.source.text
    found = [c for c in citations.find(text, 0, len(text)) if c.number != document.number]
    ids = unique(f"{document.id}/citation/{_dashed(c.number)}" for c in found)
    return [
        Citation(identifier, document.id, c.title, c.number, [Evidence("citation", c.start, c.end)])
        for c, identifier in zip(found, ids, strict=True)
    ]


def _dashed(number: str) -> str:
    """A document number as ids have it: 湘政办发〔2023〕2号 is 湘政办发-2023-2."""
    return re.sub("[〔〕]", "-", number).removesuffix("号")


def _findings(outline: Outline, title: str, document: str) -> Iterator[Finding]:
    """What looks odd in the text itself."""
    yield from numbering.findings(outline, document)
    yield from table_numbering.findings(outline, document)
    yield from titles.findings(outline, title, document)
    yield from completeness.findings(outline, document)
    yield from sums.findings(outline, document)


def _unclosed(drafts: Sequence[TaskDraft], tasks: Sequence[Task], document: str) -> list[Finding]:
    return [
        Finding(
            id=finding_id(document, "bracket-unclosed", f"“{task.title}”的责任分工括号不完整"),
            document=document,
            kind="bracket-unclosed",
            severity="warning",
            zh=f"“{task.title}”的责任分工括号不完整",
            en=f"the bracket that assigns “{task.title}” is not complete",
            places=[task.evidence[0]],
        )
        for draft, task in zip(drafts, tasks, strict=True)
        if draft.rule.endswith(("unclosed", "without-brackets"))
    ]


def _leftovers(
    outline: Outline,
    document: str,
    tasks: Sequence[Task],
    found_groups: Sequence[Group],
    said: Sequence[Span],
) -> list[Leftover]:
    """What carried a trigger and became no fact, with the units that the words name.

    `said` are the cells of tables that were read by their role words.
    """
    covered = [*said]
    covered += [(m.start, m.end) for task in tasks for _, m in task.mentions()]
    covered += [
        (e.start, e.end)
        for task in tasks
        for e in task.evidence
        if e.role == "assignment" and task.rule != "table-row"
    ]
    covered += [(e.start, e.end) for group in found_groups for e in group.evidence]
    for section in outline.sections():
        covered += [(b.header[0].start, b.header[-1].end) for b in section.blocks if isinstance(b, Table)]
    names = {m.mention for task in tasks for _, m in task.mentions()}
    names |= {m.mention for group in found_groups for m in group.members}
    recogniser = Recogniser(names)
    return [
        Leftover(
            left.id, left.document, left.words, left.start, left.end, left.reason,
            [found.name for found in recogniser.find(left.words)],
        )
        for left in account.leftovers(document, outline.source, covered)
    ]  # fmt: skip
