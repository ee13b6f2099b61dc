"""Vaults before they are open: made, looked at, opened, recovered, destroyed."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from asi_desktop.crypto.passphrases import check_passphrase
from asi_desktop.domain.clock import iso
from asi_desktop.domain.ids import shown
from asi_desktop.services.desk import Desk
from asi_desktop.storage import vault as vaults
from asi_desktop.storage.open_vault import Surroundings
from asi_desktop.storage.profile import Profile
from asi_desktop.sync.engine import Engine
from asi_desktop.sync.ports import Account
from asi_desktop.sync.transport import Line, line_to
from asi_desktop.tasks import Context

Passphrase = bytes | bytearray


@dataclass(frozen=True, slots=True)
class NewVault:
    """A vault that was just made: its id (hex) and the recovery code to show once, if asked for."""

    vault: str
    recovery_code: str | None


def create_vault(
    folder: Path, passphrase: Passphrase, *, recovery: bool = True, surroundings: Surroundings | None = None
) -> NewVault:
    """Make an encrypted profile in ``folder``.

    Raises ProfileExists, ProfileInUse, NetworkFolder, DiskRefuses, ShortPassphrase, CommonPassphrase.
    """
    profile = Profile(folder)
    if profile.exists():
        raise vaults.ProfileExists
    check_passphrase(passphrase.decode())
    made = vaults.create(profile, passphrase, recovery=recovery, surroundings=surroundings)
    return NewVault(shown(made.vault), made.recovery_code)


def open_desk(
    folder: Path,
    passphrase: Passphrase,
    *,
    context: Context | None = None,
    surroundings: Surroundings | None = None,
) -> Desk:
    """Unlock the profile; ``context`` hears of a migration or of lists that are derived again.

    Raises NoSuchProfile, WrongPassphrase, ProfileInUse, DatabaseTooNew, DatabaseDamaged and their kin.
    """
    given = surroundings or Surroundings()
    vault = vaults.unlock(Profile(folder), passphrase, context=context, surroundings=given)
    clock = given.clock

    def connect(account: Account) -> Line:
        return line_to(account, clock)

    return Desk(vault, clock, Engine(vault.sync_store(), connect, clock, secrets.token_bytes))


def require_profile(folder: Path) -> None:
    """Raise NoSuchProfile unless ``folder`` holds a vault."""
    if not Profile(folder).exists():
        raise vaults.NoSuchProfile


def vault_status(folder: Path) -> dict[str, object]:
    """Return what can be told while locked: whether there is a vault and who holds it, slots, last backup."""
    found = vaults.status(Profile(folder))
    last = found.last_backup_ms
    return {
        "exists": found.exists,
        "locked": found.locked,
        "version": found.schema,
        "slots": list(found.slots),
        "last_backup": None if last is None else iso(last),
        "failures": found.failures,
    }


def change_passphrase(
    folder: Path, passphrase: Passphrase, new: Passphrase, *, surroundings: Surroundings | None = None
) -> None:
    """Put ``new`` in place of the passphrase; raises as ``open_desk``, and when ``new`` is weak."""
    check_passphrase(new.decode())
    vaults.change_passphrase(Profile(folder), passphrase, new, surroundings=surroundings)


def recover(folder: Path, code: str, new: Passphrase, *, surroundings: Surroundings | None = None) -> None:
    """Put ``new`` in place of a forgotten passphrase, by the recovery code.

    Raises NoSuchProfile, ProfileInUse, UnreadableCode, WrongRecoveryCode, and when ``new`` is weak.
    """
    check_passphrase(new.decode())
    vaults.recover(Profile(folder), code, new, surroundings=surroundings)


def restore(
    folder: Path, file: Path, passphrase: Passphrase, *, surroundings: Surroundings | None = None
) -> None:
    """Put a backup into an empty ``folder``; ``passphrase`` is the one it was made under.

    Raises NotABackup, WouldOverwrite, WrongPassphrase, DiskRefuses.
    """
    vaults.restore(Profile(folder), file, passphrase, surroundings=surroundings)


def wipe(folder: Path) -> None:
    """Destroy the key slots, then the files; raises NoSuchProfile, ProfileInUse."""
    vaults.wipe(Profile(folder))
