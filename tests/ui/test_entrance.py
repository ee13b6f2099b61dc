"""The first start in three steps, unlocking, recovering: in words, in both languages, by keyboard alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from asi_desktop.domain.errors import Refused
from asi_desktop.domain.resources import resource
from asi_desktop.domain.text import Text
from asi_desktop.services.officers import Officers
from asi_desktop.storage import settings
from asi_desktop.tasks import Context, Progress
from asi_desktop.ui.doors import Doors
from asi_desktop.ui.entrance.first_start import JoinPage, PassphrasePage, RecoveryPage, WelcomePage
from asi_desktop.ui.entrance.page import EntrancePage, Means
from asi_desktop.ui.entrance.recovery_code import printed_on
from asi_desktop.ui.entrance.unlock import RecoverPage, UnlockPage
from asi_desktop.ui.entrance.window import EntranceWindow
from asi_desktop.ui.main_entry import Program
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.task_runner import TaskRunner
from tests.ui.hands import press, type_in
from tests.ui.world import PASSPHRASE, doors, made_desk

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk

Rest = Callable[[], None]


class NoSuchFile(Refused):
    """An invitation that is none, as head office's side would say it."""

    code = "not_an_invitation"
    what = Text("Ce fichier n’est pas une invitation.", "This file is not an invitation.")
    next_step = Text("Choisissez-en un autre.", "Choose another.")


@pytest.fixture
def way(tmp_path: Path) -> Doors:
    return doors(tmp_path / "officer")


@pytest.fixture
def entrance(qtbot: QtBot, way: Doors, runner: TaskRunner) -> Iterator[EntranceWindow]:
    window = EntranceWindow(Means(way, runner))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    entered: list[Desk] = []
    window.entered.connect(entered.append)
    yield window
    for desk in entered:
        desk.close()


def page(window: EntranceWindow, kind: type[EntrancePage]) -> EntrancePage:
    assert isinstance(window.page, kind)
    return window.page


def test_the_first_start_leads_to_a_desk_of_ones_own(
    qtbot: QtBot, entrance: EntranceWindow, way: Doors, rest: Rest
) -> None:
    entrance.begin()
    welcome = page(entrance, WelcomePage)
    assert isinstance(welcome, WelcomePage)
    press(welcome.new_desk, Qt.Key.Key_Space)
    passphrase = page(entrance, PassphrasePage)
    assert isinstance(passphrase, PassphrasePage)
    assert len(passphrase.fields.offered.text().split()) == 6
    assert not passphrase.go_on.isEnabled()
    offered = passphrase.fields.offered.text()
    type_in(passphrase.fields.first, offered)
    press(passphrase.fields.first, Qt.Key.Key_Return)
    type_in(passphrase.fields.second, offered)
    with qtbot.waitSignal(passphrase.made):
        press(passphrase.fields.second, Qt.Key.Key_Return)
    recovery = page(entrance, RecoveryPage)
    assert isinstance(recovery, RecoveryPage)
    assert not recovery.go_on.isEnabled()
    for answer, number in zip(recovery.code.answers, recovery.code.asked, strict=True):
        type_in(answer, recovery.code.groups[number].lower())
    press(recovery.code.answers[-1], Qt.Key.Key_Return)
    join = page(entrance, JoinPage)
    assert isinstance(join, JoinPage)
    with qtbot.waitSignal(entrance.entered):
        join.work_alone.click()
    assert way.exists()


def test_the_rule_is_told_in_words_while_typing(qtbot: QtBot, entrance: EntranceWindow) -> None:
    entrance.show_passphrase()
    fields = page(entrance, PassphrasePage).fields  # type: ignore[attr-defined]
    empty = fields.sentence.text()
    type_in(fields.first, "short")
    weak = fields.sentence.text()
    fields.first.setText(PASSPHRASE)
    strong = fields.sentence.text()
    fields.second.setText("another")
    assert len({empty, weak, strong, fields.sentence.text()}) == 4
    assert not fields.acceptable
    fields.second.setText(PASSPHRASE)
    assert fields.acceptable
    before = fields.offered.text()
    fields.other.click()
    assert fields.offered.text() != before


