"""The errors a person is shown: what happened, in words, and what to do next.

AppError                        known, expected, shown as a sentence; never a traceback
├── Refused          (status 1) asked for something that is not allowed or not possible
├── Misused          (status 2) the command's words are wrong
├── Locked           (status 3) no such profile, or a wrong passphrase
├── Unreachable      (status 4) no connection, or what answers is not head office
└── Damaged          (status 5) integrity: damaged file, bad signature, forked history

Anything else that is raised is a fault of the program. Errors of foreign libraries are translated
once, at the border that imports the library. Each concrete class stands beside the code that raises
it and carries its own wording, so that a new error is one class and nothing else.
"""

from typing import ClassVar

from asi_desktop.domain.text import Language, Text


class AppError(Exception):
    """A failure that is told to the officer, with its cause and the next step.

    ``code`` never changes, whatever the language; ``status`` is the exit status of the commands.
    Keyword arguments fill the ``{names}`` of the two texts. They must never hold content of records.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 1
    retryable: ClassVar[bool] = False
    what: ClassVar[Text]
    next_step: ClassVar[Text]

    def __init__(self, **details: object) -> None:
        super().__init__(self.code)
        self.details: dict[str, object] = details

    def message(self, language: Language) -> str:
        """Return what happened, as one sentence in ``language``."""
        return self.what.filled(language, self._details_in(language))

    def advice(self, language: Language) -> str:
        """Return what to do next, as one sentence in ``language``."""
        return self.next_step.filled(language, self._details_in(language))

    def _details_in(self, language: Language) -> dict[str, object]:
        return {
            name: value.to(language) if isinstance(value, Text) else value
            for name, value in self.details.items()
        }

    def __str__(self) -> str:
        return f"error[{self.code}]: {self.message('en')} {self.advice('en')}"


class Refused(AppError):
    """Refused or failed, nothing half-done."""

    status = 1


class Misused(AppError):
    """The command's words are wrong."""

    status = 2


class Locked(AppError):
    """No such profile, or a wrong passphrase."""

    status = 3


class Unreachable(AppError):
    """No connection, or what answers is not head office."""

    status = 4
    retryable = True


class Damaged(AppError):
    """Integrity: damaged file, bad signature, forked or shortened history."""

    status = 5


class NotInThisVersion(Refused):
    """A command that this version does not carry yet."""

    code = "not_in_this_version"
    what = Text(
        fr="« {command} » n’existe pas encore dans cette version.",
        en="“{command}” does not exist in this version yet.",
    )
    next_step = Text(
        fr="Rien n’a été modifié. Installez une version plus récente quand elle sera disponible.",
        en="Nothing was changed. Install a newer version when there is one.",
    )
