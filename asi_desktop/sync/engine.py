"""Syncs a vault with its head office: opens the line, runs one cycle on it, tells how it went."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from asi_desktop.domain.clock import Clock
from asi_desktop.domain.errors import AppError
from asi_desktop.protocol.exchange import MAX_WAIT_S
from asi_desktop.sync import plan
from asi_desktop.sync.cycle import Cycle
from asi_desktop.sync.failures import NotEnrolled, session_after
from asi_desktop.sync.ports import Account, Changed, SyncStore, Traffic, Transport
from asi_desktop.tasks import Cancelled, Context

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Report:
    """How a sync ended. Bytes are HTTP with headers above TLS, wire is what passed the socket.

    ``pushed`` and ``pulled`` count versions; ``pending`` what is still to send; the others what
    stands open in the vault.
    """

    session: str
    pushed: int
    pulled: int
    pending: int
    conflicts: int
    quarantined: int
    alarms: int
    requests: int
    bytes_up: int
    bytes_down: int
    wire_up: int
    wire_down: int
    seconds: float
    changes: Changed


def _nobody(_: Changed) -> None:
    """Tell nobody."""


def _never() -> None:
    """Never end a wait."""


@dataclass(slots=True)
class Engine:
    """Syncs one vault with its head office. ``connect`` makes the line, ``draw`` so many random bytes."""

    store: SyncStore
    connect: Callable[[Account], Transport]
    clock: Clock
    draw: Callable[[int], bytes]
    _line: Transport | None = None
    _hung_up: int = 0

    @property
    def passed(self) -> int:
        """Bytes of HTTP since the engine was made, over all its lines, also of syncs that failed."""
        return self._hung_up + (_bytes(self._line.traffic()) if self._line is not None else 0)

    def sync_once(
        self,
        context: Context,
        *,
        budget: int | None = None,
        changed: Callable[[Changed], None] = _nobody,
    ) -> Report:
        """Sync until nothing is left to send or to fetch, or ``budget`` bytes of HTTP have passed.

        ``changed`` hears of each frame as it is committed. Raises what ``failures`` names, and Cancelled;
        what was committed until then stays.
        """
        cycle, line = self._cycle(changed)
        began, before = self.clock.monotonic(), line.traffic()
        self._guarded(lambda: cycle.run(context, budget))
        return self._report(cycle, self.clock.monotonic() - began, _passed(before, line.traffic()))

    def wait(
        self, context: Context, *, seconds: int = MAX_WAIT_S, pulse: Callable[[], None] = _never
    ) -> bool:
        """Ask head office to answer as soon as it has news; return whether it has. Raises as a sync.

        ``pulse`` is called now and then meanwhile; whatever it raises ends the wait, and the line with it.
        """
        cycle, _ = self._cycle(_nobody)

        def both() -> None:
            context.check()
            pulse()

        return self._guarded(lambda: cycle.wait(seconds, both))

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._hung_up += _bytes(self._line.traffic())
            self._line.close()
            self._line = None

    def _cycle(self, changed: Callable[[Changed], None]) -> tuple[Cycle, Transport]:
        account = self.store.account()
        if account is None:
            raise NotEnrolled
        if self._line is None:
            self._line = self.connect(account)
        return Cycle(self.store, account, self._line, draw=self.draw, changed=changed), self._line

    def _guarded(self, work: Callable[[], T]) -> T:
        """Do ``work``; when it fails, hang up and note what that says of the session."""
        try:
            return work()
        except AppError as error:
            if not isinstance(error, Cancelled):
                self.store.session(session_after(error), self.clock.now_ms())
            self.close()
            raise

    def _report(self, cycle: Cycle, seconds: float, traffic: Traffic) -> Report:
        now_ms = self.clock.now_ms()
        session = "clock_suspect" if plan.clock_is_suspect(now_ms, cycle.server_ms) else "online"
        self.store.session(session, now_ms)
        counts = self.store.counts()
        return Report(
            session=session,
            pushed=cycle.pushed,
            pulled=cycle.incoming.pulled,
            pending=counts.pending,
            conflicts=counts.conflicts,
            quarantined=counts.quarantined,
            alarms=counts.alarms,
            requests=traffic.requests,
            bytes_up=traffic.bytes_up,
            bytes_down=traffic.bytes_down,
            wire_up=traffic.wire_up,
            wire_down=traffic.wire_down,
            seconds=seconds,
            changes=cycle.incoming.changes,
        )


def _bytes(traffic: Traffic) -> int:
    return traffic.bytes_up + traffic.bytes_down


def _passed(before: Traffic, after: Traffic) -> Traffic:
    return Traffic(
        requests=after.requests - before.requests,
        bytes_up=after.bytes_up - before.bytes_up,
        bytes_down=after.bytes_down - before.bytes_down,
        wire_up=after.wire_up - before.wire_up,
        wire_down=after.wire_down - before.wire_down,
    )
