"""`conflict`: the fields where two people wrote different things, and the choice between them."""

import click

from asi_desktop.cli import shapes
from asi_desktop.cli.bilingual import Command, argument, command, grouped, option
from asi_desktop.cli.failures import BadWords
from asi_desktop.cli.invocation import Invocation
from asi_desktop.domain.ids import shown
from asi_desktop.domain.text import Text
from asi_desktop.exchange.json_text import parsed

Json = dict[str, object]

ONE_OF_BOTH = Text(
    "choisissez --take N ou --value JSON, l’un des deux.", "choose --take N or --value JSON, one of both."
)

conflict = grouped("conflict", text=Text("Deux versions d’un même champ.", "Two versions of one field."))


@command(conflict, "list", text=Text("Tous les choix à faire.", "All choices to make."))
def list_(invocation: Invocation) -> Json:
    """Answer with every field in conflict."""
    return {
        "items": [
            {
                "id": shown(one.record),
                "ref": one.ref,
                "type": one.type,
                "title": one.title,
                "field": one.path,
                "values": [shapes.conflict_value(value) for value in one.values],
            }
            for one in invocation.desk().conflicts.list()
        ]
    }


@command(
    conflict,
    "resolve",
    text=Text("Choisit une version, ou en écrit une troisième.", "Takes one version, or writes a third."),
)
@argument("which", metavar="ID")
@argument("field", metavar="FIELD")
@option("--take", type=click.IntRange(1), metavar="N", text=Text("La version numéro N.", "Version number N."))
@option("--value", metavar="JSON", text=Text("Une autre valeur.", "Another value."))
def resolve(invocation: Invocation, *, which: str, field: str, take: int | None, value: str | None) -> Json:
    """Resolve one conflict."""
    if (take is None) == (value is None):
        raise BadWords(why=ONE_OF_BOTH)
    conflicts = invocation.desk().conflicts
    if value is None:
        changes = conflicts.resolve(which, field, take=take)
    else:
        changes = conflicts.resolve(which, field, value=parsed(value.encode("utf-8", "surrogateescape")))
    return {"id": shown(next(iter(changes.records)))}


COMMANDS: dict[str, Command] = {"conflict": conflict}
