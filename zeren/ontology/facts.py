"""The facts that Zeren reads out of documents: typed records, each with its evidence.

Facts are the truth; the RDF store and every export are built from them. A document's
facts are kept in one JSON Lines file, one record a line, sorted, so that two runs write
the same bytes. Offsets are Unicode code points of the document's stored text, end
exclusive. A quote is never stored: it is `text[start:end]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeVar

import msgspec

Role = Literal["lead", "responsible", "support", "guide"]
ROLES: tuple[Role, ...] = ("lead", "responsible", "support", "guide")
"""How a unit takes part in a task: 牵头, 责任/负责, 配合/参与, 指导."""

UnitKind = Literal[
    "department", "party-body", "court-or-procuratorate", "people-organisation",
    "vertical-agency", "public-institution", "enterprise", "bank", "township",
    "development-zone", "coordinating-body", "collective", "other",
]  # fmt: skip

DeadlineKind = Literal["date", "open", "recurring", "unclear"]
"""A day, no end (长期坚持), a rhythm (按月), or words that name none of these."""

Level = Literal["nation", "province", "city", "county", "township"]
"""The levels of government."""

Severity = Literal["error", "warning", "info"]

FindingKind = Literal[
    "target-conflict", "sum-does-not-add-up", "lead-conflict", "no-lead", "several-leads",
    "lead-also-responsible", "unit-repeated", "nobody-named", "plan-named-two-ways",
    "heading-named-two-ways", "campaign-named-two-ways", "project-named-two-ways", "body-names",
    "unit-name-joined", "unit-name-undecided", "citation-without-title", "deadline-past",
    "deadline-after-parent", "label-missing", "label-repeated", "label-out-of-order",
    "bracket-unclosed", "incomplete", "fragmentation", "overlap", "duplication",
]  # fmt: skip
"""What may be wrong in a plan; docs/findings.md explains each with an example."""


class Evidence(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """Where a fact is written: `role` says which part of the fact it proves.

    `document` is the id of the document whose text it is, left out where that is the
    record's own; only a finding about several documents has it.
    """

    role: str
    start: int
    end: int
    document: str | None = None


class Mention(msgspec.Struct, frozen=True):
    """A unit named in the text: the unit's id, the words without white space, the place."""

    unit: str
    mention: str
    start: int
    end: int


class Leader(msgspec.Struct, frozen=True):
    """A person who answers for a task.

    `person` is the name, or the post where the plan names none; `post` is the post beside the name
    (副县长); `label` the words before it or over its column (责任领导), None where a role word tells it
    (由副县长张三牵头). `mention` are the person's words without white space, post and all, and
    `start` and `end` their place.
    """

    person: str
    post: str | None
    label: str | None
    mention: str
    start: int
    end: int


class Deadline(msgspec.Struct, frozen=True):
    """When a task is due: the words, the last day (ISO 8601) where they name one, the kind."""

    text: str
    date: str | None
    kind: DeadlineKind


class Annex(msgspec.Struct, frozen=True):
    """A part of a document with its own title.

    `label` is the printed number (`2-1`), empty for the main text; `campaign` is the
    theme it serves (经济增长主动仗), None where the title names none.
    """

    label: str
    title: str
    campaign: str | None
    start: int
    end: int


class Region(msgspec.Struct, frozen=True, tag="region", tag_field="record"):
    """The area a document speaks for: full name as id, short name, level, names in English."""

    id: str
    short: str
    level: Level
    english: str
    aliases: list[str] = []


class Document(msgspec.Struct, frozen=True, tag="document", tag_field="record"):
    """One plan. `sha256` is that of the source file; `issued` is an ISO 8601 day."""

    id: str
    file: str
    sha256: str
    title: str
    number: str | None
    issuer: str | None
    issued: str | None
    region: str | None
    characters: int
    annexes: list[Annex] = []


class Unit(msgspec.Struct, frozen=True, tag="unit", tag_field="record"):
    """A body that carries responsibility.

    `name` is what it is shown as; `aliases` are its other names, printed or usual;
    `function` is the id of a government function in the lexicon; `parent` is the unit
    that it is a part of.
    """

    id: str
    name: str
    aliases: list[str]
    kind: UnitKind
    function: str | None
    english: str | None
    region: str | None
    parent: str | None


