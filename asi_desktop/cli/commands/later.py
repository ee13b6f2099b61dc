"""Commands whose place is kept: they say that this version does not carry them yet."""

from collections.abc import Callable

import click

from asi_desktop.cli.bilingual import Command, Group, grouped
from asi_desktop.domain.errors import NotInThisVersion
from asi_desktop.domain.text import Text

NOT_YET = Text(
    "Cette commande n’existe pas encore dans cette version ; elle répond not_in_this_version.",
    "This command does not exist in this version yet; it answers not_in_this_version.",
)


def later(path: str) -> Command:
    """Return a command that takes any words and answers ``not_in_this_version``."""
    name = path.rpartition(" ")[2]
    new = Command(
        name,
        callback=_refusal(path),
        params=[click.Argument(["words"], nargs=-1, type=click.UNPROCESSED, metavar="…")],
        context_settings={"ignore_unknown_options": True},
    )
    new.text = NOT_YET
    return new


def _refusal(path: str) -> Callable[..., None]:
    def refuse(**_: object) -> None:
        raise NotInThisVersion(command=path)

    return refuse


def _group(name: str, *commands: str) -> Group:
    group = grouped(name, text=NOT_YET)
    for command in commands:
        group.add_command(later(f"{name} {command}"))
    return group


COMMANDS: dict[str, Command] = {
    "valise": _group("valise", "export", "import"),
    "pair": later("pair"),
}
