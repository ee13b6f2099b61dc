"""The window never stands still: not during a first sync, not during an import, not under the fingers.

``ASI_STALL_RECORDS`` and ``ASI_STALL_CONTACTS``: how many records are synced and imported instead of a few.
"""

import gc
import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from threading import Event
from time import thread_time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asi_desktop.domain.dotted import Value
from asi_desktop.services.desk import Desk
from asi_desktop.services.rights import home_of
from asi_desktop.tasks import Context
from asi_desktop.ui.main_entry import Program
from asi_desktop.ui.main_window import MainWindow
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.screens.imports import ImportScreen
from asi_desktop.ui.screens.records import RecordsScreen
from tests.e2e.programs import authority, serving
from tests.e2e.realistic import name, prose
from tests.search.people import people
from tests.storage.writing import add_with
from tests.ui.hands import press, type_in
from tests.ui.heartbeat import LONGEST_MS, Heartbeat, covered
from tests.ui.world import doors, made_desk

RECORDS = int(os.environ.get("ASI_STALL_RECORDS", "2000"))
CONTACTS = int(os.environ.get("ASI_STALL_CONTACTS", "600"))
STEP_MS = 40
PLANTED, PLANTED_S = 3, 0.08
PATIENCE_MS = 170_000
WORDS = ("diallo", "+212 6", "border", "kuznetsov", "port", "mohammed", "RQ", "saint")
PASSPHRASE = "barrage trombone cuivre falaise"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def waited_for(seconds: float) -> None:
    """Keep the window's thread waiting for ``seconds``, as for a lock or the disk."""
    Event().wait(seconds)


def worked_for(seconds: float) -> None:
    """Keep the interpreter for ``seconds`` of the processor's time."""
    end = thread_time() + seconds
    while thread_time() < end:
        pass


@pytest.fixture
def heart(qapp: QApplication) -> Heartbeat:
    return Heartbeat()


@pytest.fixture(autouse=True)
def memory() -> Iterator[None]:
    """What the tests keep in memory is not the program's: it is set aside as what the program begins with."""
    thresholds = gc.get_threshold()
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def test_a_first_sync_never_stops_the_window(
    qtbot: QtBot, tmp_path: Path, preferences: Preferences, heart: Heartbeat
) -> None:
    with two_laptops(tmp_path) as (writer, reader):
        fill(writer, RECORDS)
        writer.sync.run(Context())
        come: set[bytes] = set()
        with program(qtbot, reader, preferences) as window:
            window.workplace.changed.connect(lambda changes: come.update(changes.records))
            with heart, fingers(window):
                qtbot.waitUntil(lambda: len(come) >= RECORDS, timeout=PATIENCE_MS)
    assert not heart.stalls, told(heart)


def test_an_import_never_stops_the_window(
    qtbot: QtBot, tmp_path: Path, preferences: Preferences, heart: Heartbeat
) -> None:
    file = tmp_path / "contacts.vcf"
    file.write_text("".join(cards(CONTACTS)), encoding="utf-8")
    done: list[int] = []
    with program(qtbot, made_desk(tmp_path / "profile"), preferences) as window:
        window.show_screen("imports")
        screen = window.screens["imports"]
        assert isinstance(screen, ImportScreen)
        window.workplace.changed.connect(lambda changes: done.append(len(changes.records)))
        with heart, fingers(window):
            screen.take_file(file)
            qtbot.waitUntil(
                lambda: screen.intake is not None and screen.taking.isEnabled(), timeout=PATIENCE_MS
            )
            screen.take_in()
            qtbot.waitUntil(lambda: max(done, default=0) >= CONTACTS, timeout=PATIENCE_MS)
            qtbot.waitUntil(lambda: not window.workplace.runner.busy, timeout=PATIENCE_MS)
    assert not heart.stalls, told(heart)


@pytest.mark.parametrize("how", [waited_for, worked_for], ids=["waits", "works"])
def test_a_stall_is_seen(qtbot: QtBot, heart: Heartbeat, how: Callable[[float], object]) -> None:
    with heart:
        for _ in range(PLANTED):
            qtbot.wait(60)
            how(PLANTED_S)
    assert 0 < len(heart.stalls) <= PLANTED  # one may fall into a moment in which the machine slept too
    assert heart.longest_ms > LONGEST_MS


def test_what_the_machine_held_up_is_no_stall_of_ours() -> None:
    asleep = [(10, 40), (30, 60), (90, 200)]
    assert covered((0, 100), asleep) == 60
    assert covered((0, 5), asleep) == 0
    assert covered((35, 38), asleep) == 3
    assert covered((0, 100), ()) == 0


def told(heart: Heartbeat) -> str:
    """Return every stall in words."""
    return "\n".join(str(one) for one in heart.stalls)


