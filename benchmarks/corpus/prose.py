"""The layout of prose: numbered tasks, each with a clause in brackets that says who does it."""

from __future__ import annotations

from benchmarks.corpus import draft as drafts
from benchmarks.corpus.draft import HAN, Campaign, Draft, Work
from benchmarks.corpus.roles import Roles

GAP = "\n\n"
"""What stands between two paragraphs."""

_STYLES = (
    "led",
    "led",
    "pairs",
    "helped",
    "labelled",
    "guided",
    "plain",
    "dated",
    "lone",
    "inline",
    "lines",
    "sentence",
)
_SECTIONS = 5
_TASKS = (5, 6, 6)
"""How many tasks a section has."""


def letterhead(draft: Draft, number: str) -> None:
    """Write what stands above the plan: its number, the office that issues it, whom it is sent to."""
    name, letter = draft.county.name, draft.county.letter
    towns = {"区": "各街道办事处", "旗": "各苏木镇人民政府"}.get(letter, "各乡镇人民政府")
    day = f"{draft.year}年{draft.dice.randint(1, 5)}月{draft.dice.randint(1, 28)}日"
    draft.page.write(
        f"\n\n\n{number}{GAP}{name}人民政府办公室{GAP}关于印发《{draft.title}》的通知\n{towns}，"
        f"{letter}直各单位：{GAP}《{draft.title}》已经{letter}人民政府同意，现印发给你们，请结合实际认真落实。{GAP}"
        f"{name}人民政府办公室{GAP}{day}{GAP}"
    )


def between(draft: Draft) -> None:
    """Write the list of annexes behind the main text."""
    for at, campaign in enumerate(draft.campaigns, start=1):
        draft.page.write(f"{'附件：' if at == 1 else ''}{at}.{campaign.name}工作方案{GAP}")


def ending(draft: Draft) -> None:
    """Write whom the plan is sent to."""
    letter = draft.county.letter
    draft.page.write(
        f"送：{letter}委各部门，{letter}人武部，{letter}人大常委会办公室，{letter}政协办公室。\n"
    )


def annex(draft: Draft, at: int, campaign: Campaign) -> None:
    """Write one annex with its tasks.

    Args:
        draft: the plan.
        at: the annex's number.
        campaign: what it is about.
    """
    page, speech = draft.page, draft.speech
    page.annex = str(at)
    page.write(f"附件{at}{GAP}{campaign.name}工作方案{GAP}")
    speech.about(campaign.themes[0])
    speech.say("annex_intro")
    page.write(f"{GAP}一、工作目标{GAP}")
    drafts.goals(draft, campaign.themes, 6)
    page.write(f"{GAP}二、工作任务{GAP}")
    style = _style(draft, at)
    for section in range(_SECTIONS):
        _section(draft, section, campaign, style)
    page.write(f"三、推进机制{GAP}")
    drafts.campaign_group(draft, campaign)
    page.write(GAP)


def _style(draft: Draft, at: int) -> str:
    """The style of an annex; six annexes have six."""
    if not draft.styles:
        draft.styles = draft.dice.sample(_STYLES, len(_STYLES))
    return draft.styles[at]


def _section(draft: Draft, at: int, campaign: Campaign, style: str) -> None:
    page, speech = draft.page, draft.speech
    theme = campaign.themes[at % len(campaign.themes)]
    title = draft.section(theme)
    page.write(f"（{HAN[at]}）{title}")
    if style == "labelled":
        start = page.write("（")
        lead = draft.assigner.leads(theme, 1, set())
        page.write(f"{lead[0]}牵头）")
        place = start, page.length, page.since(start)
        page.task(Roles(lead).record(draft.name(), "section", page.annex, title, place))
    page.write(GAP)
    speech.about(theme)
    speech.say("section_intro")
    page.write(GAP)
    for label in range(1, draft.dice.choice(_TASKS) + 1):
        work = draft.work(theme)
        page.write(f"{label}.{work.title}")
        _WRITERS.get(style, _one_clause)(draft, work, style)
        page.write(GAP)


def _one_clause(draft: Draft, work: Work, style: str) -> None:
    """A text and one clause behind it."""
    draft.page.write("。")
    draft.body(work, 1 if style == "lone" else 3)
    _clause(draft, work, style, work.title)


def _clause(draft: Draft, work: Work, style: str, title: str) -> None:
    start = draft.page.length
    roles = draft.assigner.clause(style, work.theme)
    place = start, draft.page.length, draft.page.since(start)
    draft.page.task(roles.record(draft.name(), "clause", draft.page.annex, title, place))


def _numbered(draft: Draft, work: Work, style: str) -> None:
    """Several points below a title, each with a clause of its own."""
    draft.speech.about(work.theme)
    for at, kind in enumerate(
        (f"open_{work.kind}", "more", "with_figure")[: draft.dice.choice((1, 2, 2))], start=1
    ):
        draft.page.write(f"{GAP}（{at}）")
        draft.speech.say(kind, work.item)
        _clause(draft, work, style, "")


def _within(draft: Draft, work: Work, style: str) -> None:
    """Sentences that each carry their clause before the stop."""
    draft.speech.about(work.theme)
    draft.page.write("。")
    for kind in (f"open_{work.kind}", "more", "more")[: draft.dice.choice((1, 1, 2))]:
        draft.speech.say_open(kind, work.item)
        _clause(draft, work, style, work.title)
        draft.page.write("。")


def _lines(draft: Draft, work: Work, style: str) -> None:
    """Lines of labels below the text."""
    page, theme, taken = draft.page, work.theme, set[str]()
    page.write("\n")
    draft.body(work, 3)
    page.write("\n")
    roles = Roles(draft.assigner.leads(theme, 1, taken), draft.assigner.helpers(theme, taken))
    roles.deadline = draft.assigner.due()
    start = page.write(
        f"牵头单位：{roles.lead[0]}\n责任单位：{draft.assigner.listed(roles.responsible)}\n完成时限：{roles.deadline}"
    )
    place = start, page.length, page.since(start)
    page.task(roles.record(draft.name(), style, page.annex, work.title, place))


_WRITERS = {"labelled": _numbered, "inline": _within, "lines": _lines}
