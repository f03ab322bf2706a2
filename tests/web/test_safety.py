"""What stands between the pages and a hostile network."""

from __future__ import annotations

import os
import re
import shutil
import socket
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import serving
from zeren.web.app import application
from zeren.web.listening import Watched
from zeren.web.security import EVERY_INTERFACE, LONGEST_ADDRESS, LONGEST_BODY
from zeren.workspace import Workspace

FINANCE = "云泽县/财政局"
TOKEN = "gaoning-sushi-0123456789"  # noqa: S105 # a token of this test alone


@pytest.fixture
def guarded(workspace_of_examples: Workspace) -> TestClient:
    return TestClient(application(workspace_of_examples, token=TOKEN))


@pytest.mark.parametrize("address", ["/", f"/unit/{FINANCE}", "/index.json", "/static/zeren.css", "/no"])
def test_every_answer_forbids_what_is_not_its_own(explorer: TestClient, address: str) -> None:
    headers = explorer.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/units", "/matrix", "/ask", "/compare", f"/unit/{FINANCE}"]
)
def test_no_page_has_scripts_or_styles_inside(explorer: TestClient, address: str) -> None:
    text = explorer.get(address).text
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd",
        "/unit/../../../../etc/passwd", "/unit/..%2f..%2fzeren.json", "/unit/%00", "/static/vendor/",
    ],
)  # fmt: skip
def test_no_address_leads_out_of_the_pages(served: str, path: str) -> None:
    assert _raw(served, path).startswith((b"HTTP/1.1 404", b"HTTP/1.1 400", b"HTTP/1.1 405"))


def test_another_host_s_name_is_refused(workspace_of_examples: Workspace) -> None:
    client = TestClient(application(workspace_of_examples, hosts=["localhost"]), base_url="http://localhost")
    assert client.get("/").status_code == 200
    assert client.get("/", headers={"host": "LOCALHOST:8000"}).status_code == 200
    for name in ("evil.example", "localhost.evil.example", ""):
        assert client.get("/", headers={"host": name}).status_code == 421


def test_a_server_of_every_interface_is_asked_by_any_address_and_by_no_name_of_others(
    workspace_of_examples: Workspace,
) -> None:
    client = TestClient(application(workspace_of_examples, hosts=[EVERY_INTERFACE[0], "localhost"]))
    for name in ("localhost", "192.0.2.7:8000", "[2001:db8::7]:8000", "0.0.0.0:8000"):
        assert client.get("/", headers={"host": name}).status_code == 200
    for name in ("evil.example", "192.0.2.7.evil.example", "192.0.2", ""):
        assert client.get("/", headers={"host": name}).status_code == 421


def test_without_its_token_nothing_is_read(guarded: TestClient) -> None:
    for address in ("/", "/index.json", "/unit/云泽县/财政局", "/openapi.json", "/static/zeren.css"):
        assert guarded.get(address).status_code == 401
        assert guarded.get(address, params={"token": TOKEN[:-1]}).status_code == 401
    assert guarded.get("/", headers={"authorization": "Bearer x"}).status_code == 401


def test_the_token_leaves_the_address_of_a_browser(guarded: TestClient) -> None:
    asked = {"county": "云泽县", "token": TOKEN}
    browser = {"accept": "text/html,application/xhtml+xml"}
    first = guarded.get("/en/units", params=asked, headers=browser, follow_redirects=False)
    assert first.status_code == 303
    assert TOKEN not in first.headers["location"]
    page = guarded.get("/en/units", params=asked, headers=browser)
    assert page.status_code == 200
    assert page.url.path == "/en/units"
    assert dict(page.url.params) == {"county": "云泽县"}


def test_the_token_is_shown_once_and_then_kept_by_the_browser(guarded: TestClient) -> None:
    first = guarded.get("/", params={"token": TOKEN})
    assert first.status_code == 200
    assert TOKEN not in first.text
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert guarded.get("/unit/云泽县/财政局").status_code == 200
    program = TestClient(guarded.app)
    assert program.get("/index.json", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER "])
def test_a_program_shows_the_token_as_a_bearer_however_that_is_written(
    guarded: TestClient, scheme: str
) -> None:
    shown = {"authorization": f"{scheme} {TOKEN}"}
    assert guarded.get("/index.json", headers=shown).status_code == 200


@pytest.mark.parametrize("shown", [TOKEN, f"Basic {TOKEN}", f"Bearer{TOKEN}", f"Bearer {TOKEN}x", "Bearer "])
def test_a_token_that_is_no_bearer_s_is_refused_and_it_is_said_what_is_asked_for(
    guarded: TestClient, shown: str
) -> None:
    refused = guarded.get("/index.json", headers={"authorization": shown})
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert "content-security-policy" in refused.headers


def test_two_servers_of_one_machine_leave_each_other_s_readers_in(
    workspace_of_examples: Workspace,
) -> None:
    first, second = (
        TestClient(application(workspace_of_examples, token=token)) for token in (TOKEN, "another-0123456789")
    )
    first.cookies = second.cookies = CookieJar()  # a browser keeps them by host, whatever the port
    assert first.get("/index.json", params={"token": TOKEN}).status_code == 200
    assert second.get("/index.json").status_code == 401
    assert second.get("/index.json", params={"token": "another-0123456789"}).status_code == 200
    assert [one.get("/index.json").status_code for one in (first, second)] == [200, 200]


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/unit/a:b", "./a:b"),
        ("/https:evil.example", "./https:evil.example"),
        ("/javascript:alert(1)", "./javascript:alert(1)"),
        ("/%5C%5Cevil.example/", "./"),
        ("/", "./"),
        ("/en/units", "./units"),
    ],
)
def test_without_its_token_an_address_stays_on_this_server(
    guarded: TestClient, asked: str, location: str
) -> None:
    for query, kept in (("", ""), ("&county=a%3Ab", "?county=a%3Ab")):
        answer = guarded.get(
            f"{asked}?token={TOKEN}{query}", headers={"accept": "text/html"}, follow_redirects=False
        )
        assert answer.status_code == 303
        assert answer.headers["location"] == location + kept
        led = urlsplit(urljoin(f"http://testserver{asked}", answer.headers["location"]))
        assert (led.netloc, led.path) == ("testserver", asked)


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("DELETE", "/units", "GET, HEAD"),
        ("POST", "/", "GET, HEAD"),
        ("OPTIONS", "/", "GET, HEAD"),
        ("PUT", "/index.json", "GET, HEAD"),
        ("PUT", "/finding/x", "GET, HEAD"),
        ("POST", "/static/zeren.css", "GET, HEAD"),
        ("DELETE", "/sparql", "GET, HEAD, POST, OPTIONS"),
    ],
)
def test_a_method_that_an_address_does_not_take_is_told_those_that_it_takes(
    explorer: TestClient, method: str, address: str, allowed: str
) -> None:
    answer = explorer.request(method, address)
    assert answer.status_code == 405
    assert answer.headers["allow"] == allowed


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_is_changed_by_any_method(explorer: TestClient, method: str) -> None:
    for address in ("/", "/unit/云泽县/财政局", "/index.json"):
        assert explorer.request(method, address).status_code == 405


