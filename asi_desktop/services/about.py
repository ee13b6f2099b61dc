"""What this program is: its version, the parts it is built on and their licences, the profile, the office."""

import platform
import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from asi_desktop import __version__
from asi_desktop.crypto.identity import fingerprint
from asi_desktop.domain.ids import shown
from asi_desktop.storage.open_vault import Vault

DISTRIBUTION = "asi-desktop"
LICENCE = "EUPL-1.2"
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Part:
    """Something the program is built on: its name, version and licence; "" for what it does not say."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class AboutDesk:
    """``vault`` and ``device`` are ids in hex; the office's name, address and fingerprint are empty before
    enrolment."""

    version: str
    licence: str
    python: str
    system: str
    parts: tuple[Part, ...]
    profile: Path
    vault: str
    device: str
    office: str
    url: str
    fingerprint: str


class About:
    """Says what this program is."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def read(self) -> AboutDesk:
        """Return what can be told of the program, the profile and head office."""
        with self._vault.reading() as reader:
            identity, device = reader.identity(), reader.device_keys().device
        return AboutDesk(
            version=__version__,
            licence=LICENCE,
            python=platform.python_version(),
            system=f"{platform.system()} {platform.release()}".strip(),
            parts=parts(),
            profile=self._vault.profile.folder,
            vault=shown(self._vault.id),
            device=shown(device),
            office=identity.office_name if identity else "",
            url=identity.url if identity else "",
            fingerprint=fingerprint(identity.root) if identity else "",
        )


def parts(distribution: str = DISTRIBUTION) -> tuple[Part, ...]:
    """Return what ``distribution`` needs, as far as it is installed here; nothing when it is not itself."""
    try:
        needed = metadata.requires(distribution) or []
    except metadata.PackageNotFoundError:
        return ()
    names = [found.group() for one in needed if "extra ==" not in one and (found := _NAME.match(one))]
    return tuple(part for name in sorted(names, key=str.lower) if (part := _part(name)) is not None)


def _part(name: str) -> Part | None:
    try:
        found = metadata.metadata(name)
    except metadata.PackageNotFoundError:  # not needed on this system
        return None
    return Part(found["Name"], found["Version"], _licence(found))


def _licence(found: metadata.PackageMetadata) -> str:
    """Return the licence as the part states it, shortly."""
    for key in ("License-Expression", "License"):
        if key in found and found[key].strip():
            return found[key].strip().splitlines()[0][:60]
    classified = [one for one in found.get_all("Classifier") or [] if one.startswith("License ::")]
    return classified[0].rpartition(" :: ")[2] if classified else ""
