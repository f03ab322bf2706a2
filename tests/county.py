"""A small fictional county: facts made by hand, and a reader for plans of its simple form.

    云溪政办发〔2024〕3号
    云溪县重点工作方案
    1.修好河堤（县水利局牵头，县财政局、县林业局负责）

The reader stands in for the real one where a test is about what happens to facts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from zeren.errors import UnreadableError
from zeren.ontology.decisions import Decision
from zeren.ontology.facts import (
    Annex,
    Citation,
    Deadline,
    Document,
    DocumentFacts,
    Evidence,
    Finding,
    Group,
    Leftover,
    Mention,
    NameReview,
    Region,
    Task,
    Unit,
)
from zeren.ontology.locators import Locator

TEXT = """云溪政办发〔2024〕3号
云溪县重点工作方案
依据《漓东省政府关于水利的意见》（漓政发〔2023〕8号）。
成立治水专班，由副县长任召集人，成员单位包括县水利局、县财政局，办公室设在县水利局。
附件1
打好治水攻坚仗
一、治水（县水利局牵头）
1.修好河堤。2024年12月底前修好河堤三公里。（县水利局牵头，县财政局（国资股）、县财政局等配合）
2.植树。由有关单位负责。
"""

REGION = Region("云溪县", "云溪", "county", "Yunxi County", ["云溪县", "云溪"])


def _at(words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def _mention(unit: str, words: str, nth: int = 0) -> Mention:
    return Mention(f"云溪县/{unit}", words, *_at(words, nth))


def _unit(
    name: str,
    function: str | None = None,
    english: str | None = None,
    parent: str | None = None,
    region: str = "云溪县",
) -> Unit:
    return Unit(
        id=f"{region}/{name}",
        name=f"县{name}",
        aliases=[name, f"{region}{name}"],
        kind="department",
        function=function,
        english=english,
        region=region,
        parent=parent,
    )


DOCUMENT = Document(
    id="云溪政办发-2024-3",
    file="云溪.txt",
    sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    title="云溪县重点工作方案",
    number="云溪政办发〔2024〕3号",
    issuer="云溪县人民政府办公室",
    issued="2024-03-01",
    region="云溪县",
    characters=len(TEXT),
    annexes=[Annex("1", "打好治水攻坚仗", "治水攻坚仗", *_at("打好治水攻坚仗"))],
)

FACTS = DocumentFacts(
    document=DOCUMENT,
    region=REGION,
    units=[
        _unit("水利局", "water", "County Water Resources Bureau"),
        _unit("财政局", "finance", "County Finance Bureau"),
        _unit("财政局（国资股）", parent="云溪县/财政局"),
    ],
    tasks=[
        Task(
            id="云溪政办发-2024-3/1/一",
            document=DOCUMENT.id,
            annex="1",
            path=[],
            title="治水",
            text="治水",
            parent=None,
            lead=[_mention("水利局", "县水利局", 2)],
            responsible=[],
            support=[],
            guide=[],
            others=False,
            deadline=None,
            category=[],
            rule="heading",
            evidence=[Evidence("assignment", *_at("（县水利局牵头）"))],
        ),
        Task(
            id="云溪政办发-2024-3/1/一/1",
            document=DOCUMENT.id,
            annex="1",
            path=["治水"],
            title="修好河堤",
            text="2024年12月底前修好河堤三公里。",
            parent="云溪政办发-2024-3/1/一",
            lead=[_mention("水利局", "县水利局", 3)],
            responsible=[],
            support=[_mention("财政局（国资股）", "县财政局（国资股）"), _mention("财政局", "县财政局", 2)],
            guide=[],
            others=True,
            deadline=Deadline("2024年12月底前", "2024-12-31", "date"),
            category=["县定实事", "省定实事"],
            rule="bracket",
            evidence=[
                Evidence("assignment", *_at("（县水利局牵头，县财政局（国资股）、县财政局等配合）")),
                Evidence("text", *_at("2024年12月底前修好河堤三公里。")),
            ],
        ),
    ],
    groups=[
        Group(
            id="云溪政办发-2024-3/group/治水专班",
            document=DOCUMENT.id,
            annex="",
            name="治水专班",
            campaign="治水攻坚仗",
            convener="副县长",
            deputies=[],
            members=[_mention("水利局", "县水利局", 0), _mention("财政局", "县财政局", 0)],
            office=_mention("水利局", "县水利局", 1),
            others=False,
            evidence=[Evidence("group", *_at("成立治水专班"))],
        )
    ],
    citations=[
        Citation(
            id="云溪政办发-2024-3/citation/漓政发〔2023〕8号",
            document=DOCUMENT.id,
            title="漓东省政府关于水利的意见",
            number="漓政发〔2023〕8号",
            evidence=[Evidence("number", *_at("漓政发〔2023〕8号"))],
        )
    ],
    findings=[
        Finding(
            id="云溪政办发-2024-3/finding/1",
            document=DOCUMENT.id,
            kind="no-lead",
            severity="warning",
            zh="任务“植树”没有牵头单位。",
            en="The task 植树 has no lead.",
            places=[Evidence("task", *_at("2.植树。"))],
        )
    ],
    reviews=[
        NameReview(
            id="云溪政办发-2024-3/name/县财政局（国资股）",
            document=DOCUMENT.id,
            region="云溪县",
            name="县财政局（国资股）",
            unit="云溪县/财政局（国资股）",
            state="undecided",
            candidates=["云溪县/财政局"],
            reason="a part of the unit",
            places=[Evidence("mention", *_at("县财政局（国资股）"))],
        )
    ],
    leftovers=[
        Leftover(
            id="云溪政办发-2024-3/leftover/1",
            document=DOCUMENT.id,
            words="由有关单位负责",
            start=_at("由有关单位负责")[0],
            end=_at("由有关单位负责")[1],
            reason="no unit",
        )
    ],
)  # fmt: skip


class Reading(NamedTuple):
    """What the simple reader gives back."""

    source: bytes
    text: str
    facts: DocumentFacts
    locators: tuple[Locator, ...] = ()


def read(path: Path, decisions: Sequence[Decision] = ()) -> Reading:
    """Read a plan of the simple form."""
    source = path.read_bytes()
    text = source.decode("utf-8")
    number = re.match(r"(\S+)〔(\d+)〕(\d+)号\n(\S+?县)(\S+)\n", text)
    if not number:
        raise UnreadableError(f"{path} is no plan", "it begins with its number")
    document = Document(
        id="-".join(number.group(1, 2, 3)),
        file=path.name,
        sha256=hashlib.sha256(source).hexdigest(),
        title=number[4] + number[5],
        number=text.partition("\n")[0],
        issuer=None,
        issued=None,
        region=number[4],
        characters=len(text),
    )
    tasks = [_task(document, found) for found in _TASK.finditer(text)]
    names = sorted({m.unit.partition("/")[2] for task in tasks for _, m in task.mentions()})
    county = Region(number[4], number[4][:-1], "county", f"{number[4]} in English", [])
    units = [_unit(name, region=number[4]) for name in names]
    facts = DocumentFacts(document, county, units, tasks, [], [], [], [], [])
    return Reading(source, text, resolve_again(facts, decisions))


_TASK = re.compile(r"^(\d+)\.(\S+?)（(\S+?)牵头(?:，(\S+?)负责)?）$", re.MULTILINE)


def _task(document: Document, found: re.Match[str]) -> Task:
    def mentions(group: int) -> list[Mention]:
        named = re.finditer("[^、]+", found[group] or "")
        return [
            Mention(
                f"{document.region}/{m[0][1:]}",
                m[0],
                found.start(group) + m.start(),
                found.start(group) + m.end(),
            )
            for m in named
        ]

    return Task(
        id=f"{document.id}/{found[1]}",
        document=document.id,
        annex="",
        path=[],
        title=found[2],
        text=found[0],
        parent=None,
        lead=mentions(3),
        responsible=mentions(4),
        support=[],
        guide=[],
        others=False,
        deadline=None,
        category=[],
        rule="simple",
        evidence=[Evidence("assignment", found.start(), found.end())],
    )  # fmt: skip


def resolve_again(facts: DocumentFacts, decisions: Sequence[Decision]) -> DocumentFacts:
    """Apply decisions of the kind `same`: the second name's unit becomes the first's."""
    joined = {f"{d.region}/{d.b[1:]}": f"{d.region}/{d.a[1:]}" for d in decisions if d.kind == "same"}

    def resolve(mentions: list[Mention]) -> list[Mention]:
        return [
            msgspec.structs.replace(
                m, unit=joined.get(f"{facts.document.region}/{m.mention[1:]}", _own(facts, m))
            )
            for m in mentions
        ]

    tasks = [
        msgspec.structs.replace(t, lead=resolve(t.lead), responsible=resolve(t.responsible))
        for t in facts.tasks
    ]
    used = {m.unit for task in tasks for _, m in task.mentions()}
    known = {unit.id: unit for unit in facts.units}
    region = facts.document.region or ""
    units = [known.get(key) or _unit(key.partition("/")[2], region=region) for key in sorted(used)]
    return msgspec.structs.replace(facts, tasks=tasks, units=units)


def _own(facts: DocumentFacts, mention: Mention) -> str:
    return f"{facts.document.region}/{mention.mention[1:]}"


def plan(
    county: str = "云溪县", number: int = 3, tasks: Sequence[str] = ("修好河堤（县水利局牵头）",)
) -> str:
    """The text of a plan of the simple form."""
    lines = [f"{county[:-1]}政办发〔2024〕{number}号", f"{county}重点工作方案"]
    lines += [f"{place}.{task}" for place, task in enumerate(tasks, 1)]
    return "\n".join(lines) + "\n"


def with_title(facts: DocumentFacts, title: str) -> DocumentFacts:
    """The facts with another title for every task."""
    return msgspec.structs.replace(
        facts, tasks=[msgspec.structs.replace(t, title=title) for t in facts.tasks]
    )
