"""What all tests share: browser tests that are skipped say so, and fail where a browser is demanded."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest

HOW_TO_GET_A_BROWSER = "apt-get install chromium fonts-noto-cjk (Debian), or put any chromium on the path"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With ZEREN_REQUIRE_BROWSER=1 a browser test that was skipped has failed."""
    report = yield
    if report.skipped and item.get_closest_marker("browser"):
        if os.environ.get("ZEREN_REQUIRE_BROWSER") == "1":
            report.outcome = "failed"
            report.longrepr = f"a browser is required here, and this test was skipped: {report.longrepr}"
        else:
            report.user_properties.append(("skipped", "browser"))
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many browser tests were skipped, and how to have them run."""
    skipped = [
        r for r in terminalreporter.stats.get("skipped", ()) if ("skipped", "browser") in r.user_properties
    ]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} browser tests were skipped; to run them: {HOW_TO_GET_A_BROWSER}", yellow=True
        )
