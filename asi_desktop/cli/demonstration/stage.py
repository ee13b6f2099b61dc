"""The folder of the demonstration: the officers' profiles, their head office, the passphrase of them all."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import rmtree

from asi_desktop.cli.demonstration.office import TrialOffice
from asi_desktop.cli.demonstration.story.house import PEOPLE, Person
from asi_desktop.cli.files import new_file
from asi_desktop.cli.invocation import Composition
from asi_desktop.services.desk import Desk
from asi_desktop.services.opening import create_vault
from asi_desktop.services.passphrases import offered_passphrase, passphrase_bytes


@dataclass(slots=True)
class Figures:
    """What the performance counted. ``port``: where its head office listens."""

    port: int = 0
    written: int = 0
    sealed: int = 0
    pushed: int = 0
    pulled: int = 0
    conflicts: int = 0
    merged: int = 0
    equal: bool = False


class Stage:
    """A folder, and how its vaults are opened."""

    def __init__(self, folder: Path, composition: Composition) -> None:
        self.folder = folder
        self.secret = folder / "passphrase.txt"
        self.office = TrialOffice(folder / "headoffice", self.secret)
        self._figures = folder / "figures.json"
        self._composition = composition

    @property
    def profiles(self) -> tuple[Path, ...]:
        """The officers' profiles, the one that the window opens first."""
        return tuple(self.folder / person.folder for person in PEOPLE)

    def figures(self) -> Figures | None:
        """Return what the performance counted, or None when it has not been played to its end."""
        if not self._figures.is_file() or not all((one / "vault.db").is_file() for one in self.profiles):
            return None
        return Figures(**json.loads(self._figures.read_text("utf-8")))

    def keep(self, figures: Figures) -> None:
        """Keep the figures: the demonstration is complete from now on."""
        self._figures.write_text(json.dumps(asdict(figures)), "utf-8")

    def passphrase(self) -> bytearray:
        """Return the passphrase, drawing it first if there is none."""
        if not self.secret.is_file():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with new_file(str(self.secret)) as file:
                file.write(f"{offered_passphrase()}\n".encode())
        return passphrase_bytes(self.secret.read_text("utf-8").removesuffix("\n"))

    def clear(self) -> None:
        """Remove what a performance left that did not come to its end; the passphrase stays."""
        for left in (*self.profiles, self.office.folder):
            if left.is_dir():
                rmtree(left)

    def prepare(self, person: Person) -> None:
        """Make an officer's profile."""
        create_vault(self.folder / person.folder, self.passphrase(), recovery=False)  # nobody keeps its code

    def desk(self, person: Person) -> Desk:
        """Unlock an officer's profile."""
        return self._composition.open_desk(self.folder / person.folder, self.passphrase)
