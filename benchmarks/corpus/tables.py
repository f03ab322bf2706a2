"""The layout of tables, as flattened text: a line that starts with a tab starts a cell."""

from __future__ import annotations

from typing import NamedTuple

from benchmarks.corpus import draft as drafts
from benchmarks.corpus.draft import HAN, Campaign, Draft, Work
from benchmarks.corpus.roles import Roles
from benchmarks.corpus.words import Theme

GAP = "\n"
"""What stands between two paragraphs."""

_SECTIONS = 6
_ROWS = (4, 5, 5, 5)
"""How many rows a section has."""

_ON_A_PAGE = (5, 6, 7, 8, 9)
"""Rows until a page ends."""

_CONTINUED = 0.06
"""How often a piece of work goes on in a row without a title."""

_BROKEN = 0.06
"""How often the words of a narrow cell are broken."""

_CATEGORIES = (
    "省定重点民生实事",
    "市定重点民生实事",
    "重点监测民生事项",
    "省定重点民生实事、市定重点民生实事",
)
_OPEN_END = "长期坚持"


class Table(NamedTuple):
    """A kind of table: its header, and what each cell of a row holds."""

    header: tuple[str, ...]
    cells: tuple[str, ...]


_TABLES = {
    "sections": Table(
        ("工作任务", "工作事项", "牵头单位", "责任单位"), ("section", "title", "text", "lead", "responsible")
    ),
    "dated": Table(
        ("工作任务", "工作事项", "牵头单位", "责任单位", "完成时限"),
        ("section", "title", "text", "lead", "responsible", "due"),
    ),
    "five": Table(
        ("重点任务", "工作事项", "工作内容", "牵头单位", "责任单位"),
        ("section", "title", "text", "lead", "responsible"),
    ),
    "numbered": Table(
        ("序号", "工作任务", "工作措施", "牵头单位", "责任单位", "完成时限"),
        ("number", "title", "text", "lead", "responsible", "due"),
    ),
    "supported": Table(
        ("序号", "重点任务", "具体举措", "牵头单位", "配合单位", "完成时间"),
        ("number", "title", "text", "lead", "support", "due"),
    ),
    "listed": Table(
        ("序号", "工作任务", "工作事项", "类型", "牵头单位", "完成时限"),
        ("number", "title", "text", "category", "lead", "due"),
    ),
    "alone": Table(
        ("序号", "工作任务", "工作目标", "工作措施", "牵头责任单位"),
        ("number", "title", "goal", "text", "lead"),
    ),
}


def letterhead(draft: Draft, number: str) -> None:
    """Write what stands above the plan, set as it is printed."""
    name, letter = draft.county.name, draft.county.letter
    towns = {"区": "各街道办事处", "旗": "各苏木镇人民政府"}.get(letter, "各乡镇人民政府")
    draft.day = f"{draft.year}年{draft.dice.randint(1, 5)}月{draft.dice.randint(1, 28)}日"
    draft.page.write(
        f"\n\n\n{number}\n\n{name}人民政府办公室\n关于印发《{draft.title}》的通           知\n\n"
        f"{towns}，{letter}直各单位：\n"
        f"《{draft.title}》已经{letter}人民政府同意，现印发给你们，请对照清单抓紧实施。\n\n\n\n"
        f"{' ' * 29}{name}人民政府办公室\n{' ' * 31}{draft.day}\n\n\n\n"
    )


def between(draft: Draft) -> None:
    """Write the list of annexes, whom the plan is sent to, and the annex that shares out the campaigns."""
    page, letter = draft.page, draft.county.letter
    short = draft.title.removesuffix("总体方案")
    page.write(f"\n附件：1.{short}责任分解表\n")
    for at, campaign in enumerate(draft.campaigns, start=2):
        page.write(f"{at}.{draft.county.name}{campaign.name}工作方案\n")
    page.write(
        f"\n\n\n抄送：{letter}委各部门，{letter}人武部。\n"
        f"        {letter}人大办，{letter}政协办，{letter}人民法院，{letter}人民检察院。\n"
        f"{draft.county.name}人民政府办公室                      {draft.day}印发\n"
    )
    page.annex = "1"
    page.write(f" 附件1\n{short}责任分解表\n\n")
    _cells(draft, ["序号", "工作内容", "工作专班召集人", "牵头单位", "责任单位"])
    for at, campaign in enumerate(draft.campaigns, start=1):
        _campaign_row(draft, at, campaign)
    page.write("\n\n")


