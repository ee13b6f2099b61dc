"""The clock: milliseconds since 1970 in UTC, and a scale that never jumps."""

from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.domain.clock import SystemClock, instant, iso


def test_the_clock_of_this_machine_goes_forward() -> None:
    clock = SystemClock()
    assert clock.now_ms() > 1_700_000_000_000
    assert clock.monotonic() <= clock.monotonic()


def test_a_moment_is_written_with_its_milliseconds() -> None:
    assert iso(1_795_790_520_123) == "2026-11-27T14:42:00.123Z"
    assert iso(0) == "1970-01-01T00:00:00.000Z"


@given(st.integers(-2_000_000_000_000, 30_000_000_000_000))
def test_written_moments_stand_in_the_order_of_time(at_ms: int) -> None:
    assert iso(at_ms) < iso(at_ms + 1)
    assert instant(at_ms).tzinfo is not None
