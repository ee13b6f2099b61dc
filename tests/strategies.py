"""Random input for any record type, made from its description: a new type or field is tested at once.

``valid_input(kind)`` is what ``record add`` accepts, ``valid_value(field)`` one value of a field, and
``states(kind)`` what several laptops, writing apart, have made of one record.
"""

import string
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import cache

from hypothesis import strategies as st

from asi_desktop.domain.dotted import Dot, Stamp, State, Value, Write, merge, write
from asi_desktop.domain.schema import CREATION, SETS, Field, Kind, RecordType
from asi_desktop.domain.values.parsing import NAMED
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.domain.writing import new_values

Values = st.SearchStrategy[Value]

MOST_ELEMENTS = 3
_EARLY, _LATE = datetime.fromisoformat("1900-01-02"), datetime.fromisoformat("2199-12-30")
_ZONES = ("Africa/Nairobi", "Europe/Paris", "Pacific/Apia", "Asia/Kathmandu", "America/Caracas")
_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))


@cache
def valid_input(kind: RecordType) -> st.SearchStrategy[dict[str, Value]]:
    """Inputs of ``record add`` for ``kind``: what creation demands, and any of the rest."""
    return _object(kind.fields)


@cache
def complete_input(kind: RecordType) -> st.SearchStrategy[dict[str, Value]]:
    """Inputs with every field filled."""
    return st.fixed_dictionaries({f.name: valid_value(f) for f in kind.fields if not f.system})


def every_field(kind: RecordType) -> dict[str, Value]:
    """Return an input with every field filled and one element in every list; always the same."""
    return {field.name: _filling(field) for field in kind.fields if not field.system}


def _filling(field: Field) -> Value:
    if field.kind is Kind.LIST:
        return [{inner.name: _filling(inner) for inner in field.fields if not inner.system}]
    if field.kind is Kind.INTEGER:
        return field.minimum or 1
    if field.kind is Kind.BOOLEAN:
        return next(value for value in (True, False) if value not in field.never)
    if field.kind in {Kind.CODE, Kind.CODES, Kind.COUNTRY, Kind.COUNTRIES, Kind.LANGUAGE}:
        listing = vocabulary(field.vocabulary or NAMED[field.kind])
        code = next(entry.code for entry in listing.entries if entry.enabled)
        return [code] if field.kind in SETS else code
    filling = _FILLINGS[field.kind]
    return filling[: field.longest] if isinstance(filling, str) else filling


def valid_value(field: Field) -> Values:
    """Values that ``field`` accepts, never nothing."""
    return _VALUES[field.kind](field)


@cache
def identifiers() -> st.SearchStrategy[str]:
    """Record and element ids as they are shown."""
    return st.binary(min_size=16, max_size=16).map(bytes.hex)


def devices() -> st.SearchStrategy[bytes]:
    """Device ids."""
    return st.binary(min_size=16, max_size=16)


@st.composite
def states(draw: st.DrawFn, kind: RecordType) -> State:
    """One record as several laptops left it: each began from the same creation and wrote apart."""
    first = Write(Dot(1, 1), Stamp(b"\1" * 16, 1_000), new_values(kind, draw(valid_input(kind))))
    origin = write(State(kind.name, 1, {}, {}, {}), first)
    merged = origin
    for actor in range(2, draw(st.integers(2, 4)) + 1):
        values = new_values(kind, draw(valid_input(kind)))
        change = Write(Dot(actor, 1), Stamp(bytes([actor]) * 16, 1_000 + actor), values)
        merged = merge(merged, write(origin, change))
    return merged


def _object(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Value]]:
    given = [field for field in fields if not field.system]
    demanded = {f.name: valid_value(f) for f in given if f.required_from == CREATION}
    optional = {f.name: valid_value(f) for f in given if f.name not in demanded}
    return st.fixed_dictionaries(demanded, optional=optional)


@cache
def _short_texts(longest: int) -> st.SearchStrategy[str]:
    def fits(text: str) -> bool:
        return text == unicodedata.normalize("NFC", text).strip()

    return st.text(_LETTERS, min_size=1, max_size=min(longest, 20)).filter(fits)


def _texts(field: Field) -> Values:
    return _short_texts(field.longest)


def _integers(field: Field) -> Values:
    low = -(2**53) if field.minimum is None else field.minimum
    high = 2**53 if field.maximum is None else field.maximum
    return st.integers(low, high)


def _decimals(field: Field) -> Values:
    low = -(10**9) if field.minimum is None else field.minimum
    high = 10**9 if field.maximum is None else field.maximum
    return st.decimals(low, high, places=2, allow_nan=False, allow_infinity=False).map(lambda d: f"{d:f}")