class Task(msgspec.Struct, frozen=True, tag="task", tag_field="record"):
    """A piece of work and the units that answer for it, and the leaders in person.

    `path` holds the headings above it, outermost first; `parent` is the id of the
    nearest task above it; `others` says that further units take part, not named;
    `rule` names the rule that read the assignment. Evidence of role `assignment` is the
    clause or the table row, of role `text` the task's own words.
    """

    id: str
    document: str
    annex: str
    path: list[str]
    title: str
    text: str
    parent: str | None
    lead: list[Mention]
    responsible: list[Mention]
    support: list[Mention]
    guide: list[Mention]
    others: bool
    deadline: Deadline | None
    category: list[str]
    rule: str
    evidence: list[Evidence]
    leaders: list[Leader] = []

    def mentions(self) -> Iterator[tuple[Role, Mention]]:
        """Each unit of the task with its role, in the order of the roles, then of the text."""
        yield from (("lead", m) for m in self.lead)
        yield from (("responsible", m) for m in self.responsible)
        yield from (("support", m) for m in self.support)
        yield from (("guide", m) for m in self.guide)


class Group(msgspec.Struct, frozen=True, tag="group", tag_field="record"):
    """A working group: who convenes it (a person or an office, in words), deputies, members."""

    id: str
    document: str
    annex: str
    name: str
    campaign: str | None
    convener: str | None
    deputies: list[str]
    members: list[Mention]
    office: Mention | None
    others: bool
    evidence: list[Evidence]

    def seats(self) -> Iterator[tuple[Literal["member", "office"], Mention]]:
        """Each unit with its part in the group: the members in the order of the text, then the office."""
        yield from (("member", mention) for mention in self.members)
        if self.office:
            yield "office", self.office


class Citation(msgspec.Struct, frozen=True, tag="citation", tag_field="record"):
    """A document that the plan rests on: its number, and its title where the text gives one."""

    id: str
    document: str
    title: str | None
    number: str
    evidence: list[Evidence]


Measure = Literal[
    "growth", "level", "count", "rate", "reduction", "rank", "money", "area", "time-limit", "other"
]  # fmt: skip
"""What a target measures of its quantity: growth by 8%, a level of 32亿元, 80 of a thing, a rate of 90% …."""

Comparator = Literal[">=", "<=", "=", "~", "range"]
"""At least (以上), at most (以内), exactly, about (左右), between two values (1-2个)."""


class Indicator(msgspec.Struct, frozen=True, tag="indicator", tag_field="record"):
    """A quantity that targets are set for, within its region: 地区生产总值, 5G基站.

    `aliases` are the other names under which the documents speak of it (GDP, 生产总值).
    """

    id: str
    name: str
    aliases: list[str]
    region: str | None


class Target(msgspec.Struct, frozen=True, tag="target", tag_field="record"):
    """A figure to reach.

    `indicator` is the id of its quantity, `name` the quantity's name completed from its
    context. `value` and `value_max` (of a range only) are in `unit`, as written (亿元, %);
    `baseline` is the value it starts from (从…提高到…). `year` is the year that it is for;
    `task` the task whose words hold it, whose units answer for it; `project` the project that it
    is a figure of.
    """

    id: str
    document: str
    annex: str
    indicator: str
    task: str | None
    name: str
    measure: Measure
    comparator: Comparator
    value: float
    value_max: float | None
    unit: str
    year: int | None
    baseline: float | None
    evidence: list[Evidence]
    project: str | None = None


class Project(msgspec.Struct, frozen=True, tag="project", tag_field="record"):
    """A named undertaking inside a task: 某水库除险加固, 某产业园项目.

    The same project named in two places of a document is one record with the evidence of
    both; `aliases` are the ways in which it is named besides `name`.
    """

    id: str
    document: str
    tasks: list[str]
    name: str
    aliases: list[str]
    kind: str
    region: str | None
    evidence: list[Evidence]


class MentionedUnit(msgspec.Struct, frozen=True, tag="mentioned-unit", tag_field="record"):
    """A unit named without a duty, such as an enterprise; `task` is the one around it."""

    id: str
    document: str
    task: str | None
    mention: Mention