def test_oversized_requests_are_refused(served: str) -> None:
    assert _raw(served, "/ask?q=" + "a" * LONGEST_ADDRESS).startswith(b"HTTP/1.1 414")
    assert _raw(served, "/", f"Content-Length: {LONGEST_BODY + 1}").startswith(b"HTTP/1.1 413")
    assert _raw(served, "/", "X-Long: " + "a" * 400_000).startswith(b"HTTP/1.1 4")


@pytest.mark.parametrize("address", ["/", "/en/", "/index.json"])
def test_readers_are_not_told_where_a_damaged_workspace_is(
    examples_as_read: Path, tmp_path: Path, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    folder = Path(shutil.copytree(examples_as_read, tmp_path / "broken"))
    for path in folder.glob("graph/*/store/*.sst"):
        os.truncate(path, 100)
    answer = TestClient(application(Workspace(folder))).get(address)
    assert answer.status_code == 503
    assert str(tmp_path) not in answer.text
    assert "graph" not in answer.text
    assert "terminal" in answer.text or "终端" in answer.text
    assert str(folder) in caplog.text
    assert "hint: " in caplog.text


def test_who_queries_a_damaged_workspace_is_not_told_where_it_is(
    examples_as_read: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(examples_as_read, tmp_path / "broken"))
    for path in folder.glob("graph/*/store/*.sst"):
        os.truncate(path, 100)
    with TestClient(application(Workspace(folder))) as client:
        answer = client.get("/sparql", params={"query": "ASK {}"}, headers={"accept": "application/json"})
    assert answer.status_code == 503
    assert str(tmp_path) not in answer.text
    assert "terminal" in answer.text
    assert str(folder) in capfd.readouterr().err


class Hasty(Watched):
    """A server that waits a moment only."""

    head_seconds = 0.4
    of_one_client = 12


def test_clients_that_dawdle_are_let_go_and_the_others_served(workspace_of_examples: Workspace) -> None:
    with serving(application(workspace_of_examples), Hasty) as address:
        place = (urlsplit(address).hostname, urlsplit(address).port)
        slow = [socket.create_connection(place, timeout=20) for _ in range(8)]
        for number, client in enumerate(slow):
            client.sendall(b"GET / HTTP/1.1\r\nX-Slow: " if number % 2 else b"")
            if number % 4 == 3:
                client.sendall(b"x\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nhalf")
        assert _raw(address, "/").startswith(b"HTTP/1.1 200")
        deadline = time.monotonic() + 15
        for client in slow:
            client.settimeout(max(0.1, deadline - time.monotonic()))
            try:
                while client.recv(1 << 16):
                    pass
            except ConnectionResetError:
                pass
            client.close()


def test_one_client_cannot_take_every_connection(workspace_of_examples: Workspace) -> None:
    with serving(application(workspace_of_examples), Hasty) as address:
        place = (urlsplit(address).hostname, urlsplit(address).port)
        many = [socket.create_connection(place, timeout=20) for _ in range(40)]
        let_go = 0
        for client in many:
            try:
                let_go += client.recv(1) == b""
            except ConnectionResetError:
                let_go += 1
            client.close()
        assert let_go == 40
        assert _raw(address, "/").startswith(b"HTTP/1.1 200")


def _raw(address: str, path: str, header: str = "X-None: 0") -> bytes:
    """The beginning of the answer to a request whose path no client tidies up."""
    at = urlsplit(address)
    with socket.create_connection((at.hostname, at.port), timeout=20) as client:
        client.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {at.netloc}\r\n{header}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = b""
        try:
            while part := client.recv(1 << 16):
                answer += part
        except ConnectionResetError:
            pass
        return answer
