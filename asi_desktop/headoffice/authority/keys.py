"""The authority's sealed file: everything that signs, and the keys of every space.

Argon2id over the passphrase opens a key slot, its key opens the content. There are two copies, each written
whole or not at all; the newest sound one counts.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from asi_desktop.crypto import slots
from asi_desktop.crypto.identity import SigningKey
from asi_desktop.crypto.stretching import FLOOR, Cost
from asi_desktop.domain.errors import Locked
from asi_desktop.domain.text import Text
from asi_desktop.headoffice.premises import DamagedOffice, RelayKey, keep
from asi_desktop.protocol.chain import Position
from asi_desktop.protocol.packing import Undecodable, packed, unpacked

FILES = ("authority.keys", "authority.copy")
KEY_BYTES = 32

_MAGIC = b"ASI authority 1\n"
_NONCE_BYTES = 12


class WrongPassphrase(Locked):
    """The passphrase does not open the authority's keys."""

    code = "wrong_passphrase"
    what = Text(
        fr="Cette phrase de passe n’ouvre pas les clés de la centrale.",
        en="This passphrase does not open head office’s keys.",
    )
    next_step = Text(
        fr="Vérifiez le clavier et la majuscule, puis réessayez.",
        en="Check the keyboard and caps lock, then try again.",
    )


class SpaceKey(msgspec.Struct, array_like=True, frozen=True):
    """The key (32 bytes) of one epoch of a space."""

    space: bytes
    epoch: int
    key: bytes


class Named(msgspec.Struct, array_like=True, frozen=True):
    """A person named for a restricted space."""

    space: bytes
    person: bytes
    read_only: bool


class Secrets(msgspec.Struct, array_like=True, frozen=True):
    """What only the system officer's passphrase opens.

    ``authority_key`` is the certificate authority's private key (PKCS #8, DER), ``letters`` the number of
    device letters that each post has given out, ``seen`` how far the directory's log was when the keys were
    last used. ``generation`` rises with each change.
    """

    generation: int
    office: bytes
    root: bytes
    administrator: bytes
    relay: RelayKey
    authority_key: bytes
    spaces: tuple[SpaceKey, ...] = ()
    named: tuple[Named, ...] = ()
    letters: dict[str, int] = {}
    seen: Position | None = None

    @property
    def root_key(self) -> SigningKey:
        """Return the key that signs the office."""
        return SigningKey(self.root)

    @property
    def administrator_key(self) -> SigningKey:
        """Return the key that signs everything but the office."""
        return SigningKey(self.administrator)

    def keys_of(self, space: bytes) -> dict[int, bytes]:
        """Return the keys of ``space`` by epoch."""
        return {one.epoch: one.key for one in self.spaces if one.space == space}

    def named_persons(self) -> dict[bytes, dict[bytes, bool]]:
        """Return, for each restricted space, who is named for it and whether for reading alone."""
        found: dict[bytes, dict[bytes, bool]] = {}
        for one in self.named:
            found.setdefault(one.space, {})[one.person] = one.read_only
        return found


class _File(msgspec.Struct, array_like=True, frozen=True):
    magic: bytes
    slots: bytes
    nonce: bytes
    box: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The file, opened: reads and writes the secrets under the key that its slots guard."""

    folder: Path
    slots: bytes
    key: bytes = field(repr=False)

    @staticmethod
    def create(folder: Path, passphrase: bytes, held: Secrets, *, cost: Cost = FLOOR) -> "KeyFile":
        """Write a new file that ``passphrase`` opens."""
        key = secrets.token_bytes(KEY_BYTES)
        file = KeyFile(folder, slots.slot_file(key, passphrase, cost=cost), key)
        file.write(held)
        return file

    @staticmethod
    def open(folder: Path, passphrase: bytes, *, floor: Cost = FLOOR) -> "KeyFile":
        """Return the file opened with ``passphrase``; raises WrongPassphrase or DamagedOffice."""
        for file in _files(folder):
            try:
                key = slots.opened_with_passphrase(file.slots, passphrase, floor=floor)
            except slots.WrongPassphrase as error:
                raise WrongPassphrase from error
            except slots.DamagedSlots:
                continue
            return KeyFile(folder, file.slots, key)
        raise DamagedOffice(file=FILES[0])

    def read(self) -> Secrets:
        """Return the newest secrets; raises DamagedOffice when no copy is sound."""
        found = [held for file in _files(self.folder) if (held := self._opened(file)) is not None]
        if not found:
            raise DamagedOffice(file=FILES[0])
        return max(found, key=lambda held: held.generation)

    def write(self, held: Secrets) -> None:
        """Write both copies, one after the other."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        box = ChaCha20Poly1305(self.key).encrypt(nonce, packed(held), _MAGIC)
        data = packed(_File(_MAGIC, self.slots, nonce, box))
        for name in FILES:
            keep(self.folder / name, data)

    def _opened(self, file: _File) -> Secrets | None:
        try:
            content = ChaCha20Poly1305(self.key).decrypt(file.nonce, file.box, _MAGIC)
            return unpacked(content, Secrets)
        except (InvalidTag, ValueError, Undecodable):
            return None


def _files(folder: Path) -> Iterator[_File]:
    """Yield the copies that can be read at all."""
    for name in FILES:
        try:
            file = unpacked((folder / name).read_bytes(), _File)
        except (OSError, Undecodable):
            continue
        if file.magic == _MAGIC:
            yield file