def test_a_typed_passphrase_is_hidden_shown_on_demand_and_taken_once(
    qtbot: QtBot, entrance: EntranceWindow
) -> None:
    entrance.show_unlock()
    line = page(entrance, UnlockPage).passphrase  # type: ignore[attr-defined]
    type_in(line, "secret")
    assert line.echoMode() is line.EchoMode.Password
    line._reveal.setChecked(True)
    assert line.echoMode() is line.EchoMode.Normal
    line._reveal.setChecked(False)
    assert line.taken() == bytearray(b"secret")
    assert line.taken() == bytearray()


def test_a_wrong_passphrase_is_told_in_words_and_the_right_one_opens(
    qtbot: QtBot, entrance: EntranceWindow, way: Doors, rest: Rest
) -> None:
    made_desk(way.profile).close()
    entrance.begin()
    unlock = page(entrance, UnlockPage)
    assert isinstance(unlock, UnlockPage)
    assert not unlock.unlock.isEnabled()
    press(unlock.passphrase, Qt.Key.Key_Return)
    type_in(unlock.passphrase, "quite another one")
    press(unlock.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(unlock.notice.text))
    assert "assphrase" in unlock.notice.text
    assert unlock.passphrase.text() == ""
    type_in(unlock.passphrase, PASSPHRASE)
    with qtbot.waitSignal(entrance.entered, timeout=20_000):
        press(unlock.passphrase, Qt.Key.Key_Return)


def test_an_opening_that_takes_long_says_what_it_does_and_how_far_it_is(
    qtbot: QtBot, way: Doors, runner: TaskRunner
) -> None:
    made = made_desk(way.profile)
    with made._vault.writing() as writer:
        settings.put_raw(writer._connection, "derived", b"an older program")  # lists are derived again
    made.close()
    shown = Event()

    def watched(secret: bytearray, context: Context) -> "Desk":
        def tell(progress: Progress) -> None:
            context.report(progress.label, done=1, total=4)
            assert shown.wait(10)

        return way.open_desk(secret, Context(tell))

    window = EntranceWindow(Means(replace(way, open_desk=watched), runner))
    qtbot.addWidget(window)
    window.begin()
    unlock = page(window, UnlockPage)
    assert isinstance(unlock, UnlockPage)
    type_in(unlock.passphrase, PASSPHRASE)
    with qtbot.waitSignal(window.entered, timeout=20_000) as entered:
        press(unlock.passphrase, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: unlock.progress.maximum() == 4)
        assert (unlock.progress.value(), unlock.progress_words.text()) == (1, "Updating lists and search")
        shown.set()
    entered.args[0].close()


def test_the_recovery_code_puts_a_new_passphrase_in_place(
    qtbot: QtBot, entrance: EntranceWindow, way: Doors
) -> None:
    code = way.create_vault(bytearray(PASSPHRASE, "utf-8"))
    entrance.begin()
    page(entrance, UnlockPage).forgotten_button.click()  # type: ignore[attr-defined]
    recover = page(entrance, RecoverPage)
    assert isinstance(recover, RecoverPage)
    recover._recover()  # nothing typed yet: nothing happens
    new = way.offered_passphrase()
    recover.code.setText(code.lower())
    recover.fields.first.setText(new)
    recover.fields.second.setText(new)
    with qtbot.waitSignal(entrance.entered, timeout=20_000):
        recover.go_on.click()


def test_one_can_go_back_from_every_step(entrance: EntranceWindow) -> None:
    entrance.show_passphrase()
    page(entrance, PassphrasePage).left.emit()  # type: ignore[attr-defined]
    page(entrance, WelcomePage)
    entrance.show_recover()
    page(entrance, RecoverPage).left.emit()  # type: ignore[attr-defined]
    page(entrance, UnlockPage)


