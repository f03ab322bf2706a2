"""The leaders who answer for a task, as triples: the short form, and each charge with its words and place."""

from __future__ import annotations

from collections.abc import Iterator

from zeren.graph.values import Literal, Triple, described, text
from zeren.ontology.facts import Task
from zeren.ontology.vocab import ZR, Place, iri, text_iri


def of_task(task: Task, base: str) -> Iterator[Triple]:
    """The triples of a task's leaders, under one base IRI."""
    subject = iri(task.id, base)
    for person in dict.fromkeys(leader.person for leader in task.leaders):
        yield subject, ZR + "leader", Literal(person)
    for number, leader in enumerate(task.leaders, 1):
        yield from described(
            f"{subject}#leader-{number}",
            "Charge",
            (ZR + "task", subject),
            (ZR + "person", text(leader.person)),
            (ZR + "post", text(leader.post)),
            (ZR + "chargeLabel", text(leader.label)),
            (ZR + "mention", text(leader.mention)),
            (ZR + "evidence", text_iri(Place(task.document, leader.start, leader.end), base)),
        )
