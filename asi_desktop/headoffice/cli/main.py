"""One command line: read, run, answered, and its exit status."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from asi_desktop.crypto.stretching import FLOOR, Cost
from asi_desktop.domain.clock import Clock
from asi_desktop.domain.text import LANGUAGES, Language, Text
from asi_desktop.headoffice.cli.answers import write
from asi_desktop.headoffice.cli.described import Described, Option, Switch, tree
from asi_desktop.headoffice.cli.failures import failure_of
from asi_desktop.headoffice.cli.invocation import Invocation
from asi_desktop.headoffice.cli.later import LATER
from asi_desktop.headoffice.cli.office import OFFICE
from asi_desktop.headoffice.cli.people import PEOPLE
from asi_desktop.headoffice.cli.spaces import SPACES

COMMANDS = (*OFFICE, *PEOPLE, *SPACES, *LATER)
GROUPS = {
    "post": Text("Les postes.", "The posts."),
    "person": Text("Les personnes.", "The people."),
    "device": Text("Les ordinateurs.", "The laptops."),
    "space": Text("Les espaces.", "The spaces."),
    "space member": Text("Les membres d’un espace.", "The members of a space."),
}


def run(arguments: Sequence[str], environment: Mapping[str, str], clock: Clock, *, cost: Cost = FLOOR) -> int:
    """Run one command line and return its exit status; answers and errors are written.

    ``cost``: of one guess at the passphrase, for what is made and at least for what is opened.
    """
    language = chosen_language(arguments, environment)
    as_json = "--json" in arguments
    try:
        program = tree(_program(language, clock, cost), COMMANDS, GROUPS, language)
        with program.make_context("asi-headoffice", list(arguments)) as context:
            write(program.invoke(context), language, as_json=as_json)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except BrokenPipeError:
        return 1  # who reads the answer has left
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the border: nothing raw may pass it
        failure = failure_of(error, language)
        sys.stderr.write(failure.line(as_json=as_json) + "\n")
        return failure.status
    return 0


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language of this run, known before the line is read so that its errors speak it too."""
    words = [word for argument in arguments for word in argument.split("=", 1)]
    told = words[words.index("--lang") + 1 :][:1] if "--lang" in words else []
    places = (*told, *(environment.get(name, "") for name in ("ASI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")))
    wanted = next((place for place in places if place), "")
    return "fr" if wanted.startswith("fr") else "en"


def _program(language: Language, clock: Clock, cost: Cost) -> Described:
    def begin(
        context: click.Context,
        *,
        data: str | None,
        passphrase_file: str | None,
        as_json: bool,
        lang: str | None,
    ) -> None:
        del lang  # chosen already
        folder = None if data is None else Path(data)
        context.obj = Invocation(folder, passphrase_file, as_json, language, clock, cost)

    return Described(
        "asi-headoffice",
        Text(
            "La centrale d’ASI Desktop : autorité et relais.",
            "ASI Desktop’s head office: authority and relay.",
        ),
        begin,
        (
            Option(
                "--data", "DIR", Text("Dossier de la centrale.", "Head office’s folder."), variable="ASI_DATA"
            ),
            Option(
                "--passphrase-file",
                "FILE",
                Text(
                    "Fichier de la phrase de passe ; « - » : première ligne de l’entrée standard.",
                    "File that holds the passphrase; “-”: the first line of standard input.",
                ),
                variable="ASI_PASSPHRASE_FILE",
            ),
            Switch(
                "--json", "as_json", Text("Répond par un document JSON.", "Answers with one JSON document.")
            ),
            Option(
                "--lang",
                "fr|en",
                Text("Langue des textes.", "Language of the texts."),
                kind=click.Choice(LANGUAGES),
                variable="ASI_LANG",
            ),
        ),
    )
