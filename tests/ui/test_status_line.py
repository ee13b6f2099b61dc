"""The status line never lies: every session in words, and each part opens its page."""

import pytest
from pytestqt.qtbot import QtBot

from asi_desktop.services.results import DeskStatus
from asi_desktop.ui.moments import clock_or_day, now_ms
from asi_desktop.ui.status_line import ALARMING, StatusLine

AT = now_ms() - 3_600_000


def status(session: str = "online", **other: int | str | None) -> DeskStatus:
    given: dict[str, int | str | None] = {
        "since_ms": AT,
        "pending": 0,
        "urgent_pending": 0,
        "conflicts": 0,
        "quarantined": 0,
    }
    given |= {"alarms": 0, "as_of_ms": AT} | other
    return DeskStatus(session=session, spaces=(), **given)  # type: ignore[arg-type]


@pytest.fixture
def line(qtbot: QtBot) -> StatusLine:
    made = StatusLine()
    qtbot.addWidget(made)
    return made


def test_all_is_well(line: StatusLine) -> None:
    line.show_status(status())
    assert line.connection.text() == "Online"
    assert line.waiting.text() == "Nothing to send"
    assert line.word.text() == f"Head office as of {clock_or_day(AT)}"
    assert line.conflicts.text() == "No conflicts"
    assert line.alarms.text() == "No alarms"


def test_offline_says_since_when_and_what_waits(line: StatusLine) -> None:
    line.show_status(status("offline", pending=14, urgent_pending=1, conflicts=2))
    assert line.connection.text() == f"Offline since {clock_or_day(AT)}"
    assert line.waiting.text() == "14 changes waiting (1 urgent)"
    assert line.conflicts.text() == "2 conflicts"
    assert line.waiting.property("tone") == "warning"


def test_never_connected_and_never_heard(line: StatusLine) -> None:
    line.show_status(status("offline", since_ms=None, as_of_ms=None, pending=1))
    assert line.connection.text() == "Offline"
    assert line.word.text() == "No word from head office yet"
    assert line.waiting.text() == "1 change waiting"


def test_a_laptop_that_works_alone_has_no_word_of_head_office(line: StatusLine) -> None:
    line.show_status(status("local", as_of_ms=None))
    assert line.connection.text() == "Working alone"
    assert line.word.isHidden()


@pytest.mark.parametrize("session", sorted(ALARMING))
def test_an_alarming_session_is_told_in_words_and_in_red(line: StatusLine, session: str) -> None:
    line.show_status(status(session, alarms=1))
    assert line.connection.text() not in {"", session}
    assert line.connection.property("tone") == "danger"
    assert line.alarms.text() == "1 alarm"


def test_refused_changes_count_among_the_alarms(line: StatusLine) -> None:
    line.show_status(status(quarantined=2, alarms=1))
    assert line.alarms.text() == "3 alarms"


def test_a_sync_under_way_is_said(line: StatusLine) -> None:
    line.show_syncing(syncing=True)
    line.show_status(status())
    assert line.connection.text() == "Syncing with head office…"
    line.show_syncing(syncing=False)
    assert line.connection.text() == "Online"


def test_each_part_opens_its_page(qtbot: QtBot, line: StatusLine) -> None:
    pages = {
        line.connection: "connection",
        line.waiting: "to_send",
        line.word: "connection",
        line.conflicts: "conflicts",
        line.alarms: "alarms",
    }
    for part, name in pages.items():
        with qtbot.waitSignal(line.opened) as opened:
            part.click()
        assert opened.args == [name]
    with qtbot.waitSignal(line.locking):
        line.lock.click()


def test_every_part_is_read_aloud(line: StatusLine) -> None:
    line.show_status(status("offline", pending=3))
    for part in (line.connection, line.waiting, line.word, line.conflicts, line.alarms, line.lock):
        assert part.accessibleName() == part.text()


@pytest.mark.parametrize("session", ["online", "offline", "clock_suspect"])
@pytest.mark.parametrize(
    ("limit", "words"),
    [("session", "Session’s line budget"), ("day", "Day’s line budget"), ("metered", "Line paid by volume")],
)
def test_a_budget_that_is_used_up_is_told_with_what_still_goes(
    line: StatusLine, session: str, limit: str, words: str
) -> None:
    line.show_status(status(session, line_used_up=limit))
    assert line.connection.text().startswith(words)
    assert line.connection.text().endswith("only urgent changes leave")
    assert line.connection.property("tone") == "warning"


def test_a_budget_hides_no_alarm(line: StatusLine) -> None:
    line.show_status(status("forked", line_used_up="day"))
    assert line.connection.text() == "Head office tells two stories"
    assert line.connection.property("tone") == "danger"
