"""One command line: read, run, answered, and its exit status."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import click
from platformdirs import user_data_path

from asi_desktop.cli.bilingual import Group, Option
from asi_desktop.cli.failures import failure_of
from asi_desktop.cli.invocation import Composition, Invocation
from asi_desktop.cli.output import write
from asi_desktop.cli.tree import MODULES
from asi_desktop.cli.wording import choose, language
from asi_desktop.domain.text import Text

PROGRAM_NAME = "asi-desktop"

PROFILE = Text("Dossier du profil.", "The profile’s folder.")
PASSPHRASE = Text(
    "Fichier de la phrase de passe ; « - » : première ligne de l’entrée standard.",
    "File that holds the passphrase; “-”: the first line of standard input.",
)
AS_JSON = Text("Répond par un document JSON.", "Answers with one JSON document.")
LANGUAGE = Text("Langue des textes.", "Language of the texts.")


class Commands(Group):
    """All commands, without the options that stand before them: what a line of a batch may say."""

    modules = MODULES
    text = Text(
        "ASI Desktop : le bureau de l’attaché de sécurité intérieure, chiffré, hors ligne d’abord. Sans "
        "commande, la fenêtre s’ouvre. ASI_PROFILE, ASI_PASSPHRASE_FILE et ASI_LANG remplacent les options.",
        "ASI Desktop: the desk of the internal security attaché, encrypted, offline first. Without a "
        "command, the window opens. ASI_PROFILE, ASI_PASSPHRASE_FILE and ASI_LANG stand for the options.",
    )


def run(arguments: Sequence[str], composition: Composition, *, environment: Mapping[str, str]) -> int:
    """Run one command line and return its exit status; answers and errors are written."""
    choose(arguments, environment)
    as_json = "--json" in arguments
    try:
        with root().make_context(PROGRAM_NAME, list(arguments), obj=composition) as context:
            document = context.command.invoke(context)
            write(sys.stdout.buffer, document, as_json=as_json)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except BrokenPipeError:
        return 1  # who reads the answer has left; app closes the streams quietly
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # the border: nothing raw may pass it
        failure = failure_of(error)
        _tell(sys.stderr.buffer, failure.line(as_json=as_json))
        return failure.status
    return 0


def default_profile() -> Path:
    """Return the folder of the officer's own profile on this system."""
    return user_data_path(PROGRAM_NAME, appauthor=False) / "profile"


def root() -> Commands:
    """Return the program's command: the options that stand before every command, then the commands."""
    return Commands(
        PROGRAM_NAME,
        invoke_without_command=True,
        callback=click.pass_context(_begin),
        params=[
            Option(["--profile"], PROFILE, metavar="DIR", envvar="ASI_PROFILE"),
            Option(["--passphrase-file"], PASSPHRASE, metavar="FILE", envvar="ASI_PASSPHRASE_FILE"),
            Option(["--json", "as_json"], AS_JSON, is_flag=True),
            Option(["--lang"], LANGUAGE, type=click.Choice(["fr", "en"])),
        ],
    )


def _begin(
    context: click.Context,
    *,
    profile: str | None,
    passphrase_file: str | None,
    as_json: bool,
    lang: str | None,
) -> None:
    composition: Composition = context.obj
    folder = Path(profile) if profile else default_profile()
    invocation = Invocation(composition, folder, passphrase_file, as_json=as_json)
    context.obj = invocation
    context.call_on_close(invocation.close)
    if context.invoked_subcommand is None:
        wished = language() if lang or os.environ.get("ASI_LANG") else None
        raise click.exceptions.Exit(composition.open_window(folder, wished))


def _tell(stream: BinaryIO, line: str) -> None:
    stream.write(line.encode() + b"\n")
    stream.flush()
