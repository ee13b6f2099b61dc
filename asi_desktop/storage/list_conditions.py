"""What a list is asked for, as conditions and an order on its table."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import Column, ColumnElement, Table, UnaryExpression, and_, func, or_
from sqlalchemy.sql.operators import custom_op

from asi_desktop.domain.errors import Misused
from asi_desktop.domain.schema import Field
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
_OWN = frozenset({"ref", "status", "title", *_TIMES})


class NotAColumn(Misused):
    """A list cannot be filtered or sorted by this name."""

    code = "not_a_column"
    what = Text(
        fr="La liste « {type} » ne peut pas être filtrée ni triée par « {field} ».",
        en="The list “{type}” cannot be filtered or sorted by “{field}”.",
    )
    next_step = Text(fr="Champs possibles : {possible}.", en="Possible fields: {possible}.")


class NotABound(Misused):
    """A field that has no more and less, or a bound that is none of its values."""

    code = "not_a_bound"
    what = Text(
        fr="« {field} » ne se filtre pas de « {since} » à « {until} ».",
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
        column = _bare(column)
    newest_first = descending if bare in _TIMES else not descending
    key = listing.table.c.key
    first = column.desc() if descending else column.asc() if bare in _SORTS else column.asc().nulls_last()
    return (first, key.desc() if newest_first else key.asc())


def _bare(column: ColumnElement[object]) -> ColumnElement[object]:
    """Return ``column`` so that no index is chosen for its sake: SQLite's unary plus."""
    return UnaryExpression(column, operator=custom_op("+"))


def _condition(listing: Listing, given: Filter) -> Iterator[ColumnElement[bool]]:
    """Yield what ``given`` demands."""
    name = given.field
    field = None if name in _OWN else listing.fields.get(name)
    if name not in _OWN and field is None:
        raise _refusal(listing, name, _OWN)
    column: Column[object] = listing.table.c[_SORTS[name] if field is None else column_name(field)]
    if given.values:
        one = _OWN_MATCHES.get(name, _is) if field is None else RULES[field.kind].matches
        filled = [one(column, value) for value in given.values if value]
        yield or_(*filled, *([column.is_(None)] if "" in given.values else []))
    if given.since or given.until:
        yield _between(column, given, _stamp if name in _TIMES else _bound_of(field))


def _between(
    column: Column[object], given: Filter, bound: Callable[[str], Cell] | None
) -> ColumnElement[bool]:
    low = bound(given.since) if bound and given.since else None
    high = bound(given.until) if bound and given.until else None
    if (given.since and low is None) or (given.until and high is None):
        raise NotABound(field=given.field, since=given.since[:40], until=given.until[:40])
    parts: list[ColumnElement[bool]] = []
    if low is not None:
        parts.append(column >= low)
    if isinstance(high, str):
        parts.append(column < high + AFTER_ALL)
    elif high is not None:
        parts.append(column <= (_stamp_end(given.until) if given.field in _TIMES else high))
    return and_(*parts)


def _bound_of(field: Field | None) -> Callable[[str], Cell] | None:
    return RULES[field.kind].bound if field is not None else None


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


_OWN_MATCHES: Mapping[str, Callable[[Column[object], str], ColumnElement[bool]]] = {
    "ref": _like,
    "title": _titled,
    "created": _day_of,
    "updated": _day_of,
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
