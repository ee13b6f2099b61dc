"""The words in which the story is told: records, mentions of other records, moments reckoned from today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.text import Language, Text
from asi_desktop.domain.values.times import instant_of

NAIROBI, ABIDJAN, PARIS, APIA = "Africa/Nairobi", "Africa/Abidjan", "Europe/Paris", "Pacific/Apia"
NETWORK = "network"
"""Names the space that everybody reads, where others are named by the code of their post."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Mentions another record of the story by its name there."""

    name: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date, in days from today."""

    days: int


@dataclass(frozen=True, slots=True)
class At:
    """A moment, in days from today and by the clock on the wall (``HH:MM``) of a zone."""

    days: int
    clock: str
    zone: str = NAIROBI


@dataclass(frozen=True, slots=True)
class In:
    """A moment, in minutes from now."""

    minutes: int
    zone: str = NAIROBI


Told: TypeAlias = (
    "str | int | float | Text | Ref | Day | At | In | Sequence[Told] | Mapping[str, Told] | None"
)
"""A value as the story gives it: JSON, with texts in two languages, mentions and moments in it."""

DECIDED = Text("Décision du service, après avis de la centrale.", "Decided after consulting head office.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One record of the story.

    ``name``: how others mention it. ``by``: the login of its author. ``space``: a post's code or NETWORK,
    empty for the author's home. ``state``: where its workflow has come to, empty for the first one, with
    the ``reason`` of steps that demand one. ``files``: those of ``papers`` that are attached. ``gone``: it
    ends in the bin.
    """

    name: str
    kind: str
    given: Mapping[str, Told]
    by: str = "h.marchand"
    space: str = ""
    state: str = ""
    reason: Text = DECIDED
    files: tuple[str, ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the story in one language, from one moment, with the ids (hex) of the records so far."""

    language: Language
    now: datetime
    records: Mapping[str, str]

    def told(self, given: Mapping[str, Told]) -> dict[str, Value]:
        """Return the input of ``record add``; raises KeyError for a mention of a record yet to come."""
        return {name: self.value(one) for name, one in given.items()}

    def value(self, one: Told) -> Value:
        """Return one value as JSON."""
        match one:
            case Text():
                return one.to(self.language)
            case Ref(name):
                return self.records[name]
            case Day(days):
                return (self.now + timedelta(days=days)).date().isoformat()
            case At() | In():
                return self._moment(one)
            case Mapping():
                return self.told(one)
            case str() | int() | float() | None:
                return one
            case _:
                return [self.value(item) for item in one]

    def _moment(self, one: At | In) -> Value:
        zone = ZoneInfo(one.zone)
        if isinstance(one, In):
            minute = self.now.replace(second=0, microsecond=0)
            return instant_of((minute + timedelta(minutes=one.minutes)).astimezone(zone), one.zone)
        day = self.now.astimezone(zone).date() + timedelta(days=one.days)
        return instant_of(datetime.combine(day, time.fromisoformat(one.clock), zone), one.zone)


def teller(language: Language, now_ms: int, records: Mapping[str, str]) -> Teller:
    """Return who tells the story in ``language``; ``now_ms``: milliseconds since 1970-01-01 UTC."""
    return Teller(language, datetime.fromtimestamp(now_ms / 1000, tz=UTC), records)


def mentions(one: Told) -> tuple[str, ...]:
    """Return the names of the records that ``one`` mentions."""
    match one:
        case Ref(name):
            return (name,)
        case Mapping():
            return tuple(name for item in one.values() for name in mentions(item))
        case str() | int() | float() | Text() | Day() | At() | In() | None:
            return ()
        case _:
            return tuple(name for item in one for name in mentions(item))
