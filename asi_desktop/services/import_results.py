"""What an import is given and what it answers: plain frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.text import Language, Text
from asi_desktop.exchange.people import Left, Person
from asi_desktop.services.changes import NOTHING, Changes

Twins = Literal["skip", "update", "new"]
TWINS: tuple[Twins, ...] = ("skip", "update", "new")
"""What to do with a person who is here already: leave the record alone, complete it, make another."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that a message encloses."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """A message that was read. ``at``: when it was sent, RFC 3339, None when it does not say."""

    headers: Mapping[str, str]
    at: str | None
    text: str
    cut: bool
    nested: bool
    enclosed: tuple[Enclosed, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of a table: what it is called, where it goes, and its first filled cells."""

    header: str
    target: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A document that was opened in the closed room, ready to be taken in.

    ``form``: canonical, vcard, csv or eml. Of the others only what the form has is filled.
    """

    name: str
    form: str
    people: tuple[Person, ...] = ()
    columns: tuple[ColumnView, ...] = ()
    message: Message | None = None
    lines: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """How a document is to be taken in.

    ``twins``: what to do with people who are here already; ``choices``: the same for single lines.
    ``keep_rest``: what found no place goes into the notes. ``language``: of the words that are written.
    """

    twins: Twins = "skip"
    choices: Mapping[int, Twins] = field(default_factory=dict)
    keep_rest: bool = False
    language: Language = "fr"


@dataclass(frozen=True, slots=True)
class TakenLine:
    """What became, or would become, of one person or line of a document.

    ``outcome``: created, updated, unchanged, duplicate (left alone) or refused. ``twin``: who is here
    already, by the name that lists show; ``by``: what told so, uid, email, phone or name. ``left``: what
    found no place. ``code`` and ``message``: why it was refused.
    """

    line: int
    outcome: str
    name: str = ""
    id: bytes | None = None
    twin: str = ""
    by: str = ""
    left: tuple[Left, ...] = ()
    code: str = ""
    message: Text | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """The outcome of an import. ``organisations``: the names of those that were made, or would be."""

    form: str
    lines: tuple[TakenLine, ...]
    organisations: tuple[str, ...] = ()
    changes: Changes = NOTHING
    dry_run: bool = False

    def count(self, outcome: str) -> int:
        """Return how many lines had ``outcome``."""
        return sum(line.outcome == outcome for line in self.lines)

    @property
    def left(self) -> int:
        """How many things found no place, over all lines."""
        return sum(len(line.left) for line in self.lines)


@dataclass(frozen=True, slots=True)
class UndoneImport:
    """An import that was taken back: how many records, and what changed."""

    records: int
    changes: Changes


Given = dict[str, Value]
"""The fields of a contact as ``record add`` takes them."""
