"""Vocabularies: data files in both languages, with dates that bound the choice."""

import pytest

from asi_desktop.domain.vocabularies import vocabulary


def test_every_country_and_the_trial_ones_have_names() -> None:
    countries = vocabulary("country")
    assert len(countries.entries) == 249 + 1 + 5
    assert countries.label("CI", "fr") == "Côte d’Ivoire"
    assert countries.label("XK", "en") == "Kosovo"
    assert [countries.label(code, "fr") for code in ("XA", "XB", "XC", "XD")] == [
        "Karvélie",
        "Sandara",
        "Valdorie",
        "Mélanor",
    ]


def test_an_old_choice_is_shown_and_no_longer_offered() -> None:
    bases = vocabulary("legal_basis")
    assert bases.label("fd_2006_960", "en").startswith("Framework Decision")
    assert "fd_2006_960" not in {entry.code for entry in bases.choices("2026-11-27")}
    assert "fd_2006_960" in {entry.code for entry in bases.choices("2020-01-01")}
    assert "dir_2023_977" not in {entry.code for entry in bases.choices("2020-01-01")}
    assert "fd_2006_960" in bases.accepted


def test_what_a_deployment_must_allow_is_not_offered() -> None:
    assert "diffusion_restreinte" not in {e.code for e in vocabulary("protection").choices("2026-11-27")}


def test_a_file_may_say_more() -> None:
    assert vocabulary("precedence").by_code["FLASH"].more == {"nato": "Z", "ack_minutes": 10}


def test_a_name_without_a_file_is_a_fault_of_the_program() -> None:
    with pytest.raises(FileNotFoundError):
        vocabulary("no_such_list")
