"""The folder of one head office: where its files lie, and what of them the relay reads.

``office.json`` names the office, its root key and its database; ``relay.key`` signs answers; ``server.pem``
is the certificate of the server. The authority's own keys lie beside them, sealed, and are none of the
relay's business.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from asi_desktop.crypto.identity import SigningKey
from asi_desktop.domain.errors import Damaged, Locked
from asi_desktop.domain.text import Text
from asi_desktop.headoffice.log_store import dialect
from asi_desktop.protocol.packing import Undecodable, packed, unpacked

_OFFICE = "office.json"
_RELAY = "relay.key"
_PRIVATE = 0o600


class NoOffice(Locked):
    """The folder holds no head office."""

    code = "no_office"
    what = Text(fr="Il n’y a pas de centrale dans « {folder} ».", en="There is no head office in “{folder}”.")
    next_step = Text(
        fr="Vérifiez --data, ou créez-la avec « init ».", en="Check --data, or make one with “init”."
    )


class DamagedOffice(Damaged):
    """A file of the folder is not what it should be."""

    code = "damaged_office"
    what = Text(
        fr="Le fichier « {file} » de la centrale est illisible.",
        en="Head office’s file “{file}” is unreadable.",
    )
    next_step = Text(
        fr="Rien n’a été modifié ; reprenez ce fichier d’une sauvegarde.",
        en="Nothing was changed; take this file from a backup.",
    )


class _Described(msgspec.Struct):
    """``office.json``: ids and keys in hex; without ``database`` it is the SQLite file in the folder."""

    office: str
    root: str
    name: str
    database: str | None = None


class RelayKey(msgspec.Struct, array_like=True, frozen=True):
    """What the relay signs answers with (Ed25519 seed), and the secret that tokens are made with."""

    sign: bytes
    secret: bytes

    @property
    def signing(self) -> SigningKey:
        """Return the signing key."""
        return SigningKey(self.sign)


@dataclass(frozen=True, slots=True)
class Premises:
    """One head office's folder. ``office``: its id, ``root``: its Ed25519 public key, ``database``: a URL."""

    folder: Path
    office: bytes
    root: bytes
    name: str
    database: str

    @staticmethod
    def of(folder: Path) -> "Premises":
        """Return the head office in ``folder``; raises NoOffice or DamagedOffice."""
        try:
            described = msgspec.json.decode((folder / _OFFICE).read_bytes(), type=_Described)
            office, root = bytes.fromhex(described.office), bytes.fromhex(described.root)
        except OSError as error:
            raise NoOffice(folder=folder) from error
        except ValueError as error:
            raise DamagedOffice(file=_OFFICE) from error
        return Premises(
            folder, office, root, described.name, described.database or dialect.default_url(folder)
        )

    @property
    def certificate(self) -> Path:
        """The server's certificate and its key, in PEM."""
        return self.folder / "server.pem"

    def relay_key(self) -> RelayKey:
        """Return the relay's keys; raises DamagedOffice."""
        try:
            return unpacked((self.folder / _RELAY).read_bytes(), RelayKey)
        except (OSError, Undecodable) as error:
            raise DamagedOffice(file=_RELAY) from error

    def keep(self, relay: RelayKey, certificate: bytes) -> None:
        """Write the files of a new head office, the one that makes it a head office last."""
        keep(self.folder / _RELAY, packed(relay))
        keep(self.certificate, certificate)
        own = self.database == dialect.default_url(self.folder)
        described = _Described(self.office.hex(), self.root.hex(), self.name, None if own else self.database)
        keep(self.folder / _OFFICE, msgspec.json.format(msgspec.json.encode(described)) + b"\n")


def is_office(folder: Path) -> bool:
    """Tell whether ``folder`` holds a head office."""
    return (folder / _OFFICE).exists()


def keep(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads, whole or not at all, on disk when this returns."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    with contextlib.suppress(OSError):  # Windows opens no folders, and needs none of this
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
