"""What a question of the catalogue is given: the things, days and words that it is asked about."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
"""The bounds of a period that is open at one end."""

ROLES = {"lead": "Lead", "responsible": "Responsible", "support": "Support", "guide": "Guide", "part": ""}
"""How a unit takes part, and the role's name in the graph; `part` is any of them."""

SHOWN_ROLES = tuple(role for role, name in ROLES.items() if name)
"""The roles as the facts name them."""


class Thing(msgspec.Struct, frozen=True):
    """What a name stands for: its IRI (the text itself, for a category), its label, its county's IRI."""

    iri: str
    label: str
    county: str | None = None


Things = tuple[Thing, ...]

Part = Literal["title", "text", "all"]

FILTERS: dict[str, dict[str, str]] = {
    "task": {
        "county": "?task zr:document/zr:region ?county .",
        "campaign": "?task zr:campaign ?campaign .",
        "category": "?task zr:category ?category .",
        "annex": "?task zr:annex ?annex .",
        "section": "?task zr:path ?path . FILTER(CONTAINS(?path, ?section))",
        "words": "",
        "amount": "",
        "date": "?task zr:deadline ?due . FILTER(?due >= ?from && ?due <= ?to)",
        "year": "?task zr:document/<http://purl.org/dc/terms/issued> ?issued . FILTER(YEAR(?issued) = ?year)",
        "unit": "?body zr:partOf? ?unit . "
        'FILTER(?body = ?unit || STRSTARTS(STR(?body), CONCAT(STR(?unit), "/")))\n'
        "?held zr:unit ?body ; zr:task ?task ; zr:role ?role .",
    },
    "unit": {"county": "?unit zr:region ?county .", "amount": ""},
    "group": {
        "county": "?group zr:document/zr:region ?county .",
        "campaign": "?group zr:campaign ?campaign .",
    },
    "citation": {"county": "?citation zr:document/zr:region ?county ."},
    "target": {
        "county": "?target zr:document/zr:region ?county .",
        "annex": "?target zr:annex ?annex .",
        # A figure of the goals of an annex stands in no task; the annex has tasks or a group of its campaign.
        # The annexes of a campaign are few: asked of each figure in turn, they take a hundred times longer.
        "campaign": "{ SELECT DISTINCT ?campaign ?itsPlan ?itsAnnex "
        "{ ?beside zr:campaign ?campaign ; zr:document ?itsPlan ; zr:annex ?itsAnnex } }\n"
        "?target zr:document ?itsPlan ; zr:annex ?itsAnnex .",
        "year": "?target zr:year ?year .",
    },
    "project": {
        "county": "?project zr:document/zr:region ?county .",
        "kind": "?project zr:projectKind ?kind .",
    },
    "finding": {
        "county": "?finding zr:document/zr:region ?county .",
        "severity": "?finding zr:severity ?severity .",
    },
    "document": {
        "county": "?document zr:region ?county .",
        "year": "?document <http://purl.org/dc/terms/issued> ?dated . FILTER(YEAR(?dated) = ?year)",
    },
}
"""What narrows the rows of any question, by what its rows are about."""


class Given(msgspec.Struct, frozen=True):
    """What a question is asked about.

    Attributes:
        things: by slot, what its name stands for; several where the counties are not told apart.
        units: for a question about several units, the things of each.
        texts: by slot, a category, a number, a leader's name, the label of an annex, the words of a heading.
        period: the first and the last day.
        year: the year of the documents, or of the targets.
        role: lead, responsible, support, guide, or part for any.
        top: how many rows of a ranking.
        fewest: the ranking begins with the smallest.
        words: what stands in the title or the text of the tasks, all of it.
        part: where the words stand: title, text or all.
        limit: so many of the tasks with the words, the best ones; None for `hits.MOST`.
    """

    things: dict[str, Things] = {}
    units: tuple[Things, ...] = ()
    texts: dict[str, str] = {}
    period: tuple[date, date] | None = None
    year: int | None = None
    role: str | None = None
    top: int | None = None
    fewest: bool = False
    words: tuple[str, ...] = ()
    part: Part = "all"
    limit: int | None = None

    def slots(self) -> set[str]:
        """The slots that have a value."""
        found = {*self.things, *self.texts}
        found |= {"units"} if self.units else set()
        found |= {"date"} if self.period else set()
        found |= {"words"} if self.words else set()
        found |= {"year"} if self.year else set()
        return found | ({"role"} if self.role else set())