@contextmanager
def program(qtbot: QtBot, desk: Desk, preferences: Preferences) -> Iterator[MainWindow]:
    """Open the program at an unlocked desk, on the list of contacts; close it after the block."""
    running = Program(doors(Path("nowhere")), preferences)
    faults: list[BaseException] = []
    running.runner.faulted.connect(faults.append)
    running._dress()
    running.enter(desk)
    qtbot.waitUntil(lambda: running.window is not None)
    window = running.window
    assert isinstance(window, MainWindow)
    window.resize(1366, 768)
    window.show_screen("contact")
    window.activateWindow()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: not running.runner.busy)
    try:
        yield window
    finally:
        window.close()
        qtbot.waitUntil(lambda: not running.runner.busy, timeout=PATIENCE_MS)
        running.runner.close()
        desk.close()
        window.deleteLater()
        running.deleteLater()
    assert not faults


@contextmanager
def fingers(window: MainWindow) -> Iterator[None]:
    """Type into the search, look at what comes, scroll and step through the list, again and again."""
    list_screen = window.screens["contact"]
    assert isinstance(list_screen, RecordsScreen)
    steps = acts(window, list_screen)
    timer = QTimer()
    timer.timeout.connect(lambda: next(steps)())  # noqa: PLW0108  # another one each time
    timer.start(STEP_MS)
    try:
        yield
    finally:
        timer.stop()


def acts(window: MainWindow, screen: RecordsScreen) -> Iterator[Callable[[], object]]:
    """Yield one small deed after the other, for ever."""
    table, bar = screen.list.table, screen.list.table.verticalScrollBar()
    for words in cycle(WORDS):
        yield window.search.setFocus
        for letter in words:
            yield partial(type_in, window.search, letter)
        yield lambda: press(window.search, Qt.Key.Key_Down)
        yield lambda: press(window.search, Qt.Key.Key_Escape)
        for _ in range(6):
            yield lambda: bar.setValue(bar.value() + bar.pageStep())
        yield lambda: press(table, Qt.Key.Key_J)
        yield lambda: bar.setValue(0)
        for letter in words[:3]:
            yield partial(type_in, screen.list.words, letter)
        yield screen.list.words.clear


@contextmanager
def two_laptops(folder: Path) -> Iterator[tuple[Desk, Desk]]:
    """Two officers of one post, both enrolled with a head office whose relay runs as a process."""
    office = authority(folder, PASSPHRASE)
    office("init").done()
    office("post", "add", "PCV", "Port-Carvel", "--countries", "XA").done()
    with ExitStack() as world:
        relay = world.enter_context(serving(office))
        desks = []
        for login, role in (("ana", "ASI"), ("ben", "OL")):
            office("person", "add", login, "--name", login.title(), "--role", role, "--post", "PCV").done()
            file, url = folder / f"{login}.invitation", f"https://127.0.0.1:{relay.port}"
            code = office("invite", login, "--out", str(file), "--url", url).json["code"]
            desk = made_desk(folder / login)
            world.callback(desk.close)
            desk.enrolment.enrol(file.read_bytes(), code, Context())
            desks.append(desk)
        yield desks[0], desks[1]


def fill(desk: Desk, records: int) -> None:
    """Write fictional contacts and briefs at a desk, two and one."""
    chance = random.Random(5)
    contacts = islice((one for one in people(records) if one.type == "contact"), records)
    with desk._vault.writing("NORMAL") as writer:
        home = home_of(writer)
        for number, one in enumerate(contacts):
            if number % 3:
                add_with(writer, os.urandom(16), one.values, kind=one.type, space=home)
            else:
                add_with(writer, os.urandom(16), brief(chance, number), space=home)


def brief(chance: random.Random, number: int) -> dict[str, Value]:
    """Return the fields of a brief of about a kilobyte."""
    return {
        "title": f"{name(chance)} {number}",
        "ref": f"PCV-2026-SB-{number:05d}-A",
        "bluf": prose(chance, 120),
        "facts": prose(chance, 420),
        "assessment": prose(chance, 160),
    }


def cards(count: int) -> Iterator[str]:
    """Yield vCards of fictional people."""
    chance = random.Random(6)
    for number in range(count):
        family, given = f"{name(chance)}-{number}", name(chance)
        yield (
            "BEGIN:VCARD\r\nVERSION:3.0\r\n"
            f"N:{family};{given};;;\r\nFN:{given} {family}\r\nORG:{name(chance)} {number % 60}\r\n"
            f"EMAIL;TYPE=INTERNET:{given}.{number}@police.example\r\nTEL;TYPE=CELL:+44770090{number:04d}\r\n"
            f"NOTE:{prose(chance, 200)}\r\nEND:VCARD\r\n"
        )
