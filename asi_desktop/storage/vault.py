"""The vault: made, opened, recovered, destroyed.

``create`` and ``unlock`` are the only ways to its key; what they give is an ``open_vault.Vault``. The key
leaves memory with the process that held it: locking ends the process.
"""

import math
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from asi_desktop.crypto.codes import new_recovery_code
from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.crypto.slots import (
    WrongPassphrase,
    WrongRecoveryCode,
    has_recovery,
    opened_with_passphrase,
    opened_with_recovery,
    slot_file,
    with_passphrase,
)
from asi_desktop.crypto.stretching import FLOOR, SALT_BYTES, Cost, stretched
from asi_desktop.domain.clock import Clock
from asi_desktop.domain.errors import AppError, Locked, Refused
from asi_desktop.domain.ids import new_id
from asi_desktop.domain.text import Text
from asi_desktop.storage import journal, office, rebuild, settings
from asi_desktop.storage.attachments import ChunkFolder
from asi_desktop.storage.backup import backup, restore
from asi_desktop.storage.database import (
    KEY_BYTES,
    Opening,
    discard,
    new_database,
    verify_database,
    write_engine,
)
from asi_desktop.storage.durable import sync_file, sync_folder
from asi_desktop.storage.journal import Event
from asi_desktop.storage.key_file import destroy_keys, mend_keys, read_keys, write_keys
from asi_desktop.storage.notes import read_notes, write_notes
from asi_desktop.storage.open_vault import Surroundings, Vault
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.projections import Listing
from asi_desktop.storage.results import Created, VaultStatus
from asi_desktop.storage.schema import bring_up_to_date, create_tables
from asi_desktop.storage.tables import SCHEMA_HEAD
from asi_desktop.storage.verification import verify
from asi_desktop.tasks import Context

__all__ = [
    "NoSuchProfile",
    "ProfileExists",
    "Surroundings",
    "Vault",
    "backup",
    "change_passphrase",
    "create",
    "recover",
    "restore",
    "status",
    "unlock",
    "verify",
    "wipe",
]

FREE_FAILURES = 2
LONGEST_PAUSE_S = 60
GUESS_S = 1.0
"""What one guess of the passphrase costs at the least on the machine that made the vault."""


class NoSuchProfile(Locked):
    """The folder holds no vault."""

    code = "no_such_profile"
    what = Text(fr="Il n’y a pas de coffre dans ce dossier.", en="There is no vault in this folder.")
    next_step = Text(
        fr="Vérifiez le dossier, ou créez un coffre avec « vault create ».",
        en="Check the folder, or make a vault with “vault create”.",
    )


class ProfileExists(Refused):
    """The folder holds a vault already."""

    code = "profile_exists"
    what = Text(fr="Il y a déjà un coffre dans ce dossier.", en="There is already a vault in this folder.")
    next_step = Text(
        fr="Rien n’a été modifié. Choisissez un autre dossier, ou ouvrez ce coffre.",
        en="Nothing was changed. Choose another folder, or open this vault.",
    )


def create(
    profile: Profile,
    passphrase: bytes | bytearray,
    *,
    recovery: bool = True,
    surroundings: Surroundings | None = None,
) -> Created:
    """Make an encrypted vault; raises ProfileExists, ProfileInUse, NetworkFolder, DiskRefuses.

    The database is put in place last: a crash before leaves a folder that holds no vault yet.
    """
    given = surroundings or Surroundings()
    if profile.exists():
        raise ProfileExists
    with profile.hold():
        if profile.exists():
            raise ProfileExists
        key = secrets.token_bytes(KEY_BYTES)
        code = new_recovery_code() if recovery else None
        cost = given.cost or calibrated(given.clock)
        vault = _new_database(profile, key, given)
        write_keys(profile, slot_file(key, passphrase, recovery_code=code, cost=cost))
        profile.next.replace(profile.database)
        sync_folder(profile.folder)
        write_notes(profile, msgspec.structs.replace(read_notes(profile), failures=0, schema=SCHEMA_HEAD))
    return Created(vault, code)


def unlock(
    profile: Profile,
    passphrase: bytes | bytearray,
    *,
    context: Context | None = None,
    surroundings: Surroundings | None = None,
) -> Vault:
    """Open the vault, migrating it first if it is older than the program.

    Raises NoSuchProfile, ProfileInUse, WrongPassphrase, DatabaseTooNew, DamagedSlots, DatabaseDamaged,
    DiskRefuses; Cancelled through ``context``. After a few wrong passphrases each further try waits longer.
    """
    given = surroundings or Surroundings()
    _require(profile)
    hold = profile.hold()
    try:
        slots, key = _key_by_passphrase(profile, passphrase, given)
        mend_keys(profile, slots)
        discard(profile.next)
        bring_up_to_date(profile, key)
        vault = Vault(profile, key, hold, given)
    except BaseException:
        hold.release()
        raise
    try:
        vault.prepare(context or Context())
        _forget_the_old(profile)
    except BaseException:
        vault.close()
        raise
    return vault


