"""`zeren serve`: the explorer and the SPARQL endpoint, for a browser on this machine or in its network."""

from __future__ import annotations

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
        typer.Option(help="A name under which the server may be asked; may be repeated.", show_default=False),
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
    from zeren.web.preparing import prepare
    from zeren.workspace import Workspace

    local = host in LOOPBACK
    if public_read and local:
        raise UsageError("--public-read says nothing on this machine alone", "leave it out, or name a --host")
    if edit and public_read:
        raise UsageError("--edit lets nobody in without a token", "leave --public-read out")
    token = None if local or public_read else secrets.token_urlsafe(24)
    hosts = [*(LOOPBACK if local else ()), *(allow_host or [])]
    store = Workspace(workspace)
    bounds = DEFAULT_BOUNDS._replace(seconds=query_seconds)
    app = application(store, hosts, token, edit=edit, origins=cors or (), bounds=bounds)
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


def _run(app: object, host: str, port: int, token: str | None) -> None:
    """Listen, say where, and serve until the process is told to end.

    Raises:
        UsageError: the port cannot be had.
    """
    import socket

    from zeren.web.listening import Server, config

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
    named = socket.gethostname() if host in ("0.0.0.0", "::") else host  # noqa: S104 # told apart, not listened on
    shown = f"[{named}]" if ":" in named else named
    address = f"http://{shown}:{listener.getsockname()[1]}/"
    typer.echo(f"{address}{f'?token={token}' if token else ''}", err=True)
    typer.echo("Ctrl+C 结束 / to stop", err=True)
    Server(config(app)).run(sockets=[listener])