def test_the_recovery_code_can_be_copied_for_a_while(qtbot: QtBot, entrance: EntranceWindow) -> None:
    entrance.show_recovery_code("AAAA-BBBB-CCCC-DDDD", None)  # type: ignore[arg-type]
    recovery = page(entrance, RecoveryPage)
    assert isinstance(recovery, RecoveryPage)
    recovery.code._copy()
    assert QGuiApplication.clipboard().text() == "AAAA-BBBB-CCCC-DDDD"
    assert "30 seconds" in recovery.code.notice.text
    QGuiApplication.clipboard().clear()


def test_an_invitation_that_is_none_is_told_and_may_be_tried_again(
    qtbot: QtBot, entrance: EntranceWindow, tmp_path: Path, rest: Rest
) -> None:
    class Enrolment:
        def enrol(self, invitation: bytes, code: str, context: object) -> None:
            raise NoSuchFile

    class NotADesk:
        enrolment = Enrolment()

    entrance.show_join(NotADesk())  # type: ignore[arg-type]
    join = page(entrance, JoinPage)
    assert isinstance(join, JoinPage)
    assert not join.join.isEnabled()
    join._join()
    file = tmp_path / "note.txt"
    file.write_text("not an invitation", encoding="utf-8")
    join.take_file(file)
    type_in(join.words, "ledru mapil sotan virek bolda cuneo")
    press(join.words, Qt.Key.Key_Return)
    rest()
    assert join.notice.text == "This file is not an invitation. Choose another."
    assert join.join.isEnabled()


def test_the_language_is_chosen_on_the_first_page_and_kept(
    qtbot: QtBot, way: Doors, preferences: Preferences
) -> None:
    program = Program(way, preferences, replace=lambda _: None)
    program.begin()
    assert program.entrance is not None
    welcome = page(program.entrance, WelcomePage)
    assert isinstance(welcome, WelcomePage)
    assert welcome.title.text() == "Welcome to your desk"
    welcome.french.click()
    assert program.entrance.page is not None
    assert program.entrance.page.title.text() == "Bienvenue à votre bureau"
    assert preferences.language == "fr"
    program.runner.close()
    program.entrance.close()
    program.entrance.deleteLater()


def test_the_recovery_code_is_printed_large(entrance: EntranceWindow, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "code.pdf"))
    printed_on(printer, "ASI Desktop: recovery code", "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE")
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")


def shared(folder: Path, officers: Officers) -> Doors:
    """Return the doors of a profile on a laptop that several officers share."""
    return replace(
        doors(folder),
        officers=officers.known,
        remember=lambda name: officers.remember(folder, name),
        turn_to=lambda other: shared(other or officers.new_folder(), officers),
    )


@pytest.fixture
def officers(tmp_path: Path) -> Officers:
    return Officers(tmp_path / "data")


@pytest.fixture
def lobby(qtbot: QtBot, tmp_path: Path, officers: Officers, runner: TaskRunner) -> Iterator[EntranceWindow]:
    window = EntranceWindow(Means(shared(tmp_path / "data" / "profile", officers), runner))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    entered: list[Desk] = []
    window.entered.connect(entered.append)
    yield window
    for desk in entered:
        desk.close()


def set_up(qtbot: QtBot, window: EntranceWindow, name: str) -> None:
    """Go through the first start under ``name`` and lock again."""
    welcome = page(window, WelcomePage)
    assert isinstance(welcome, WelcomePage)
    type_in(welcome.name, name)
    press(welcome.name, Qt.Key.Key_Return)
    passphrase = page(window, PassphrasePage)
    assert isinstance(passphrase, PassphrasePage)
    passphrase.fields.first.setText(f"{PASSPHRASE} {name}")
    passphrase.fields.second.setText(f"{PASSPHRASE} {name}")
    with qtbot.waitSignal(passphrase.made) as made:
        passphrase.go_on.click()
    made.args[1].close()
    window.begin()


