"""The product's own files are found inside the package or beside it."""

from pathlib import Path

import pytest

from asi_desktop.domain import resources


def test_files_of_the_checkout_are_found() -> None:
    assert resources.resource("vocabularies", "country.json").is_file()
    assert resources.migrations_folder("desktop").parts[-2:] == ("migrations", "desktop")


def test_an_installed_package_carries_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    assert resources.resource("x") == tmp_path / "resources" / "x"
