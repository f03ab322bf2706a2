"""A deadline before the plan's own date, or after that of the task above."""

from __future__ import annotations

from collections.abc import Iterator

from zeren.graph.findings.making import assigned, finding, short
from zeren.ontology.facts import DocumentFacts, Finding


def find(facts: DocumentFacts) -> Iterator[Finding]:
    """One finding a deadline and rule that it breaks. ISO days compare as words."""
    by_id = {task.id: task for task in facts.tasks}
    issued = facts.document.issued
    for task in facts.tasks:
        due = task.deadline.date if task.deadline else None
        if due is None or task.deadline is None:
            continue
        if issued and due < issued:
            yield finding(
                task.document,
                "deadline-past",
                "error",
                (
                    f"“{short(task.title)}”的完成时限“{task.deadline.text}”（{due}）早于方案的成文日期{issued}",
                    f"“{short(task.title)}” is due on {due} ({task.deadline.text}), "
                    f"before the plan's own date {issued}",
                ),
                assigned(task),
            )
        above = by_id.get(task.parent or "")
        limit = above.deadline.date if above and above.deadline else None
        if above and limit and due > limit:
            yield finding(
                task.document,
                "deadline-after-parent",
                "error",
                (
                    f"“{short(task.title)}”的完成时限{due}晚于上级事项“{short(above.title)}”的{limit}",
                    f"“{short(task.title)}” is due on {due}, after “{short(above.title)}” above it ({limit})",
                ),
                [*assigned(task), *assigned(above)],
            )
