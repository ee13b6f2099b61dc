"""What a command is given: the profile, its passphrase, its input, the open desk, the way to answer."""

import getpass
import io
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from asi_desktop.cli.files import FileTooLarge, FileUnreadable, read_file
from asi_desktop.cli.wording import said
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import Locked, Refused
from asi_desktop.domain.text import Language, Text
from asi_desktop.exchange.json_text import MAX_BYTES, NotJson, parsed

if TYPE_CHECKING:
    from collections.abc import Callable

    from asi_desktop.services.desk import Desk

MAX_PASSPHRASE_BYTES = 4096
STDIN = "-"
ASK = Text("Phrase de passe : ", "Passphrase: ")
ASK_NEW = Text("Nouvelle phrase de passe : ", "New passphrase: ")
ASK_AGAIN = Text("Encore une fois : ", "Once more: ")


class NoPassphrase(Locked):
    """There is neither a passphrase file nor a terminal to ask on."""

    code = "no_passphrase"
    what = Text(fr="Aucune phrase de passe n’a été donnée.", en="No passphrase was given.")
    next_step = Text(
        fr="Ajoutez --passphrase-file FICHIER avant la commande, ou lancez-la dans un terminal.",
        en="Add --passphrase-file FILE before the command, or run it in a terminal.",
    )


class PassphrasesDiffer(Refused):
    """The new passphrase was typed differently the second time."""

    code = "passphrases_differ"
    what = Text(fr="Les deux phrases de passe sont différentes.", en="The two passphrases differ.")
    next_step = Text(fr="Rien n’a été modifié ; recommencez.", en="Nothing was changed; try again.")


class NotInBatch(Refused):
    """A command that needs a run of its own."""

    code = "not_in_batch"
    what = Text(
        fr="« {command} » ne se lance pas depuis « batch ».", en="“{command}” cannot run inside “batch”."
    )
    next_step = Text(fr="Lancez cette commande seule.", en="Run this command by itself.")


class Composition(Protocol):
    """What the composition root lends to the commands; each imports what it needs when it is called."""

    def open_desk(self, folder: Path, passphrase: "Callable[[], bytearray]") -> "Desk":
        """Unlock the profile in ``folder``; ``passphrase`` is only asked for when there is one."""

    def open_window(self, folder: Path, language: Language | None) -> int:
        """Open the window on the profile in ``folder`` and return its exit status when it is closed.

        ``language``: None for the one that the officer chose last.
        """

    def command_line(self, folder: Path, language: Language | None) -> list[str]:
        """Return the command that opens the window on ``folder`` in a process of its own."""


@dataclass(slots=True)
class Invocation:
    """One run of the program, or one line of a batch.

    ``given``: the input of a batch line; without it ``-`` is standard input. ``passphrase_file``: None
    to ask on the terminal, ``-`` for the first line of standard input.
    """

    composition: Composition
    profile: Path
    passphrase_file: str | None = None
    as_json: bool = False
    stdin: BinaryIO = field(default_factory=lambda: sys.stdin.buffer)
    stdout: BinaryIO = field(default_factory=lambda: sys.stdout.buffer)
    given: Value = None
    in_batch: bool = False
    _desk: list["Desk"] = field(default_factory=list)
    _first: list[bytes] = field(default_factory=list)

    def desk(self) -> "Desk":
        """Return the unlocked profile, asking for its passphrase at the first call."""
        if not self._desk:
            self._desk.append(self.composition.open_desk(self.profile, self.passphrase))
        return self._desk[0]

    def close(self) -> None:
        """Close the desk if it was opened."""
        while self._desk:
            self._desk.pop().close()

    def for_line(self, given: Value) -> "Invocation":
        """Return what one line of a batch is given: the same desk, its own input."""
        return Invocation(
            self.composition,
            self.profile,
            self.passphrase_file,
            as_json=True,
            stdin=io.BytesIO(),
            stdout=self.stdout,
            given=given,
            in_batch=True,
            _desk=self._desk,
        )

    def alone(self, command: str) -> None:
        """Raise NotInBatch when ``command``, which needs a run of its own, is a line of a batch."""
        if self.in_batch:
            raise NotInBatch(command=command)

    def passphrase(self) -> bytearray:
        """Return the profile's passphrase from where the options say; raises NoPassphrase."""
        if self.passphrase_file is None:
            return _asked(ASK)
        if self.passphrase_file == STDIN:
            return _normalised(self._first_line(), "-")
        return self.secret(self.passphrase_file)

    def new_passphrase(self, source: str | None) -> bytearray:
        """Return a passphrase to set: from ``source`` or, if None, asked for twice."""
        if source is not None:
            return self.secret(source)
        first, second = _asked(ASK_NEW), _asked(ASK_AGAIN)
        try:
            if first != second:
                wiped(first)
                raise PassphrasesDiffer
        finally:
            wiped(second)
        return first

    def secret(self, source: str) -> bytearray:
        """Return a secret from the file ``source``, or from the first line of standard input for ``-``."""
        line = self._line_of_input() if source == "-" else read_file(source, limit=MAX_PASSPHRASE_BYTES)
        return _normalised(line, source)

    def _first_line(self) -> bytes:
        if not self._first:
            self._first.append(self._line_of_input())
        return self._first[0]

    def _line_of_input(self) -> bytes:
        line = self.stdin.readline(MAX_PASSPHRASE_BYTES + 1)
        if len(line) > MAX_PASSPHRASE_BYTES:
            raise FileTooLarge(name="-", limit=MAX_PASSPHRASE_BYTES)
        return line

    def json_value(self, source: str) -> Value:
        """Return the JSON of a JSONFILE argument; raises NotJson, FileUnreadable, FileTooLarge."""
        if source == "-" and self.in_batch:
            return self.given
        return parsed(self.bytes_of(source, limit=MAX_BYTES))

    def json_object(self, source: str) -> dict[str, Value]:
        """Return the JSON object of a JSONFILE argument; raises NotJson when it is something else."""
        value = self.json_value(source)
        if not isinstance(value, dict):
            raise NotJson(why=NOT_OBJECT)
        return value

    def bytes_of(self, source: str, *, limit: int) -> bytes:
        """Return the content of a file argument, ``-`` for the rest of standard input."""
        if source != "-":
            return read_file(source, limit=limit)
        if self.passphrase_file == STDIN:
            self._first_line()  # the passphrase's, whichever is asked for first
        data = self.stdin.read(limit + 1)
        if len(data) > limit:
            raise FileTooLarge(name="-", limit=limit)
        return data


NOT_OBJECT = Text("un objet {…} est attendu", "an object {…} is expected")


def wiped(secret: bytearray) -> None:
    """Overwrite a secret in memory."""
    secret[:] = bytes(len(secret))


def _asked(question: Text) -> bytearray:
    if not sys.stdin.isatty():
        raise NoPassphrase
    return _normalised(getpass.getpass(said(question)).encode(), "-")


def _normalised(data: bytes, source: str) -> bytearray:
    """Return a secret as the vault takes it: one newline at its end removed, NFC."""
    data = data.removesuffix(b"\n").removesuffix(b"\r")
    try:
        return bytearray(unicodedata.normalize("NFC", data.decode()), "utf-8")
    except UnicodeDecodeError as error:
        raise FileUnreadable(name=source[:200]) from error
