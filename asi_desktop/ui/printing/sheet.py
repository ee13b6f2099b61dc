"""What stands on paper, in the order in which it is read: plain values between the record and the press."""

from dataclasses import dataclass, field

from asi_desktop.domain.text import Language


@dataclass(frozen=True, slots=True)
class Pair:
    """A short fact: its label and what it says."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """Short facts, two a line where they fit."""

    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Text of several lines under its label; an empty label when the heading above says it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Sub-records of which each fits into a line; the columns stand again on every page."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A sub-record too long for a line: what it is, its facts, its assessments."""

    title: str
    facts: "tuple[Block, ...]"
    assessments: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Cards:
    """Sub-records one below the other."""

    label: str
    cards: tuple[Card, ...]


Block = Pairs | Prose | Table | Cards


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the paper under its heading; facts first, assessments apart. ``boxed`` stands in a frame."""

    heading: str
    facts: tuple[Block, ...]
    assessments: tuple[Block, ...]
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on every page. ``strict``: the marking is to be seen from across the room."""

    marking: str
    strict: bool
    reference: str
    kind: str
    printed: str
    watermark: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A record on paper. ``remarks``: what the reader must know of it, such as that two versions wait."""

    language: Language
    furniture: Furniture
    title: str
    subtitle: str
    parts: tuple[Part, ...]
    remarks: tuple[str, ...] = field(default=())
