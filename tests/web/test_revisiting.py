"""Clients that have a page already are told so, in every way in which they may ask."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

ADDRESSES = ["/units", "/en/units", "/units.json", "/network.svg", "/static/zeren.css"]
GZIP, PLAIN = {"accept-encoding": "gzip"}, {"accept-encoding": "identity"}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "asked", ["{}", "{strong}", '"other", {}', 'W/"other",{strong} , "third"', '"a,b", {}', "*", " * "]
)
def test_what_a_client_has_is_not_sent_again(explorer: TestClient, address: str, asked: str) -> None:
    tag = explorer.get(address).headers["etag"]
    wanted = asked.format(tag, strong=tag.removeprefix("W/"))
    answer = explorer.get(address, headers={"if-none-match": wanted})
    assert answer.status_code == 304
    assert answer.headers["etag"] == tag
    assert answer.content == b""


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("asked", ['"other"', 'W/"other", "third"', "", '"*"', "{bare}"])
def test_what_a_client_has_not_is_sent(explorer: TestClient, address: str, asked: str) -> None:
    bare = explorer.get(address).headers["etag"].removeprefix("W/").strip('"')
    answer = explorer.get(address, headers={"if-none-match": asked.format(bare=bare)})
    assert answer.status_code == 200
    assert answer.content


def test_several_lines_are_one_list(explorer: TestClient) -> None:
    tag = explorer.get("/units").headers["etag"]
    lines = [("if-none-match", '"other"'), ("if-none-match", tag)]
    assert explorer.get("/units", headers=lines).status_code == 304


def test_any_version_of_a_page_that_is_not_there_is_not_there(explorer: TestClient) -> None:
    assert explorer.get("/unit/云泽县/没有局", headers={"if-none-match": "*"}).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_of_other_bytes_have_no_strong_tag_in_common(explorer: TestClient, address: str) -> None:
    sent = [explorer.get(address, headers=headers) for headers in (GZIP, PLAIN)]
    assert sent[0].headers.get("content-encoding") == "gzip"
    assert "content-encoding" not in sent[1].headers
    assert all(answer.headers["etag"].startswith('W/"') for answer in sent)
