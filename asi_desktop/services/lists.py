"""Lists of records: pages by filters, words and order; lists with a name; and how their columns stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from asi_desktop.domain.clock import Clock, instant
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.records import RECORD_TYPES, record_type
from asi_desktop.domain.schema import Kind, RecordType
from asi_desktop.domain.text import Text
from asi_desktop.services.offered_lists import MINE, NOW, offered_lists
from asi_desktop.services.results import Filter, ListPage, ListQuery
from asi_desktop.services.rights import Officer, officer
from asi_desktop.storage.open_vault import Vault
from asi_desktop.tasks import Context

MOST_KEPT = 40
LONGEST_NAME = 60
_MOMENTS = frozenset({"created", "updated"})
_RELATIVE = re.compile(r"@today([+-][0-9]{1,4})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadListName(Refused):
    """A name that is empty or too long, or one list too many."""

    code = "bad_list_name"
    what = Text(
        fr="Une liste porte un nom de {longest} caractères au plus, et il y en a {most} par type de fiche.",
        en="A list has a name of {longest} characters at the most, and each type of record {most} lists.",
    )
    next_step = Text(
        fr="Rien n’a été gardé ; choisissez un nom court ou supprimez une liste.",
        en="Nothing was kept; choose a short name or remove a list.",
    )


class NoSuchList(Refused):
    """No list of the type has this name."""

    code = "no_such_list"
    what = Text(fr="Aucune liste ne s’appelle « {name} ».", en="No list is called “{name}”.")
    next_step = Text(fr="Listes possibles : {possible}.", en="Possible lists: {possible}.")


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list with a name. ``key`` names it within its type; ``own``: the officer keeps and may remove it."""

    type: str
    key: str
    name: Text
    filters: tuple[Filter, ...]
    words: str = ""
    sort: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a list as the officer left them: names in order, with widths in px of the plan."""

    columns: tuple[tuple[str, int], ...]


class Lists:
    """All that lists are asked. Days are those of the laptop's zone."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def page(self, query: ListQuery, context: Context | None = None) -> ListPage:
        """Return one page; raises UnknownType, NotAColumn, NotABound.

        And Cancelled soon after ``context`` was cancelled: the database stops at once.
        """
        record_type(query.type)
        with self._vault.reading() as reader:
            return reader.page(self._resolved(query, officer(reader)), context)

    def count(self, query: ListQuery, context: Context | None = None) -> int:
        """Return how many lines there are on all pages; raises as ``page``."""
        record_type(query.type)
        with self._vault.reading() as reader:
            return reader.count_listed(self._resolved(query, officer(reader)), context)

    def ids(self, query: ListQuery, context: Context | None = None) -> tuple[bytes, ...]:
        """Return the ids of the lines of a page, in order, whatever its size; raises as ``page``."""
        record_type(query.type)
        with self._vault.reading() as reader:
            return reader.ids_listed(self._resolved(query, officer(reader)), context)

    def named(self, kind: str) -> tuple[NamedList, ...]:
        """Return the lists of a type that have a name: the officer's own by name, then those offered."""
        with self._vault.reading() as reader:
            own = _kept(kind, reader.setting(_saved(kind)))
        offered = (
            NamedList(kind, one.key, one.name, one.filters, sort=one.sort) for one in offered_lists(kind)
        )
        return (*own, *offered)

    def all_named(self) -> tuple[NamedList, ...]:
        """Return the named lists of all types."""
        return tuple(one for kind in RECORD_TYPES for one in self.named(kind.name))

    def called(self, kind: str, name: str) -> NamedList:
        """Return the list of a type by its key or its name in either language; raises NoSuchList."""
        lists = self.named(kind)
        wanted = name.strip().casefold()
        for one in lists:
            if wanted in {one.key.casefold(), one.name.fr.casefold(), one.name.en.casefold()}:
                return one
        raise NoSuchList(name=name[:80], possible=", ".join(one.key for one in lists))

    def keep(
        self, kind: str, name: str, *, filters: Sequence[Filter], words: str = "", sort: str = ""
    ) -> NamedList:
        """Keep a list under ``name``, in place of the officer's own of that name; raises BadListName."""
        called = " ".join(name.split())
        made = NamedList(
            record_type(kind).name,
            called,
            Text(called, called),
            tuple(filters),
            words=words,
            sort=sort,
            own=True,
        )
        with self._vault.writing() as writer:
            kept = [
                one
                for one in _kept(kind, writer.setting(_saved(kind)))
                if one.key.casefold() != called.casefold()
            ]
            if not called or len(called) > LONGEST_NAME or len(kept) >= MOST_KEPT:
                raise BadListName(longest=LONGEST_NAME, most=MOST_KEPT)
            writer.put_setting(_saved(kind), [_packed(one) for one in (*kept, made)])
        return made

    def remove(self, kind: str, key: str) -> None:
        """Forget a list that the officer kept; raises NoSuchList."""
        with self._vault.writing() as writer:
            kept = _kept(kind, writer.setting(_saved(kind)))
            left = [one for one in kept if one.key != key]
            if len(left) == len(kept):
                raise NoSuchList(name=key[:80], possible=", ".join(one.key for one in kept) or "–")
            writer.put_setting(_saved(kind), [_packed(one) for one in left] or None)

    def layout(self, kind: str) -> Layout | None:
        """Return how the columns of a type's list were left, None when they never were."""
        with self._vault.reading() as reader:
            kept = reader.setting(_columns(kind))
        if not isinstance(kept, list):
            return None
        pairs = [tuple(one) for one in kept if isinstance(one, list) and len(one) == 2]
        return Layout(
            tuple((name, width) for name, width in pairs if isinstance(name, str) and isinstance(width, int))
        )

    def keep_layout(self, kind: str, layout: Layout | None) -> None:
        """Keep how the columns of a type's list stand; None forgets it."""
        value: Value = None if layout is None else [[name, width] for name, width in layout.columns]
        with self._vault.writing() as writer:
            writer.put_setting(_columns(record_type(kind).name), value)

    def _resolved(self, query: ListQuery, me: Officer) -> ListQuery:
        """Return ``query`` with its days as moments, where its fields hold moments."""
        if not query.filters:
            return query
        kind, now = record_type(query.type), instant(self._clock.now_ms()).astimezone()
        return replace(query, filters=tuple(_resolved(one, kind, now=now, me=me) for one in query.filters))


