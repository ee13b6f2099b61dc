"""Several relay processes on one socket, and the one that keeps them running."""

import asyncio
import os
import socket
from collections.abc import Callable, MutableSequence, Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Thread
from typing import cast

from asi_desktop.headoffice.log_store import LogStore
from asi_desktop.headoffice.premises import Premises
from asi_desktop.headoffice.relay.administration import administration
from asi_desktop.headoffice.relay.counters import COUNTED, Counters
from asi_desktop.headoffice.relay.serving import (
    Ready,
    Server,
    bound,
    relay_server,
    run,
    serve_alone,
    url_of,
)

_LOOK_EVERY_S = 0.5
_STOP_WITHIN_S = 15
_LOOPBACK = "127.0.0.1"
_CONTEXT = get_context("spawn")


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen, port 0 for a free one, and in how many processes."""

    host: str
    port: int
    admin_port: int
    workers: int = 1


def serve(premises: Premises, place: Place, ready: Callable[[Ready], None]) -> None:
    """Run the relay until SIGTERM or SIGINT; ``ready`` is called once, when it listens.

    Raises PortTaken, and what opening the database and the folder's files raises.
    """
    with (
        closing(bound(place.host, place.port)) as door,
        closing(bound(_LOOPBACK, place.admin_port)) as back,
    ):
        told = Ready(url_of("https", place.host, door), url_of("http", _LOOPBACK, back), os.getpid())
        if place.workers > 1:
            asyncio.run(_supervise(premises, door, back, place.workers, lambda: ready(told)))
        else:
            serve_alone(premises, door, back, lambda: ready(told))


class _Worker:
    """A relay process that is started again when it fails; its numbers lie in memory shared with this one."""

    def __init__(self, premises: Premises, door: socket.socket) -> None:
        self._premises = premises
        self._door = door
        self._cells = cast("MutableSequence[int]", _CONTEXT.RawArray("Q", len(COUNTED)))
        self.counters = Counters(self._cells)
        self._process, self._told = self._started()

    def await_ready(self) -> None:
        """Return when the process listens; raises EOFError when it ended instead."""
        self._told.recv()

    def revive(self) -> None:
        """Start the process again if it ended."""
        if not self._process.is_alive():
            self._process, self._told = self._started()

    def stop(self) -> None:
        """Have the process end as on SIGTERM, or in any case."""
        self._process.terminate()
        self._process.join(_STOP_WITHIN_S)
        self._process.kill()
        self._process.join()

    def _started(self) -> tuple[SpawnProcess, Connection]:
        told, telling = _CONTEXT.Pipe(duplex=False)
        process = _CONTEXT.Process(target=_work, args=(self._premises, self._door, self._cells, telling))
        process.start()
        telling.close()
        return process, told


async def _supervise(
    premises: Premises, door: socket.socket, back: socket.socket, count: int, ready: Callable[[], None]
) -> None:
    with closing(LogStore.open(premises.database)) as store:
        relay_server(
            premises, store, Counters()
        )  # what is damaged is better told by this process than by each of the others
        workers = [_Worker(premises, door) for _ in range(count)]
        try:
            for worker in workers:
                await asyncio.to_thread(worker.await_ready)
            admin = Server(administration(store, [worker.counters for worker in workers]))
            keeping = asyncio.create_task(_keep_running(workers))
            await run([(admin, back)], ready)
            keeping.cancel()
        finally:
            for worker in workers:
                await asyncio.to_thread(worker.stop)


async def _keep_running(workers: Sequence[_Worker]) -> None:
    while True:
        await asyncio.sleep(_LOOK_EVERY_S)
        for worker in workers:
            worker.revive()


def _work(premises: Premises, door: socket.socket, cells: MutableSequence[int], telling: Connection) -> None:
    """Be one of several relay processes; ends with the process that started it."""
    with closing(LogStore.open(premises.database)) as store:
        relay = relay_server(premises, store, Counters(cells))
        Thread(target=_end_with_parent, args=(relay,), daemon=True).start()
        asyncio.run(run([(relay, door)], lambda: telling.send(None)))


def _end_with_parent(relay: Server) -> None:
    if (parent := parent_process()) is not None:
        parent.join()
        relay.should_exit = True
