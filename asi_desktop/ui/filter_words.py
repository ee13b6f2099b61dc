"""What a list can be filtered by, and a filter in words: "Country: France, Mali", "Due: next 7 days"."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from asi_desktop.domain.clock import instant
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.schema import Field, Kind, RecordType
from asi_desktop.domain.text import Text
from asi_desktop.domain.values import read, show
from asi_desktop.domain.values.parsing import NAMED
from asi_desktop.domain.values.wording import NO, YES
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.services.offered_lists import MINE
from asi_desktop.ui.language import language, said
from asi_desktop.ui.moments import now_ms

if TYPE_CHECKING:
    from asi_desktop.services.results import Filter

MOST_SAID = 2
UNSET = ""


class Manner(enum.Enum):
    """How a field is filtered."""

    CHOICE = enum.auto()
    DAYS = enum.auto()
    NUMBERS = enum.auto()
    RECORDS = enum.auto()
    WORDS = enum.auto()


_MANNERS: Mapping[Kind, Manner] = {
    **dict.fromkeys(
        (Kind.CODE, Kind.CODES, Kind.COUNTRY, Kind.COUNTRIES, Kind.LANGUAGE, Kind.BOOLEAN), Manner.CHOICE
    ),
    **dict.fromkeys((Kind.DATE, Kind.PARTIAL_DATE, Kind.INSTANT), Manner.DAYS),
    **dict.fromkeys((Kind.INTEGER, Kind.DECIMAL, Kind.MONEY), Manner.NUMBERS),
    **dict.fromkeys((Kind.REFERENCE, Kind.REFERENCES), Manner.RECORDS),
    **dict.fromkeys((Kind.TEXT, Kind.RICH, Kind.PHONE, Kind.EMAIL, Kind.URL), Manner.WORDS),
}
_DAY = Field("day", Kind.DATE, Text("Jour", "Day"))


@dataclass(frozen=True, slots=True)
class Preset:
    """A span of days that has a name."""

    words: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that a list can be filtered by: its name, its words, how, and for a field its description.

    ``choices``: codes and their words, in order.
    """

    name: str
    words: str
    manner: Manner
    field: Field | None = None
    choices: tuple[tuple[str, str], ...] = ()
    unset: bool = True


def criteria(kind: RecordType) -> tuple[Criterion, ...]:
    """Return all that a list of ``kind`` can be filtered by: its status first, its times last."""
    found: list[Criterion] = []
    if kind.workflow is not None:
        states = tuple((state.code, said(state.label)) for state in kind.workflow.states)
        found.append(
            Criterion(
                "status",
                QCoreApplication.translate("Filters", "Status"),
                Manner.CHOICE,
                choices=states,
                unset=False,
            )
        )
    found += [_of_field(field) for field in kind.fields if field.filterable and field.kind in _MANNERS]
    found += [
        Criterion("updated", QCoreApplication.translate("Filters", "Changed"), Manner.DAYS, unset=False),
        Criterion("created", QCoreApplication.translate("Filters", "Made"), Manner.DAYS, unset=False),
    ]
    return tuple(found)


def presets(criterion: Criterion) -> tuple[Preset, ...]:
    """Return the spans of days that have a name for ``criterion``: what is to come, or what has been."""
    past = (
        Preset(QCoreApplication.translate("Filters", "Today"), "@today", "@today"),
        Preset(QCoreApplication.translate("Filters", "Last 7 days"), "@today-7", "@today"),
        Preset(QCoreApplication.translate("Filters", "Last 30 days"), "@today-30", "@today"),
    )
    if criterion.field is None:
        return past
    return (
        Preset(QCoreApplication.translate("Filters", "Overdue"), "", "@now"),
        past[0],
        Preset(QCoreApplication.translate("Filters", "Next 7 days"), "@today", "@today+7"),
        Preset(QCoreApplication.translate("Filters", "Next 30 days"), "@today", "@today+30"),
        *past[1:],
    )


def words_of(criterion: Criterion, given: "Filter", titles: Mapping[str, str]) -> str:
    """Return a filter in words. ``titles``: of the records that it names, by id."""
    if given.values:
        parts = [_value_words(criterion, value, titles) for value in given.values]
        more = f" +{len(parts) - MOST_SAID}" if len(parts) > MOST_SAID + 1 else ""
        said_parts = parts[:MOST_SAID] if more else parts
        return QCoreApplication.translate("Filters", "{field}: {value}").format(
            field=criterion.words, value=", ".join(said_parts) + more
        )
    return QCoreApplication.translate("Filters", "{field}: {value}").format(
        field=criterion.words, value=_span_words(criterion, given)
    )


def day_typed(text: str) -> str | None:
    """Return what was typed as a day in ISO form, "" for nothing, None for what is no day."""
    try:
        value = read(_DAY, text, language())
    except AppError:
        return None
    return "" if value is None else str(value)


def day_shown(iso: str) -> str:
    """Return a bound as it is typed, a day; ``@today+7`` as the day that it is now."""
    offset = iso.removeprefix("@today").removeprefix("@now")
    if iso.startswith("@"):
        days = int(offset or 0)
        iso = instant(now_ms() + days * 86_400_000).astimezone().date().isoformat()
    return show(_DAY, iso, language())


def _of_field(field: Field) -> Criterion:
    manner = _MANNERS[field.kind]
    choices: tuple[tuple[str, str], ...] = ()
    if field.kind is Kind.BOOLEAN:
        choices = (("true", said(YES)), ("false", said(NO)))
    elif manner is Manner.CHOICE:
        listing = vocabulary(field.vocabulary or NAMED.get(field.kind, ""))
        choices = tuple((entry.code, entry.label.to(language())) for entry in listing.entries)
    return Criterion(field.name, said(field.label), manner, field, choices)


def _value_words(criterion: Criterion, value: str, titles: Mapping[str, str]) -> str:
    if value == UNSET:
        return QCoreApplication.translate("Filters", "nothing filled in")
    if value == MINE:
        return QCoreApplication.translate("Filters", "made on this laptop")
    known: dict[str, str] = {**dict(criterion.choices), **titles}
    return known.get(value, value if criterion.manner is not Manner.RECORDS else "…")


def _span_words(criterion: Criterion, given: "Filter") -> str:
    named = {(one.since, one.until): one.words.lower() for one in presets(criterion)}
    span = (given.since, given.until)
    if criterion.manner is Manner.DAYS and span in named:
        return named[span]
    form = day_shown if criterion.manner is Manner.DAYS else str
    if not given.until:
        return QCoreApplication.translate("Filters", "from {since}").format(since=form(given.since))
    if not given.since:
        return QCoreApplication.translate("Filters", "until {until}").format(until=form(given.until))
    return QCoreApplication.translate("Filters", "{since} to {until}").format(
        since=form(given.since), until=form(given.until)
    )
