"""How a failure is told: one line, a code that never changes, an exit status."""

import hashlib
import json
import traceback
from dataclasses import dataclass

import click

from asi_desktop.domain.errors import AppError
from asi_desktop.domain.text import Language, Text

_MAX_WORD = 80

_HELP = Text("Voyez « {path} --help ».", "See “{path} --help”.")
_MISUSES: dict[type[click.UsageError], Text] = {
    click.NoSuchOption: Text("L’option « {name} » n’existe pas ici.", "There is no option “{name}” here."),
    click.MissingParameter: Text("Il manque « {name} ».", "“{name}” is missing."),
    click.BadParameter: Text(
        "La valeur de « {name} » ne convient pas.", "The value of “{name}” will not do."
    ),
}
_UNKNOWN = Text("La commande « {name} » n’existe pas.", "There is no command “{name}”.")
_OTHERWISE = Text("Les mots de la commande ne conviennent pas.", "The command’s words will not do.")
_STOPPED = Text("L’opération a été arrêtée.", "The operation was stopped.")
_AFTER_STOP = Text("Rien n’est à moitié fait ; relancez-la.", "Nothing is half-done; start it again.")
_FAULT = Text(
    "Une erreur inattendue du programme (événement {event}).",
    "An unexpected fault of the program (event {event}).",
)
_AFTER_FAULT = Text(
    "Rien n’est à moitié fait ; recommencez, et signalez cet événement s’il se répète.",
    "Nothing is half-done; try again, and report this event if it happens repeatedly.",
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure as told: exit status, stable code, what happened, what to do next."""

    status: int
    code: str
    message: str
    advice: str

    def line(self, *, as_json: bool) -> str:
        """Return the one line that stands on standard error."""
        message, advice = " ".join(self.message.split()), " ".join(self.advice.split())
        if as_json:
            told = {"code": self.code, "message": message, "next": advice}
            return json.dumps({"error": told}, ensure_ascii=False)
        return f"error[{self.code}]: {message} {advice}"


def failure_of(error: BaseException, language: Language) -> Failure:
    """Return how ``error`` is told; what nobody foresaw is ``internal``, with the name of its event."""
    if isinstance(error, AppError):
        return Failure(error.status, error.code, error.message(language), error.advice(language))
    if isinstance(error, click.UsageError):
        return _misuse(error, language)
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return Failure(1, "cancelled", _STOPPED.to(language), _AFTER_STOP.to(language))
    event: dict[str, object] = {"event": _event(error)}
    return Failure(1, "internal", _FAULT.filled(language, event), _AFTER_FAULT.to(language))


def _misuse(error: click.UsageError, language: Language) -> Failure:
    advice = _HELP.filled(language, {"path": error.ctx.command_path if error.ctx else "asi-headoffice"})
    if isinstance(error, click.NoSuchCommand):
        name: dict[str, object] = {"name": error.command_name[:_MAX_WORD]}
        return Failure(2, "unknown_command", _UNKNOWN.filled(language, name), advice)
    text = next((text for kind, text in _MISUSES.items() if isinstance(error, kind)), _OTHERWISE)
    return Failure(2, "usage", text.filled(language, {"name": _named(error)}), advice)


def _named(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return error.option_name[:_MAX_WORD]
    if isinstance(error, click.BadParameter) and error.param is not None:
        is_option = isinstance(error.param, click.Option)
        return error.param.opts[0] if is_option else error.param.human_readable_name
    return ""


def _event(error: BaseException) -> str:
    """Return a short name of the kind and place of a fault; it tells nothing of what was worked on."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}-{hashlib.sha256(place.encode()).hexdigest()[:6]}"
