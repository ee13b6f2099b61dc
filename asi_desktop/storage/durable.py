"""Files that are whole or not there: written beside, synced to disk, then renamed into place."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import Text

FILE_MODE = 0o600
FOLDER_MODE = 0o700


class DiskRefuses(Refused):
    """The disk is full, or cannot be written to; what was saved before stays."""

    code = "disk"
    what = Text(
        fr="Le disque est plein ou refuse l’écriture ; cette dernière opération n’a pas été enregistrée.",
        en="The disk is full or cannot be written to; this last operation was not saved.",
    )
    next_step = Text(
        fr="Rien de ce qui était enregistré n’est perdu. Libérez de l’espace, puis recommencez.",
        en="Nothing that was saved is lost. Free some space, then do it again.",
    )


def write_file(path: Path, content: bytes, *, ours: bool = True) -> None:
    """Put ``content`` at ``path`` so that a crash leaves the old file or the new one; raises DiskRefuses.

    ``ours``: as for ``written_file``.
    """
    with written_file(path, ours=ours) as file:
        file.write(content)


@contextmanager
def written_file(path: Path, *, ours: bool = True) -> Iterator[BinaryIO]:
    """Give a file to write that takes the place of ``path`` when the block ends; raises DiskRefuses.

    When the block raises, ``path`` stays as it was. ``ours``: the folder is the program’s own; in one of the
    officer’s a file beside may be called anything, and is left alone.
    """
    beside = path.with_name(f"{path.name}{'' if ours else f'.{secrets.token_hex(4)}'}.new")
    try:
        with private_file(beside) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):  # where nothing can be written, nothing may be there to delete
            beside.unlink(missing_ok=True)
        raise DiskRefuses from error
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def private_file(path: Path) -> BinaryIO:
    """Open a new, empty file that only its owner may read; replaces one of that name."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE_MODE), "w+b")


def private_folder(path: Path) -> None:
    """Make a folder that only its owner may enter, or close an existing one to all others.

    Raises DiskRefuses.
    """
    try:
        path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        path.chmod(FOLDER_MODE)
    except OSError as error:
        raise DiskRefuses from error


def sync_folder(path: Path) -> None:
    """Make renames in ``path`` survive a power cut, where the system lets a folder be synced."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make what was written to ``path`` survive a power cut."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())
