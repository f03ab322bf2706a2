"""`zeren serve` and `zeren site` as a person starts them."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

EVERYWHERE = "0.0.0.0"  # noqa: S104 # what these tests are about


@contextmanager
def started(folder: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The program, serving; the address that it prints."""
    command = [sys.executable, "-m", "zeren", "serve", "--workspace", str(folder), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stderr
        try:
            yield process.stderr.readline().strip(), process
            process.terminate()
            process.wait(60)
        finally:
            # Of a test that fails too: the program would otherwise be waited for without end.
            process.kill()


def status(address: str, path: str, host: str | None = None) -> int:
    at = urlsplit(address)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=30)
    connection.request("GET", path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "zeren", *words], capture_output=True, check=False, text=True, timeout=120
    )


def test_it_says_where_it_listens_and_ends_when_it_is_told_to(folder: Path) -> None:
    with started(folder) as (address, process):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        assert status(address, "/") == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in (0, 130, -signal.SIGINT)


HEAVY = quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c FILTER(STRLEN(CONCAT(STR(?o), STR(?c))) = 1) }")
AWKWARD = {
    "a heavy query": f"GET /sparql?query={HEAVY} HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "half a body": "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
    "Content-Type: application/sparql-query\r\n\r\nASK",
    "an answer that is not read": "GET /matrix HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200,
}  # fmt: skip


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("request_of", AWKWARD)
def test_it_ends_soon_and_quietly_whatever_its_clients_wait_for(
    folder: Path, request_of: str, told: signal.Signals
) -> None:
    with started(folder) as (address, process), socket.socket() as client:
        assert process.stderr
        assert process.stderr.readline().startswith("Ctrl+C")
        assert status(address, f"/sparql?query={quote('ASK {}')}") == 200
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        client.connect(("127.0.0.1", urlsplit(address).port))
        client.sendall(AWKWARD[request_of].encode())
        time.sleep(1)
        begun = time.monotonic()
        if told is signal.SIGTERM:
            process.terminate()
        else:  # as a terminal does, to every process of its group; and people press it again
            os.killpg(process.pid, told)
            time.sleep(0.3)
            os.killpg(process.pid, told)
        process.wait(30)
        assert time.monotonic() - begun < 12
        # A process that were left would hold the pipe open.
        assert "Traceback" not in process.stderr.read()


def test_clients_that_leave_while_they_send_are_no_news(folder: Path) -> None:
    with started(folder) as (address, process):
        assert process.stderr
        assert process.stderr.readline().startswith("Ctrl+C")
        many = [socket.create_connection(("127.0.0.1", urlsplit(address).port)) for _ in range(50)]
        for client in many:
            client.sendall(AWKWARD["half a body"].encode())
        assert status(address, "/units") == 200
        for client in many:
            client.close()
        assert status(address, "/units") == 200
        process.terminate()
        assert process.stderr.read() == ""


def test_beyond_this_machine_it_asks_for_the_token_that_it_prints(folder: Path) -> None:
    with started(folder, "--host", EVERYWHERE) as (address, _):
        (token,) = parse_qs(urlsplit(address).query)["token"]
        here = f"http://127.0.0.1:{urlsplit(address).port}"
        assert status(here, "/") == 401
        assert status(here, f"/?token={token}x") == 401
        assert status(here, f"/?token={token}") == 200


def test_everybody_may_read_where_that_is_asked_for(folder: Path) -> None:
    with started(folder, "--host", EVERYWHERE, "--public-read") as (address, _):
        assert "token" not in address
        assert status(f"http://127.0.0.1:{urlsplit(address).port}", "/units") == 200


def test_a_name_that_is_allowed_comes_to_those_of_the_machine(folder: Path) -> None:
    options = ("--host", EVERYWHERE, "--public-read", "--allow-host", "Proxy.Example:443")
    with started(folder, *options) as (address, _):
        port = urlsplit(address).port
        known = ("proxy.example", "localhost", "127.0.0.1", "192.0.2.7", socket.gethostname())
        for name in (*known, urlsplit(address).hostname):
            assert status(f"http://127.0.0.1:{port}", "/", f"{name}:{port}") == 200
        assert status(f"http://127.0.0.1:{port}", "/", "evil.example") == 421


def test_on_this_machine_alone_an_allowed_name_comes_to_localhost(folder: Path) -> None:
    with started(folder, "--allow-host", "proxy.example") as (address, _):
        for name in ("proxy.example", "localhost", "127.0.0.1"):
            assert status(address, "/", name) == 200
        for name in ("evil.example", "192.0.2.7"):
            assert status(address, "/", name) == 421


def test_a_port_that_is_taken_is_told(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run("serve", "--workspace", str(folder), "--port", port)
    assert ended.returncode == 2
    assert f"port {port}" in ended.stderr
    assert "--port" in ended.stderr.partition("hint:")[2]


def test_without_a_workspace_it_says_how_to_begin(tmp_path: Path) -> None:
    ended = run("serve", "--workspace", str(tmp_path / "none"), "--port", "0")
    assert ended.returncode == 5
    assert "zeren ingest" in ended.stderr


@pytest.mark.parametrize("damaged", ["graph/*/store/*.sst", "documents/*/*/facts.jsonl"])
def test_a_damaged_workspace_is_told_at_the_start(folder: Path, tmp_path: Path, damaged: str) -> None:
    broken = Path(shutil.copytree(folder, tmp_path / "broken"))
    for path in broken.glob(damaged):
        os.truncate(path, 100)
    ended = run("serve", "--workspace", str(broken), "--port", "0")
    assert ended.returncode == 5
    assert ended.stderr.startswith("error: ")
    assert "http://" not in ended.stderr
    assert "damaged" in ended.stderr.partition("hint:")[2]


def test_a_folder_of_something_else_is_left_alone(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    ended = run("site", "--workspace", str(folder), "--output", str(tmp_path))
    assert ended.returncode == 2
    assert "not empty" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--public-read"], "--public-read"),
        (["--host", "256.1.1.1"], "256.1.1.1"),
        (["--host", ""], "--host is empty"),
        (["--host", " "], "--host is empty"),
        (["--host", EVERYWHERE, "--allow-host", "not a host"], "'not a host'"),
        (["--allow-host", "https://proxy.example"], "'https://proxy.example'"),
        (["--cors", "not an origin"], "'not an origin'"),
        (["--query-seconds", "inf"], "--query-seconds inf"),
    ],
)
def test_what_makes_no_sense_is_refused(folder: Path, options: list[str], told: str) -> None:
    ended = run("serve", "--workspace", str(folder), "--port", "0", *options)
    assert ended.returncode == 2
    assert "hint:" in ended.stderr
    assert told in ended.stderr


def test_a_query_is_stopped_after_a_number_of_seconds(folder: Path) -> None:
    ended = run("serve", "--workspace", str(folder), "--port", "0", "--query-seconds", "nan")
    assert ended.returncode == 2
    assert "--query-seconds" in ended.stderr
