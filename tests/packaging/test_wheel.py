"""The wheel is whole: installed away from the checkout, both programs find their resources and migrations."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
TRAVELLERS = {"resources": "asi_desktop/resources", "migrations": "asi_desktop/migrations"}


def python(*arguments: str, folder: Path, path: Path | None = None) -> str:
    """What Python prints, run in a folder; coverage stays out of it, since it is another copy that runs."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    environment |= {"PYTHONPATH": str(path or ""), "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    python("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), folder=CHECKOUT)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    python("-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), str(wheel), folder=folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("folder", sorted(TRAVELLERS))
def test_carries_every_resource_and_migration(wheel: Path, folder: str) -> None:
    files = [file for file in (CHECKOUT / folder).rglob("*") if file.is_file() and file.suffix != ".pyc"]
    expected = {f"{TRAVELLERS[folder]}/{file.relative_to(CHECKOUT / folder).as_posix()}" for file in files}

    assert expected
    assert expected <= set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.slow
def test_carries_the_program_and_nothing_of_the_workshop(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"asi_desktop"}


@pytest.mark.slow
@pytest.mark.parametrize("module", ["asi_desktop", "asi_desktop.headoffice"])
def test_starts_away_from_the_checkout(installed: Path, tmp_path: Path, module: str) -> None:
    assert "--json" in python("-m", module, "--help", folder=tmp_path, path=installed)


@pytest.mark.slow
def test_finds_its_resources_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = (
        "from asi_desktop.domain.resources import migrations_folder, resource\n"
        "print(resource('i18n').resolve(), migrations_folder('desktop').resolve(), sep='\\n')"
    )

    found = python("-c", code, folder=tmp_path, path=installed).splitlines()

    package = installed.resolve() / "asi_desktop"
    assert [Path(line) for line in found] == [
        package / "resources" / "i18n",
        package / "migrations" / "desktop",
    ]
    assert all(Path(line).is_dir() for line in found)
