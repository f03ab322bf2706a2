"""A stroke too many or too few leads to the page, also behind a proxy with a folder and TLS of its own."""

from __future__ import annotations

from urllib.parse import quote, urljoin

import pytest
from starlette.testclient import TestClient

PROXY = "https://plans.example/zeren"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/en", "/en/"),
        ("/units/", "/units"),
        ("/en/units/", "/en/units"),
        (
            "/units/?county=%E4%BA%91%E6%B3%BD%E5%8E%BF&page=2",
            "/units?county=%E4%BA%91%E6%B3%BD%E5%8E%BF&page=2",
        ),
        ("/en?x=1", "/en/?x=1"),
        ("/units.json/", "/units.json"),
        ("/sparql/", "/sparql"),
    ],
)
def test_the_way_to_the_page_keeps_a_proxy_s_folder(explorer: TestClient, asked: str, meant: str) -> None:
    answer = explorer.get(asked, follow_redirects=False)
    assert answer.status_code == 307
    assert urljoin(PROXY + asked, answer.headers["location"]) == PROXY + meant
    assert explorer.get(asked).status_code == 200


def test_several_strokes_are_as_one(explorer: TestClient) -> None:
    answer = explorer.get("/units//")
    assert answer.status_code == 200
    assert answer.url.path == "/units"


@pytest.mark.parametrize("asked", ["/nothing/", "/nothing", "//units.example/", f"/{quote('没有')}/"])
def test_where_there_is_no_page_nothing_is_led_to(explorer: TestClient, asked: str) -> None:
    answer = explorer.get(f"http://testserver{asked}", follow_redirects=False)
    assert answer.status_code == 404
    assert "<h1" in answer.text
