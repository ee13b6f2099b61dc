"""What an officer chooses: kept in the vault, checked, and by default as the role wants it."""

from dataclasses import fields
from pathlib import Path

import pytest

from asi_desktop.domain.dotted import Value
from asi_desktop.services import settings
from asi_desktop.services.desk import Desk
from asi_desktop.services.settings import Chosen, UnknownSetting, lock_minutes_of
from tests.services.quick import HandClock, unlocked


def test_nothing_is_chosen_at_first(desk: Desk) -> None:
    assert desk.settings.read() == Chosen()


def test_a_choice_is_kept_in_the_vault(profile: Path, clock: HandClock) -> None:
    first = unlocked(profile, clock)
    chosen = first.settings.choose({"language": "fr", "percent": 150})
    assert first.settings.choose({"day_kb": 250}).percent == 150
    first.close()
    again = unlocked(profile, clock)
    assert again.settings.read() == Chosen(language="fr", percent=150, day_kb=250)
    assert again.settings.read().look == chosen.look
    again.close()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "de"),
        ("appearance", "pink"),
        ("percent", 90),
        ("percent", True),
        ("compact", 1),
        ("still", None),
        ("lock_minutes", 3),
        ("lock_minutes", True),
        ("lock_after_sending", "yes"),
        ("session_kb", 0),
        ("day_kb", -5),
        ("day_kb", True),
        ("metered", 0),
        ("colour", "red"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_changed(
    desk: Desk, name: str, value: Value
) -> None:
    with pytest.raises(UnknownSetting):
        desk.settings.choose({"language": "fr", name: value})
    assert desk.settings.read() == Chosen()


def test_what_another_version_kept_is_passed_over(desk: Desk) -> None:
    desk.maintenance.set(settings.KEPT, {"appearance": "sepia", "percent": 125, "hologram": True})
    assert desk.settings.read() == Chosen(percent=125)
    desk.maintenance.set(settings.KEPT, "spoiled")
    assert desk.settings.read() == Chosen()


def test_every_choice_has_its_check() -> None:
    assert {field.name for field in fields(Chosen)} == set(settings._FITS)


def test_the_lock_waits_as_long_as_the_role_may(desk: Desk) -> None:
    assert lock_minutes_of("H24") == (15, 60)
    assert lock_minutes_of("ASI") == (5, 15)
    assert desk.settings.choose({"lock_minutes": 60}).lock_minutes == 15
    assert all(
        usual in settings.LOCK_CHOICES and most in settings.LOCK_CHOICES
        for usual, most in (*settings.LOCK_MINUTES.values(), settings.ELSEWHERE_MINUTES)
    )
