"""Units that do the same for the same people or firms, or work for the same people, apart from each other.

That several units work for all firms or all farmers is usual; only the same activity counts there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from zeren.graph.findings.led_apart import Leads
from zeren.graph.findings.wordings import Candidate, Said, Sentence, sentences, shared_titles
from zeren.ontology.facts import DocumentFacts
from zeren.ontology.subjects import Named, Subject, activities, beneficiaries

NEAR = 12
"""Characters that may stand between the words for beneficiary and activity in one sentence."""

Served = dict[tuple[Subject, Subject], list[Said]]
"""The tasks that do something for somebody, by beneficiary and activity."""

LISTED = 3
"""Enumeration marks between them that make both members of a list, not one service."""


def duplications(served: Served, leads: Leads) -> Iterator[Candidate]:
    """One a beneficiary and an activity that several leads have; none where both are usual."""
    for (whom, what), said in served.items():
        several = _led_apart(leads, said)
        if len(several) > 1 and not (whom.broad and what.broad):
            yield Candidate("duplication", f"面向{whom.zh}的“{what.zh}”", f"{what.en} for {whom.en}", several)


def overlaps(served: Served, leads: Leads) -> Iterator[Candidate]:
    """One a beneficiary for whom several leads do something; none where that is usual."""
    for whom in dict.fromkeys(whom for whom, _ in served if not whom.broad):
        several = _led_apart(leads, [s for (w, _), said in served.items() if w == whom for s in said])
        if len(several) > 1:
            yield Candidate("overlap", f"面向{whom.zh}的工作", f"work for {whom.en}", several)


def served(facts: DocumentFacts) -> Served:
    """The tasks with a lead that do something for somebody, by whom and what, each with its first words."""
    found: dict[tuple[Subject, Subject], dict[str, Said]] = {}
    together = shared_titles(facts)
    for task in facts.tasks:
        for sentence in sentences(task, together) if task.lead else ():
            for whom, what in _near(sentence):
                words = tuple(sentence.words[n.start : n.end] for n in (whom, what))
                start, end = min(whom.start, what.start), max(whom.end, what.end)
                said = Said(task, words, (sentence.place("work", start, end),))
                found.setdefault((whom.subject, what.subject), {}).setdefault(task.id, said)
    return {key: list(said.values()) for key, said in found.items()}


def _near(sentence: Sentence) -> Iterator[tuple[Named, Named]]:
    """The beneficiaries and activities that stand beside each other, the nearest first."""
    everyone = list(beneficiaries().named(sentence.words))
    done = list(activities().named(sentence.words)) if everyone else []
    for whom, what in sorted(product(everyone, done), key=lambda pair: _gap(*pair)):
        between = sentence.words[min(whom.end, what.end) : max(whom.start, what.start)]
        if len(between) <= NEAR and between.count("、") < LISTED:
            yield whom, what


def _gap(whom: Named, what: Named) -> int:
    return max(whom.start - what.end, what.start - whom.end)


def _led_apart(leads: Leads, said: Sequence[Said]) -> list[Said]:
    first: dict[str, Said] = {}
    for one in sorted(said, key=lambda s: (not any(word in s.task.title for word in s.words), s.places)):
        first.setdefault(one.task.id, one)
    return [first[task.id] for task in leads.one_each(one.task for one in first.values())]
