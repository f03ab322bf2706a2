"""Working groups written as lines of labels: 组长：张三（县长） / 成员：… / 办公室设在县发改局."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zeren.ingest import group_members
from zeren.ingest.flat import Flat, flatten
from zeren.ingest.groups import BARE_NAME, GROUP, OFFICE, GroupDraft, read_office
from zeren.ingest.outline.annexes import Part
from zeren.ingest.outline.tree import Outline, Section
from zeren.ingest.source import Paragraph

_CHAIR = "(?:组长|召集人|总?指挥长?|专班长|主任(?:委员)?)"
_LABEL = re.compile(
    rf"(?:(?P<deputy>(?:第一|常务|执行)?副(?:总)?{_CHAIR})|(?P<convener>(?:第一|总|常务|执行|联合)?{_CHAIR})"
    r"|(?P<members>(?:组成|专班|小组)?(?:成员|委员|组员)(?:单位|部门)?))(?P<colon>[:：])?"
)
_NAMED = re.compile(
    rf"(?:(?:决定|调整)?(?:成立|组建|建立|设立|调整)(?:健全)?(?:了)?)?(?P<name>[^，。；、：:]{{0,60}}?(?:{GROUP}|(?<=[\u4e00-\u9fff])组))"
    r"(?:组成)?(?:成员|人员)?(?:单位)?(?:名单)?(?:如下|组成)?(?=$|[，。；：:,（(])"
)
_BEFORE_LABEL = "，,；;。：:"
_BY_CHAIR = (("指挥", "指挥部"), ("组长", "领导小组"))
_LONGEST_LINE = 120


@dataclass(slots=True)
class _Line:
    """A line with its labels: what each is of, and the words behind it."""

    words: Flat
    opening: Flat
    labelled: list[tuple[str, str, Flat]] = field(default_factory=list)
    """Kind, label, and value of each label."""


def find(outline: Outline, told: Sequence[GroupDraft]) -> Iterator[GroupDraft]:
    """The groups that lines of labels set up; a group that the sentence above them names is filled in.

    Args:
        outline: the document's parts and sections.
        told: the groups that sentences set up.
    """
    for section in outline.sections():
        lines = [_taken_apart(words) for words in _lines(outline, section)]
        heading = outline.heading(section) if section.label else ""
        at = 0
        while at < len(lines):
            known = next((g for g in told if _stands_right_before(g, lines, at)), None)
            reading = _Reading(section.annex, heading, lines[at - 1] if at else None)
            length = reading.read(lines[at:], goes_on=known is not None)
            if length and (draft := reading.draft) and (draft.members or draft.deputies or draft.office):
                if known:
                    _fill_in(known, draft)
                else:
                    yield draft
            at += max(length, 1)


def _lines(outline: Outline, section: Section) -> list[Flat]:
    text = outline.source.text
    places = [(section.start, section.end)] if section.label else []
    places += [(b.start, b.end) for b in section.blocks if isinstance(b, Paragraph)]
    return [words for start, end in places if (words := flatten(text, start, end)).text]


def _taken_apart(words: Flat) -> _Line:
    """A line by its labels; a label stands first, or behind a stop, and has a colon or a space behind it."""
    found = [
        m
        for m in _LABEL.finditer(words.text)
        if (m["colon"] or words.gap(m.end()))
        and (m.start() == 0 or words.text[m.start() - 1] in _BEFORE_LABEL or words.gap(m.start()))
    ]
    line = _Line(words, words[: found[0].start()] if found else words)
    for label, following in zip(found, [*found[1:], None], strict=False):
        kind = next(name for name in ("deputy", "convener", "members") if label[name])
        value = words[label.end() : following.start() if following else len(words)]
        line.labelled.append((kind, label[kind], value))
    return line


@dataclass(slots=True)
class _Reading:
    """A list of labels on its way to a group."""

    part: Part
    heading: str
    before: _Line | None
    draft: GroupDraft | None = None
    last: str = ""

    def read(self, lines: Sequence[_Line], *, goes_on: bool) -> int:
        """Read a group from the first line on; how many lines it has, 0 for none.

        Args:
            lines: the lines from the first on.
            goes_on: whether the line before names the group, whose convener it may tell.
        """
        first = lines[0]
        if not first.labelled or not (goes_on or first.labelled[0][0] == "convener"):
            return 0
        name = self._name(first)
        if not name:
            return 0
        start = (
            self.before.words.start if self.before and name in self.before.words.text else first.words.start
        )
        self.draft = GroupDraft(self.part, name, start, first.words.end)
        count = 0
        for line in lines:
            if count and line.labelled and line.labelled[0][0] == "convener":
                break
            if not self._take(line, is_first=count == 0):
                break
            self.draft.end = line.words.end
            count += 1
        return count

    def _take(self, line: _Line, *, is_first: bool) -> bool:
        """Take a line with labels, one that goes on with the list before it, or that names the office."""
        draft = self.draft
        if draft is None:
            return False
        if line.labelled:
            for kind, _, value in line.labelled:
                self.last = kind
                self._value(draft, _to_stop(value))
            if found := OFFICE.search(line.words.text):
                read_office(draft, line.words[found.start() :])
            return True
        if OFFICE.search(line.words.text) and draft.office is None:
            read_office(draft, line.words)
            self.last = ""
            return True
        goes_on = (
            self.last in ("deputy", "members")
            and len(line.words) <= _LONGEST_LINE
            and group_members.is_list(line.words)
        )
        if is_first or not goes_on:
            return False
        self._value(draft, _to_stop(line.words))
        return True

    def _value(self, draft: GroupDraft, words: Flat) -> None:
        if not words.text:
            return
        if self.last == "members":
            found = group_members.units(words)
            draft.members += found.items
            draft.others = draft.others or found.others
            return
        persons = group_members.persons(words)
        if self.last == "convener" and draft.convener is None:
            draft.convener = "、".join(persons)
        else:
            draft.deputies += persons

    def _name(self, first: _Line) -> str:
        """The group's name: from the words before the first label, the line before, or the headings."""
        said = [
            first.opening.text,
            self.before.words.text if self.before else "",
            self.heading,
            self.part.title,
        ]
        names = [found[-1]["name"] for words in said if (found := list(_NAMED.finditer(words)))]
        own = next((name for name in names if not BARE_NAME.fullmatch(name)), None)
        label = first.labelled[0][1]
        if own or names or label.startswith("主任"):
            return own or next(iter(names), "")
        return next((name for chair, name in _BY_CHAIR if chair in label), "工作专班")


def _to_stop(words: Flat) -> Flat:
    """The words up to the full stop that ends a list."""
    stop = words.text.find("。")
    return words[: stop if stop >= 0 else len(words.text.rstrip("；;，,、"))]


def _stands_right_before(group: GroupDraft, lines: Sequence[_Line], at: int) -> bool:
    """Whether a sentence that set up a group is the line of the first label, or the one before it."""
    return any(line.words.start <= group.start < line.words.end for line in lines[max(0, at - 1) : at + 1])


def _fill_in(known: GroupDraft, listed: GroupDraft) -> None:
    """Add what the list says to the group that a sentence named."""
    known.convener = known.convener or listed.convener
    known.deputies = known.deputies or listed.deputies
    known.members = known.members or listed.members
    known.office = known.office or listed.office
    known.others = known.others or listed.others
    known.end = max(known.end, listed.end)
