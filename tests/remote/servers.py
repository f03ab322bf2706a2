"""SPARQL servers as the tests start them, each on loopback with a port and a folder of its own."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

HOW_TO_GET_OXIGRAPH = "pip install oxigraph"
HOW_TO_GET_VIRTUOSO = "apt-get install virtuoso-opensource (Debian)"

PASSWORD = "dba"  # noqa: S105 # what a new Virtuoso begins with
"""Name and password of the one who may write to a Virtuoso that was never used."""


class Started(NamedTuple):
    """A server that listens: what --store names, and where it is asked by hand."""

    address: str
    query: str
    graphs: str


def oxigraph_program() -> str | None:
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def oxigraph(program: str) -> Iterator[Started]:
    """An Oxigraph server that keeps everything in memory."""
    port = free_port()
    with _running([program, "serve", "--bind", f"127.0.0.1:{port}"], Path.cwd(), port):
        yield _oxigraph_at(port)


def _oxigraph_at(port: int) -> Started:
    address = f"http://127.0.0.1:{port}"
    return Started(address, f"{address}/query", f"{address}/store")


@contextmanager
def virtuoso(program: str, folder: Path, rows: int = 10_000) -> Iterator[Started]:
    """A Virtuoso with a new database in a folder; `rows` is the most that an answer may have."""
    port = free_port()
    with _running(_virtuoso_command(program, folder, port, rows), folder, port):
        yield _virtuoso_at(port)


def _virtuoso_command(program: str, folder: Path, port: int, rows: int) -> list[str]:
    (folder / "virtuoso.ini").write_text(_INI.format(sql=free_port(), http=port, rows=rows), "utf-8")
    return [program, "+configfile", str(folder / "virtuoso.ini"), "+foreground"]


def _virtuoso_at(port: int) -> Started:
    place = f"127.0.0.1:{port}"
    return Started(
        f"http://dba:{PASSWORD}@{place}", f"http://{place}/sparql", f"http://{place}/sparql-graph-crud"
    )


class Lasting:
    """A server that can be killed, and started again with what it had on the disk.

    Args:
        command: its program with options.
        folder: where it keeps everything.
        port: where it listens.
        started: how it is asked.
    """

    def __init__(self, command: list[str], folder: Path, port: int, started: Started) -> None:
        self._command = command
        self._folder = folder
        self._port = port
        self.started = started
        self.start()

    def start(self) -> None:
        """Have it run."""
        self._process = subprocess.Popen(
            self._command, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _wait_for(self._port, self._process)

    def kill(self) -> None:
        """End it with SIGKILL."""
        self._process.kill()
        self._process.wait()


def lasting_oxigraph(program: str, folder: Path) -> Lasting:
    """An Oxigraph server with a new database in a folder."""
    port = free_port()
    command = [program, "serve", "--location", str(folder / "graphs"), "--bind", f"127.0.0.1:{port}"]
    return Lasting(command, folder, port, _oxigraph_at(port))


def lasting_virtuoso(program: str, folder: Path) -> Lasting:
    """A Virtuoso with a new database in a folder."""
    port = free_port()
    return Lasting(_virtuoso_command(program, folder, port, 10_000), folder, port, _virtuoso_at(port))


_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
DirsAllowed = .
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {rows}
"""


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    """A program that runs until the `with` statement ends, and answers at a port."""
    with (folder / f"server-{port}.log").open("wb") if folder != Path.cwd() else _nowhere() as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            _wait_for(port, process)
            yield
        finally:
            process.kill()
            process.wait()


@contextmanager
def _nowhere() -> Iterator[int]:
    yield subprocess.DEVNULL


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until it answers: whoever connects before is refused."""
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("HEAD", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.02)
        else:
            connection.close()
            return
    raise AssertionError(f"the server did not start, or ended with {process.poll()}")


class Request(NamedTuple):
    """What somebody asked a server in between: the method, the path with its parameters, the headers."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Answer = tuple[int, dict[str, str], bytes]
"""A status, headers and a body."""


@contextmanager
def listening(answer: Callable[[Request], Answer | None]) -> Iterator[str]:
    """A server of HTTP that answers what a function says; where that is None, it hangs up."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            said = answer(Request(self.command, self.path, dict(self.headers), body))
            if said is None:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            status, headers, content = said
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            if headers.get("Content-Length", str(len(content))) != str(len(content)):
                self.close_connection = True

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _answer  # noqa: N815 # as the library looks for them

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class Between:
    """What stands between a workspace and a server, and may hang up.

    Attributes:
        asked: the requests so far.
        broken: tells of a request whether it is hung up on.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self.asked: list[Request] = []
        self.broken: Callable[[Request], bool] = lambda _: False

    def mend(self) -> None:
        """Have the line work again."""
        self.broken = lambda _: False

    def __call__(self, request: Request) -> Answer | None:
        self.asked.append(request)
        if self.broken(request):
            return None
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        kept = {n: v for n, v in request.headers.items() if n.lower() not in ("host", "connection")}
        connection.request(request.method, request.path, request.body, kept)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        dropped = ("content-length", "transfer-encoding", "connection")
        return answer.status, {n: v for n, v in answer.getheaders() if n.lower() not in dropped}, body
