"""Dates that may be partial, and moments with the offset and zone in which they were stated."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import TypeGuard
from zoneinfo import ZoneInfo

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field
from asi_desktop.domain.values.errors import InvalidValue

_MOST_OFFSET = timedelta(hours=18)
_ZONES_KEPT = 600
_LONGEST_ZONE = 64
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"
    r"([Zz]|[+-][0-9]{2}:?[0-9]{2})"
)
_ZONE = re.compile(r"[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+)*")


def parse_date(field: Field, raw: Value, path: str) -> Value:
    """Return an ISO date as it is; raises InvalidValue for anything else."""
    if not isinstance(raw, str) or not _DATE.fullmatch(raw) or _day(raw) is None:
        raise InvalidValue(field, path)
    return raw


def parse_partial_date(field: Field, raw: Value, path: str) -> Value:
    """Return a year, a month or a day in ISO form; raises InvalidValue for anything else."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str) or not _PARTIAL.fullmatch(raw):
        raise InvalidValue(field, path)
    if _day(raw + "-01-01"[len(raw) - 4 :] if len(raw) < len("2026-11-27") else raw) is None:
        raise InvalidValue(field, path)
    return raw


def parse_instant(field: Field, raw: Value, path: str) -> Value:
    """Return ``{"utc", "offset", "zone"?}``: the moment in UTC, and minutes east and zone as stated.

    An RFC 3339 text is accepted too. A zone without an offset gives it; an unknown zone is kept, since
    zones are added every year. Raises InvalidValue.
    """
    if (moment := instant(raw)) is None:
        raise InvalidValue(field, path)
    return moment


def instant(raw: Value) -> Value:
    """Return the stored form of a moment given as ``parse_instant`` takes it, None when it is none."""
    return _stated(raw) if isinstance(raw, dict) else _rfc3339(raw)


def instant_of(moment: datetime, zone: str | None = None) -> dict[str, Value]:
    """Return the stored form of an aware datetime; fractions of a second are kept to the millisecond.

    Raises OverflowError for a moment that has no year in UTC.
    """
    offset = moment.utcoffset() or timedelta()
    utc = moment.astimezone(UTC)
    text = f"{utc:%Y-%m-%dT%H:%M:%S}".rjust(19, "0")
    if utc.microsecond >= 1000:
        text += f".{utc.microsecond // 1000:03d}"
    stored: dict[str, Value] = {"utc": text + "Z", "offset": round(offset.total_seconds() / 60)}
    return stored | {"zone": zone} if zone else stored


def datetime_of(value: dict[str, Value]) -> datetime:
    """Return a stored moment as an aware datetime at its stated offset; raises ValueError if malformed."""
    offset = value.get("offset", 0)
    if not _is_offset(offset):
        raise ValueError("offset")
    utc = datetime.fromisoformat(str(value.get("utc")))
    return utc.astimezone(timezone(timedelta(minutes=offset)))


@lru_cache(maxsize=_ZONES_KEPT)
def known_zone(name: str) -> ZoneInfo | None:
    """Return the IANA zone ``name``, None when this machine does not know it."""
    if not _ZONE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None


def _rfc3339(raw: Value) -> dict[str, Value] | None:
    if not isinstance(raw, str) or not _RFC3339.fullmatch(raw):
        return None
    try:
        moment = datetime.fromisoformat(raw.upper())
        return instant_of(moment) if abs(moment.utcoffset() or timedelta()) <= _MOST_OFFSET else None
    except (ValueError, OverflowError):
        return None


def _stated(raw: dict[str, Value]) -> dict[str, Value] | None:
    utc, zone = _rfc3339(raw.get("utc")), raw.get("zone")
    if utc is None or not raw.keys() <= {"utc", "offset", "zone"} or not _is_zone(zone):
        return None
    offset = _offset_in(utc, zone) if raw.get("offset") is None else raw["offset"]
    if not _is_offset(offset):
        return None
    stored: dict[str, Value] = {"utc": utc["utc"], "offset": offset}
    return stored | {"zone": zone} if zone else stored


def _is_offset(minutes: Value) -> TypeGuard[int]:
    if isinstance(minutes, bool) or not isinstance(minutes, int):
        return False
    return abs(minutes) <= _MOST_OFFSET / timedelta(minutes=1)


def _is_zone(zone: Value) -> TypeGuard[str | None]:
    return zone is None or (
        isinstance(zone, str) and len(zone) <= _LONGEST_ZONE and _ZONE.fullmatch(zone) is not None
    )


def _offset_in(utc: dict[str, Value], zone: str | None) -> Value:
    """Return the offset at that moment in ``zone``, or the one written in the moment itself."""
    known = known_zone(zone) if zone else None
    if known is None:
        return utc["offset"]
    try:
        offset = datetime.fromisoformat(str(utc["utc"])).astimezone(known).utcoffset()
    except OverflowError:
        return None
    return round((offset or timedelta()).total_seconds() / 60)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