def _booleans(field: Field) -> Values:
    return st.booleans().filter(lambda value: value not in field.never)


def _days() -> st.SearchStrategy[str]:
    return st.dates().map(lambda day: day.isoformat())


def _partial_dates(_: Field) -> Values:
    return st.tuples(_days(), st.sampled_from((4, 7, 10))).map(lambda pair: pair[0][: pair[1]])


def _instants(_: Field) -> Values:
    moment = st.datetimes(min_value=_EARLY, max_value=_LATE).map(lambda at: f"{at:%Y-%m-%dT%H:%M:%S}Z")
    offset = st.integers(-12 * 60, 14 * 60)
    stated = st.fixed_dictionaries(
        {"utc": moment, "offset": offset}, optional={"zone": st.sampled_from(_ZONES)}
    )
    bare = st.tuples(moment, st.sampled_from(("Z", "+03:00", "-04:30"))).map(lambda p: p[0][:-1] + p[1])
    return st.one_of(stated, bare)


def _codes(field: Field) -> st.SearchStrategy[str]:
    return _codes_of(field.vocabulary or NAMED[field.kind])


@cache
def _codes_of(name: str) -> st.SearchStrategy[str]:
    listing = vocabulary(name)
    return st.sampled_from([entry.code for entry in listing.entries if entry.enabled])


def _sets(items: Callable[[Field], st.SearchStrategy[str]]) -> Callable[[Field], Values]:
    return lambda field: st.lists(items(field), min_size=1, max_size=4, unique=True)


def _lists(field: Field) -> Values:
    return st.lists(_object(field.fields), min_size=1, max_size=MOST_ELEMENTS)


def _moneys(_: Field) -> Values:
    amount = st.integers(-(10**12), 10**12).map(lambda cents: f"{cents / 100:.2f}")
    currency = st.sampled_from(sorted(vocabulary("currency").accepted))
    return st.fixed_dictionaries({"amount": amount, "currency": currency})


def _positions(_: Field) -> Values:
    return st.fixed_dictionaries(
        {"lat": st.floats(-90, 90), "lon": st.floats(-180, 180)},
        optional={"accuracy_m": st.floats(0, 10_000), "source": st.sampled_from(("gps", "map", "stated"))},
    )


def _phones(_: Field) -> Values:
    return st.text(string.digits + " ", min_size=2, max_size=20).map(lambda digits: "+33" + digits)


def _emails(_: Field) -> Values:
    return st.text(string.ascii_lowercase, min_size=1, max_size=12).map(lambda name: f"{name}@example.org")


def _urls(_: Field) -> Values:
    return st.text(string.ascii_lowercase, min_size=1, max_size=12).map(
        lambda path: f"https://example.org/{path}"
    )


_VALUES: dict[Kind, Callable[[Field], Values]] = {
    Kind.TEXT: _texts,
    Kind.RICH: _texts,
    Kind.INTEGER: _integers,
    Kind.DECIMAL: _decimals,
    Kind.BOOLEAN: _booleans,
    Kind.DATE: lambda _: _days(),
    Kind.PARTIAL_DATE: _partial_dates,
    Kind.INSTANT: _instants,
    Kind.COUNTRY: _codes,
    Kind.LANGUAGE: _codes,
    Kind.PHONE: _phones,
    Kind.EMAIL: _emails,
    Kind.URL: _urls,
    Kind.MONEY: _moneys,
    Kind.POSITION: _positions,
    Kind.CODE: _codes,
    Kind.CODES: _sets(_codes),
    Kind.COUNTRIES: _sets(_codes),
    Kind.REFERENCE: lambda _: identifiers(),
    Kind.REFERENCES: _sets(lambda _: identifiers()),
    Kind.LIST: _lists,
}

_FILLINGS: dict[Kind, Value] = {
    Kind.TEXT: "Tessa",
    Kind.RICH: "Pont de Tessa\nPile centrale affouillée.",
    Kind.DECIMAL: "12.5",
    Kind.DATE: "2026-11-27",
    Kind.PARTIAL_DATE: "1987-04",
    Kind.INSTANT: {"utc": "2026-11-27T14:42:00Z", "offset": 180, "zone": "Africa/Nairobi"},
    Kind.PHONE: "+44 7700 900123",
    Kind.EMAIL: "d.ferek@example.org",
    Kind.URL: "https://example.org/a",
    Kind.MONEY: {"amount": "60.00", "currency": "EUR"},
    Kind.POSITION: {"lat": 12.3456, "lon": -1.2345, "accuracy_m": 6.0, "source": "gps"},
    Kind.REFERENCE: "0" * 31 + "1",
    Kind.REFERENCES: ["0" * 31 + "1", "0" * 31 + "2"],
}
