"""Working groups: who convenes, deputises, belongs, and who keeps the office."""

from __future__ import annotations

import pytest

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest import groups
from zeren.ingest.groups import GroupDraft
from zeren.ingest.outline import tree
from zeren.ingest.readers import plaintext


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
