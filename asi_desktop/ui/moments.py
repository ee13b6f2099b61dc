"""Times as people say them: "12 min ago", "in 5 h 10", "overdue by 2 h", "4 Dec 2026 17:42 (UTC+3)"."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from asi_desktop.domain.clock import SystemClock, instant
from asi_desktop.ui.language import locale

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86_400
DAYS_NAMED = 7
HOURS_NAMED_BELOW_DAYS = 3
PARIS = "Europe/Paris"


class Moments(QObject):
    """Lengths of time with a plural of their own, which lupdate sees in ``tr`` alone."""

    def days(self, count: int) -> str:
        """Return "1 day", "12 days"."""
        return self.tr("%n day(s)", "", count)

    def minutes_ago(self, count: int) -> str:
        """Return "12 min ago"."""
        return self.tr("%n min ago", "", count)


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
        return Moments().minutes_ago(int(seconds // MINUTE_S))
    return clock_or_day(at_ms, now=now)


def until(at_ms: int, *, now: int | None = None) -> str:
    """Return how far off a deadline is: "in 12 min", "in 5 h 10", "in 4 days", "overdue by 2 h 05"."""
    seconds = (at_ms - (now_ms() if now is None else now)) / 1000
    if abs(seconds) < MINUTE_S:
        return QCoreApplication.translate("Moments", "now")
    words = (
        QCoreApplication.translate("Moments", "in {span}")
        if seconds > 0
        else QCoreApplication.translate("Moments", "overdue by {span}")
    )
    return words.format(span=span(abs(seconds)))


def until_day(last: date, *, now: int | None = None) -> str:
    """Return how far off a day is: "today", "tomorrow", "in 4 days", "overdue by 2 days"; the laptop's
    zone."""
    today = instant(now_ms() if now is None else now).astimezone().date()
    days = (last - today).days
    if days in {0, 1}:
        return (
            QCoreApplication.translate("Moments", "tomorrow")
            if days
            else QCoreApplication.translate("Moments", "today")
        )
    words = (
        QCoreApplication.translate("Moments", "in {span}")
        if days > 0
        else QCoreApplication.translate("Moments", "overdue by {span}")
    )
    return words.format(span=Moments().days(abs(days)))


def span(seconds: float) -> str:
    """Return a length of time as it is said: "12 min", "5 h 10", "2 days 4 h", "12 days"."""
    minutes = int(seconds // MINUTE_S)
    if minutes < HOUR_S // MINUTE_S:
        return QCoreApplication.translate("Moments", "{minutes} min").format(minutes=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < DAY_S // HOUR_S:
        words = QCoreApplication.translate("Moments", "{hours} h {minutes:02d}")
        return words.format(hours=hours, minutes=rest) if rest else f"{hours} h"
    days, hours = divmod(hours, 24)
    said = Moments().days(days)
    return f"{said} {hours} h" if hours and days < HOURS_NAMED_BELOW_DAYS else said


def in_three_zones(at_ms: int, post_zone: str = "") -> str:
    """Return a moment at the post, in Paris and in UTC: "17:42 post · 15:42 Paris · 14:42 UTC".

    ``post_zone``: an IANA name, the laptop's zone without one. The day stands in front, and again wherever
    it is another.
    """
    moment = instant(at_ms)
    there = moment.astimezone(zone(post_zone)) if post_zone else moment.astimezone()
    places = (
        (QCoreApplication.translate("Moments", "post"), there),
        ("Paris", moment.astimezone(zone(PARIS))),
        ("UTC", moment),
    )
    told = [
        f"{'' if each.date() == there.date() else day(each) + ' '}{each:%H:%M} {name}"
        for name, each in places
    ]
    return f"{day(there)}, {' · '.join(told)}"


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