def _campaign_row(draft: Draft, at: int, campaign: Campaign) -> None:
    page, taken = draft.page, {draft.offices.unit(campaign.leader)}
    helps = list(dict.fromkeys(f for theme in campaign.themes for f in theme.helps))
    roles = Roles(
        [draft.offices.name(campaign.leader)], draft.offices.several(helps, draft.dice.randint(6, 14), taken)
    )
    roles.others = draft.dice.random() < 0.5
    page.write(f"\n\t{at}\n\t")
    start = page.write(
        f"{campaign.name}\n\t{draft.county.letter}政府分管副{draft.county.letter}长\n\t{roles.lead[0]}"
    )
    page.write("\n\t" + draft.assigner.listed(roles.responsible) + ("等单位" if roles.others else ""))
    place = start, page.length, page.since(start)
    page.task(roles.record(draft.name(), "row", page.annex, campaign.name, place))
    page.write("\n")


def ending(draft: Draft) -> None:
    """The tables end the plan."""
    draft.page.write("\n")


def annex(draft: Draft, at: int, campaign: Campaign) -> None:
    """Write one annex, its prose and its table.

    Args:
        draft: the plan.
        at: the campaign's number; the annex's is one more.
        campaign: what it is about.
    """
    page, speech = draft.page, draft.speech
    label, name = at + 1, draft.county.name + campaign.name
    page.annex = str(label)
    page.write(f"附件{label}\n\n{name}工作方案\n\n")
    speech.about(campaign.themes[0])
    speech.say("annex_intro")
    page.write("\n一、工作目标\n")
    drafts.goals(draft, campaign.themes, 6)
    page.write("\n二、工作任务\n")
    for theme in campaign.themes:
        speech.about(theme)
        speech.say_all(["campaign_text"] * 2)
    page.write(f"(任务分解见附件{label}-1)\n三、推进机制\n")
    drafts.campaign_group(draft, campaign)
    page.write(f"\n\n附件{label}-1:{name}任务清单\n 附件{label}-1\n{name}任务清单\n\n")
    page.annex = f"{label}-1"
    _table(draft, campaign, _TABLES[_kind(draft, at)])
    page.write("\n\n")


def _kind(draft: Draft, at: int) -> str:
    """The kind of table of an annex: half of them have sections."""
    if not draft.styles:
        rest = draft.dice.sample(["numbered", "supported", "listed", "alone"], 3)
        draft.styles = ["", *draft.dice.sample(["sections", "dated", "five", *rest], 6)]
    return draft.styles[at]


def _table(draft: Draft, campaign: Campaign, table: Table) -> None:
    _cells(draft, table.header)
    left, number = draft.dice.choice(_ON_A_PAGE), 0
    for at in range(_SECTIONS):
        theme = campaign.themes[at % len(campaign.themes)]
        heading = _Heading(
            f"{HAN[at]}、{draft.section(theme)}", draft.offices.name(draft.dice.choice(theme.leads))
        )
        for label in range(1, draft.dice.choice(_ROWS) + 1):
            number += 1
            turned = left == 0
            if turned:
                draft.page.write(draft.dice.choice([" ", "\n\n\n", f"\n\n{number}\n"]))
                _cells(draft, table.header)
                left = draft.dice.choice(_ON_A_PAGE)
            left -= 1
            row = _Row(draft, table, theme, heading, label, number, turned)
            row.write()
            if draft.dice.random() < _CONTINUED:
                row._replace(continued=True).write()


