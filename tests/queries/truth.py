"""What is right, from the facts alone: expectations in a few words, worked out in plain Python.

`tasks: in 云泽县, lead 县财政局` are the tasks of 云泽县 that 县财政局 leads. Neither the catalogue
nor SPARQL has a part in it, so that it can judge both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from zeren.graph import findings
from zeren.graph.store import Snapshot
from zeren.ontology.facts import (
    Citation,
    DocumentFacts,
    Evidence,
    Finding,
    Group,
    Project,
    Target,
    Task,
    Unit,
)

ROLES: dict[str, tuple[str, ...]] = {
    "lead": ("lead",), "responsible": ("responsible",), "support": ("support",), "guide": ("guide",),
    "answer": ("lead", "responsible"), "part": ("lead", "responsible", "support", "guide"),
}  # fmt: skip
"""The roles that a word of an expectation stands for."""

Conditions = list[str]


class Truth:
    """The facts of some plans, asked in the words of the fixtures."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.facts: list[DocumentFacts] = list(snapshot.all_facts())
        self._dismissed = {j.finding for j in snapshot.judgements().values() if j.verdict == "dismissed"}
        self._of = {facts.document.id: facts for facts in self.facts}
        self._texts = {document: snapshot.text(document) for document in self._of}

    def tasks(self, conditions: Conditions) -> list[Task]:
        """The tasks that fit every condition."""
        tests = [self._condition(c) for c in conditions if not c.startswith("count ")]
        return [task for task in self.every_task if all(test(task) for test in tests)]

    def parts(self, conditions: Conditions, role: str) -> Counter[str]:
        """The units that have the role in the tasks, and in how many."""
        found: Counter[str] = Counter()
        for task in self.tasks(conditions):
            found.update({m.unit for r, m in task.mentions() if r in ROLES[role]})
        return found

    def targets(self, conditions: Conditions) -> list[Target]:
        """The targets of the tasks that fit; conditions on targets alone ask for no task."""
        own = {c.split(" ")[0]: c.partition(" ")[2] for c in conditions}
        of_tasks = [c for c in conditions if c.split(" ")[0] in {*ROLES, "titled"}]
        tasks = {task.id for task in self.tasks(of_tasks)}
        return [
            target
            for facts in self.within(conditions)
            for target in facts.targets
            if (not of_tasks or target.task in tasks)
            and own.get("of") in (None, target.indicator.rpartition("/")[2])
            and ("growth" not in own or target.measure == "growth")
            and own.get("annex") in (None, target.annex)
            and (
                "shared" not in own or len(self._homes_of_indicators[target.indicator.rpartition("/")[2]]) > 1
            )
            and (
                "only" not in own or len(self._homes_of_indicators[target.indicator.rpartition("/")[2]]) == 1
            )
        ]

    def projects(self, conditions: Conditions) -> list[Project]:
        """The projects of the tasks that fit; of the counties, where no condition is on tasks."""
        of_tasks = [c for c in conditions if c.split(" ")[0] in {*ROLES, "titled"}]
        tasks = {task.id for task in self.tasks(of_tasks)}
        found = [project for facts in self.within(conditions) for project in facts.projects]
        kind = next((c.removeprefix("kind ") for c in conditions if c.startswith("kind ")), None)
        return [
            project
            for project in found
            if (not of_tasks or tasks & {*project.tasks}) and kind in (None, project.kind)
        ]

    def groups(self, conditions: Conditions) -> list[Group]:
        """The working groups that fit every condition."""
        found = [group for facts in self.within(conditions) for group in facts.groups]
        for word, value in (c.split(" ", 1) for c in conditions):
            if word == "called":
                found = [group for group in found if value in group.name]
            elif word == "member":
                units = self.units(value)
                found = [group for group in found if units & {m.unit for m in group.members}]
            elif word == "office":
                units = self.units(value)
                found = [group for group in found if group.office and group.office.unit in units]
        return found

    def findings(self, conditions: Conditions) -> list[Finding]:
        """The findings of a kind, in a county, about a task; dismissed ones where they are asked for."""
        kinds = next((c.split(" ")[1:] for c in conditions if c.startswith("kind ")), None)
        homes = {facts.document.id for facts in self.within(conditions)}
        titled = self.tasks([c for c in conditions if c.startswith("titled ")])
        severity = next((c.removeprefix("severity ") for c in conditions if c.startswith("severity ")), None)
        about = any(c.startswith("titled ") for c in conditions)
        naming = next((c.removeprefix("naming ") for c in conditions if c.startswith("naming ")), "")
        return [
            finding
            for finding in findings.every(self.facts)
            if finding.document in homes
            and (kinds is None or finding.kind in kinds)
            and severity in (None, finding.severity)
            and (finding.id in self._dismissed) == ("dismissed" in conditions)
            and (not naming or self._names(finding, self.units(naming)))
            and (
                not about
                or any(
                    finding.document == task.document and _touch(finding.places, task.evidence)
                    for task in titled
                )
            )
        ]

    def citations(self, conditions: Conditions) -> list[Citation]:
        """The citations of the plans; of one number, of several plans, of a province, where that is asked."""
        found = [citation for facts in self.within(conditions) for citation in facts.citations]
        numbers = [c.removeprefix("number ") for c in conditions if c.startswith("number ")]
        times = Counter(c.number for facts in self.facts for c in facts.citations)
        return [
            citation
            for citation in found
            if (not numbers or citation.number in numbers)
            and ("shared" not in conditions or times[citation.number] > 1)
            and ("provincial" not in conditions or _is_provincial(citation))
            and ("of a city" not in conditions or _is_of_a_city(citation))
            and ("national" not in conditions or citation.number.startswith(("国", "中办", "中发", "财税")))
        ]

    def within(self, conditions: Conditions) -> list[DocumentFacts]:
        """The facts of the plans of the counties that are named; of all where none is."""
        homes = [c.removeprefix("in ") for c in conditions if c.startswith("in ")]
        return [facts for facts in self.facts if not homes or facts.document.region in homes]

    def units(self, name: str) -> set[str]:
        """The units that the plans call so, in any county, with their own divisions; of `A | B`, of both."""
        wanted = name.split(" | ")
        own = {unit.id for unit in self.every_unit if {unit.name, *unit.aliases} & {*wanted}}
        assert own, f"no unit is called {name}"
        return {
            unit.id for unit in self.every_unit if any(f"{unit.id}/".startswith(f"{whole}/") for whole in own)
        }

    def campaign(self, task: Task) -> str | None:
        """The campaign that the task's annex serves."""
        annexes = self._of[task.document].document.annexes
        return next((annex.campaign for annex in annexes if annex.label == task.annex), None)

    @cached_property
    def every_task(self) -> list[Task]:
        """All tasks of all plans."""
        return [task for facts in self.facts for task in facts.tasks]

    @cached_property
    def every_unit(self) -> list[Unit]:
        """All units of all plans."""
        return [unit for facts in self.facts for unit in facts.units]

    @cached_property
    def collectives(self) -> set[str]:
        """The units that stand for many (各乡镇) and are not counted."""
        return {unit.id for unit in self.every_unit if unit.kind == "collective"}

    @cached_property
    def _homes_of_indicators(self) -> dict[str, set[str]]:
        return _homes(
            (target.indicator.rpartition("/")[2], facts) for facts in self.facts for target in facts.targets
        )

    @cached_property
    def _homes_of_titles(self) -> dict[str, set[str]]:
        return _homes((task.title, facts) for facts in self.facts for task in facts.tasks)

    def _condition(self, condition: str) -> Callable[[Task], bool]:
        word, _, value = condition.partition(" ")
        if word == "not":
            unwanted = self._condition(value)
            return lambda task: not unwanted(task)
        if word in ROLES:
            units, roles = self.units(value), ROLES[word]
            return lambda task: any(r in roles and m.unit in units for r, m in task.mentions())
        first, _, last = value.partition("..")
        plain: dict[str, Callable[[Task], bool]] = {
            "in": lambda task: self._of[task.document].document.region == value,
            "annex": lambda task: task.annex == value,
            "campaign": lambda task: self.campaign(task) == value,
            "category": lambda task: value in task.category,
            "section": lambda task: any(value in heading for heading in task.path),
            "titled": lambda task: task.title == value,
            "words": lambda task: all(word in self._words(task) for word in value.split(" ")),
            "due": lambda task: bool(task.deadline and first <= (task.deadline.date or "") <= last),
            "open": lambda task: task.others if value == "list" else _kind(task) == "open",
            "no": lambda task: task.deadline is None if value == "deadline" else not self._measured(task),
            "alone": lambda task: len({m.unit for _, m in task.mentions()}) == 1 and not task.others,
            "leads": lambda task: len(task.lead) >= 2 if value == "2+" else len(task.lead) == int(value),
            "leader": lambda task: any(leader.person == value for leader in task.leaders),
            "project": lambda task: any(
                task.id in p.tasks and value in (p.name, *p.aliases) for p in self._of[task.document].projects
            ),
            "figure": lambda task: (
                f"{self._of[task.document].document.region}/indicator/{value}" in self._measured(task)
            ),
            "citing": lambda task: any(c.number == value for c in self._cited(task)),
            "provincial": lambda task: any(_is_provincial(c) for c in self._cited(task)),
            "below": lambda task: any(above.title == value for above in self._above(task)),
            "above": lambda task: any(
                other.title == value and task in self._above(other) for other in self.every_task
            ),
            "shared": lambda task: len(self._homes_of_titles[task.title]) > 1,
            "only": lambda task: len(self._homes_of_titles[task.title]) == 1,
        }
        return plain[word]

    def _words(self, task: Task) -> str:
        """The title of a task and its text, without white space."""
        text = self._texts[task.document]
        own = [text[e.start : e.end] for e in task.evidence if e.role == "text"]
        return "".join("\n".join([task.title, *own]).split(" "))

    def _names(self, finding: Finding, units: set[str]) -> bool:
        """Whether a place of the finding is a unit's name, or the clause of a task that it has a part in."""
        facts = self._of[finding.document]
        spans = {(m.start, m.end) for g in facts.groups for m in g.members if m.unit in units}
        for task in facts.tasks:
            own = [m for _, m in task.mentions() if m.unit in units]
            spans |= {(m.start, m.end) for m in own}
            spans |= {(e.start, e.end) for e in task.evidence if own and e.role == "assignment"}
        return any((place.start, place.end) in spans for place in finding.places)

    def _measured(self, task: Task) -> set[str]:
        return {target.indicator for target in self._of[task.document].targets if target.task == task.id}

    def _cited(self, task: Task) -> list[Citation]:
        return [c for c in self._of[task.document].citations if _touch(c.evidence, task.evidence)]

    def _above(self, task: Task) -> Iterator[Task]:
        of_id = {other.id: other for other in self._of[task.document].tasks}
        while task.parent:
            task = of_id[task.parent]
            yield task


def parsed(wanted: str) -> tuple[str, Conditions]:
    """An expectation as what is asked for, and the conditions."""
    kind, _, rest = wanted.partition(":")
    return kind.strip(), [part.strip() for part in rest.split(",") if part.strip()]


def _homes(named: Iterable[tuple[str, DocumentFacts]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, facts in named:
        found.setdefault(name, set()).add(facts.document.region or "")
    return found


def _touch(places: Iterable[Evidence], others: Iterable[Evidence]) -> bool:
    """Whether a place of one and a place of the other, in one document, have letters in common."""
    spans = [(other.start, other.end) for other in others]
    return any(start < place.end and place.start < end for place in places for start, end in spans)


def _is_provincial(citation: Citation) -> bool:
    return re.match(r"(?:关于印发)?〈?\w{1,8}省", citation.title or "") is not None


def _is_of_a_city(citation: Citation) -> bool:
    return re.match(r"(?:关于印发)?〈?\w{1,4}市", citation.title or "") is not None


def _kind(task: Task) -> str | None:
    return task.deadline.kind if task.deadline else None
