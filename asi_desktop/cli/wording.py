"""The language of this run, chosen once at the start, and sentences in it."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar

from asi_desktop.domain.text import Language, Text

_chosen: ContextVar[Language] = ContextVar("language", default="en")


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Choose the language from ``--lang``, ASI_LANG or the locale, and return it.

    It is settled before the command line is read, so that its errors and its help are in it too.
    """
    wish = _option(arguments) or environment.get("ASI_LANG") or _locale(environment)
    language: Language = "fr" if wish.lower().startswith("fr") else "en"
    _chosen.set(language)
    return language


def language() -> Language:
    """Return the language chosen for this run."""
    return _chosen.get()


def said(text: Text, **values: object) -> str:
    """Return ``text`` in the language of this run, its ``{names}`` filled with ``values``."""
    return text.filled(_chosen.get(), values) if values else text.to(_chosen.get())


def _option(arguments: Sequence[str]) -> str:
    for index, argument in enumerate(arguments):
        if argument == "--lang":
            return arguments[index + 1] if index + 1 < len(arguments) else ""
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return ""


def _locale(environment: Mapping[str, str]) -> str:
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((environment[name] for name in names if environment.get(name)), "")