class _Heading(NamedTuple):
    title: str
    lead: str

    def words(self) -> str:
        return f"{self.title}（{self.lead}总牵头）"


class _Row(NamedTuple):
    """A row to write: `label` counts in its section, `number` in the table, `turned` is the first of a page.

    A `continued` one has no number and title of its own, as where cells were merged.
    """

    draft: Draft
    table: Table
    theme: Theme
    heading: _Heading
    label: int
    number: int
    turned: bool
    continued: bool = False

    def write(self) -> None:
        draft, page, taken = self.draft, self.draft.page, set[str]()
        work = draft.work(self.theme)
        roles = Roles(draft.assigner.leads(self.theme, 2 if draft.dice.random() < 0.1 else 1, taken))
        page.write("\n")
        start = page.length
        for cell in self.table.cells:
            page.write("\t")
            if cell in ("section", "number"):
                if not self.continued:
                    self._first(cell)
                start = page.length + 2
            elif not (self.continued and cell == "title"):
                self._cell(cell, work, roles, taken)
            page.write("\n")
        place = start, page.length - 1, page.since(start)[:-1]
        title = "" if self.continued else work.title
        page.task(roles.record(draft.name(), "row", page.annex, title, place))

    def _first(self, cell: str) -> None:
        """The section's heading where the section or a page begins, or the row's number."""
        page = self.draft.page
        if cell == "number":
            page.write(str(self.number))
        elif self.label == 1:
            start = page.write(self.heading.words())
            title = self.heading.title.partition("、")[2]
            place = start, page.length, page.since(start)
            page.task(
                Roles([self.heading.lead]).record(self.draft.name(), "section", page.annex, title, place)
            )
        elif self.turned:
            page.ignored(self.heading.words(), "the heading is printed again on a new page")

    def _cell(self, cell: str, work: Work, roles: Roles, taken: set[str]) -> None:
        draft, page = self.draft, self.draft.page
        if cell == "title":
            label = f"{self.label}." if "section" in self.table.cells else ""
            page.write(label + self._broken(work.title) + ("。" if label else ""))
        elif cell == "text":
            draft.body(work, 2)
        elif cell == "goal":
            draft.speech.say("with_figure")
        elif cell == "lead":
            page.write(self._broken_name("、".join(roles.lead)))
        elif cell == "category":
            roles.category = draft.dice.choice(_CATEGORIES)
            page.write(roles.category)
        elif cell == "due":
            roles.deadline = _OPEN_END if draft.dice.random() < 0.3 else draft.assigner.due()
            page.write(roles.deadline)
        else:
            self._helpers(roles, roles.support if cell == "support" else roles.responsible, taken)

    def _broken(self, title: str) -> str:
        """A title, at times with the line end or space that a narrow cell leaves behind."""
        if self.draft.dice.random() > _BROKEN:
            return title
        at = self.draft.dice.randint(3, len(title) - 2)
        return title[:at] + self.draft.dice.choice("\n ") + title[at:]

    def _broken_name(self, name: str) -> str:
        """A unit's name with what stands in brackets on a line of its own, at times."""
        return name.replace("（", "\n（") if self.draft.dice.random() < 0.5 else name

    def _helpers(self, roles: Roles, named: list[str], taken: set[str]) -> None:
        draft, roll = self.draft, self.draft.dice.random()
        if roll < 0.05:
            return
        if roll < 0.22:
            named.append("各相关单位")
        else:
            named += draft.assigner.helpers(self.theme, taken)
            if roll > 0.9:
                named.append(draft.offices.towns())
        is_listed_open = 0.75 < roll < 0.9
        roles.others = named == ["各相关单位"] or is_listed_open
        draft.page.write(draft.assigner.listed(named) + ("等单位" if is_listed_open else ""))


def _cells(draft: Draft, cells: tuple[str, ...] | list[str]) -> None:
    draft.page.write("".join(f"\n\t{cell}" for cell in cells) + "\n")
