"""What the window does with head office: it watches by itself, syncs when asked, joins with an invitation."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from asi_desktop.domain.errors import Refused, Unreachable
from asi_desktop.domain.text import Text
from asi_desktop.services.changes import Changes
from asi_desktop.services.desk import Desk
from asi_desktop.services.results import AlarmView, Enrolled, Me, Quarantined, SpaceView
from asi_desktop.tasks import Context
from asi_desktop.ui.background_sync import BackgroundSync
from asi_desktop.ui.screens.alarms import AlarmsScreen
from asi_desktop.ui.screens.connection import ConnectionScreen
from asi_desktop.ui.screens.to_send import ToSendScreen
from asi_desktop.ui.task_runner import TaskRunner
from asi_desktop.ui.workplace import Workplace

Rest = Callable[[], None]
ME = Me(True, b"d" * 16, "hmarchand", "Hélène Marchand", "ASI", "PCV", "A", "Centrale")


class CutLine(Unreachable):
    """No connection, as the transport says it."""

    code = "no_connection"
    what = Text("Pas de connexion.", "There is no connection.")
    next_step = Text("Réessayez plus tard.", "Try again later.")


class UsedInvitation(Refused):
    """An invitation that somebody used before."""

    code = "invitation_used"
    what = Text("Cette invitation a déjà servi.", "This invitation was used before.")
    next_step = Text("Demandez-en une autre.", "Ask for another.")


@dataclass
class Left:
    """How many changes a sync left to send."""

    pending: int


@dataclass
class Exchange:
    """What a sync gives back."""

    changes: Changes
    report: Left


@dataclass
class HeadOffice:
    """A head office as the services show it: reachable or not, willing or not."""

    reachable: bool = True
    willing: bool = True
    runs: int = 0
    pending: int = 0
    watching: Event = field(default_factory=Event)

    def run(self, context: Context) -> Exchange:
        self.runs += 1
        if not self.reachable:
            raise CutLine
        return Exchange(Changes(records=frozenset({b"r" * 16}), status=True), Left(self.pending))

    def watch(self, context: Context, on_changes: Callable[[Changes], None]) -> None:
        self.watching.set()
        on_changes(Changes(types=frozenset({"brief"})))
        context.wait(30)

    def enrol(self, invitation: bytes, code: str, context: Context) -> Enrolled:
        if not self.willing:
            raise UsedInvitation
        return Enrolled(b"d" * 16, "hmarchand", "PCV", ("PCV",), Changes(status=True))


@dataclass
class DeskWith:
    """A desk whose only rooms are sync, enrolment and status."""

    sync: HeadOffice
    enrolment: HeadOffice
    status: object


@pytest.fixture
def office() -> HeadOffice:
    return HeadOffice()


@pytest.fixture
def connected(desk: Desk, runner: TaskRunner, office: HeadOffice) -> Workplace:
    return Workplace(DeskWith(office, office, desk.status), runner, ME)  # type: ignore[arg-type]


def test_it_watches_by_itself_and_tells_what_came_in(
    qtbot: QtBot, connected: Workplace, office: HeadOffice
) -> None:
    sync = BackgroundSync(connected)
    with qtbot.waitSignal(connected.changed) as changed:
        sync.begin()
        sync.begin()  # once is enough
    assert changed.args == [Changes(types=frozenset({"brief"}))]
    assert office.watching.is_set()
    sync.end()


def test_a_sync_asked_for_is_told_when_it_is_done(
    qtbot: QtBot, connected: Workplace, office: HeadOffice
) -> None:
    sync = BackgroundSync(connected)
    with qtbot.waitSignal(connected.changed):
        sync.now()
        sync.now()  # one at a time
    assert office.runs == 1
    with qtbot.waitSignal(connected.changed):
        sync.now()
    sync.end()


def test_it_says_when_everything_has_left_and_not_before(
    qtbot: QtBot, connected: Workplace, office: HeadOffice
) -> None:
    sync = BackgroundSync(connected)
    office.pending = 2
    with qtbot.assertNotEmitted(sync.emptied), qtbot.waitSignal(connected.changed):
        sync.now()
    office.pending = 0
    with qtbot.waitSignal(sync.emptied):
        sync.now()
    sync.end()


def test_a_sync_that_fails_says_why(qtbot: QtBot, connected: Workplace, office: HeadOffice) -> None:
    office.reachable = False
    sync = BackgroundSync(connected)
    with qtbot.waitSignal(sync.failed) as failed:
        sync.now()
    assert isinstance(failed.args[0], CutLine)


def test_joining_needs_a_file_and_the_words_and_says_why_it_failed(
    qtbot: QtBot, connected: Workplace, office: HeadOffice, tmp_path: Path, rest: Rest
) -> None:
    screen = ConnectionScreen(connected)
    qtbot.addWidget(screen)
    rest()
    screen._join()  # nothing chosen yet: nothing happens
    file = tmp_path / "invitation"
    file.write_bytes(b"sealed")
    screen.take_file(file)
    screen.code.setText("ledru mapil sotan virek bolda cuneo")
    office.willing = False
    screen.join.click()
    rest()
    assert screen.notice.text == "This invitation was used before. Ask for another."
    office.willing = True
    with qtbot.waitSignal(screen.leading) as leading:
        screen.join.click()
    assert leading.args == ["joined"]
    assert screen.code.text() == ""


def test_the_connection_is_told_in_words_space_by_space(
    qtbot: QtBot, connected: Workplace, desk: Desk, rest: Rest, monkeypatch: pytest.MonkeyPatch
) -> None:
    spaces = (
        SpaceView(b"h" * 16, "PCV", "home", "PCV", 3, 1_795_000_000_000, read_only=False),
        SpaceView(b"n" * 16, "Centrale", "network", "HQ", 3, None, read_only=True),
        SpaceView(b"m" * 16, "hmarchand", "me", "hmarchand", 0, None, read_only=False),
    )
    now = replace(desk.status.now(), session="online", spaces=spaces)
    monkeypatch.setattr(desk.status, "now", lambda: now)
    monkeypatch.setattr(desk.status, "me", lambda: ME)
    screen = ConnectionScreen(connected)
    qtbot.addWidget(screen)
    rest()
    assert screen.words.text() == "Hélène Marchand, PCV, on laptop A. Head office: Centrale."
    assert screen.joining.isHidden()
    assert [screen.spaces.item(n).text() for n in range(3)] == ["PCV", "Centrale", "Personal space"]
    with qtbot.waitSignal(screen.leading) as leading:
        screen.sync.click()
    assert leading.args == ["sync"]


def test_alarms_and_refusals_are_told(
    qtbot: QtBot, connected: Workplace, desk: Desk, rest: Rest, monkeypatch: pytest.MonkeyPatch
) -> None:
    alarm = AlarmView(
        "forked", 1_795_000_000_000, Text("la centrale diverge", "head office shows another log")
    )
    refused = Quarantined(b"v" * 16, b"r" * 16, "brief", "PCV-1", "Refused brief", "not_a_writer", 0)
    monkeypatch.setattr(desk.status, "alarms", lambda: (alarm,))
    monkeypatch.setattr(desk.status, "quarantine", lambda: (refused,))
    alarms, to_send = AlarmsScreen(connected), ToSendScreen(connected)
    qtbot.addWidget(alarms)
    qtbot.addWidget(to_send)
    rest()
    assert alarms.lines.item(0).text() == "head office shows another log"
    assert to_send.lines.item(0).text() == "Refused brief"
    assert to_send.nothing.isHidden()


@pytest.mark.parametrize(
    ("limit", "until"),
    [("session", "unlocked anew"), ("day", "midnight UTC"), ("metered", "by volume")],
)
def test_a_line_that_rests_says_why_and_what_still_leaves(
    qtbot: QtBot,
    connected: Workplace,
    desk: Desk,
    rest: Rest,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    until: str,
) -> None:
    screen = ConnectionScreen(connected)
    qtbot.addWidget(screen)
    rest()
    assert screen.line.isHidden()
    now = replace(desk.status.now(), session="online", line_used_up=limit)
    monkeypatch.setattr(desk.status, "now", lambda: now)
    screen.refresh()
    rest()
    assert not screen.line.isHidden()
    for words in (until, "urgent changes", "safe", "Sync now"):
        assert words in screen.line.text()
