"""Times on paper: at the post, in Paris and in UTC, since a page is read where it was not printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.text import Language, Text
from asi_desktop.domain.values.times import datetime_of
from asi_desktop.ui.moments import offset_name

PARIS = ZoneInfo("Europe/Paris")
PRINTED = Text("Imprimé par {who} le {when}", "Printed by {who} on {when}")
ALONE = Text("un poste seul", "a laptop working alone")


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who prints, and when: an aware datetime in the post's own zone."""

    who: str
    at: datetime


def printed_words(imprint: Imprint, language: Language) -> str:
    """Return "Printed by A. Officer (PCV) on 23/11/2026 23:44 (UTC+3) · 21:44 Paris · 20:44 UTC"."""
    here = imprint.at
    first = f"{_day(here)} {here:%H:%M} ({offset_name(here)})"
    when = " · ".join([first, *_elsewhere(here)])
    return PRINTED.filled(language, {"who": imprint.who or ALONE.to(language), "when": when})


def in_three_zones(shown: str, value: Mapping[str, Value]) -> str:
    """Return a moment as it is ``shown`` where it was stated, with the time in Paris and in UTC behind it."""
    try:
        moment = datetime_of(dict(value))
    except (ValueError, TypeError, OverflowError):
        return shown
    return " · ".join([shown, *_elsewhere(moment)])


def _elsewhere(moment: datetime) -> list[str]:
    """Return the time in Paris and in UTC, with the day only where it is another one."""
    found = []
    for zone, name in ((PARIS, "Paris"), (UTC, "UTC")):
        there = moment.astimezone(zone)
        if there.utcoffset() == moment.utcoffset() and zone is UTC:
            continue  # stated in UTC already
        day = f"{_day(there)} " if there.date() != moment.date() else ""
        found.append(f"{day}{there:%H:%M} {name}")
    return found


def _day(moment: datetime) -> str:
    return f"{moment:%d/%m/}{moment.year:04d}"
