"""Times as people say them: "12 min ago", "since 09:12", "4 Dec 2026 17:42 (UTC+3)"."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QCoreApplication, QLocale

from asi_desktop.domain.clock import SystemClock, instant
from asi_desktop.ui.language import locale

MINUTE_S, HOUR_S = 60, 3600
DAYS_NAMED = 7


def now_ms() -> int:
    """Return the laptop's idea of now: ms since 1970-01-01 UTC."""
    return SystemClock().now_ms()


def ago(at_ms: int, *, now: int | None = None) -> str:
    """Return when it was, as short as it is clear: "just now", "12 min ago", "yesterday 17:42", "4 Dec
    2026"."""
    seconds = ((now_ms() if now is None else now) - at_ms) / 1000
    if 0 <= seconds < MINUTE_S:
        return QCoreApplication.translate("Moments", "just now")
    if 0 <= seconds < HOUR_S:
        return QCoreApplication.translate("Moments", "%n min ago", None, int(seconds // MINUTE_S))
    return clock_or_day(at_ms, now=now)


def clock_or_day(at_ms: int, *, now: int | None = None) -> str:
    """Return "09:12" today, "yesterday 17:42", "Mon 17:42" this week, otherwise the day; in the laptop's
    zone."""
    here = instant(at_ms).astimezone()
    today = instant(now_ms() if now is None else now).astimezone().date()
    days = (today - here.date()).days
    clock = f"{here:%H:%M}"
    if days == 0:
        return clock
    if days == 1:
        return QCoreApplication.translate("Moments", "yesterday {time}").format(time=clock)
    if 1 < days < DAYS_NAMED:
        return f"{locale().dayName(here.isoweekday(), QLocale.FormatType.ShortFormat)} {clock}"
    return day(here)


def day(moment: datetime) -> str:
    """Return "4 Dec 2026"."""
    month = locale().monthName(moment.month, QLocale.FormatType.ShortFormat)
    return f"{moment.day} {month} {moment.year}"


def full(at_ms: int) -> str:
    """Return the day and the minute with the laptop's zone: "4 Dec 2026 17:42 (UTC+3)"."""
    here = instant(at_ms).astimezone()
    return f"{day(here)} {here:%H:%M} ({offset_name(here)})"


def offset_name(moment: datetime) -> str:
    """Return "UTC", "UTC+3" or "UTC−3:30" for an aware datetime."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds() // 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02d}" if rest else "")


def zone(name: str) -> tzinfo:
    """Return the zone of an IANA name, UTC for one that nobody knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
