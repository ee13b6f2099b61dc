"""The import contracts hold the plan of the house: each wrong import breaks the one that is there for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")
MODULES = (
    "__main__",
    "app",
    "ui",
    "cli",
    "services",
    "exchange",
    "storage",
    "sync",
    "crypto",
    "protocol",
    "tasks",
    "domain.records",
    "domain.schema",
    "headoffice.__main__",
    "headoffice.app",
    "headoffice.cli",
    "headoffice.relay",
    "headoffice.authority",
    "headoffice.membership",
    "headoffice.premises",
    "headoffice.log_store",
)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The packages of the architecture, empty, under the contracts of this project."""
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    for module in MODULES:
        write(tmp_path, module, "")
    return tmp_path


def write(house: Path, module: str, source: str) -> None:
    """Writes a module, and the packages above it."""
    package = house / "asi_desktop"
    *folders, name = module.split(".")
    for folder in ["", *folders]:
        package = package / folder
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
    (package / f"{name}.py").write_text(source, encoding="utf-8")


def broken_contracts(house: Path) -> tuple[int, str]:
    environment = {**os.environ, "PYTHONPATH": str(house)}
    ended = subprocess.run(
        [LINTER, "--no-cache", "--no-logo"],
        cwd=house,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, "\n".join(line for line in ended.stdout.splitlines() if "BROKEN" in line)


def test_the_plan_itself_holds(house: Path) -> None:
    write(house, "sync", "import httpx\nfrom asi_desktop import crypto, domain")
    write(house, "ui", "import PySide6.QtWidgets\nfrom asi_desktop import services")
    write(house, "storage", "import sqlalchemy, sqlcipher3, alembic")
    write(
        house,
        "headoffice.relay",
        "import starlette, sqlalchemy\nfrom asi_desktop.headoffice import log_store",
    )

    assert broken_contracts(house) == (0, "")


@pytest.mark.parametrize(
    ("module", "source", "contract"),
    [
        ("domain.schema", "import asi_desktop.crypto", "The desktop imports downward only"),
        ("storage", "import asi_desktop.sync", "The desktop imports downward only"),
        ("protocol", "import asi_desktop.crypto", "The desktop imports downward only"),
        ("services", "def late() -> None:\n    import asi_desktop.cli", "The desktop imports downward only"),
        ("domain.schema", "import asi_desktop.domain.records", "No import cycle at any level"),
        ("headoffice.relay", "import asi_desktop.sync", "Head office never imports the desktop"),
        ("headoffice.log_store", "import asi_desktop.headoffice.relay", "Head office imports downward only"),
        ("headoffice.relay", "import asi_desktop.headoffice.authority", "Head office imports downward only"),
        ("protocol", "import asi_desktop.headoffice.app", "Head office stands on the shared ground only"),
        ("app", "import asi_desktop.headoffice.app", "The desktop never imports head office"),
        ("services", "import PySide6.QtCore", "Qt only in ui"),
        ("headoffice.app", "import PySide6", "Qt only in ui"),
        ("ui", "import sqlite3", "SQL only in storage and headoffice"),
        ("services", "from sqlalchemy import select", "SQL only in storage and headoffice"),
        ("storage", "import httpx", "HTTP only in sync and headoffice"),
    ],
)
def test_a_wrong_import_breaks_its_contract(house: Path, module: str, source: str, contract: str) -> None:
    write(house, "domain.records", "import asi_desktop.domain.schema")
    write(house, module, source)

    status, broken = broken_contracts(house)

    assert status == 1
    assert contract in broken


def test_a_new_package_must_be_placed(house: Path) -> None:
    write(house, "attic.boxes", "")

    assert broken_contracts(house)[0] == 1
