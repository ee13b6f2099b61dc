"""The desks of this laptop: which folders hold one and whose it is, so that two officers may share it.

Each has a passphrase of its own. What is kept here is not secret: a folder and the name its officer gave.
"""

import json
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from asi_desktop.domain.dotted import Value
from asi_desktop.storage.durable import DiskRefuses, private_folder, write_file
from asi_desktop.storage.profile import Profile

FILE, FOLDER = "officers.json", "profiles"
LONGEST_NAME = 80
MOST = 50


@dataclass(frozen=True, slots=True)
class Officer:
    """A desk on this laptop; ``name`` is empty when its officer gave none."""

    folder: Path
    name: str


class Officers:
    """The desks known in ``folder``, the user’s data folder. A list that cannot be read is an empty one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def known(self) -> tuple[Officer, ...]:
        """Return the desks whose vault is still there, the one entered last first."""
        return tuple(one for one in self._listed() if Profile(one.folder).exists())

    def remember(self, folder: Path, name: str = "") -> None:
        """Put the desk in ``folder`` first; an empty ``name`` leaves the one it had.

        When the disk refuses, the list stays as it was: no desk is shut out for that.
        """
        folder = folder.absolute()
        listed = self._listed()
        before = next((one.name for one in listed if one.folder == folder), "")
        first = Officer(folder, name.strip()[:LONGEST_NAME] or before)
        with suppress(DiskRefuses):
            self._write((first, *(one for one in listed if one.folder != folder)))

    def new_folder(self) -> Path:
        """Return a folder for one more desk; it is made when its vault is."""
        return self._folder / FOLDER / secrets.token_hex(4)

    def _listed(self) -> tuple[Officer, ...]:
        try:
            rows: Value = json.loads((self._folder / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):  # none yet, or damaged: each desk enters itself again when it is opened
            return ()
        found = (_officer(row) for row in rows) if isinstance(rows, list) else ()
        return tuple(one for one in found if one is not None)

    def _write(self, officers: tuple[Officer, ...]) -> None:
        private_folder(self._folder)
        rows = [{"folder": str(one.folder), "name": one.name} for one in officers[:MOST]]
        write_file(self._folder / FILE, json.dumps(rows, ensure_ascii=False, indent=1).encode())


def _officer(row: Value) -> Officer | None:
    folder = row.get("folder") if isinstance(row, dict) else None
    name = row.get("name") if isinstance(row, dict) else None
    if not isinstance(folder, str) or not folder or not isinstance(name, str):
        return None
    return Officer(Path(folder), name[:LONGEST_NAME])