def status(profile: Profile) -> VaultStatus:
    """Return what can be told while locked; of a folder without a vault, that there is none."""
    if not profile.exists():
        return VaultStatus(exists=False, locked=False, schema="", slots=(), last_backup_ms=None, failures=0)
    notes = read_notes(profile)
    slots = ("passphrase", "recovery") if has_recovery(read_keys(profile)) else ("passphrase",)
    return VaultStatus(
        exists=True,
        locked=_is_free(profile),
        schema=notes.schema,
        slots=slots,
        last_backup_ms=notes.last_backup_ms,
        failures=notes.failures,
    )


def change_passphrase(
    profile: Profile,
    passphrase: bytes | bytearray,
    new: bytes | bytearray,
    *,
    surroundings: Surroundings | None = None,
) -> None:
    """Put ``new`` in place of the passphrase; the vault's own key stays. Raises as ``unlock``."""
    given = surroundings or Surroundings()
    _require(profile)
    with profile.hold():
        slots, key = _key_by_passphrase(profile, passphrase, given)
        write_keys(profile, with_passphrase(slots, key, new, cost=given.cost or calibrated(given.clock)))


def recover(
    profile: Profile, code: str, new: bytes | bytearray, *, surroundings: Surroundings | None = None
) -> None:
    """Put ``new`` in place of a forgotten passphrase, by the recovery code.

    Raises NoSuchProfile, ProfileInUse, UnreadableCode, WrongRecoveryCode, DamagedSlots, DiskRefuses.
    """
    given = surroundings or Surroundings()
    _require(profile)
    with profile.hold(), _counted(profile, given):
        slots = read_keys(profile)
        key = opened_with_recovery(slots, code)
        write_keys(profile, with_passphrase(slots, key, new, cost=given.cost or calibrated(given.clock)))


def wipe(profile: Profile) -> None:
    """Destroy the key slots, then delete the vault's files; raises NoSuchProfile, ProfileInUse."""
    _require(profile)
    with profile.hold():
        destroy_keys(profile)
        for database in (profile.previous, profile.next, profile.database):
            discard(database)
        ChunkFolder(profile.chunks).destroy()
        profile.notes.unlink(missing_ok=True)
        sync_folder(profile.folder)


def calibrated(clock: Clock) -> Cost:
    """Return a cost that takes this machine at least a second, and never less than the floor."""
    began = clock.monotonic()
    stretched(b"calibration", bytes(SALT_BYTES), FLOOR)
    took = max(clock.monotonic() - began, GUESS_S / FLOOR.passes)
    return FLOOR._replace(passes=max(FLOOR.passes, math.ceil(FLOOR.passes * GUESS_S / took)))


def pause_after(failures: int) -> int:
    """Return the seconds to wait before the next try after so many wrong passphrases."""
    return min(LONGEST_PAUSE_S, 2 ** (failures - FREE_FAILURES)) if failures > FREE_FAILURES else 0


def _new_database(profile: Profile, key: bytes, given: Surroundings) -> bytes:
    """Make and verify the database beside its place; return the vault's id."""
    opening = Opening(profile.next, key)
    vault = new_id()
    keys = DeviceKeys.generate()
    discard(profile.next)
    new_database(opening)
    engine = write_engine(opening)
    try:
        with engine.begin() as connection:
            create_tables(connection)
            rebuild.create(connection, {kind.name: Listing(kind) for kind in given.types})
            settings.put_raw(connection, settings.VAULT, vault)
            settings.put_raw(connection, settings.LOCAL_SPACE, new_id())
            office.put_device(connection, keys)
            journal.append(connection, keys, [Event(given.clock.now_ms(), "vault_created", None, "")])
    finally:
        engine.dispose()
    verify_database(opening)
    sync_file(profile.next)
    return vault


def _require(profile: Profile) -> None:
    if not profile.exists():
        raise NoSuchProfile


def _key_by_passphrase(
    profile: Profile, passphrase: bytes | bytearray, given: Surroundings
) -> tuple[bytes, bytes]:
    """Return the slots and the vault's key.

    A failure is counted before it is known, so that killing hides none.
    """
    with _counted(profile, given):
        slots = read_keys(profile)
        return slots, opened_with_passphrase(slots, passphrase, floor=given.floor)


@contextmanager
def _counted(profile: Profile, given: Surroundings) -> Iterator[None]:
    """Wait as past failures ask, count a try as failed, and forget the count when it succeeds."""
    notes = read_notes(profile)
    if pause := pause_after(notes.failures):
        given.waits.wait(pause)
    write_notes(profile, msgspec.structs.replace(notes, failures=notes.failures + 1))
    try:
        yield
    except (WrongPassphrase, WrongRecoveryCode):
        raise
    except AppError:
        write_notes(profile, notes)
        raise
    write_notes(profile, msgspec.structs.replace(notes, failures=0))


def _forget_the_old(profile: Profile) -> None:
    """Note the version that is now in use; drop what a migration left, one opening after it."""
    notes = read_notes(profile)
    if notes.schema == SCHEMA_HEAD:
        discard(profile.previous)
    else:
        write_notes(profile, msgspec.structs.replace(notes, schema=SCHEMA_HEAD))


def _is_free(profile: Profile) -> bool:
    """Tell whether nobody holds the profile."""
    try:
        profile.hold().release()
    except Refused:
        return False
    return True
