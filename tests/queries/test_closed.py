"""Slots that take one of a few values: every name on a screen is read, any other is refused."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from tests.calling import data, zeren
from zeren.commands.words import WORDS
from zeren.errors import USAGE, UsageError
from zeren.ontology.facts import ROLES, Severity, UnitKind
from zeren.queries import closed
from zeren.workspace import Workspace


@pytest.mark.parametrize(
    ("question", "slot", "names"),
    [
        ("findings", "severity", ["error", "错误", "errors", "ERROR"]),
        ("projects", "kind", ["water", "水利", "水利项目", "water projects"]),
        ("units-of-kind", "sort", ["enterprise", "企业", "enterprises"]),
        ("units-of-kind", "sort", ["party-body", "党委部门", "党委机构"]),
        ("documents-cited-of-level", "level", ["province", "省级", "provincial"]),
        ("documents-cited-of-level", "level", ["city", "市级"]),
        ("units-ranked", "role", ["lead", "牵头", "主办", "leads", "Lead"]),
        ("units-ranked", "role", ["support", "配合", "協助"]),
    ],
)
def test_a_value_is_read_by_any_of_its_names(
    workspace_of_examples: Workspace, question: str, slot: str, names: list[str]
) -> None:
    value, *_ = names
    given: dict[str, Any] = {slot: value}
    expected = workspace_of_examples.query(question, **given).record()
    assert expected["rows"]
    assert expected["understood"]["parameters"][slot] == value
    for name in names:
        assert data(workspace_of_examples, "query", question, f"--{slot}", name) == expected


@pytest.mark.parametrize(
    ("question", "slot", "value", "listed"),
    [
        ("findings", "severity", "fatal", "error (错误), warning (注意), info (提示)"),
        ("projects", "kind", "xyz", "water (水利项目)"),
        ("units-of-kind", "sort", "火星", "bank (银行)"),
        ("documents-cited-of-level", "level", "county", "nation (国家级), province (省级), city (市级)"),
        ("units-ranked", "role", "boss", "lead (牵头), responsible (负责)"),
        ("units-ranked", "role", "牵头单位没有", "lead (牵头)"),
        ("units-ranked", "amount", "many", ">=5"),
    ],
)
def test_what_is_not_on_the_list_is_refused_with_the_list(
    workspace_of_examples: Workspace, question: str, slot: str, value: str, listed: str
) -> None:
    given: dict[str, Any] = {slot: value}
    with pytest.raises(UsageError, match=value) as refused:
        workspace_of_examples.query(question, **given)
    assert listed in refused.value.hint
    if slot != "amount":
        shown = zeren(workspace_of_examples, "query", question, f"--{slot}", value, code=USAGE)
        assert listed in shown.stderr


def test_a_value_for_a_question_without_such_a_slot_is_refused_as_useless(
    workspace_of_examples: Workspace,
) -> None:
    with pytest.raises(UsageError, match="findings has no use for kind"):
        workspace_of_examples.query("findings", kind="target-conflict")


@pytest.mark.parametrize(
    ("slot", "values"), [("severity", get_args(Severity)), ("sort", get_args(UnitKind)), ("role", ROLES)]
)
def test_every_value_that_a_screen_prints_can_be_asked_for(slot: str, values: tuple[str, ...]) -> None:
    for value in values:
        for printed in WORDS[value]:
            assert closed.meant(slot, printed) == value


def test_every_kind_of_project_that_a_screen_prints_can_be_asked_for() -> None:
    for value in closed.values("kind"):
        for printed in WORDS[value]:
            assert closed.meant("kind", printed) == value
