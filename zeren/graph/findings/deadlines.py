"""A deadline before the plan's own date, or after that of the task above."""

from __future__ import annotations

from collections.abc import Iterator

from zeren.graph.findings.making import assigned, finding, short
from zeren.ontology.facts import DocumentFacts, Evidence, Finding, Task


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
                [*_due(task), *assigned(task)],
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
                [*_due(task), *_due(above), *assigned(task), *assigned(above)],
            )


def _due(task: Task) -> list[Evidence]:
    """Where prose says when a task is due; a table row says it within the row, which assigns the task."""
    spans = [e for e in task.evidence if e.role == "text"]
    if task.deadline is None or sum(e.end - e.start for e in spans) != len(task.text):
        return []
    at = task.text.rfind(task.deadline.text)
    for span in spans:
        if 0 <= at <= span.end - span.start - len(task.deadline.text):
            return [Evidence("deadline", span.start + at, span.start + at + len(task.deadline.text))]
        at -= span.end - span.start
    return []
