"""Working groups: who convenes, deputises, belongs, and who keeps the office."""

from __future__ import annotations

import pytest

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest import groups
from zeren.ingest.groups import GroupDraft
from zeren.ingest.outline import tree
from zeren.ingest.pipeline import read_text
from zeren.ingest.readers import plaintext
from zeren.ontology.facts import Group


def written(group: GroupDraft | None) -> str:
    if group is None:
        return "none"
    lines = {
        "name": group.name,
        "convener": group.convener,
        "deputies": " | ".join(group.deputies),
        "members": " | ".join(item.name for item in group.members),
        "office": group.office.name if group.office else None,
    }
    return "\n".join([f"{key}: {value}" for key, value in lines.items() if value] + ["others"] * group.others)


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/groups.txt"), ids=titled)
def test_a_paragraph_sets_up_a_group(case: Case) -> None:
    found = list(groups.find(tree.build(plaintext.read(f"（一）加强组织领导。{case.text}"))))
    assert written(found[0] if found else None) == case.expected
    for group in found:
        for item in group.members:
            assert f"（一）加强组织领导。{case.text}"[item.start : item.end] == item.name


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/group_lists.txt"), ids=titled)
def test_lines_of_labels_set_up_a_group_and_no_task(case: Case) -> None:
    text = f"云泽县重点工作方案\n2024年3月1日\n{case.text}\n"
    facts = read_text(text, "plan.txt", "0" * 64)
    lines = [told(group) for group in sorted(facts.groups, key=lambda g: g.evidence)]
    for task in facts.tasks:
        roles = [f"{role} {mention.mention}" for role, mention in task.mentions()]
        lines.append(" | ".join([f"task: {task.title}", *roles]))
    assert "\n".join(lines) == case.expected
    for group in facts.groups:
        (place,) = group.evidence
        for mention in [*group.members, *filter(None, [group.office])]:
            assert "".join(text[mention.start : mention.end].split()) == mention.mention
            assert place.start <= mention.start < mention.end <= place.end


def told(group: Group) -> str:
    lines = {
        "name": group.name,
        "convener": group.convener,
        "deputies": " | ".join(group.deputies),
        "members": " | ".join(mention.mention for mention in group.members),
        "office": group.office.mention if group.office else None,
    }
    return "\n".join([f"{key}: {value}" for key, value in lines.items() if value] + ["others"] * group.others)
