"""A heartbeat in the window's thread, a second one in a process of its own, and what of a silence is ours.

Both beat every ``BEAT_MS`` on the same clock. A silence of the window's heart is a gap between two of its
beats. The machine is shared, so not all of a gap is the window's fault; two parts of it are taken away:

- the time in which the other process, the control, was asleep though it wanted to beat: what its own beats
  came late beyond ``GRACE_MS``;
- the time in which the window's thread was ready to run and had no processor, as the system's scheduler
  counts it (``schedstat`` of the thread, which the control reads at each of its beats).

What is left is a stall: the window's thread worked, or waited for a lock, for the disk or for another thread
of its process, while the machine would have let it run. Run as a program with the
thread's place under ``/proc``, this file is the control; it ends when its standard input does.
"""

import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter_ns
from types import TracebackType
from typing import Self

from PySide6.QtCore import Qt, QTimer

BEAT_MS = 5
GRACE_MS = 5
LONGEST_MS = 50
_MS = 1_000_000

Span = tuple[int, int]
"""From and to, nanoseconds of the clock that all processes share."""


@dataclass(frozen=True, slots=True)
class Stall:
    """A silence of the window: when it began, how long it was, how much of it was the window's own."""

    at_s: float
    silent_ms: float
    own_ms: float

    def __str__(self) -> str:
        """Say it for the failing test."""
        return f"{self.own_ms:.0f} ms ({self.silent_ms:.0f} ms of silence) after {self.at_s:.2f} s"


class Heartbeat:
    """Beats while its block runs; ``silences`` is complete after it."""

    def __init__(self) -> None:
        self.silences: tuple[Stall, ...] = ()
        self.beats = 0
        self._gaps: list[Span] = []
        self._last = 0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def __enter__(self) -> Self:
        self._control = subprocess.Popen(
            [sys.executable, __file__, f"{os.getpid()}/task/{threading.get_native_id()}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._control.stdout is not None
        assert self._control.stdout.readline() == b"ready\n"
        self._first = self._last = perf_counter_ns()
        self._timer.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._timer.stop()
        self._beat()
        out = self._control.communicate()[0]
        excused = [(begin, end) for begin, end in json.loads(out)]
        self.silences = tuple(self._judged(gap, excused) for gap in self._gaps)

    @property
    def stalls(self) -> tuple[Stall, ...]:
        """The silences that were the window's own for longer than ``LONGEST_MS``."""
        return tuple(one for one in self.silences if one.own_ms > LONGEST_MS)

    @property
    def longest_ms(self) -> float:
        """The longest that was the window's own."""
        return max((one.own_ms for one in self.silences), default=float(BEAT_MS))

    def _beat(self) -> None:
        now = perf_counter_ns()
        if now - self._last > LONGEST_MS * _MS // 2:
            self._gaps.append((self._last, now))
        self._last = now
        self.beats += 1

    def _judged(self, gap: Span, excused: Iterable[Span]) -> Stall:
        silent = gap[1] - gap[0]
        own = silent - covered(gap, excused)
        return Stall((gap[0] - self._first) / 1e9, silent / _MS, own / _MS)


def covered(gap: Span, spans: Iterable[Span]) -> int:
    """Return how many nanoseconds of ``gap`` lie in any of ``spans``, which may overlap each other."""
    total, reached = 0, gap[0]
    for span in sorted(spans):
        begin, end = max(span[0], reached), min(span[1], gap[1])
        if begin < end:
            total += end - begin
            reached = end
    return total


def main(thread: str) -> None:
    """Beat until standard input ends; then print when nobody on this machine would have beaten in time."""
    stat = Path("/proc") / thread / "schedstat"
    excused: list[Span] = []
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    last, waited = perf_counter_ns(), _waited(stat)
    while not select.select([sys.stdin], [], [], BEAT_MS / 1000)[0]:
        now, waits = perf_counter_ns(), _waited(stat)
        due = last + (BEAT_MS + GRACE_MS) * _MS
        if now > due:
            excused.append((due, now))
        if waits - waited > _MS:
            excused.append((now - (waits - waited), now))
        last, waited = now, waits
    sys.stdout.write(json.dumps(excused))


def _waited(stat: Path) -> int:
    """Return for how long the thread has waited for a processor, 0 where the system does not tell."""
    try:
        return int(stat.read_text().split()[1])
    except (OSError, IndexError):
        return 0


if __name__ == "__main__":
    main(sys.argv[1])
