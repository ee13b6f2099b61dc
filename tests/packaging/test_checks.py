"""The project's own checks find what they are there to find."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
CHECKS = CHECKOUT / "packaging"

LONG_FUNCTION = "def long() -> None:\n" + "    pass\n" * 60
LONG_CLASS = "class Long:\n" + "    pass\n" * 300
MANY_METHODS = "class Many:\n" + "".join(f"    def method{n}(self) -> None: ...\n" for n in range(26))
WINDING = "def winding(a: bool, b: bool) -> bool:\n    return " + " or ".join(["a and b"] * 6) + "\n"


def check(name: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, CHECKS / name, folder], capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("\n" * 501, "501 lines, at most 500"),
        (LONG_FUNCTION, "long: 61 lines, at most 60"),
        (LONG_CLASS, "Long: 301 lines, at most 300"),
        (MANY_METHODS, "Many: 26 methods, at most 25"),
        (WINDING, "winding: 12 ways through, at most 10"),
    ],
    ids=["file", "function", "class", "methods", "complexity"],
)
def test_what_is_too_large_is_named(tmp_path: Path, source: str, words: str) -> None:
    (tmp_path / "module.py").write_text(source, encoding="utf-8")

    ended = check("check_limits.py", tmp_path)

    assert ended.returncode == 1
    assert words in ended.stdout
    assert "1 files, 1 over a limit" in ended.stdout


def test_what_stays_within_the_limits_passes(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("\n" * 500, encoding="utf-8")

    assert check("check_limits.py", tmp_path).returncode == 0


@pytest.mark.parametrize("name", ["check_limits.py", "check_borders.py"])
def test_an_empty_folder_is_not_a_pass(tmp_path: Path, name: str) -> None:
    assert check(name, tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("file", "source", "words"),
    [
        ("domain/record.py", "import rapidfuzz.distance\n", "imports rapidfuzz"),
        ("domain/record.py", "def late() -> None:\n    from httpx import get\n", "imports httpx"),
        ("crypto/seal.py", "import msgspec\n", "imports msgspec"),
        ("ui/window.py", "def wait(app) -> None:\n    app.processEvents()\n", "calls processEvents"),
    ],
)
def test_a_crossed_border_is_named(tmp_path: Path, file: str, source: str, words: str) -> None:
    place = tmp_path / "asi_desktop" / file
    place.parent.mkdir(parents=True)
    place.write_text(source, encoding="utf-8")

    ended = check("check_borders.py", tmp_path / "asi_desktop")

    assert ended.returncode == 1
    assert words in ended.stdout


def test_what_a_layer_may_import_passes(tmp_path: Path) -> None:
    place = tmp_path / "asi_desktop" / "crypto" / "seal.py"
    place.parent.mkdir(parents=True)
    place.write_text(
        "import hashlib\nimport asi_desktop.domain\nfrom cryptography import x509\n", encoding="utf-8"
    )

    assert check("check_borders.py", tmp_path / "asi_desktop").returncode == 0


class TestTranslations:
    """translations.sh gathers the texts, and tells a text without translation and a file out of date."""

    @pytest.fixture
    def checkout(self, tmp_path: Path) -> Path:
        (tmp_path / "packaging").mkdir()
        (tmp_path / "asi_desktop" / "ui").mkdir(parents=True)
        (tmp_path / ".venv").symlink_to(sys.prefix)
        shutil.copy(CHECKS / "translations.sh", tmp_path / "packaging")
        (tmp_path / "asi_desktop" / "ui" / "unlock.py").write_text(
            "class Unlock(QWidget):\n    def text(self) -> str:\n        return self.tr('Unlock')\n",
            encoding="utf-8",
        )
        return tmp_path

    @staticmethod
    def translations(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        script = checkout / "packaging" / "translations.sh"
        return subprocess.run(
            ["bash", script, *arguments], capture_output=True, text=True, check=False, env={**os.environ}
        )

    def translate(self, checkout: Path) -> None:
        catalogue = checkout / "resources" / "i18n" / "asi_desktop_fr.ts"
        text = catalogue.read_text(encoding="utf-8")
        done = text.replace(
            '<translation type="unfinished"></translation>', "<translation>Ouvrir</translation>"
        )
        catalogue.write_text(done, encoding="utf-8")

    def test_without_catalogues_it_says_how_to_make_them(self, checkout: Path) -> None:
        ended = self.translations(checkout, "--check")

        assert ended.returncode == 1
        assert "bash packaging/translations.sh makes them" in ended.stdout

    @pytest.mark.slow
    def test_from_a_new_text_to_a_finished_translation(self, checkout: Path) -> None:
        assert self.translations(checkout).returncode == 0
        unfinished = self.translations(checkout, "--check")
        self.translate(checkout)
        stale = self.translations(checkout, "--check")
        assert self.translations(checkout).returncode == 0
        finished = self.translations(checkout, "--check")

        assert unfinished.returncode == 1
        assert "<source>Unlock</source>" in unfinished.stdout
        assert stale.returncode == 1
        assert "asi_desktop_fr: out of date" in stale.stdout
        assert finished.returncode == 0, finished.stdout
