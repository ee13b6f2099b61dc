"""Wakes the laptops that wait for news, as soon as anything is added to a space of theirs."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool

from asi_desktop.headoffice.log_store import LogStore, StoreUnavailable


class Bell:
    """Rung by pushes of this process at once, by those of others when the database tells or is looked at."""

    def __init__(self, store: LogStore, *, look_every_s: float | None = None) -> None:
        self._store = store
        self._look_every_s = store.look_every_s if look_every_s is None else look_every_s
        self._listening: dict[asyncio.Event, frozenset[bytes]] = {}
        self.closed = False

    @property
    def listeners(self) -> int:
        """How many laptops wait."""
        return len(self._listening)

    @asynccontextmanager
    async def listening(self, spaces: Collection[bytes]) -> AsyncIterator[asyncio.Event]:
        """Give an event that is set when one of ``spaces`` grows, or anybody joins or leaves."""
        event = asyncio.Event()
        self._listening[event] = frozenset(spaces)
        if self.closed:
            event.set()
        try:
            yield event
        finally:
            del self._listening[event]

    def ring(self, spaces: Collection[bytes] | None) -> None:
        """Wake who listens to one of ``spaces``; everybody for None."""
        for event, wanted in self._listening.items():
            if spaces is None or not wanted.isdisjoint(spaces):
                event.set()

    def close(self) -> None:
        """Wake everybody, for good: the process ends."""
        self.closed = True
        self.ring(None)

    async def look_out(self) -> None:
        """Listen to the database and look at it, for what other processes add; ends with its task."""
        await asyncio.gather(self._listen(), self._look_again_and_again())

    async def _listen(self) -> None:
        """Ring for what the database tells; begin anew when the connection was lost."""
        while True:
            async with aclosing(self._store.heard()) as telling:
                async for spaces in telling:
                    self.ring(spaces)
            await asyncio.sleep(self._look_every_s)

    async def _look_again_and_again(self) -> None:
        """Ring for what has changed since the last look, in case nothing is told or it was not heard."""
        seen: _Sight | None = None
        while True:
            await asyncio.sleep(self._look_every_s)
            wanted = frozenset[bytes]().union(*self._listening.values())
            if wanted:
                with suppress(StoreUnavailable):  # it is looked at again in a moment
                    now = await run_in_threadpool(self._look, wanted)
                    self._ring_for(now, seen)
                    seen = now

    def _ring_for(self, now: "_Sight", seen: "_Sight | None") -> None:
        if seen is None or now.controls != seen.controls:
            self.ring(None)
        else:
            self.ring([space for space, end in now.ends.items() if seen.ends.get(space) != end])

    def _look(self, wanted: frozenset[bytes]) -> "_Sight":
        with self._store.reading() as reader:
            ends = {space: log.position.seq for space, log in reader.logs(wanted).items()}
            return _Sight(ends, reader.controls_written())


@dataclass(frozen=True, slots=True)
class _Sight:
    """Where logs end, and how many control entries there are in all."""

    ends: dict[bytes, int]
    controls: int
