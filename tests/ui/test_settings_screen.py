"""Settings: every choice counts at once and stays in the vault; about: what is told and copied."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from asi_desktop.services.desk import Desk
from asi_desktop.services.results import Me, Verified
from asi_desktop.services.settings import Chosen
from asi_desktop.ui.main_entry import arrived
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.screens.about import AboutScreen
from asi_desktop.ui.screens.settings import SettingsScreen
from asi_desktop.ui.theme import Appearance
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.domain.dotted import Value

Rest = Callable[[], None]


@pytest.fixture
def screen(qtbot: QtBot, workplace: Workplace, rest: Rest) -> SettingsScreen:
    made = SettingsScreen(workplace)
    qtbot.addWidget(made)
    made.show()
    rest()
    return made


def choose(box: QComboBox, value: object) -> None:
    """Choose ``value`` as a person does."""
    place = box.findData(value)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "fr"),
        ("appearance", "contrast"),
        ("percent", 150),
        ("compact", True),
        ("lock_minutes", 10),
        ("session_kb", 1_000),
        ("day_kb", None),
    ],
)
def test_a_choice_counts_at_once(
    qtbot: QtBot, screen: SettingsScreen, desk: Desk, name: str, value: object
) -> None:
    with qtbot.waitSignal(screen.leading) as leading:
        choose(screen.boxes[name], value)
    assert leading.args == ["settled"]
    assert getattr(desk.settings.read(), name) == value


def test_a_box_is_ticked_and_kept(qtbot: QtBot, screen: SettingsScreen, desk: Desk) -> None:
    for name in ("still", "lock_after_sending", "metered"):
        with qtbot.waitSignal(screen.leading):
            screen.checks[name].click()
    chosen = desk.settings.read()
    assert (chosen.still, chosen.lock_after_sending, chosen.metered) == (True, True, True)


def test_what_was_chosen_is_shown_also_when_it_is_not_among_the_offers(
    screen: SettingsScreen, desk: Desk, rest: Rest
) -> None:
    desk.settings.choose({"day_kb": 3_700, "language": "en", "percent": 125, "still": True})
    screen.refresh()
    rest()
    assert screen.boxes["day_kb"].currentText() == "3.7 MB"
    assert screen.boxes["percent"].currentData() == 125
    assert screen.checks["still"].isChecked()
    assert "0 KB in this session" in screen.used.text()


def test_a_laptop_alone_has_no_line_to_spare(
    screen: SettingsScreen, qtbot: QtBot, workplace: Workplace
) -> None:
    assert screen.line.isHidden()
    me = workplace.me
    workplace.me = Me(
        enrolled=True, device=me.device, login="x", name="", role="H24", post="", letter="", office=""
    )
    watch = SettingsScreen(workplace)
    qtbot.addWidget(watch)
    assert not watch.line.isHidden()
    assert watch.boxes["lock_minutes"].findData(60) >= 0
    assert screen.boxes["lock_minutes"].findData(60) < 0


def test_the_vault_is_verified_and_says_so(screen: SettingsScreen, rest: Rest) -> None:
    screen.verify.click()
    rest()
    assert screen.notice.text == "The vault is sound."
    screen._verified(Verified({}, ("page 3", "chain 9")))
    assert screen.notice.text.endswith("page 3 chain 9")
    assert screen.notice.property("tone") == "danger"


def test_a_backup_is_written_and_one_that_is_there_is_not_replaced(
    screen: SettingsScreen, rest: Rest, tmp_path: Path
) -> None:
    file = tmp_path / "copy.asibackup"
    screen.back_up(file)
    rest()
    assert file.is_file()
    assert "copy.asibackup" in screen.notice.text
    screen.back_up(file)
    rest()
    assert screen.notice.property("tone") == "warning"


def test_what_the_unlock_screen_had_becomes_the_choice_of_an_officer_without_one(desk: Desk) -> None:
    shown: dict[str, Value] = {"language": "fr", "appearance": "dark", "percent": 125}
    assert arrived(desk, shown).chosen == Chosen(language="fr", appearance="dark", percent=125)
    other: dict[str, Value] = {"language": "en", "appearance": "light", "percent": 100}
    assert arrived(desk, other).chosen == Chosen(language="fr", appearance="dark", percent=125)
    assert arrived(desk, other | {"spoken": True}).chosen.language == "en"


def test_the_unlock_screen_remembers_language_and_look_alone(preferences: Preferences) -> None:
    preferences.take_up(Chosen(language="fr", appearance="contrast", percent=175, day_kb=9))
    assert (preferences.language, preferences.appearance, preferences.percent) == (
        "fr",
        Appearance.CONTRAST,
        175,
    )
    preferences.take_up(Chosen())
    assert preferences.percent == 175
    assert "day" not in " ".join(preferences._settings.allKeys())


def test_about_tells_the_program_and_copies_it_without_the_place_of_the_profile(
    qtbot: QtBot, workplace: Workplace, rest: Rest
) -> None:
    screen = AboutScreen(workplace)
    qtbot.addWidget(screen)
    assert screen.facts() == []
    rest()
    told = dict(screen.facts())
    assert told["Version"].startswith("ASI Desktop ")
    assert told["Licence"] == "EUPL-1.2"
    assert screen.parts.count() > 30
    screen.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert told["Vault"] in copied
    assert told["Profile"] not in copied
    QGuiApplication.clipboard().clear()