def _resolved(given: Filter, kind: RecordType, *, now: datetime, me: Officer) -> Filter:
    field = kind.by_name.get(given.field)
    exact = given.field in _MOMENTS or (field is not None and field.kind is Kind.INSTANT)
    return replace(
        given,
        values=tuple(f"{me.post}-*-{me.letter}" if value == MINE else value for value in given.values),
        since=_bound(given.since, now, exact=exact, end=False),
        until=_bound(given.until, now, exact=exact, end=True),
    )


def _bound(text: str, now: datetime, *, exact: bool, end: bool) -> str:
    """Return a bound as it is compared: a day as the moment at which it begins, or ends, on this laptop."""
    if text == NOW:
        return _utc(now) if exact else now.date().isoformat()
    relative = _RELATIVE.fullmatch(text)
    if relative is not None:
        text = (now.date() + timedelta(days=int(relative[1] or 0))).isoformat()
    if not exact or not _DAY.fullmatch(text):
        return text
    try:
        day = datetime.fromisoformat(text).date()
    except ValueError:
        return text
    begin = datetime.combine(day, time(23, 59, 59) if end else time())
    return _utc(begin.astimezone())


def _utc(moment: datetime) -> str:
    """Return a moment as the lists hold them, to the second."""
    return instant(round(moment.timestamp() * 1000)).strftime("%Y-%m-%dT%H:%M:%S") + "Z"


def _saved(kind: str) -> str:
    return f"lists.{kind}"


def _columns(kind: str) -> str:
    return f"columns.{kind}"


def _packed(one: NamedList) -> Value:
    return {
        "name": one.key,
        "filters": [[f.field, [*f.values], f.since, f.until] for f in one.filters],
        "words": one.words,
        "sort": one.sort,
    }


def _kept(kind: str, value: Value) -> tuple[NamedList, ...]:
    """Return the lists that were kept, by name, as far as this version understands them."""
    found = [_unpacked(kind, one) for one in value] if isinstance(value, list) else []
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.key.casefold()))


def _unpacked(kind: str, value: Value) -> NamedList | None:
    if not isinstance(value, dict):
        return None
    name, filters, words, sort = (value.get(part) for part in ("name", "filters", "words", "sort"))
    if not isinstance(name, str) or not isinstance(filters, list):
        return None
    read = [found for one in filters if (found := _filter(one)) is not None]
    return NamedList(kind, name, Text(name, name), tuple(read), words=str(words), sort=str(sort), own=True)


def _filter(value: Value) -> Filter | None:
    match value:
        case [str(field), list(values), str(since), str(until)]:
            return Filter(field, tuple(str(one) for one in values), since, until)
        case _:
            return None
