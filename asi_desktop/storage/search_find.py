"""Asking the index: the strictest expressions first, wider ones while too little was found."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import OperationalError

from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.viewing import seen, title_of
from asi_desktop.storage import tables
from asi_desktop.storage.encoding import state_of
from asi_desktop.storage.results import Hit, SearchPage
from asi_desktop.storage.search_entries import texts, type_key
from asi_desktop.storage.search_query import NO_OTHERS, Level, Others, Term, expression, sought, terms
from asi_desktop.storage.search_ranking import closeness
from asi_desktop.storage.search_snippet import Sought, snippet
from asi_desktop.storage.search_words import SearchWords
from asi_desktop.tasks import Context

FEW = 5
"""Found records below which words that may have been meant are looked for."""

EVERYTHING = 1 << 31
"""A limit that is none."""

_RANKED = 200
"""Records of one level, the newest, that are ranked among each other; older ones follow by age."""

_STEPS = 1_000
"""Steps of the database between two looks at whether the search was cancelled: less than a millisecond."""

_COUNT = text("SELECT count(*) FROM search WHERE search MATCH :words")
_NEWEST = text("SELECT rowid FROM search WHERE search MATCH :words ORDER BY rowid DESC LIMIT :limit")
_TITLES = text("SELECT key, title, ref FROM overview WHERE key IN (SELECT value FROM json_each(:keys))")


@dataclass(frozen=True, slots=True)
class Asked:
    """How a search is made. ``types``: only records of these, empty for all; ``limit``: at the most;
    ``vocabulary``: the words of the index, or None within a transaction that has changed it.
    """

    types: Sequence[str] = ()
    limit: int = 50
    vocabulary: SearchWords | None = None
    context: Context = field(default_factory=Context)


def find(connection: Connection, kinds: Mapping[str, RecordType], words: str, *, asked: Asked) -> SearchPage:
    """Return the records in which all of ``words`` are found, best first; raises Cancelled."""
    with _stoppable(connection, asked.context):
        search = _Search(connection, terms(words), asked)
        search.run()
        return SearchPage(search.total, tuple(_hits(connection, kinds, search)))


def keys(connection: Connection, words: str, *, asked: Asked) -> tuple[int, ...]:
    """Return the keys of the records that ``find`` would return, in the same order; raises Cancelled."""
    with _stoppable(connection, asked.context):
        search = _Search(connection, terms(words), asked)
        search.run()
        return tuple(search.found)[: asked.limit]


class _Search:
    """One search under way. ``found``: the score of each record by its key, best first."""

    def __init__(self, connection: Connection, typed: Sequence[Term], asked: Asked) -> None:
        self.found: dict[int, float] = {}
        self.total = 0
        self.asked = asked
        self._terms = typed
        self._connection = connection
        self._complete = False
        self._others = NO_OTHERS

    def run(self) -> None:
        """Find, level after level."""
        if not self._terms:
            return
        for level in (Level.EXACT, Level.BEGINS, Level.ANYWHERE):
            if len(self.found) < self.asked.limit:
                self._ask(level)
        if len(self.found) < FEW:
            self._look_up_words()
        widest = Level.SOUNDS
        if len(self.found) < self.asked.limit:
            self._ask(Level.SOUNDS)
        if len(self.found) < FEW:
            widest = Level.MEANT
            self._ask(Level.MEANT)
        self.total = len(self.found) if self._complete else self._count(widest)

    def sought(self) -> Sought:
        """Return what snippets should show."""
        return sought(self._terms, self._others)

    def _ask(self, level: Level) -> None:
        """Add what fits at ``level`` and was not found before, the best of it first."""
        most = min(max(self.asked.limit, _RANKED) + len(self.found), EVERYTHING)
        rows = self._connection.execute(_NEWEST, {"words": self._expression(level), "limit": most})
        matching = rows.scalars().all()
        self._complete = len(matching) < most and level <= Level.SOUNDS
        fresh = [key for key in matching if key not in self.found]
        self.asked.context.check()
        ranked = self._ranked(fresh[:_RANKED]) | dict.fromkeys(fresh[_RANKED:], 0.0)
        self.found.update((key, level + near) for key, near in ranked.items())

    def _ranked(self, some: Sequence[int]) -> dict[int, float]:
        titles = self._connection.execute(_TITLES, {"keys": json.dumps(some)})
        near = {key: closeness(title, ref, self._terms) for key, title, ref in titles}
        return dict(sorted(near.items(), key=lambda one: (-one[1], -one[0])))

    def _count(self, level: Level) -> int:
        total: int = self._connection.execute(_COUNT, {"words": self._expression(level)}).scalar_one()
        return total

    def _expression(self, level: Level) -> str:
        wanted = expression(self._terms, level, self._others)
        types = " OR ".join(f'codes : "{type_key(name)}"' for name in self.asked.types)
        return f"({wanted}) AND ({types})" if types else wanted

    def _look_up_words(self) -> None:
        words = self.asked.vocabulary or SearchWords()
        words.follow(self._connection)
        typed = {way[0] for term in self._terms for way in term.ways if len(way) == 1}
        self._others = Others(
            inside={word: words.around(word) for word in typed},
            near={word: words.near(word) for word in typed},
        )


def _hits(connection: Connection, kinds: Mapping[str, RecordType], search: _Search) -> Iterator[Hit]:
    best = list(search.found)[: search.asked.limit]
    table = tables.record
    asked = select(table.c.key, table.c.id, table.c.type, table.c.state)
    rows = {row.key: row for row in connection.execute(asked.where(table.c.key.in_(best)))}
    shown = search.sought()
    for key in best:
        search.asked.context.check()
        row = rows[key]
        kind = kinds[row.type]
        fields = seen(kind, state_of(row.state)).fields
        around = snippet(texts(kind, fields), shown)
        yield Hit(row.id, row.type, title_of(kind, fields), around, search.found[key])


@contextmanager
def _stoppable(connection: Connection, context: Context) -> Iterator[None]:
    """End what the database does for the block soon after ``context`` was cancelled."""
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("a connection in use has a driver")
    driver.set_progress_handler(lambda: context.wait(0), _STEPS)
    try:
        context.check()
        yield
    except OperationalError:
        context.check()
        raise
    finally:
        driver.set_progress_handler(None, 0)
