"""What a command is given: the office's folder, its passphrase, the way to its database."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from asi_desktop.crypto.stretching import Cost
from asi_desktop.domain.clock import Clock
from asi_desktop.domain.errors import Locked, Misused
from asi_desktop.domain.text import Language, Text
from asi_desktop.headoffice.authority.session import Authority, Session
from asi_desktop.headoffice.log_store import LogStore, Reader
from asi_desktop.headoffice.premises import Premises

MAX_PASSPHRASE_BYTES = 4096

_ASK = Text("Phrase de passe de la centrale : ", "Head office’s passphrase: ")
_AGAIN = Text("Encore une fois : ", "Once more: ")


class NoFolder(Misused):
    """No folder was given."""

    code = "no_folder"
    what = Text(fr="Le dossier de la centrale n’a pas été donné.", en="Head office’s folder was not given.")
    next_step = Text(
        fr="Ajoutez --data DOSSIER avant la commande.", en="Add --data FOLDER before the command."
    )


class NoPassphrase(Locked):
    """There is neither a passphrase file nor a terminal to ask on."""

    code = "no_passphrase"
    what = Text(fr="Aucune phrase de passe n’a été donnée.", en="No passphrase was given.")
    next_step = Text(
        fr="Ajoutez --passphrase-file FICHIER avant la commande, ou lancez-la dans un terminal.",
        en="Add --passphrase-file FILE before the command, or run it in a terminal.",
    )


class BadPassphraseFile(Misused):
    """The passphrase file cannot be read, is too long, or holds no text."""

    code = "bad_passphrase_file"
    what = Text(
        fr="Le fichier « {file} » ne donne pas de phrase de passe.",
        en="The file “{file}” gives no passphrase.",
    )
    next_step = Text(fr="Vérifiez son nom et son contenu.", en="Check its name and its content.")


class PassphrasesDiffer(Misused):
    """The new passphrase was typed differently the second time."""

    code = "passphrases_differ"
    what = Text(fr="Les deux phrases de passe sont différentes.", en="The two passphrases differ.")
    next_step = Text(fr="Rien n’a été modifié ; recommencez.", en="Nothing was changed; try again.")


@dataclass(frozen=True, slots=True)
class Invocation:
    """One run of the program.

    ``passphrase_file``: None to ask on the terminal, ``-`` for standard input. ``cost``: of one guess at
    whatever a passphrase or a code protects.
    """

    data: Path | None
    passphrase_file: str | None
    as_json: bool
    language: Language
    clock: Clock
    cost: Cost

    @property
    def folder(self) -> Path:
        """The office's folder; raises NoFolder."""
        if self.data is None:
            raise NoFolder
        return self.data

    def passphrase(self, *, new: bool = False) -> bytes:
        """Return the passphrase, UTF-8; raises NoPassphrase or BadPassphraseFile.

        A new one is asked for twice; raises PassphrasesDiffer.
        """
        if self.passphrase_file is not None:
            return _read(self.passphrase_file)
        if not sys.stdin.isatty():
            raise NoPassphrase
        typed = getpass.getpass(_ASK.to(self.language))
        if new and typed != getpass.getpass(_AGAIN.to(self.language)):
            raise PassphrasesDiffer
        return typed.encode()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give the unlocked authority, for one change."""
        Premises.of(self.folder)  # a missing office is told before its passphrase is asked for
        authority = Authority.open(self.folder, self.passphrase(), self.clock, floor=self.cost)
        with closing(authority), authority.session() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[tuple[Premises, Reader]]:
        """Give a look into the logs, without a passphrase."""
        with self.store() as (premises, store), store.reading() as reader:
            yield premises, reader

    @contextmanager
    def store(self) -> Iterator[tuple[Premises, LogStore]]:
        """Give the database."""
        premises = Premises.of(self.folder)
        with closing(LogStore.open(premises.database)) as store:
            yield premises, store


def _read(source: str) -> bytes:
    """Return the passphrase in a file, or in the first line of standard input, without its newline."""
    try:
        if source == "-":
            text = sys.stdin.buffer.readline(MAX_PASSPHRASE_BYTES + 1)
        else:
            with Path(source).open("rb") as file:
                text = file.read(MAX_PASSPHRASE_BYTES + 1)
        text.decode()
    except (OSError, ValueError) as error:
        raise BadPassphraseFile(file=source) from error
    if len(text) > MAX_PASSPHRASE_BYTES:
        raise BadPassphraseFile(file=source)
    return text.removesuffix(b"\n").removesuffix(b"\r")