class Finding(msgspec.Struct, frozen=True, tag="finding", tag_field="record"):
    """A contradiction, gap or oddity; `zh` and `en` say it in one sentence each.

    `document` is the one that it is about; of several documents of one region, the one
    in which the first place stands.
    """

    id: str
    document: str
    kind: FindingKind
    severity: Severity
    zh: str
    en: str
    places: list[Evidence]

    def documents(self) -> list[str]:
        """The ids of the documents that it is about: its own, then those of its places in their order."""
        return list(dict.fromkeys([self.document, *(p.document for p in self.places if p.document)]))


class NameReview(msgspec.Struct, frozen=True, tag="name-review", tag_field="record"):
    """A unit's name that a person may want to look at.

    `state` is `joined` where a rule joined the name to `unit`, `undecided` where the name
    stays apart although it may mean one of `candidates` (unit ids).
    """

    id: str
    document: str
    region: str | None
    name: str
    unit: str
    state: Literal["joined", "undecided"]
    candidates: list[str]
    reason: str
    places: list[Evidence]


class Leftover(msgspec.Struct, frozen=True, tag="leftover", tag_field="record"):
    """Words that carry a trigger (牵头, 负责 …) and ended in no fact: where, and why."""

    id: str
    document: str
    words: str
    start: int
    end: int
    reason: str
    units: list[str] = []


Fact = (
    Document | Region | Unit | Task | Group | Citation | Indicator | Target | Project
    | MentionedUnit | Finding | NameReview | Leftover
)  # fmt: skip


R = TypeVar(
    "R", Document, Region, Unit, Task, Group, Citation, Indicator, Target, Project,
    MentionedUnit, Finding, NameReview, Leftover,
)  # fmt: skip


class DocumentFacts(msgspec.Struct, frozen=True):
    """All facts of one document, each list sorted by id."""

    document: Document
    region: Region | None
    units: list[Unit]
    tasks: list[Task]
    groups: list[Group]
    citations: list[Citation]
    findings: list[Finding]
    reviews: list[NameReview]
    leftovers: list[Leftover]
    indicators: list[Indicator] = []
    targets: list[Target] = []
    projects: list[Project] = []
    mentioned: list[MentionedUnit] = []

    def mentions(self) -> Iterator[Mention]:
        """Each mention of a unit that carries responsibility: those of the tasks, then of the groups."""
        for task in self.tasks:
            yield from (mention for _, mention in task.mentions())
        for group in self.groups:
            yield from (mention for _, mention in group.seats())

    def records(self) -> Iterator[Fact]:
        """Every record in the order in which it is written."""
        yield self.document
        if self.region:
            yield self.region
        for records in (
            self.units, self.tasks, self.groups, self.citations,
            self.indicators, self.targets, self.projects, self.mentioned,
            self.findings, self.reviews, self.leftovers,
        ):  # fmt: skip
            yield from records


def encode(facts: DocumentFacts) -> bytes:
    """The facts as JSON Lines in UTF-8, one record a line, in a fixed order."""
    encoder = msgspec.json.Encoder()
    return b"".join(encoder.encode(record) + b"\n" for record in facts.records())


def decode(data: bytes) -> DocumentFacts:
    """The facts that `encode` wrote.

    Raises:
        msgspec.DecodeError: a line is no JSON or no known record (msgspec.ValidationError).
        ValueError: there is no document record.
    """
    decoder = msgspec.json.Decoder(Fact)
    return collect(decoder.decode(line) for line in data.splitlines() if line)


def collect(records: Iterable[Fact]) -> DocumentFacts:
    """Records in any order as one document's facts, each list sorted by id.

    Raises:
        ValueError: there is no document record.
    """
    kinds: dict[type, list[Fact]] = {}
    for record in records:
        kinds.setdefault(type(record), []).append(record)

    def listed(kind: type[R]) -> list[R]:
        return sorted((r for r in kinds.get(kind, []) if isinstance(r, kind)), key=lambda r: r.id)

    if not listed(Document):
        raise ValueError("no document record among the facts")
    regions = listed(Region)
    return DocumentFacts(
        document=listed(Document)[0],
        region=regions[0] if regions else None,
        units=listed(Unit),
        tasks=listed(Task),
        groups=listed(Group),
        citations=listed(Citation),
        indicators=listed(Indicator),
        targets=listed(Target),
        projects=listed(Project),
        mentioned=listed(MentionedUnit),
        findings=listed(Finding),
        reviews=listed(NameReview),
        leftovers=listed(Leftover),
    )
