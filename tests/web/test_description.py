"""The description of the JSON, held against the server that it describes."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from zeren.web.app import application
from zeren.web.pages.registry import LISTINGS, THINGS, VIEWS
from zeren.workspace import Workspace

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
PATHS = [
    *(f"/{path or 'index'}.json" for path in LISTINGS),
    *(f"/{kind}/{{id}}.json" for kind in (*THINGS, *VIEWS)),
]


@pytest.fixture
def described(workspace_of_examples: Workspace) -> Any:
    return schemathesis.openapi.from_asgi("/openapi.json", application(workspace_of_examples))


@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_asked_is_answered_as_described(described: Any, path: str) -> None:
    @given(case=described[path]["GET"].as_strategy())
    @settings(max_examples=10, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    def answered(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(checks=CHECKS)

    answered()


def test_an_address_that_is_too_long_is_answered_as_described(explorer: TestClient, described: Any) -> None:
    answer = explorer.get(f"/unit/{'县' * 2000}.json")
    assert answer.status_code == 414
    described["/unit/{id}.json"]["GET"].validate_response(answer)
    assert {"401", "413", "421"} <= {
        *explorer.get("/openapi.json").json()["paths"]["/index.json"]["get"]["responses"]
    }


def test_every_page_is_described(explorer: TestClient) -> None:
    paths = set(explorer.get("/openapi.json").json()["paths"])
    assert set(PATHS) <= paths


@pytest.mark.parametrize("address", ["/unit/云泽县/财政局.json", "/matrix.json", "/index.json"])
def test_what_is_there_is_as_described(explorer: TestClient, described: Any, address: str) -> None:
    path = "/unit/{id}.json" if address.startswith("/unit/") else address
    operation = described[path]["GET"]
    answer = explorer.get(address)
    assert answer.status_code == 200
    operation.validate_response(answer)
