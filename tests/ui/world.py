"""A real vault in a temporary folder for the tests and pictures of the window, with fictional people and
places."""

from collections.abc import Sequence
from pathlib import Path

from asi_desktop.crypto.passphrases import check_passphrase, suggested_passphrase
from asi_desktop.crypto.stretching import Cost
from asi_desktop.domain.dotted import Dot, Stamp, Value, Write, write
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.text import Text
from asi_desktop.services import opening
from asi_desktop.services.desk import Desk
from asi_desktop.storage.open_vault import Surroundings
from asi_desktop.ui.doors import Doors

PASSPHRASE = "ledru mapil sotan virek bolda cuneo"
ELSEWHERE = 77
"""The actor of another laptop."""
CHEAP = Cost(memory_kib=8 * 4, passes=1, lanes=4)
SURROUNDINGS = Surroundings(cost=CHEAP, floor=CHEAP)


def weakness(passphrase: str) -> Text | None:
    """Return what is wrong with a passphrase, by the real rule."""
    try:
        check_passphrase(passphrase)
    except AppError as error:
        return Text(error.message("fr"), error.message("en"))
    return None


def doors(folder: Path, reopening: Sequence[str] = ()) -> Doors:
    """Return the doors of the profile in ``folder``, with a key derivation that costs nothing.

    ``reopening``: the command line after a lock, instead of the program's own.
    """

    def create(secret: bytearray) -> str:
        return opening.create_vault(folder, secret, surroundings=SURROUNDINGS).recovery_code or ""

    return Doors(
        profile=folder,
        exists=lambda: bool(opening.vault_status(folder)["exists"]),
        create_vault=create,
        open_desk=lambda secret, context: opening.open_desk(
            folder, secret, context=context, surroundings=SURROUNDINGS
        ),
        recover=lambda code, secret: opening.recover(folder, code, secret, surroundings=SURROUNDINGS),
        offered_passphrase=suggested_passphrase,
        weakness=weakness,
        reopening=lambda language: (
            reopening or ("asi-desktop", "--profile", str(folder), "--lang", language or "fr")
        ),
    )


def made_desk(folder: Path) -> Desk:
    """Make a vault in ``folder`` and open it."""
    opening.create_vault(folder, bytearray(PASSPHRASE, "utf-8"), surroundings=SURROUNDINGS)
    return opened_desk(folder)


def opened_desk(folder: Path) -> Desk:
    """Open the vault in ``folder``."""
    return opening.open_desk(folder, bytearray(PASSPHRASE, "utf-8"), surroundings=SURROUNDINGS)


def another_version(desk: Desk, record: bytes, path: str, value: Value) -> None:
    """Let ``value`` arrive at ``path`` from a laptop that did not know what stands there."""
    with desk._vault.writing() as writer:
        stored = writer.record(record)
        assert stored is not None
        change = Write(
            Dot(ELSEWHERE, 1), Stamp(b"e" * 16, 1_790_000_000_000), {path: value}, displayed={path: ()}
        )
        writer.save(record, stored.space, write(stored.state, change), change=None)
