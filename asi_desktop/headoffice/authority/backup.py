"""A copy of everything that cannot be made again: the database, and the authority's keys, still sealed.

It is one SQLite file, whatever the office's own database is.
"""

from contextlib import closing
from pathlib import Path

from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import Text
from asi_desktop.headoffice.authority.keys import FILES
from asi_desktop.headoffice.authority.verification import Verification, verify
from asi_desktop.headoffice.log_store import LogStore, dialect
from asi_desktop.headoffice.premises import DamagedOffice, Premises
from asi_desktop.protocol.control import directory_space

KEYS = "authority_keys"
"""The setting of the copy that holds the authority's sealed file."""


class FileExists(Refused):
    """The file to be written is there already."""

    code = "file_exists"
    what = Text(fr="« {file} » existe déjà.", en="“{file}” exists already.")
    next_step = Text(
        fr="Rien n’a été écrasé ; donnez un autre nom.", en="Nothing was overwritten; give another name."
    )


class FileUnwritable(Refused):
    """The file cannot be written there."""

    code = "file_unwritable"
    what = Text(fr="« {file} » ne peut pas être écrit.", en="“{file}” cannot be written.")
    next_step = Text(
        fr="Vérifiez le dossier, les droits et la place.", en="Check the folder, the rights and the room."
    )


def back_up(premises: Premises, store: LogStore, target: Path) -> dict[str, int]:
    """Copy the office into the new file ``target``, prove the copy, and return what was checked.

    From then on laptops are told how far the backup reaches. Raises FileExists, FileUnwritable,
    DamagedOffice or BackupUnsound.
    """
    reserve(target)
    try:
        store.copy_to(target)
        keys = _sealed_keys(premises)
        found, covered = _proved(premises, target, keys)
    except BaseException:
        _remove(target)
        raise
    with store.writing() as writer:
        writer.lock(directory_space(premises.office))
        writer.put_durable(covered)
    return found.checked


def reserve(target: Path) -> None:
    """Make the empty file ``target``, for its owner alone; raises FileExists or FileUnwritable."""
    try:
        target.touch(mode=0o600, exist_ok=False)
    except FileExistsError as error:
        raise FileExists(file=target) from error
    except OSError as error:
        raise FileUnwritable(file=target) from error


def _proved(premises: Premises, target: Path, keys: bytes) -> tuple[Verification, dict[bytes, int]]:
    """Put the keys into the copy and read it again; return what was checked and how far each log reaches."""
    with closing(LogStore.open(dialect.file_url(target))) as copy:
        with copy.writing() as writer:
            writer.put_setting(KEYS, keys)
        with copy.reading() as reader:
            found = verify(reader, premises)
            covered = {space: log.position.seq for space, log in reader.logs().items()}
    if found.problems:
        raise dialect.BackupUnsound
    return found, covered


def _sealed_keys(premises: Premises) -> bytes:
    for name in FILES:
        path = premises.folder / name
        if path.is_file():
            return path.read_bytes()
    raise DamagedOffice(file=FILES[0])


def _remove(target: Path) -> None:
    for path in (target, *(target.with_name(target.name + end) for end in ("-wal", "-shm", "-journal"))):
        path.unlink(missing_ok=True)
