"""Fictional counties for drawings: as large as a test needs, with the sentences that say who leads."""

from __future__ import annotations

from itertools import cycle, islice

from zeren.ontology.facts import (
    Annex,
    Deadline,
    Document,
    DocumentFacts,
    Evidence,
    Group,
    Mention,
    Region,
    Task,
    Unit,
)

BUREAUS = (
    "财政局", "水利局", "教育局", "林业局", "农业农村局", "商务科技和工业信息化局", "卫健局", "民政局",
    "文旅广体局", "应急管理局", "交通运输局", "住房和城乡建设局",
)  # fmt: skip
CAMPAIGNS = ("治水攻坚仗", "产业振兴主动仗", "民生保障持久仗")
WORKS = ("修好河堤", "开展系列消费促进活动", "支持中小企业融资贷款改革", "保障药品和检测试剂需求", "建好学校")


class County:
    """A county's plan as text and facts; every mention and every quote is where it is said to be."""

    def __init__(self, name: str = "松溪县", tasks: int = 30, units: int = 12, length: int = 20) -> None:
        self.region = Region(name, name[:-1], "county", f"{name[:-1]} County", [name])
        self.document = f"{name}政发-2024-1"
        self.text = f"{name}重点工作方案\n"
        self.names = [self._name(place) for place in range(units)]
        self.tasks = [self._task(place, length) for place in range(tasks)]
        self.groups = [self._group(place) for place in range(len(CAMPAIGNS))]

    def _name(self, place: int) -> str:
        return "县" + BUREAUS[place % len(BUREAUS)] + ("" if place < len(BUREAUS) else f"第{place}分局")

    def _write(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def _mention(self, place: int) -> Mention:
        name = self.names[place % len(self.names)]
        return Mention(f"{self.region.id}/{name[1:]}", name, *self._write(name))

    def _task(self, place: int, length: int) -> Task:
        number = place + 1
        title = f"{WORKS[place % len(WORKS)]}之{number}"
        said = self._write(f"{number}.{title}。{''.join(islice(cycle('按时完成年度工作任务，'), length))}")
        start = self._write("（")[0]
        lead = [self._mention(place)]
        self._write("牵头，")
        responsible = [self._mention(place + step) for step in (1, 3) if len(self.names) > step]
        self._write("负责，")
        support = [self._mention(place + 5)] if place % 2 and len(self.names) > 5 else []
        self._write("配合）")
        end = self._write("\n")[0]
        return Task(
            id=f"{self.document}/{place % 3 + 1}/{number:04d}", document=self.document,
            annex=str(place % 3 + 1), path=[f"（{place % 2 + 1}）第{place % 2 + 1}部分"], title=title,
            text=self.text[slice(*said)], parent=None, lead=lead, responsible=responsible, support=support,
            guide=[], others=place % 4 == 0, category=["民生实事"] if place % 10 == 0 else [],
            deadline=Deadline("2024年12月底前", "2024-12-31", "date") if place % 2 else None,
            rule="made", evidence=[Evidence("assignment", start, end), Evidence("text", *said)],
        )  # fmt: skip

    def _group(self, place: int) -> Group:
        campaign = CAMPAIGNS[place]
        start = self._write(f"成立打好{campaign}工作专班，由副县长任召集人，成员单位包括")[0]
        members = [self._mention(place), self._mention(place + 2)]
        self._write("，办公室设在")
        office = self._mention(place)
        end = self._write("。\n")[0]
        return Group(
            id=f"{self.document}/group/{place}", document=self.document, annex=str(place + 1),
            name=f"打好{campaign}工作专班", campaign=campaign, convener="副县长", deputies=["县长助理"],
            members=members, office=office, others=False, evidence=[Evidence("group", start, end)],
        )  # fmt: skip

    def facts(self) -> DocumentFacts:
        """The facts of the plan."""
        annexes = [
            Annex(str(place + 1), f"打好{name}工作方案", name, 0, 0) for place, name in enumerate(CAMPAIGNS)
        ]
        document = Document(
            id=self.document, file="plan.txt", sha256="", title=f"{self.region.id}重点工作方案",
            number=f"{self.region.short}政发〔2024〕1号", issuer=None, issued=None, region=self.region.id,
            characters=len(self.text), annexes=annexes,
        )  # fmt: skip
        units = [
            Unit(
                id=f"{self.region.id}/{name[1:]}", name=name, aliases=[name[1:]], kind="department",
                function=None, english="County Finance Bureau" if name == "县财政局" else None,
                region=self.region.id, parent=None,
            )
            for name in self.names
        ]  # fmt: skip
        return DocumentFacts(
            document=document, region=self.region, units=sorted(units, key=lambda u: u.id), tasks=self.tasks,
            groups=self.groups, citations=[], findings=[], reviews=[], leftovers=[],
        )  # fmt: skip


def texts(*counties: County) -> dict[str, str]:
    """The stored texts of the counties' plans by document."""
    return {county.document: county.text for county in counties}
