"""What a failure looks like from outside: one line, a code that never changes, an exit status."""

import hashlib
import json
import traceback
from dataclasses import dataclass

import click

from asi_desktop.cli.wording import language, said
from asi_desktop.domain.errors import AppError, Misused
from asi_desktop.domain.text import Text

SEE_HELP = Text("Voir « {path} --help ».", "See “{path} --help”.")
NO_COMMAND = Text("la commande « {name} » n’existe pas.", "there is no command “{name}”.")
NO_OPTION = Text("l’option « {name} » n’existe pas ici.", "there is no option “{name}” here.")
MISSING = Text("il manque « {name} ».", "“{name}” is missing.")
MISSING_COMMAND = Text("il manque une commande.", "a command is missing.")
BAD_VALUE = Text("la valeur de « {name} » ne convient pas.", "the value of “{name}” does not fit.")
BAD_WORDS = Text("les mots de la commande ne conviennent pas.", "the command’s words do not fit.")
FAULT = Text(
    "une erreur inattendue du programme (événement {event}).",
    "an unexpected fault of the program (event {event}).",
)
AFTER_FAULT = Text(
    "Rien n’est à moitié fait ; recommencez, et signalez cet événement s’il se répète.",
    "Nothing is half-done; try again, and report this event if it happens repeatedly.",
)
STOPPED = Text("l’opération a été arrêtée.", "the operation was stopped.")
AFTER_STOP = Text(
    "Ce qui était déjà fait est conservé ; relancez-la quand vous voulez.",
    "What was already done is kept; start it again whenever you like.",
)


class BadWords(Misused):
    """A value on the command line that does not fit, found after the line was read."""

    code = "usage"
    what = Text(fr="{why}", en="{why}")
    next_step = Text(
        fr="Ajoutez --help à la commande pour voir sa forme.", en="Add --help to the command to see its form."
    )


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure as told: exit status, stable code, what happened, what to do next."""

    status: int
    code: str
    message: str
    advice: str

    def document(self) -> dict[str, str]:
        """Return the failure as the commands' JSON has it."""
        return {"code": self.code, "message": self.message, "next": self.advice}

    def line(self, *, as_json: bool) -> str:
        """Return the one line that stands on standard error."""
        if as_json:
            return json.dumps({"error": self.document()}, ensure_ascii=False)
        return f"error[{self.code}]: {self.message} {self.advice}"


def failure_of(error: BaseException) -> Failure:
    """Return how ``error`` is told; what nobody expected becomes ``internal`` with the code of its event."""
    if isinstance(error, AppError):
        return _failure(error.status, error.code, error.message(language()), error.advice(language()))
    if isinstance(error, click.UsageError):
        return _misuse(error)
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return _failure(1, "cancelled", said(STOPPED), said(AFTER_STOP))
    return _failure(1, "internal", said(FAULT, event=event_code(error)), said(AFTER_FAULT))


def event_code(error: BaseException) -> str:
    """Return a short name of the place and kind of a fault; it tells nothing of what was worked on."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename.rpartition('asi_desktop')[2]}:{frames[-1].lineno}" if frames else ""
    digest = hashlib.sha256(f"{type(error).__name__} {place}".encode()).hexdigest()[:6]
    return f"{type(error).__name__}-{digest}"


def _failure(status: int, code: str, message: str, advice: str) -> Failure:
    return Failure(status, code, _sentence(message), _sentence(advice))


def _misuse(error: click.UsageError) -> Failure:
    path = error.ctx.command_path if error.ctx else "asi-desktop"
    advice = said(SEE_HELP, path=path)
    match error:
        case click.NoSuchCommand():
            return _failure(2, "unknown_command", said(NO_COMMAND, name=error.command_name[:80]), advice)
        case click.NoSuchOption():
            return _failure(2, "usage", said(NO_OPTION, name=error.option_name[:80]), advice)
        case click.MissingParameter():
            return _failure(2, "usage", said(MISSING, name=_name(error)), advice)
        case click.BadParameter():
            return _failure(2, "usage", said(BAD_VALUE, name=_name(error)), advice)
        case _:
            return _failure(2, "usage", said(BAD_WORDS), advice)


def _name(error: click.BadParameter) -> str:
    return error.param.get_error_hint(error.ctx).strip("'") if error.param else ""


def _sentence(text: str) -> str:
    sentence = " ".join(text.split())
    return sentence[:1].upper() + sentence[1:]
