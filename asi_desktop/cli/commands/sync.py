"""`enrol` and `sync`: the exchange with head office."""

from typing import TYPE_CHECKING

import click

from asi_desktop.cli import shapes
from asi_desktop.cli.bilingual import Command, argument, command, option
from asi_desktop.cli.failures import BadWords
from asi_desktop.cli.files import read_file
from asi_desktop.cli.invocation import Invocation
from asi_desktop.cli.progress import watched
from asi_desktop.domain.ids import shown
from asi_desktop.domain.text import Text
from asi_desktop.services.changes import Changes

if TYPE_CHECKING:
    from asi_desktop.services.results import Report

Json = dict[str, object]

MAX_INVITATION_BYTES = 1024 * 1024
NO_CODE = Text(
    "il manque le code de six mots : --code ou --code-file.",
    "the six-word code is missing: --code or --code-file.",
)


@command(
    None,
    "enrol",
    text=Text(
        "Rejoint la centrale avec une invitation à usage unique.",
        "Joins head office with a single-use invitation.",
    ),
)
@argument("invitation", metavar="INVITATION")
@option("--code", metavar="WORDS", text=Text("Le code de six mots.", "The six-word code."))
@option("--code-file", metavar="F", text=Text("Fichier du code.", "File that holds the code."))
def enrol(invocation: Invocation, *, invitation: str, code: str | None, code_file: str | None) -> Json:
    """Join head office."""
    data = read_file(invitation, limit=MAX_INVITATION_BYTES)
    words = _code(invocation, code, code_file)
    with watched() as context:
        enrolled = invocation.desk().enrolment.enrol(data, words, context)
    return {
        "device": shown(enrolled.device),
        "user": enrolled.user,
        "post": enrolled.post,
        "spaces": list(enrolled.spaces),
    }


@command(
    None,
    "sync",
    text=Text(
        "Envoie et reçoit ; finit quand il ne reste rien, ou avec --watch reste et recommence "
        "à chaque connexion.",
        "Sends and fetches; ends when nothing is left, or with --watch stays and syncs whenever a connection "
        "exists.",
    ),
)
@option("--watch", is_flag=True, text=Text("Reste.", "Stays."))
@option(
    "--budget",
    type=click.IntRange(1),
    metavar="KB",
    text=Text("Au plus KB kilooctets.", "KB kilobytes at the most."),
)
def sync(invocation: Invocation, *, watch: bool, budget: int | None) -> Json:
    """Exchange with head office once, or for as long as the program runs."""
    service = invocation.desk().sync
    if not watch:
        with watched() as context:
            return shapes.synced([service.run(context, budget_kb=budget).report])
    invocation.alone("sync --watch")
    reports: list[Report] = []
    with watched() as context:
        service.watch(context, _unheard, reports.append)
    return shapes.synced(reports)


def _unheard(_: Changes) -> None:
    """Take no notice: on the command line there is no view to refresh."""


def _code(invocation: Invocation, code: str | None, code_file: str | None) -> str:
    if code is not None:
        return code
    if code_file is not None:
        return invocation.secret(code_file).decode().strip()
    raise BadWords(why=NO_CODE)


COMMANDS: dict[str, Command] = {"enrol": enrol, "sync": sync}
