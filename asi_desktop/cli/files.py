"""Files named on the command line: read within a limit, written whole and private, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import Text

NAME_TOLD = 200


class FileUnreadable(Refused):
    """A file named on the command line cannot be read."""

    code = "file_unreadable"
    what = Text(fr="Le fichier « {name} » ne peut pas être lu.", en="The file “{name}” cannot be read.")
    next_step = Text(fr="Vérifiez son nom et vos droits.", en="Check its name and your rights to it.")


class FileUnwritable(Refused):
    """A file named on the command line cannot be written."""

    code = "file_unwritable"
    what = Text(fr="Le fichier « {name} » ne peut pas être écrit.", en="The file “{name}” cannot be written.")
    next_step = Text(
        fr="Vérifiez le dossier et l’espace libre ; un fichier existant n’est jamais remplacé.",
        en="Check the folder and the free space; a file that exists is never replaced.",
    )


class FileTooLarge(Refused):
    """A file named on the command line is larger than what it may hold."""

    code = "file_too_large"
    what = Text(
        fr="Le fichier « {name} » dépasse {limit} octets.", en="The file “{name}” exceeds {limit} bytes."
    )
    next_step = Text(fr="Vérifiez que c’est le bon fichier.", en="Check that it is the right file.")


def read_file(name: str, *, limit: int) -> bytes:
    """Return a file's bytes; raises FileUnreadable, FileTooLarge."""
    try:
        with Path(name).open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise FileUnreadable(name=name[:NAME_TOLD]) from error
    if len(data) > limit:
        raise FileTooLarge(name=name[:NAME_TOLD], limit=limit)
    return data


@contextmanager
def new_file(name: str) -> Iterator[BinaryIO]:
    """Give a new file to write; it is gone when the block raises. FileUnwritable, also when there is one.

    The name is taken before the block begins: what the block makes has a place to go.
    """
    try:
        descriptor = os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except (OSError, ValueError) as error:
        raise FileUnwritable(name=name[:NAME_TOLD]) from error
    with _kept_if_whole(Path(name)), os.fdopen(descriptor, "wb") as file:
        yield file


@contextmanager
def replaced_file(name: str) -> Iterator[BinaryIO]:
    """Give a file to write; it takes the place of ``name`` when the block ends. Raises FileUnwritable."""
    part = Path(f"{name}.part")
    _gone(part)
    with new_file(str(part)) as file:
        yield file
    with _kept_if_whole(part):
        part.replace(name)


@contextmanager
def _kept_if_whole(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        _gone(file)
        raise FileUnwritable(name=str(file)[:NAME_TOLD]) from error
    except BaseException:
        _gone(file)
        raise


def _gone(file: Path) -> None:
    with suppress(OSError, ValueError):
        file.unlink(missing_ok=True)
