"""Servers that are not there, refuse, or are none: each is told clearly, and nobody's password with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests import county
from tests.remote.servers import Answer, Between, Request, Started, free_port, listening
from zeren.cli import app
from zeren.errors import ServerError, UsageError
from zeren.workspace import Workspace

JSON = {"Content-Type": "application/sparql-results+json"}
SECRET = "geheim"  # noqa: S105 # a password that no message may repeat


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(county.plan(), "utf-8")
    return path


def opened(tmp_path: Path, store: str | None = None) -> Workspace:
    return Workspace(tmp_path / "data", reader=county.read, store=store)


def told(tmp_path: Path, plan: Path, address: str) -> ServerError:
    with pytest.raises(ServerError) as error:
        opened(tmp_path, address.replace("://", f"://me:{SECRET}@")).ingest(plan)
    assert SECRET not in error.value.message + error.value.hint
    assert error.value.hint
    return error.value


def always(answer: Answer) -> Callable[[Request], Answer]:
    return lambda _: answer


def test_a_server_that_is_not_there(tmp_path: Path, plan: Path) -> None:
    error = told(tmp_path, plan, f"http://127.0.0.1:{free_port()}")
    assert "does not answer: Connection refused" in error.message
    assert error.exit_code == 5


def test_a_host_without_a_name(tmp_path: Path, plan: Path) -> None:
    assert "does not answer: " in told(tmp_path, plan, "http://no-such-host.invalid").message


@pytest.mark.parametrize("status", [401, 403])
def test_a_server_that_lets_nobody_in(tmp_path: Path, plan: Path, status: int) -> None:
    with listening(always((status, {"WWW-Authenticate": "Basic"}, b"no"))) as address:
        error = told(tmp_path, plan, address)
    assert f"{address} answered {status}: it does not let who asks do this" in error.message
    assert "ZEREN_STORE_TOKEN" in error.hint


def test_a_server_that_fails(tmp_path: Path, plan: Path) -> None:
    with listening(always((500, {"Content-Type": "text/plain"}, b"out of disk"))) as address:
        assert f"{address} answered 500: out of disk" in told(tmp_path, plan, address).message


def test_a_page_of_the_web(tmp_path: Path, plan: Path) -> None:
    with listening(always((200, {"Content-Type": "text/html"}, b"<h1>Hello</h1>"))) as address:
        assert (
            "answered 200 with text/html, not with what SPARQL has" in told(tmp_path, plan, address).message
        )


def test_a_server_that_sends_elsewhere_is_not_followed(tmp_path: Path, plan: Path) -> None:
    there = {"Location": f"http://me:{SECRET}@elsewhere.example/sparql"}
    with listening(always((302, there, b""))) as address:
        error = told(tmp_path, plan, address)
    assert "it sends elsewhere (http://elsewhere.example/sparql)" in error.message


def test_results_that_are_none(tmp_path: Path, plan: Path) -> None:
    with listening(always((200, JSON, b'{"head": {'))) as address:
        assert "results that cannot be read" in told(tmp_path, plan, address).message


def test_a_server_that_may_only_be_read(tmp_path: Path, plan: Path) -> None:
    def answer(request: Request) -> Answer:
        return (200, JSON, b'{"head":{},"boolean":true}') if request.method == "POST" else (403, {}, b"")

    with listening(answer) as address:
        assert "answered 403" in told(tmp_path, plan, address).message


@pytest.mark.parametrize("address", ["localhost:7878", "ftp://localhost", "http://", "http://a:b@c:99999/"])
def test_what_is_no_address_is_refused_without_repeating_it(tmp_path: Path, plan: Path, address: str) -> None:
    with pytest.raises(UsageError, match="--store names no address of a server") as error:
        opened(tmp_path, address).ingest(plan)
    assert "a:b" not in error.value.message


@pytest.mark.oxigraph
def test_a_server_that_ends_is_told_by_every_command(
    between: tuple[str, Between], tmp_path: Path, plan: Path
) -> None:
    address, line = between
    opened(tmp_path, address).ingest(plan)
    line.broken = lambda _: True
    for command in (
        "ask 县水利局牵头哪些任务",
        "sparql ASK{}",
        "publish",
        "remove 云溪政办发-2024-3",
        "check",
    ):
        ran = CliRunner().invoke(app, [*command.split(), "--workspace", str(tmp_path / "data")])
        assert ran.exit_code == 5, command
        assert f"error: the graph's server {address} does not answer" in ran.stderr
        assert "hint: " in ran.stderr
    # What stands in the folder can be read without the server.
    assert [document.id for document in opened(tmp_path).documents()] == ["云溪政办发-2024-3"]


@pytest.mark.oxigraph
@pytest.mark.parametrize("way", ["token", "name"])
def test_who_asks_is_said_in_the_way_that_the_server_wants(
    oxigraph: Started, tmp_path: Path, plan: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    wanted = {"token": f"Bearer {SECRET}", "name": "Basic bWU6Z2VoZWlt"}[way]
    line = Between(int(oxigraph.address.rpartition(":")[2]))

    def guarded(request: Request) -> Answer | None:
        if request.headers.get("Authorization") != wanted:
            return 401, {"WWW-Authenticate": 'Basic realm="graphs"'}, b""
        return line(request)

    monkeypatch.setenv("ZEREN_STORE_TOKEN", SECRET if way == "token" else f"me:{SECRET}")
    with listening(guarded) as address:
        opened(tmp_path, address).ingest(plan)
        assert opened(tmp_path).sparql("SELECT ?t { ?t a zr:Task }").rows
        monkeypatch.delenv("ZEREN_STORE_TOKEN")
        with pytest.raises(ServerError, match="answered 401"):
            opened(tmp_path).sparql("ASK {}")


@pytest.mark.oxigraph
def test_a_name_in_netrc_is_told_to_its_host_alone(
    oxigraph: Started, tmp_path: Path, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []
    line = Between(int(oxigraph.address.rpartition(":")[2]))

    def guarded(request: Request) -> Answer | None:
        seen.append(request.headers.get("Authorization"))
        return line(request) if seen[-1] else (401, {"WWW-Authenticate": "Basic"}, b"")

    names = tmp_path / "netrc"
    names.write_text(f"machine 127.0.0.1 login me password {SECRET}\n")
    monkeypatch.setenv("NETRC", str(names))
    with listening(guarded) as address:
        opened(tmp_path, address).ingest(plan)
        names.write_text(f"machine elsewhere.example login me password {SECRET}\n")
        with pytest.raises(ServerError, match="answered 401"):
            opened(tmp_path).sparql("ASK {}")
    assert set(seen) == {None, "Basic bWU6Z2VoZWlt"}
    assert seen[-1] is None
