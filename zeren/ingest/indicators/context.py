"""Where the reading of a sentence stands: the clause, the words not used yet, the targets so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile

from zeren.ingest.indicators import words
from zeren.ingest.indicators.draft import Draft
from zeren.ingest.indicators.figures import Figure
from zeren.ingest.indicators.measuring import measure
from zeren.ingest.indicators.sentences import BLANK, Sentence
from zeren.ontology import measures

CLAUSE_END = re.compile("[，；：]")
_ADVERBIAL = re.compile("(?:严格|全面)?(?:按照|按|依据|根据|通过|围绕)")
_CONJUNCTION = re.compile("(?:以及|及|和|与|或)$")
_MODIFIER_END = re.compile("[式级类型]$")
_WHICH = re.compile("[，；]?其中[：，]?")
_POWER = re.compile("容量|装机|功率|负荷|规模|能力|出力")
_PARTED = frozenset({"money", "area", "length", "mass", "volume", "power", "energy"})
_OF_AFFAIRS = re.compile("(?:办结|满意|及时|上报|准确|合格)率|满意度")
_SITE = re.compile(
    "(?:加快|全力|积极|大力|继续|统筹|重点)*(?:推进|启动|实施|完成)"
    "(.{2,14}(?:园|区|基地|中心|河|江|湖|水库|工程|项目))(?:的?建设|治理工程)?"
)
RHYTHM = re.compile(r"(?P<who>[^，]*?)每(?:\d*个?[年月周天日]|季度?|半年)")
"""Who does something how often: 县安委会每季度."""
_STOPS = "、，；：。！？□"


@dataclass(slots=True)
class Context:
    """A sentence on its way to drafts.

    `clause` holds the bounds of the clause that is read, `left` where the words begin that
    belong to the next figure; `clause_before` is the last clause that speaks of something,
    `announced` the last one that ends in a colon, `site` the one whose building it speaks of.
    """

    sentence: Sentence
    drafts: list[Draft] = field(default_factory=list)
    clause: tuple[int, int] = (0, 0)
    left: int = 0
    clause_before: str = ""
    announced: str = ""
    site: str = ""

    @property
    def text(self) -> str:
        """The sentence's words."""
        return self.sentence.text

    @property
    def masked(self) -> str:
        """The sentence's words with names blanked out."""
        return self.sentence.masked

    def enter(self, begin: int, stop: int) -> None:
        """Begin with a clause."""
        self.clause, self.left = (begin, stop), begin

    def leave(self) -> None:
        """Remember what the clause says, for names that the next one completes."""
        begin, stop = self.clause
        clause = self.text[begin:stop]
        if clause and not _ADVERBIAL.match(clause):
            self.clause_before = clause
        site = _SITE.fullmatch(clause)
        self.site = site[1] if site else self.site
        if self.masked[stop : stop + 1] == "：":
            self.announced = clause

    def before(self, figure: Figure) -> str:
        """The masked words that belong to a figure, up to it."""
        return self.masked[self.left : figure.start]

    def tail(self, figure: Figure, behind: Figure | None) -> tuple[str, int]:
        """What follows a figure in its clause, up to the next item, and where it ends.

        An aside in brackets right behind a figure does not count: 5家（含新建2家）. Nothing follows a
        count that a second one follows at once: 改造小区12个1350户.
        """
        if self.has_twin(figure, behind):
            return "", figure.end
        cut = self.masked.find("、", figure.end, self.clause[1])
        while cut >= 0 and self._goes_on(figure.end, cut, behind):
            cut = self.masked.find("、", cut + 1, self.clause[1])
        end = cut if cut >= 0 else self.clause[1]
        if behind and behind.start <= end:
            joint = _CONJUNCTION.search(self.masked[figure.end : behind.start])
            end = figure.end + joint.start() if joint else end
        while end > figure.end and self.masked[end - 1] in "。！？":
            end -= 1
        tail = self.masked[figure.end : end]
        return (tail.strip(BLANK) if self.text.startswith("（", figure.end) else tail), end

    def has_twin(self, figure: Figure, behind: Figure | None) -> bool:
        """Whether a thing is counted twice over, in two units: 小区12个1350户."""
        if behind is None or behind.start != figure.end or {figure.kind, behind.kind} != {"count"}:
            return False
        return figure.unit != behind.unit and self.ends_its_clause(self.tail(behind, None)[0])

    def twin(self, figure: Figure) -> str:
        """The name of the target that ends where a figure begins, empty for none."""
        return self.previous if self.drafts and self.drafts[-1].end == figure.start else ""

    def _goes_on(self, begin: int, cut: int, behind: Figure | None) -> bool:
        """Whether a list of modifiers goes on behind a comma of the list: 2个省级、市级平台."""
        modifier = _MODIFIER_END.search(self.masked[begin:cut]) is not None
        return modifier and not (behind and behind.start <= cut + 1)

    def end_of_list(self, end: int) -> int:
        """Where the list that a thing stands in ends: the clause's end, or `end` where figures follow."""
        stop = self.clause[1]
        while stop > end and self.masked[stop - 1] in "。！？":
            stop -= 1
        return end if re.search(r"\d", self.masked[end:stop]) else stop

    def whole(self, figure: Figure) -> str:
        """The name of the whole that a figure behind 其中 is a part of, empty where it is none."""
        which = list(_WHICH.finditer(self.masked, 0, figure.number))
        if not which or figure.kind not in _PARTED or "；" in self.masked[which[-1].end() : figure.number]:
            return ""
        base = measures.table().base
        wholes = (
            d for d in self.drafts if d.end <= which[-1].start() and base(d.figure.unit) == base(figure.unit)
        )
        found = [d.name for d in wholes if not self.masked[d.end : which[-1].start()].strip("，；、。")]
        return found[-1] if found else ""

    def ends_its_clause(self, tail: str) -> bool:
        """Whether what follows a figure is nothing but 的目标 and the like."""
        return not tail or words.whole("trailer").fullmatch(tail) is not None

    def has_no_subject(self, name: str) -> bool:
        """Whether a rate of affairs stands behind a sum of money, of which it is not: 减税1亿元、办结率…."""
        behind_money = bool(self.drafts) and self.drafts[-1].figure.kind == "money"
        return behind_money and _OF_AFFAIRS.fullmatch(name) is not None

    def subject(self, name: str) -> str:
        """What a name that is completed is of: the target before, or all things of one list.

        Of 省级重点项目2个，县级重点项目9个，年度投资… the investment is that of 重点项目.
        """
        listed = [draft.name for draft in self.drafts if draft.name.endswith("项目")]
        if "投资" in name and len(listed) > 1 and listed[-1] == self.previous:
            ends = (set(letters) for letters in zip(*(one[::-1] for one in listed), strict=False))
            length = len(list(takewhile(lambda letters: len(letters) == 1, ends)))
            return listed[-1][-length:].removeprefix("级") if length > 2 else self.previous
        return self.previous

    @property
    def previous(self) -> str:
        """The name of the last target of the sentence."""
        return self.drafts[-1].name if self.drafts else ""

    def verb_of_list(self) -> str:
        """The verb of the target before, where the words go on behind 、, ； or 其中."""
        after_semicolon = self.masked[max(0, self.left - 1) : self.left] == "；"
        at_start = self.left == self.clause[0] > 0
        goes_on = self.masked.startswith("、", self.left) or (
            at_start and (after_semicolon or self.masked.startswith("其中", self.left))
        )
        return self.drafts[-1].verb if goes_on and self.drafts else ""

    def follows_target(self) -> bool:
        """Whether a target ends right before the words that are left."""
        return bool(self.drafts) and not self.masked[self.drafts[-1].end : self.left].strip("，、和及与；")

    def verb_right_before(self) -> str:
        """The verb of the target that ends right before the words that are left."""
        return self.drafts[-1].verb if self.follows_target() else ""

    def add(
        self, name: str, figure: Figure, change: str = "", *,
        end: int | None = None, verb: str = "", baseline: float | None = None,
    ) -> None:  # fmt: skip
        """A target whose words begin where the words that are left begin.

        A name of less than two characters says nothing, and is dropped.
        """
        name = name.strip("、，。；：")
        name = name if name.count("“") == name.count("”") else name.strip("“”")
        if len(name) < 2:
            return
        if figure.kind == "power" and not _POWER.search(name):
            name += "容量"
        begin, stop = self.left, max(figure.end, end or 0)
        while begin < figure.number and self.text[begin] in _STOPS:
            begin += 1
        while stop > figure.end and self.text[stop - 1] in _STOPS:
            stop -= 1
        aside = self.text.rfind("（", figure.end, stop)
        if aside >= 0 and not self.masked[aside:stop].strip(BLANK):
            stop = aside
        kind = measure(figure, name, change)
        self.drafts.append(Draft(name, figure, kind, begin, stop, verb, baseline))
