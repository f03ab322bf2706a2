"""`zeren serve`: the explorer and the SPARQL endpoint, for a browser on this machine or in its network."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from zeren.commands.session import WorkspaceOption
from zeren.errors import UsageError

if TYPE_CHECKING:
    from zeren.web.current import Current

EXAMPLES = """\b
Examples:
  zeren serve
  zeren serve --port 9000 --workspace plans
  zeren serve --host 0.0.0.0
  zeren serve --edit
"""

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    *,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 8000,
    public_read: Annotated[
        bool, typer.Option("--public-read", help="Beyond this machine, let everybody read, without a token.")
    ] = False,
    edit: Annotated[
        bool, typer.Option("--edit", help="Let whoever may read accept and dismiss findings.")
    ] = False,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A further name under which the server may be asked, such as a proxy's; may be repeated.",
            show_default=False,
        ),
    ] = None,
    query_seconds: Annotated[
        float, typer.Option(min=0.1, help="Seconds after which a SPARQL query is stopped.")
    ] = 20,
    cors: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGIN",
            help="A host whose pages may ask /sparql, such as https://editor.example; may be repeated.",
            show_default=False,
        ),
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Open the explorer: pages, matrix, network and SPARQL in a browser, without an internet.

    It listens on this machine alone. With --host it can be read in the network: by whoever has the
    token that it prints, or by everybody with --public-read. It only reads; with --edit, findings can
    be accepted and dismissed on their pages. What is ingested while it runs is shown by the next page.
    """
    import secrets
    import threading

    from zeren.web.app import DEFAULT_BOUNDS, application
    from zeren.web.naming import origin_of
    from zeren.web.preparing import prepare
    from zeren.workspace import Workspace

    local = host in LOOPBACK
    _refuse(host, query_seconds, public_read=public_read, edit=edit)
    hosts = _hosts(host, allow_host or ())
    origins = [origin_of(written) for written in cors or ()]
    token = None if local or public_read else secrets.token_urlsafe(24)
    store = Workspace(workspace)
    bounds = DEFAULT_BOUNDS._replace(seconds=query_seconds)
    app = application(store, hosts, token, edit=edit, origins=origins, bounds=bounds)
    _look_into(app.state.current)
    threading.Thread(target=prepare, args=(app.state.current,), daemon=True).start()
    _run(app, host, port, token)


def _look_into(current: Current) -> None:
    """Open what every page reads, so that damage is told here and not to the first reader.

    Raises:
        WorkspaceError: there is nothing, or it is damaged.
    """
    with current.held() as held:
        _ = held.shelf.published.store, held.shelf.documents


def _refuse(host: str, query_seconds: float, *, public_read: bool, edit: bool) -> None:
    """Refuse options that make no sense.

    Raises:
        UsageError: one of them does not.
    """
    import math

    if not host.strip():
        # An empty address would be every interface, which nobody should open by an unset variable.
        raise UsageError("--host is empty", "name an address; 0.0.0.0 is every interface of this machine")
    if public_read and host in LOOPBACK:
        raise UsageError("--public-read says nothing on this machine alone", "leave it out, or name a --host")
    if edit and public_read:
        raise UsageError("--edit lets nobody in without a token", "leave --public-read out")
    if not math.isfinite(query_seconds):
        raise UsageError(
            f"--query-seconds {query_seconds} is no time after which a query is stopped",
            "give a number of seconds, such as 60",
        )


def _hosts(host: str, further: Sequence[str]) -> list[str]:
    """The names under which the server may be asked; none stands for any.

    Args:
        host: the address to listen on.
        further: names that are allowed besides those of this machine.

    Raises:
        UsageError: one of them is no name of a host.
    """
    import socket

    from zeren.web.naming import host_of

    named = [host_of(written) for written in further]
    if host in LOOPBACK:
        return [*LOOPBACK, *named]
    if not named:
        return []
    own = list(LOOPBACK)
    for name in (host, socket.gethostname()):
        with suppress(UsageError):  # a machine may have a name that no browser can ask for
            own.append(host_of(name))
    return [*own, *named]


def _run(app: object, host: str, port: int, token: str | None) -> None:
    """Listen, say where, and serve until the process is told to end.

    Raises:
        UsageError: the port cannot be had.
    """
    import socket

    from zeren.web.listening import Server, config
    from zeren.web.security import EVERY_INTERFACE

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # From here on whoever asks waits for an answer, so that the address can be told at once.
        listener.listen(512)
    except OSError as error:
        listener.close()
        raise UsageError(
            f"cannot listen on {host} port {port}: {error.strerror}", "name another with --port, or 0 for any"
        ) from None
    # An address of all interfaces is none that a browser opens; the machine's name is.
    named = socket.gethostname() if host in EVERY_INTERFACE else host
    shown = f"[{named}]" if ":" in named else named
    address = f"http://{shown}:{listener.getsockname()[1]}/"
    typer.echo(f"{address}{f'?token={token}' if token else ''}", err=True)
    typer.echo("Ctrl+C 结束 / to stop", err=True)
    Server(config(app)).run(sockets=[listener])
