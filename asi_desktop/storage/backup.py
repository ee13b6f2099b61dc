"""Backups: one encrypted file with key slots, database and attachments, verified before it counts.

``ASIBACKUP2`` ‖ length of the slots (4 bytes) ‖ slots ‖ length of the database (8 bytes) ‖ database ‖ sealed
chunks of attachments, each after its length (4 bytes) ‖ SHA-256 of all before. It opens with the passphrase,
or the recovery code, that the vault had when the backup was made. ``ASIBACKUP1``, from before there were
attachments, has the database without its length and no chunks.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import msgspec

from asi_desktop.crypto.chunks import CHUNK_BYTES, TAG_BYTES
from asi_desktop.crypto.slots import opened_with_passphrase
from asi_desktop.domain.errors import Damaged, Refused
from asi_desktop.domain.text import Text
from asi_desktop.storage import attachments
from asi_desktop.storage.attachments import ChunkFolder, ContentDamaged, ContentNotHere
from asi_desktop.storage.database import Opening, checked_copy, discard, verify_database
from asi_desktop.storage.durable import DiskRefuses, private_file, sync_file, sync_folder, written_file
from asi_desktop.storage.key_file import read_keys, write_keys
from asi_desktop.storage.notes import read_notes, write_notes
from asi_desktop.storage.open_vault import Surroundings, Vault
from asi_desktop.storage.profile import Profile

MAGIC = b"ASIBACKUP2"
WITHOUT_CHUNKS = b"ASIBACKUP1"
_DIGEST_BYTES = 32
_LENGTH_BYTES = 4
_DATABASE_LENGTH_BYTES = 8
_MOST_SLOTS = 1 << 20
_PIECE = 1 << 20


class NotABackup(Damaged):
    """The file is not a backup, or not a whole one."""

    code = "not_a_backup"
    what = Text(
        fr="Ce fichier n’est pas une sauvegarde, ou il est incomplet ou altéré.",
        en="This file is not a backup, or it is incomplete or altered.",
    )
    next_step = Text(
        fr="Rien n’a été restauré. Essayez une autre copie ou une sauvegarde plus ancienne.",
        en="Nothing was restored. Try another copy or an older backup.",
    )


class WouldOverwrite(Refused):
    """Restoring would overwrite a vault, or a backup an existing file."""

    code = "would_overwrite"
    what = Text(fr="Il y a déjà quelque chose à cet endroit.", en="There is already something in that place.")
    next_step = Text(
        fr="Rien n’a été modifié. Choisissez un dossier vide ou un nouveau nom de fichier.",
        en="Nothing was changed. Choose an empty folder or a new file name.",
    )


def backup(vault: Vault, file: Path) -> None:
    """Write a backup of an open vault to ``file``, reopen it and check it.

    Others go on reading and writing meanwhile. Raises WouldOverwrite, DatabaseDamaged, DiskRefuses; then
    there is no ``file``.
    """
    if file.exists():
        raise WouldOverwrite
    copy = file.with_name(file.name + ".db")
    try:
        checked_copy(vault.opening, copy)
        with vault.reading() as reader:  # after the copy: every chunk that it names, and perhaps newer ones
            addresses = attachments.all_held(reader.connection)
        with written_file(file, ours=False) as target:
            _write(target, read_keys(vault.profile), copy, _sound_chunks(vault.chunks, addresses))
    except OSError as error:
        raise DiskRefuses from error
    finally:
        discard(copy)
    read_slots(file)
    notes = msgspec.structs.replace(
        read_notes(vault.profile), last_backup_ms=vault.surroundings.clock.now_ms()
    )
    write_notes(vault.profile, notes)


def restore(
    profile: Profile,
    file: Path,
    passphrase: bytes | bytearray,
    *,
    surroundings: Surroundings | None = None,
) -> None:
    """Make the profile from a backup; it must not hold a vault yet.

    Raises WouldOverwrite, NotABackup, WrongPassphrase, DatabaseDamaged, DiskRefuses; then nothing was
    restored.
    """
    if profile.exists():
        raise WouldOverwrite
    slots = read_slots(file)
    key = opened_with_passphrase(slots, passphrase, floor=(surroundings or Surroundings()).floor)
    with profile.hold():
        if profile.exists():
            raise WouldOverwrite
        discard(profile.next)
        try:
            _extract(file, len(slots), profile)
            verify_database(Opening(profile.next, key))
            sync_file(profile.next)
            write_keys(profile, slots)
            profile.next.replace(profile.database)
            sync_folder(profile.folder)
        except OSError as error:
            raise DiskRefuses from error
        finally:
            discard(profile.next)
            if not profile.exists():
                ChunkFolder(profile.chunks).destroy()


def read_slots(file: Path) -> bytes:
    """Return the key slots of a backup whose every byte is as it was written; raises NotABackup."""
    try:
        with file.open("rb") as opened:
            slots = _slots(opened)
            opened.seek(0)
            size = file.stat().st_size - _DIGEST_BYTES
            digest = hashlib.sha256()
            for piece in _pieces(opened, size):
                digest.update(piece)
            whole = opened.read() == digest.digest()
    except OSError as error:
        raise NotABackup from error
    if not whole:
        raise NotABackup
    return slots


def _slots(opened: BinaryIO) -> bytes:
    if opened.read(len(MAGIC)) not in {MAGIC, WITHOUT_CHUNKS}:
        raise NotABackup
    length = int.from_bytes(opened.read(_LENGTH_BYTES), "big")
    if not 0 < length <= _MOST_SLOTS:
        raise NotABackup
    return opened.read(length)


def _write(target: BinaryIO, slots: bytes, database: Path, chunks: Iterable[bytes]) -> None:
    digest = hashlib.sha256()
    size = database.stat().st_size
    head = MAGIC + len(slots).to_bytes(_LENGTH_BYTES, "big") + slots
    head += size.to_bytes(_DATABASE_LENGTH_BYTES, "big")
    framed = (len(box).to_bytes(_LENGTH_BYTES, "big") + box for box in chunks)
    with database.open("rb") as source:
        for piece in chain((head,), _pieces(source, size), framed):
            digest.update(piece)
            target.write(piece)
    target.write(digest.digest())


def _sound_chunks(folder: ChunkFolder, addresses: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the chunks that can be read; of the others ``verify`` tells, and they keep nothing else back."""
    for address in addresses:
        with suppress(ContentNotHere, ContentDamaged):
            yield folder.read(address)


