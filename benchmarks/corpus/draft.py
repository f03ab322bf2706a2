"""A plan while it is written, and what both layouts have: targets, working groups, pieces of work."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.corpus.offices import Offices
from benchmarks.corpus.page import Page
from benchmarks.corpus.places import County
from benchmarks.corpus.roles import Assigner
from benchmarks.corpus.speech import Speech
from benchmarks.corpus.truth import GroupTruth
from benchmarks.corpus.words import Theme

HAN = "一二三四五六七八九十"
_WITH_PROJECT, _WITH_FIGURE, _WITH_CITATION = 0.13, 0.3, 0.02
"""How often a task names projects, targets and documents."""


class Campaign(NamedTuple):
    """A part of the plan: its name with the verb (打好科技创新攻坚仗), its themes, the unit that leads it."""

    name: str
    themes: list[Theme]
    leader: str


class Work(NamedTuple):
    """A piece of work before it is written: its theme, the kind of its thing, the thing, its title."""

    theme: Theme
    kind: str
    item: str
    title: str


@dataclass
class Draft:
    """A plan while it is written: the page, and what fills it."""

    dice: random.Random
    page: Page
    county: County
    year: int
    speech: Speech
    assigner: Assigner
    campaigns: list[Campaign]
    title: str
    works: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    sections: dict[int, list[str]] = field(default_factory=dict)
    styles: list[str] = field(default_factory=list)
    day: str = ""

    @property
    def offices(self) -> Offices:
        """The county's offices."""
        return self.assigner.offices

    def work(self, theme: Theme) -> Work:
        """A piece of work that the plan has not named yet."""
        left = self.works.setdefault(id(theme), [])
        if not left:
            left += [(kind, item) for kind, items in theme.items.items() for item in items]
            self.dice.shuffle(left)
        kind, item = left.pop()
        self.speech.about(theme)
        verb = self.speech.word(f"{kind}_verb")
        tail = self.speech.word("fix_noun") if kind == "fix" else ""
        return Work(theme, kind, item, verb + item.removesuffix(tail) + tail)

    def section(self, theme: Theme) -> str:
        """A heading of a theme that the plan has not used yet, while there are any."""
        left = self.sections.setdefault(id(theme), [])
        if not left:
            left += self.dice.sample(theme.sections, len(theme.sections))
        return left.pop()

    def body(self, work: Work, more: int) -> None:
        """Write what is to be done: a sentence on its thing, others, and at times targets and projects."""
        speech, roll = self.speech, self.dice.random
        speech.about(work.theme)
        speech.say(f"open_{work.kind}", work.item)
        speech.say_all(["more"] * more)
        if roll() < _WITH_PROJECT:
            speech.say("with_project")
        if roll() < _WITH_FIGURE:
            speech.say("with_figure")
        if roll() < _WITH_CITATION:
            speech.say("with_citation")

    def name(self) -> str:
        """A name for the next record."""
        return f"{self.page.annex}-{len(self.page.records) + 1:04}"


def goals(draft: Draft, themes: list[Theme], number_of: int) -> None:
    """Write a sentence of so many targets of themes in turn."""
    draft.speech.about(themes[0])
    draft.speech.say("goal_lead")
    for at in range(number_of):
        draft.page.write("，" if at else "")
        theme = themes[at % len(themes)]
        if at >= len({id(theme) for theme in themes}):
            draft.speech.figures.write(theme)
        else:
            draft.speech.figures.write_growth(theme)
    draft.page.write("。")


def overall_group(draft: Draft) -> None:
    """Write the sentence that sets up the leading group of the whole plan."""
    name = draft.title.removesuffix("总体方案") + "工作领导小组"
    letter = draft.county.letter
    convener = f"{letter}长", f"{letter}委常委、常务副{letter}长"
    themes = [theme for campaign in draft.campaigns for theme in campaign.themes]
    _group(draft, name, convener, themes, ("组长", "领导小组办公室", draft.campaigns[0].leader))


def campaign_group(draft: Draft, campaign: Campaign) -> None:
    """Write the sentence that sets up the working group of a campaign."""
    letter = draft.county.letter
    convener = draft.dice.choice([f"{letter}政府常务副{letter}长", f"{letter}政府分管副{letter}长"])
    office = draft.offices.name(campaign.leader)
    deputies = draft.dice.choice(
        [
            f"{letter}政府各分管副{letter}长",
            f"{letter}政府办分管副主任、{office}主要负责人",
            f"{office}主要负责人",
        ]
    )
    name = f"{draft.county.name}{campaign.name}工作专班"
    _group(draft, name, (convener, deputies), campaign.themes, ("召集人", "专班办公室", campaign.leader))


def _group(
    draft: Draft, name: str, people: tuple[str, str], themes: list[Theme], kind: tuple[str, str, str]
) -> None:
    """Write a group: convener and deputies; what the convener and the office are called, who has it."""
    post, office_name, leader = kind
    functions = list(dict.fromkeys(f for theme in themes for f in (*theme.leads, *theme.helps)))
    members = draft.offices.several(functions, draft.dice.randint(7, 15), set())
    office = draft.offices.name(leader)
    is_open = draft.dice.random() < 0.6
    seats = "、".join(members)
    listed = draft.dice.choice(
        [f"成员单位包括{seats}{'等' if is_open else ''}。", f"{seats}{'等' if is_open else ''}为成员单位，"]
    )
    page = draft.page
    start = page.write(
        f"成立{name}，由{people[0]}任{post}，{people[1]}任副{post}，{listed}{office_name}设在{office}"
    )
    page.write(
        draft.dice.choice(["，负责日常联络和情况汇总。", "，负责日常工作。", "，承担信息汇总和进度调度。"])
    )
    page.records.append(
        GroupTruth(
            page.annex, name, people[0], people[1].split("、"), members, is_open, office,
            page.since(start), start, page.length,
        )
    )  # fmt: skip
