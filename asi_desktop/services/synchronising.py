"""Sync as the desk sees it: once, or for as long as the program runs."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from asi_desktop.domain.clock import Clock
from asi_desktop.domain.errors import AppError
from asi_desktop.services.changes import Changes
from asi_desktop.services.line_budget import LineBudget
from asi_desktop.storage.open_vault import Vault
from asi_desktop.sync.engine import Engine, Report
from asi_desktop.sync.ports import Changed
from asi_desktop.sync.schedule import Bell, Listener, watch
from asi_desktop.tasks import Context

CONTACT_MS = "contact_ms"
"""Setting with the time of the last exchange that succeeded, this laptop's clock."""

KILOBYTE = 1024
_SLICE_S = 0.1


@dataclass(frozen=True, slots=True)
class Synced:
    """A sync that reached its end: its figures, and what it changed here."""

    report: Report
    changes: Changes


@dataclass(slots=True)
class _Outcome:
    """How the next sync of the watch ended, for whoever asked for one meanwhile."""

    ended: threading.Event = field(default_factory=threading.Event)
    report: Report | None = None
    error: AppError | None = None


class Sync:
    """The only use case that goes to the network, apart from enrolment; one exchange at a time."""

    def __init__(self, vault: Vault, clock: Clock, *, engine: Engine, bell: Bell) -> None:
        self._vault = vault
        self._clock = clock
        self._engine = engine
        self._bell = bell
        self.line = LineBudget(vault, clock, engine)
        self._turn = threading.Lock()
        self._watching = threading.Event()
        self._outcome = _Outcome()

    def run(self, context: Context, *, budget_kb: int | None = None) -> Synced:
        """Exchange until nothing is left to send or to fetch, or ``budget_kb`` kilobytes have passed.

        While ``watch`` runs, it is asked to sync at once, and its next outcome is returned. Raises
        NotEnrolled, NoConnection, NotHeadOffice, Removed … of ``sync.failures``, and Cancelled; what was
        committed until then stays.
        """
        if self._watching.is_set():
            return _synced(self._asked_of_watch(context))
        budget = None if budget_kb is None else budget_kb * KILOBYTE
        with self._turn:
            try:
                report = self._engine.sync_once(context, budget=budget)
            finally:
                self.line.note()
        self._note(report)
        return _synced(report)

    def watch(
        self,
        context: Context,
        on_changes: Callable[[Changes], None],
        on_report: Callable[[Report], None] | None = None,
    ) -> None:
        """Sync whenever a connection exists, until ``context`` is cancelled; raises NotEnrolled.

        ``on_changes`` hears, from this thread, of each thing that was committed and of every turn of the
        session; ``on_report`` of each sync that reached its end. Failures are no end: the next try follows.
        """

        def ended(report: Report) -> None:
            self._note(report)
            self.line.note()
            self._settle(report=report)
            if on_report is not None:
                on_report(report)
            on_changes(Changes(status=True))

        def failed(error: AppError) -> None:
            self.line.note()
            self._settle(error=error)
            on_changes(Changes(status=True))

        listener = Listener(lambda changed: on_changes(of_frame(changed)), ended, failed)
        with self._turn:
            self._watching.set()
            try:
                watch(
                    self._engine,
                    context,
                    bell=self._bell,
                    chance=random.random,
                    listener=listener,
                    room=self.line.room,
                )
            finally:
                self._watching.clear()

    def close(self) -> None:
        """Hang up."""
        self._engine.close()

    def _asked_of_watch(self, context: Context) -> Report:
        context.check()
        outcome = self._outcome
        self._bell.ring(urgent=True)
        while not outcome.ended.wait(_SLICE_S):
            context.check()
            if not self._watching.is_set():
                return self.run(context).report
        if outcome.report is None:
            raise outcome.error or AssertionError
        return outcome.report

    def _settle(self, *, report: Report | None = None, error: AppError | None = None) -> None:
        outcome, self._outcome = self._outcome, _Outcome()
        outcome.report, outcome.error = report, error
        outcome.ended.set()

    def _note(self, report: Report) -> None:
        """Keep when head office was last heard, and in the journal that something moved."""
        with self._vault.writing() as writer:
            writer.put_setting(CONTACT_MS, self._clock.now_ms())
            if report.pushed or report.pulled:
                writer.journal("sync", detail=f"sent {report.pushed}, received {report.pulled}")


def of_frame(changed: Changed) -> Changes:
    """Return what a sync changed, for the views; the status line always moves with it."""
    return Changes(records=changed.records, types=changed.types, spaces=changed.spaces, status=True)


def _synced(report: Report) -> Synced:
    return Synced(report, of_frame(report.changes))