def _extract(file: Path, slots: int, profile: Profile) -> None:
    """Put the database of a backup beside its place, and its chunks into theirs."""
    chunks = ChunkFolder(profile.chunks)
    with file.open("rb") as source:
        rest = file.stat().st_size - _DIGEST_BYTES - len(MAGIC) - _LENGTH_BYTES - slots
        with_chunks = source.read(len(MAGIC)) == MAGIC
        source.seek(_LENGTH_BYTES + slots, os.SEEK_CUR)
        if with_chunks:
            size = int.from_bytes(source.read(_DATABASE_LENGTH_BYTES), "big")
            rest -= _DATABASE_LENGTH_BYTES
        else:
            size = rest
        if size > rest:
            raise NotABackup
        _copied(source, size, profile.next)
        for box in _framed(source, rest - size):
            chunks.write(box)


def _copied(source: BinaryIO, size: int, database: Path) -> None:
    with private_file(database) as target:
        for piece in _pieces(source, size):
            target.write(piece)


def _framed(source: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield the chunks in the next ``size`` bytes; raises NotABackup when they do not fill them."""
    while size > 0:
        length = int.from_bytes(source.read(_LENGTH_BYTES), "big")
        size -= _LENGTH_BYTES + length
        if size < 0 or length > CHUNK_BYTES + TAG_BYTES:
            raise NotABackup
        yield source.read(length)


def _pieces(source: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield ``size`` bytes in pieces, fewer when the file ends."""
    while size > 0 and (piece := source.read(min(_PIECE, size))):
        size -= len(piece)
        yield piece
