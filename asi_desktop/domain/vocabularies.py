"""The lists that fields choose from: data files with French and English labels and validity dates."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.resources import resource
from asi_desktop.domain.text import Language, Text

_KNOWN = frozenset({"code", "fr", "en", "from", "until", "enabled"})


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a vocabulary.

    ``valid_from`` and ``valid_until`` (ISO dates) bound the choice, never the display of old records.
    ``enabled``: False for a code that a deployment must allow first. ``more``: what else its file says.
    """

    code: str
    label: Text
    valid_from: str | None
    valid_until: str | None
    enabled: bool
    more: Mapping[str, Value]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """A list of codes in the order in which people choose."""

    name: str
    entries: tuple[Code, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Code]:
        """Entries by their codes."""
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def accepted(self) -> frozenset[str]:
        """The codes that may be chosen, whatever the day."""
        return frozenset(entry.code for entry in self.entries if entry.enabled)

    def label(self, code: str, language: Language) -> str:
        """Return the label of ``code``, or the code itself when a newer program chose it."""
        entry = self.by_code.get(code)
        return entry.label.to(language) if entry else code

    def choices(self, day: str) -> tuple[Code, ...]:
        """Return what may be chosen on ``day`` (ISO date), in order."""
        return tuple(entry for entry in self.entries if entry.enabled and _valid(entry, day))


@cache
def vocabulary(name: str) -> Vocabulary:
    """Return the vocabulary ``name``; raises FileNotFoundError for a name that no file bears."""
    rows = json.loads(resource("vocabularies", f"{name}.json").read_text(encoding="utf-8"))
    return Vocabulary(name, tuple(_entry(row) for row in rows))


def _entry(row: Mapping[str, Value]) -> Code:
    return Code(
        code=str(row["code"]),
        label=Text(fr=str(row["fr"]), en=str(row["en"])),
        valid_from=_day(row.get("from")),
        valid_until=_day(row.get("until")),
        enabled=row.get("enabled") is not False,
        more={key: value for key, value in row.items() if key not in _KNOWN},
    )


def _day(value: Value) -> str | None:
    return None if value is None else str(value)


def _valid(entry: Code, day: str) -> bool:
    return (entry.valid_from or "") <= day and (entry.valid_until is None or day <= entry.valid_until)