def test_two_officers_share_a_laptop_each_behind_a_passphrase_of_their_own(
    qtbot: QtBot, lobby: EntranceWindow, officers: Officers
) -> None:
    turned: list[Doors] = []
    lobby.turned.connect(turned.append)
    lobby.begin()
    set_up(qtbot, lobby, "Ana")
    alone = page(lobby, UnlockPage)
    assert isinstance(alone, UnlockPage)
    assert alone.officers.count() == 1
    assert not alone.officers.isVisible()
    alone.another.click()
    set_up(qtbot, lobby, "Ben")
    unlock = page(lobby, UnlockPage)
    assert isinstance(unlock, UnlockPage)
    assert [unlock.officers.itemText(at) for at in range(2)] == ["Ben", "Ana"]
    assert unlock.officers.currentText() == "Ben"
    unlock.officers.setCurrentIndex(1)
    unlock.officers.activated.emit(1)
    ana = page(lobby, UnlockPage)
    assert isinstance(ana, UnlockPage)
    assert ana.officers.currentText() == "Ana"
    type_in(ana.passphrase, f"{PASSPHRASE} Ben")
    press(ana.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(ana.notice.text))
    type_in(ana.passphrase, f"{PASSPHRASE} Ana")
    with qtbot.waitSignal(lobby.entered, timeout=20_000):
        press(ana.passphrase, Qt.Key.Key_Return)
    assert [one.name for one in officers.known()] == ["Ana", "Ben"]
    assert turned[-1].profile == officers.known()[0].folder


def test_one_can_go_back_from_setting_up_a_second_desk(qtbot: QtBot, lobby: EntranceWindow) -> None:
    lobby.begin()
    welcome = page(lobby, WelcomePage)
    assert isinstance(welcome, WelcomePage)
    assert not welcome.back.isVisible()
    set_up(qtbot, lobby, "")
    unlock = page(lobby, UnlockPage)
    assert isinstance(unlock, UnlockPage)
    assert unlock.officers.currentText() == str(lobby.means.doors.profile)
    unlock.another.click()
    again = page(lobby, WelcomePage)
    assert isinstance(again, WelcomePage)
    again.back.click()
    page(lobby, UnlockPage)


def test_a_laptop_with_one_profile_offers_no_other(entrance: EntranceWindow, way: Doors) -> None:
    made_desk(way.profile).close()
    entrance.begin()
    unlock = page(entrance, UnlockPage)
    assert isinstance(unlock, UnlockPage)
    assert not unlock.another.isVisible()
    entrance.turn_to(None)
    entrance._turn_to_first()
    assert page(entrance, UnlockPage) is unlock


def test_the_program_goes_on_behind_the_doors_that_were_chosen(
    qtbot: QtBot, tmp_path: Path, officers: Officers, preferences: Preferences
) -> None:
    folder, other = tmp_path / "data" / "profile", tmp_path / "data" / "other"
    made_desk(other).close()
    replaced: list[object] = []
    program = Program(shared(folder, officers), preferences, replace=replaced.append)
    program.begin()
    assert program.entrance is not None
    program.entrance.turn_to(other)
    unlock = page(program.entrance, UnlockPage)
    assert isinstance(unlock, UnlockPage)
    type_in(unlock.passphrase, PASSPHRASE)
    press(unlock.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    qtbot.waitUntil(lambda: bool(officers.known()))
    with qtbot.waitSignal(program.locked, timeout=20_000):
        program.lock()
    assert str(other) in replaced[0]  # type: ignore[operator]
    assert [one.folder for one in officers.known()] == [other]


def test_help_is_there_before_the_desk_is_open(entrance: EntranceWindow) -> None:
    entrance.show_welcome()
    entrance.show_help()
    assert entrance.help is not None
    assert "First steps" in entrance.help.page.toPlainText()
    entrance.help.sink()
    entrance.show_unlock()
    entrance.show_help()
    assert "You have neither." in entrance.help.page.toPlainText()
    assert entrance.help.topics["lost_keys"].isChecked()
    entrance.help.topics["two_officers"].click()
    assert "Two officers on one laptop" in entrance.help.page.toPlainText()
    assert not entrance.help.topics["lost_keys"].isChecked()


def test_every_help_page_is_there_in_both_languages(entrance: EntranceWindow) -> None:
    entrance.show_welcome()
    entrance.show_help()
    assert entrance.help is not None
    for language in ("fr", "en"):
        written = {file.stem for file in resource("help", language).glob("*.md")}
        assert written == entrance.help.topics.keys()
