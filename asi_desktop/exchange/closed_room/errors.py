"""Why a document was not opened: four errors, none of which ever quotes the document."""

from asi_desktop.domain.errors import AppError, Refused
from asi_desktop.domain.text import Text

_KEPT_OUT = Text(
    fr="Rien n’a été modifié. Demandez le document à l’expéditeur sous une forme plus simple.",
    en="Nothing was changed. Ask the sender for the document in a simpler form.",
)


class DocumentTooLarge(Refused):
    """A document, what it unfolds to or what was read from it passes a limit; ``limit`` says which."""

    code = "document_too_large"
    what = Text(
        fr="Ce document dépasse ce qui peut être ouvert ici : {limit}.",
        en="This document is larger than what can be opened here: {limit}.",
    )
    next_step = _KEPT_OUT


class DocumentTooSlow(Refused):
    """Opening the document took longer than it may."""

    code = "document_too_slow"
    what = Text(
        fr="L’ouverture de ce document a été interrompue : elle prenait trop de temps.",
        en="Opening this document was stopped: it took too long.",
    )
    next_step = _KEPT_OUT


class DocumentUnreadable(Refused):
    """A document is broken or not of the kind it claims to be; ``reason`` says what was wrong."""

    code = "document_unreadable"
    what = Text(
        fr="Ce document ne peut pas être lu : {reason}.",
        en="This document cannot be read: {reason}.",
    )
    next_step = Text(
        fr="Rien n’a été modifié. Vérifiez que le fichier est complet, ou demandez-le de nouveau.",
        en="Nothing was changed. Check that the file is complete, or ask for it again.",
    )


class DocumentDangerous(Refused):
    """What opened the document tried to reach the network, a file or another program."""

    code = "document_dangerous"
    what = Text(
        fr="Ce document a été refusé : son ouverture a tenté de sortir de l’espace fermé.",
        en="This document was refused: opening it tried to leave the closed room.",
    )
    next_step = Text(
        fr="Rien n’est sorti, rien n’a été modifié. N’ouvrez ce fichier nulle part ; signalez-le au siège.",
        en="Nothing got out, nothing was changed. Do not open this file anywhere; report it to head office.",
    )


DEATH = Text(
    "il a fait tomber le programme qui le lisait",
    "it brought down the program that read it",
)
MALFORMED = Text(
    "son contenu ne suit pas les règles de son format",
    "its content does not follow the rules of its format",
)
MEMORY = Text("mémoire nécessaire", "memory needed")
ANSWER = Text("quantité de contenu", "amount of content")
DOCUMENT_SIZE = Text("plus de {mib} Mio", "more than {mib} MiB")

_LONGEST_CAUSE = 200

_WORDED: dict[str, tuple[type[AppError], str]] = {
    DocumentTooLarge.code: (DocumentTooLarge, "limit"),
    DocumentUnreadable.code: (DocumentUnreadable, "reason"),
    DocumentDangerous.code: (DocumentDangerous, ""),
    DocumentTooSlow.code: (DocumentTooSlow, ""),
}


def as_told(error: AppError) -> tuple[str, str, str]:
    """Return ``error`` as it passes the door: its code, and its cause in French and in English."""
    known = _WORDED.get(error.code)
    if known is None:
        return DocumentUnreadable.code, _clause(error.message("fr")), _clause(error.message("en"))
    cause = error.details.get(known[1], MALFORMED)
    return (
        (error.code, cause.fr, cause.en) if isinstance(cause, Text) else (error.code, str(cause), str(cause))
    )


def from_told(code: str, fr: str, en: str) -> AppError:
    """Return the error that ``as_told`` wrote; a code that is not known here is unreadable."""
    kind, detail = _WORDED.get(code, _WORDED[DocumentUnreadable.code])
    return kind(**{detail: Text(_plain(fr), _plain(en))}) if detail else kind()


def _plain(cause: str) -> str:
    """Return a cause as one short line: the child that gives it may have been taken over."""
    return "".join(sign for sign in cause[:_LONGEST_CAUSE] if sign.isprintable() or sign == "\u202f")


def _clause(sentence: str) -> str:
    return sentence.rstrip().rstrip(".").rstrip()
