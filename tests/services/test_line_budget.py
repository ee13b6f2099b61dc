"""The line's budget: a session's, a day's, a line paid by volume; what is urgent passes all the same."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from asi_desktop.domain.clock import Clock
from asi_desktop.services.desk import Desk
from asi_desktop.services.line_budget import URGENT_ROOM, LineBudget
from asi_desktop.storage import vault as vaults
from asi_desktop.storage.profile import Profile
from asi_desktop.sync.engine import Engine
from asi_desktop.sync.ports import Traffic
from tests.services.quick import PASSPHRASE, HandClock, cheap

DAY_MS = 86_400_000


class PassingEngine(Engine):
    """An engine through which as many bytes have passed as the test says."""

    def __init__(self, vault: vaults.Vault, clock: Clock) -> None:
        super().__init__(vault.sync_store(), lambda _: pytest.fail("no line"), clock, secrets.token_bytes)

    def let_pass(self, count: int) -> None:
        """Let so many bytes pass."""
        self._hung_up += count


Opened = tuple[Desk, PassingEngine]


@pytest.fixture
def opened(profile: Path, clock: HandClock) -> Iterator[Opened]:
    vault = vaults.unlock(Profile(profile), PASSPHRASE.encode(), surroundings=cheap(clock))
    engine = PassingEngine(vault, clock)
    desk = Desk(vault, clock, engine)
    yield desk, engine
    desk.close()


def test_without_a_choice_there_is_no_limit(opened: Opened) -> None:
    desk, engine = opened
    engine.let_pass(10_000_000)
    assert desk.sync.line.room(urgent=False) is None


def test_a_session_has_what_is_left_of_it(opened: Opened) -> None:
    desk, engine = opened
    desk.settings.choose({"session_kb": 1_000})
    engine.let_pass(24 * 1024)
    assert desk.sync.line.room(urgent=False) == 976 * 1024
    assert desk.sync.line.used_in_session == 24 * 1024
    engine.let_pass(10_000_000)
    assert desk.sync.line.room(urgent=False) == 0
    assert desk.sync.line.room(urgent=True) == URGENT_ROOM


def test_a_day_is_counted_over_sessions_and_begins_anew(opened: Opened, clock: HandClock) -> None:
    desk, engine = opened
    desk.settings.choose({"day_kb": 250, "session_kb": 5_000})
    engine.let_pass(100 * 1024)
    line = desk.sync.line
    line.note()
    line.note()  # nothing passed since: nothing is counted twice
    engine.let_pass(50 * 1024)
    assert line.used_today() == 150 * 1024
    line.note()
    later = LineBudget(desk._vault, clock, PassingEngine(desk._vault, clock))
    assert later.used_today() == 150 * 1024
    assert later.room(urgent=False) == 100 * 1024
    clock.pass_ms(DAY_MS)
    assert later.used_today() == 0
    assert later.room(urgent=False) == 250 * 1024


def test_it_says_which_limit_is_used_up(opened: Opened) -> None:
    desk, engine = opened
    assert desk.sync.line.used_up() == ""
    assert desk.status.now().line_used_up == ""
    desk.settings.choose({"session_kb": 250, "day_kb": 1_000})
    assert desk.sync.line.used_up() == ""
    engine.let_pass(250 * 1024)
    assert desk.sync.line.used_up() == "session"
    engine.let_pass(750 * 1024)
    assert desk.sync.line.used_up() == "day"
    desk.settings.choose({"metered": True})
    assert desk.sync.line.used_up() == "metered"
    assert desk.status.now().line_used_up == ""  # a laptop that works alone has no line


def test_a_line_paid_by_volume_is_kept_for_what_is_urgent(opened: Opened) -> None:
    desk, _ = opened
    desk.settings.choose({"metered": True})
    assert desk.sync.line.room(urgent=False) == 0
    assert desk.sync.line.room(urgent=True) == URGENT_ROOM


def test_bytes_of_lines_that_were_hung_up_still_count(opened: Opened) -> None:
    _, engine = opened

    class Line:
        """A line through which something passed."""

        def traffic(self) -> Traffic:
            return Traffic(requests=1, bytes_up=70, bytes_down=30)

        def close(self) -> None:
            """Hang up."""

    engine._line = Line()  # type: ignore[assignment]
    assert engine.passed == 100
    engine.close()
    assert engine.passed == 100
