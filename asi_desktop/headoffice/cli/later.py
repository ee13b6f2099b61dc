"""Commands that a later version brings: they are known, explained, and refused in words."""

from collections.abc import Callable

from asi_desktop.domain.errors import NotInThisVersion
from asi_desktop.domain.text import Text
from asi_desktop.headoffice.cli.described import Argument, Described, Document
from asi_desktop.headoffice.cli.invocation import Invocation

_PROMISED = {
    "wipe": Text("Preuve d’effacement d’un ordinateur.", "A laptop’s proof of wiping."),
    "restore": Text("Reprise d’une sauvegarde.", "Going back to a backup."),
    "recovered": Text("Fin d’une reprise.", "The end of going back."),
    "purge": Text(
        "Destruction d’un contenu par deux administrateurs.", "Destroying content, by two administrators."
    ),
    "escrow": Text("Clés en dépôt chez plusieurs gardiens.", "Keys in trust with several custodians."),
}


def _refusal(command: str) -> Callable[..., Document]:
    def refuse(invocation: Invocation, words: tuple[str, ...]) -> Document:
        del invocation, words  # whatever they say
        raise NotInThisVersion(command=command)

    return refuse


LATER = tuple(
    Described(command, text, _refusal(command), (Argument("WORDS", many=True),))
    for command, text in _PROMISED.items()
)
