"""The help says what is so: the keys that there are, and the minutes until the lock."""

import pytest
from pytestqt.qtbot import QtBot

from asi_desktop.domain.records import record_type
from asi_desktop.domain.resources import resource
from asi_desktop.domain.text import LANGUAGES
from asi_desktop.services.settings import ELSEWHERE_MINUTES, LOCK_MINUTES
from asi_desktop.ui.desk_surroundings import surroundings
from asi_desktop.ui.main_window import MainWindow
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.record_commands import acts_of
from asi_desktop.ui.record_pane import RecordPane
from asi_desktop.ui.workplace import Workplace

IN_WORDS = {"en": {5: "five", 15: "fifteen"}, "fr": {5: "cinq", 15: "quinze"}}
AS_WRITTEN = {
    "en": {"Left": "←", "Right": "→"},
    "fr": {"Left": "←", "Right": "→", "Shift": "Maj"},
}


def told(language: str) -> str:
    return resource("help", language, "desk.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_desk_and_of_a_record_is_on_the_page(
    qtbot: QtBot, workplace: Workplace, preferences: Preferences, language: str
) -> None:
    window = MainWindow(workplace, preferences)
    pane = RecordPane(workplace, record_type("brief"), surroundings(workplace, lambda _: None))
    for each in (window, pane):
        qtbot.addWidget(each)
    for command in (*window.commands, *acts_of(pane)):
        if command.keys:
            words = [AS_WRITTEN[language].get(part, part) for part in command.keys.split("+")]
            assert f"*{' '.join(words)}*" in told(language), command.words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_minutes_until_the_lock_are_those_in_force(language: str) -> None:
    assert {minutes[0] for role, minutes in LOCK_MINUTES.items() if role != "H24"} == {ELSEWHERE_MINUTES[0]}
    page = told(language)
    for minutes in (LOCK_MINUTES["H24"][0], ELSEWHERE_MINUTES[0]):
        assert IN_WORDS[language][minutes] in page
