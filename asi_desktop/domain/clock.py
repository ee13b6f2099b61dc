"""The only place that reads the clock; everything else is given one.

Time is for people to read. No decision of merging or ordering ever rests on it.
"""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Gives the time and waits; replaced by a clock of one's own in the tests and the simulation."""

    def now_ms(self) -> int:
        """Return the device's idea of now: milliseconds since 1970-01-01 UTC."""

    def monotonic(self) -> float:
        """Return seconds on a scale that never jumps, with an arbitrary zero."""


class SystemClock:
    """The clock of this machine, right or wrong."""

    def now_ms(self) -> int:
        """Return milliseconds since 1970-01-01 UTC."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """Return seconds on a scale that never jumps."""
        return time.monotonic()


def instant(at_ms: int) -> datetime:
    """Return ``at_ms`` (milliseconds since 1970-01-01 UTC) as an aware UTC datetime."""
    return datetime.fromtimestamp(at_ms / 1000, tz=UTC)


def iso(at_ms: int) -> str:
    """Return ``at_ms`` (milliseconds since 1970-01-01 UTC) as ``2026-11-27T14:42:00.000Z``."""
    return instant(at_ms).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at_ms % 1000:03d}Z"
