"""The folder of the demonstration: what is kept, what is begun anew, what a failing head office says."""

import sys
from pathlib import Path

import pytest

from asi_desktop.app import Composition
from asi_desktop.cli.demonstration.office import OfficeFailed
from asi_desktop.cli.demonstration.stage import Figures, Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "demo", Composition())


def pretend_vaults(stage: Stage) -> None:
    for profile in stage.profiles:
        profile.mkdir(parents=True)
        (profile / "vault.db").write_bytes(b"")


def test_figures_tell_that_it_was_played_to_its_end(stage: Stage) -> None:
    pretend_vaults(stage)
    assert stage.figures() is None
    figures = Figures(port=4711, written=3, equal=True)
    stage.keep(figures)
    assert stage.figures() == figures


def test_one_that_lacks_a_profile_is_played_anew(stage: Stage) -> None:
    pretend_vaults(stage)
    stage.keep(Figures())
    (stage.profiles[-1] / "vault.db").unlink()
    assert stage.figures() is None


def test_the_passphrase_is_drawn_once_and_for_this_user_alone(stage: Stage) -> None:
    words = stage.passphrase()
    assert words == stage.passphrase()
    assert len(words.split()) == 6
    if sys.platform != "win32":
        assert stage.secret.stat().st_mode & 0o077 == 0


def test_an_unfinished_one_is_cleared_and_keeps_its_passphrase(stage: Stage) -> None:
    words = stage.passphrase()
    pretend_vaults(stage)
    stage.office.folder.mkdir()
    stage.clear()
    assert [one.name for one in stage.folder.iterdir()] == [stage.secret.name]
    stage.clear()
    assert stage.passphrase() == words


def test_a_head_office_that_fails_is_named_with_its_step(stage: Stage) -> None:
    stage.passphrase()
    with pytest.raises(OfficeFailed) as failed:
        stage.office.ask("person", "list")
    assert "person, " in failed.value.message("en")
    assert str(stage.folder) in str(failed.value)
