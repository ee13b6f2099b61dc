"""A text in the two languages of the product, French and English."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence or label in French and in English."""

    fr: str
    en: str

    def to(self, language: Language) -> str:
        """Return the wording in ``language``."""
        return self.fr if language == "fr" else self.en

    def filled(self, language: Language, values: dict[str, object]) -> str:
        """Return the wording in ``language`` with its ``{names}`` replaced by ``values``.

        A name without a value stays as it is: a sentence with a hole is better than none.
        """
        return self.to(language).format_map(_Lenient(values))


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
