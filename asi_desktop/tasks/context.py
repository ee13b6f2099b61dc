"""What a piece of long work is given: a way to report progress and to hear that it was cancelled."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import Text


class Cancelled(Refused):
    """The officer stopped the work; what was finished before stays."""

    code = "cancelled"
    what = Text(fr="L’opération a été arrêtée.", en="The operation was stopped.")
    next_step = Text(
        fr="Ce qui était déjà fait est conservé ; relancez-la quand vous voulez.",
        en="What was already done is kept; start it again whenever you like.",
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: ``done`` of ``total`` units, ``total`` None while unknown."""

    label: Text
    done: int
    total: int | None = None


def _silent(_: Progress) -> None:
    """Report to nobody."""


class Context:
    """Carries progress out of the work and the wish to cancel into it. Safe across threads."""

    def __init__(self, reported: Callable[[Progress], None] = _silent) -> None:
        self._reported = reported
        self._cancelled = Event()

    def report(self, label: Text, *, done: int, total: int | None = None) -> None:
        """Tell how far the work is, then raise Cancelled if it was cancelled meanwhile."""
        self._reported(Progress(label, done, total))
        self.check()

    def cancel(self) -> None:
        """Ask the work to stop at its next safe point."""
        self._cancelled.set()

    def check(self) -> None:
        """Raise Cancelled if the work was cancelled."""
        if self._cancelled.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> bool:
        """Wait up to ``seconds`` and return True at once when cancelled: the only pause there is."""
        return self._cancelled.wait(seconds)
