"""One plan: the letterhead, the main text, and the annexes in one of the layouts."""

from __future__ import annotations

import functools
import random
from typing import NamedTuple

from benchmarks.corpus import draft as drafts
from benchmarks.corpus import places, prose, tables, words
from benchmarks.corpus.draft import HAN, Campaign, Draft
from benchmarks.corpus.offices import Offices
from benchmarks.corpus.page import Page
from benchmarks.corpus.places import County
from benchmarks.corpus.roles import Assigner
from benchmarks.corpus.speech import Speech
from benchmarks.corpus.truth import PlanTruth

LAYOUTS = ("prose", "tables")
NEWEST = 2024
"""The year of the first plan of each county; others are of the years before."""


class Subject(NamedTuple):
    """Whose plan one is, and of what year; `number` is the document's, `id` the same as an id."""

    county: County
    year: int
    number: str

    @property
    def id(self) -> str:
        """The document's id: 某某政办发〔2024〕3号 is 某某政办发-2024-3."""
        return self.number.replace("〔", "-").replace("〕", "-").removesuffix("号")


def subject(seed: int, nth: int) -> Subject:
    """Whose plan the one of a number is: every county once, then every county with the year before."""
    counties = _shuffled(seed)
    county, year = counties[nth % len(counties)], NEWEST - nth // len(counties)
    # The stems of some counties are the same; their numbers are not.
    number = f"{county.stem}政办发〔{year}〕{2 + nth % 5 + 9 * county.nth}号"
    return Subject(county, year, number)


def write(seed: int, nth: int) -> tuple[PlanTruth, Page, Offices]:
    """Write the plan of a number.

    Args:
        seed: other seeds give other plans.
        nth: from 0 on; plans of different numbers differ in county or year.

    Returns:
        What the plan is, its text with the truth, and the names of its units.
    """
    own = subject(seed, nth)
    county, year = own.county, own.year
    dice = random.Random(f"{seed}/{nth}")  # noqa: S311 - plans are drawn, nothing is kept secret with it
    draft = _draft(dice, county, year)
    layout = LAYOUTS[(nth + NEWEST - year) % 2]
    _write(draft, own.number, layout)
    file = f"{nth + 1:05}-{county.name}-{year}.txt"
    plan = PlanTruth(
        file, own.id, draft.title, own.number, county.name, county.province, year, layout, draft.page.length
    )
    return plan, draft.page, draft.offices


@functools.cache
def _shuffled(seed: int) -> tuple[County, ...]:
    counties = list(places.counties())
    random.Random(f"{seed}").shuffle(counties)  # noqa: S311 - an order that is drawn, nothing secret
    return tuple(counties)


def _draft(dice: random.Random, county: County, year: int) -> Draft:
    own = places.local(dice, county)
    page = Page()
    table = words.data("campaigns")
    called = dice.choice(table["called"])
    offices = Offices(dice, county, own.brand, own.lists["town"])
    together = dice.choice(called["together"])
    speech, assigner = Speech(dice, page, county, own, year), Assigner(dice, page, offices, year)
    title = f"{county.name}{called['verb']}{together}总体方案"
    draft = Draft(dice, page, county, year, speech, assigner, [], title)
    for names in _themes(dice, table["themes"]):
        themes = [words.themes()[name] for name in names]
        name = called["verb"] + dice.choice(themes[0].names) + dice.choice(called["behind"])
        draft.campaigns.append(Campaign(name, themes, themes[0].leads[0]))
    return draft


def _themes(dice: random.Random, known: list[list[str]]) -> list[list[str]]:
    """The themes of six campaigns, wide enough that most of a county's offices have something to do."""
    while True:
        drawn = dice.sample(known, 6)
        if len({name for names in drawn for name in names}) >= 13:
            return drawn


def _write(draft: Draft, number: str, layout: str) -> None:
    form = prose if layout == "prose" else tables
    form.letterhead(draft, number)
    _main(draft, form.GAP)
    form.between(draft)
    for at, campaign in enumerate(draft.campaigns, start=1):
        form.annex(draft, at, campaign)
    form.ending(draft)


def _main(draft: Draft, gap: str) -> None:
    page, speech = draft.page, draft.speech
    page.write(draft.title + gap)
    speech.about(draft.campaigns[0].themes[0])
    speech.say("plan_intro")
    page.write(f"{gap}一、总体要求{gap}")
    speech.say_all(["guiding"] * 7)
    page.write(f"{gap}二、主要目标{gap}")
    for at, head in enumerate(draft.dice.sample(words.data("frames")["goal_heads"], 6)):
        page.write(f"（{HAN[at]}）{head}。")
        drafts.goals(draft, draft.campaigns[at].themes, 3)
        speech.say_all(["guiding"] * 3)
        page.write(gap)
    page.write(f"三、重点任务{gap}")
    for at, campaign in enumerate(draft.campaigns):
        page.write(f"（{HAN[at]}）{campaign.name}。")
        for theme in campaign.themes:
            speech.about(theme)
            speech.say_all(["campaign_text"] * (12 // len(campaign.themes)))
        page.write(gap)
    page.write(f"四、组织实施{gap}")
    for at, head in enumerate(draft.dice.sample(words.data("frames")["measure_heads"], 4)):
        page.write(f"（{HAN[at]}）{head}。")
        if at == 0:
            drafts.overall_group(draft)
        speech.say_all(["measures"] * 4)
        page.write(gap)
