"""The processes that read plans: this one, a pool on this machine, or the workers of a cluster."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any

from zeren import collecting
from zeren.errors import MissingLibraryError, ReadersGoneError, UsageError, WorkspaceError
from zeren.workspace.executors import Elsewhere, Runner, here

MANY = 8
"""Files from which on it pays to start processes: each takes as long to start as two plans to read."""


@contextmanager
def pool(width: int) -> Iterator[Elsewhere]:
    """Processes of this machine, started once, with the lexicon loaded; they end with this one.

    Args:
        width: how many.
    """
    from zeren.workspace.processes import Ended, Processes

    executor = Processes(width, _begin)
    try:
        yield Elsewhere(executor, width, Ended)
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Elsewhere]:
    """The workers of a Dask cluster, which need nothing but Zeren installed.

    Args:
        address: of its scheduler, such as tcp://10.0.0.5:8786.

    Raises:
        MissingLibraryError: Dask is not installed.
        WorkspaceError: nobody answers there, or the cluster has no workers.
        ReadersGoneError: its scheduler is gone for longer than `CONNECT` while it reads.
    """
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker

        opened: Any = Client  # which has no types
    except ImportError:
        raise MissingLibraryError(
            "a cluster needs Dask, which is not installed", "pip install 'zeren[cluster]'"
        ) from None
    try:
        client = opened(address, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkspaceError(
            f"no Dask scheduler answers at {address}: {error}",
            "start one with dask scheduler, and workers with dask worker, or leave --cluster out",
        ) from None
    try:
        width = sum(client.ncores().values())
        if not width:
            raise WorkspaceError(
                f"the cluster at {address} has no workers", f"start some with: dask worker {address}"
            )
        yield Elsewhere(
            client.get_executor(pure=False), width, KilledWorker, partial(_there, client, address)
        )
    finally:
        client.close()


CONNECT = 10
"""Seconds in which a scheduler has to answer."""


def _there(client: Any, address: str) -> None:
    """See that a scheduler is there, or may come back; jobs given to a closed client are never done."""
    if client.status not in ("running", "connecting"):
        raise ReadersGoneError(
            f"the Dask scheduler at {address} has gone",
            "what was read is kept: start it and its workers again and repeat the command, "
            "or leave --cluster out",
        )


def chosen(width: int | None, address: str | None) -> Callable[[int], AbstractContextManager[Runner]]:
    """What does the jobs of an ingestion, once it is known how many files there are.

    Args:
        width: how many processes may read; None for one a core, and this one alone for a few files.
        address: of a cluster, which then reads in their place.

    Raises:
        UsageError: there is to be no process.
    """
    if width is not None and width < 1:
        raise UsageError(f"{width} processes cannot read", "give a number from 1")

    def opened(files: int) -> AbstractContextManager[Runner]:
        if address is not None:
            return cluster(address)
        wanted = min(files, (cores() if files >= MANY else 1) if width is None else width)
        return pool(wanted) if wanted > 1 else here()

    return opened


def cores() -> int:
    """How many processes of this machine may work at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin() -> None:
    """Get ready in a new process: end with the one that started it, leave Ctrl+C to it, load the words."""
    collecting.rarely()
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        # A process that is killed cannot say so, and the others would wait for its jobs for ever.
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from zeren.ingest import pipeline  # noqa: F401 # to have it loaded before the first file comes
    from zeren.ontology import lexicon

    lexicon.load()


def _end_with(sentinel: int) -> None:
    from multiprocessing import connection

    connection.wait([sentinel])
    os._exit(1)
