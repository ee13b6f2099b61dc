"""How a typed value was understood, in words: the weekday of a date, the country of a phone number."""

from datetime import date

import phonenumbers

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Kind
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.ui.language import language, locale

ISO_DAY = len("2026-11-27")


def understood(kind: Kind, value: Value) -> str:
    """Return one line on how ``value`` was understood, empty where it says itself."""
    if kind is Kind.PHONE:
        return _phone(str(value))
    if kind in {Kind.DATE, Kind.PARTIAL_DATE} and len(str(value)) == ISO_DAY:
        return _day(str(value))
    return ""


def _day(iso: str) -> str:
    moment = date.fromisoformat(iso)
    where = locale()
    return f"{where.dayName(moment.isoweekday())} {moment.day} {where.monthName(moment.month)} {moment.year}"


def _phone(typed: str) -> str:
    try:
        number = phonenumbers.parse(typed, None)
    except phonenumbers.NumberParseException:
        return ""
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    region = phonenumbers.region_code_for_number(number)
    country = vocabulary("country").label(region, language()) if region else ""
    return f"{written} · {country}" if country else written
