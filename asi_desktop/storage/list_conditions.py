"""What a list is asked for, as conditions and an order on its table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, UnaryExpression, func, or_
from sqlalchemy.sql.operators import custom_op

from asi_desktop.domain.errors import Misused
from asi_desktop.domain.text import Text
from asi_desktop.storage.columns import AFTER_ALL, RULES, Cell, column_name, title_column
from asi_desktop.storage.projections import Listing, refers
from asi_desktop.storage.results import Filter, ListQuery
from asi_desktop.storage.search_text import plain

_SORTS = {
    "ref": "ref",
    "title": "title_key",
    "status": "status",
    "created": "created_ms",
    "updated": "updated_ms",
}
_TIMES = frozenset({"created", "updated"})


class NotAColumn(Misused):
    """A list cannot be filtered or sorted by this name."""

    code = "not_a_column"
    what = Text(
        fr="La liste « {type} » ne peut pas être filtrée ni triée par « {field} ».",
        en="The list “{type}” cannot be filtered or sorted by “{field}”.",
    )
    next_step = Text(fr="Champs possibles : {possible}.", en="Possible fields: {possible}.")


class NotABound(Misused):
    """A field that has no more and less, or a bound that is none of its values."""

    code = "not_a_bound"
    what = Text(
        fr="« {field} » ne se filtre pas de « {since} » à « {until} ».",
        en="“{field}” cannot be filtered from “{since}” to “{until}”.",
    )
    next_step = Text(
        fr="Donnez des jours (2026-11-27), des mois (2026-11) ou des nombres.",
        en="Give days (2026-11-27), months (2026-11) or numbers.",
    )


def conditions(listing: Listing, query: ListQuery) -> list[ColumnElement[bool]]:
    """Return what the lines of ``query`` fulfil, its words apart; raises NotAColumn, NotABound."""
    table = listing.table
    found: list[ColumnElement[bool]] = [table.c.deleted == query.deleted]
    pairs = (Filter(name, (value,)) for name, value in query.where)
    found += [one for given in (*pairs, *query.filters) for one in _condition(listing, given)]
    if query.spaces:
        found.append(table.c.space.in_(query.spaces))
    if query.deleted:
        found += [_named(table, word) for word in plain(query.words).split()]
    return found


def searched(query: ListQuery) -> bool:
    """Tell whether the words of ``query`` are looked for in the search index, which knows no bin."""
    return bool(query.words.strip()) and not query.deleted


def narrowed(query: ListQuery) -> bool:
    """Tell whether ``query`` demands more than its words and that the record is there."""
    return bool(query.where or query.filters or query.spaces or query.deleted)


def _named(table: Table, word: str) -> ColumnElement[bool]:
    """Return the condition that a title or a reference holds ``word``."""
    return or_(func.instr(table.c.title_key, word) > 0, func.instr(table.c.ref, word.upper()) > 0)


def order(listing: Listing, sort: str | None, *, few: bool = False) -> tuple[ColumnElement[object], ...]:
    """Return the order: what has no value last, equal ones by age; raises NotAColumn.

    ``few``: so few lines are expected that finding and sorting them is cheaper than walking along the order.
    """
    name = "-updated" if sort is None else sort
    bare = name.removeprefix("-")
    descending = name != bare
    column: ColumnElement[object] = _sorted_column(listing, bare)
    if few:
        column = unindexed(column)
    newest_first = descending if bare in _TIMES else not descending
    key = listing.table.c.key
    first = column.desc() if descending else column.asc() if bare in _SORTS else column.asc().nulls_last()
    return (first, key.desc() if newest_first else key.asc())


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return ``column`` so that no index is chosen for its sake: SQLite's unary plus."""
    return UnaryExpression(column, operator=custom_op("+"))


def _condition(listing: Listing, given: Filter) -> Iterator[ColumnElement[bool]]:
    """Yield what ``given`` demands."""
    column, comparison = _compared(listing, given.field)
    if given.values:
        filled = [comparison.matches(column, value) for value in given.values if value]
        yield or_(*filled, *([column.is_(None)] if "" in given.values else []))
    if given.since:
        yield column >= _limit(comparison.low, given.since, given)
    if given.until:
        limit = _limit(comparison.high, given.until, given)
        yield column < limit + AFTER_ALL if isinstance(limit, str) else column <= limit


def _compared(listing: Listing, name: str) -> tuple[Column[object], "_Comparison"]:
    """Return the column called ``name``, and how it is compared; raises NotAColumn."""
    if name in _OWN:
        return listing.table.c[_SORTS[name]], _OWN[name]
    field = listing.fields.get(name)
    if field is None:
        raise _refusal(listing, name, frozenset(_OWN))
    rule = RULES[field.kind]
    return listing.table.c[column_name(field)], _Comparison(rule.matches, rule.bound, rule.bound)


def _limit(bound: Callable[[str], Cell] | None, text: str, given: Filter) -> int | float | str:
    limit = bound(text) if bound else None
    if limit is None:
        raise NotABound(field=given.field, since=given.since[:40], until=given.until[:40])
    return limit


def _stamp(text: str) -> int | None:
    """Return an ISO day or moment as milliseconds since 1970-01-01 UTC, None if it is neither."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def _stamp_end(text: str) -> int | None:
    """Return the last millisecond of an ISO day, or a moment."""
    begin = _stamp(text)
    if begin is None or len(text) > len("2026-11-27"):
        return begin
    return begin + round(timedelta(days=1) / timedelta(milliseconds=1)) - 1


def _is(column: Column[object], value: str) -> ColumnElement[bool]:
    return column == value


def _like(column: Column[object], value: str) -> ColumnElement[bool]:
    """Compare with a reference in which ``*`` stands for anything."""
    if "*" not in value:
        return column == value
    return column.op("GLOB", is_comparison=True)(value.replace("[", "[[]").replace("?", "[?]"))


def _day_of(column: Column[object], value: str) -> ColumnElement[bool]:
    low, high = _stamp(value), _stamp_end(value)
    if low is None or high is None:
        raise NotABound(field=column.name, since=value[:40], until=value[:40])
    return column.between(low, high)


def _titled(column: Column[object], value: str) -> ColumnElement[bool]:
    return column == plain(value)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """How a column is compared with a value, and with the lower and the upper limit of a range, if it has
    more and less."""

    matches: Callable[[Column[object], str], ColumnElement[bool]]
    low: Callable[[str], Cell] | None = None
    high: Callable[[str], Cell] | None = None


_OWN: Mapping[str, _Comparison] = {
    "ref": _Comparison(_like),
    "title": _Comparison(_titled),
    "status": _Comparison(_is),
    "created": _Comparison(_day_of, _stamp, _stamp_end),
    "updated": _Comparison(_day_of, _stamp, _stamp_end),
}


def _sorted_column(listing: Listing, name: str) -> Column[object]:
    table = listing.table
    if name in _SORTS:
        return table.c[_SORTS[name]]
    if name == listing.kind.title_field:
        return table.c.title_key
    field = listing.fields.get(name)
    if field is None:
        raise _refusal(listing, name, frozenset(_SORTS))
    return table.c[title_column(field) if refers(field) else column_name(field)]


def _refusal(listing: Listing, name: str, more: frozenset[str]) -> NotAColumn:
    possible = ", ".join(sorted({*listing.fields, *more}))
    return NotAColumn(type=listing.kind.label, field=name[:80], possible=possible)
