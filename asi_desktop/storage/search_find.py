"""Asking the index: the strictest expressions first, wider ones while too little was found."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
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


Newest = Callable[[str, int], Sequence[int]]
"""Finds the newest keys for an expression, so many at the most."""


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
    with stoppable(connection, asked.context):
        search = _Search(connection, terms(words), asked)
        search.run()
        return SearchPage(search.total, tuple(_hits(connection, kinds, search)))


class Matching:
    """What words find among the lines of a list: left in the database but for those of one page.

    ``expression``: what the index is asked for all of them, empty when there is nothing to look for.
    """

    def __init__(self, connection: Connection, words: str, *, asked: Asked) -> None:
        self._search = _Search(connection, terms(words), asked)
        self._widest = self._search.widest()
        self.expression = self._search.expression(self._widest) if self._widest else ""

    def count(self) -> int:
        """Return how many records are found."""
        return self._search.count(self.expression) if self.expression else 0

    def newest(self, words: str, most: int) -> Sequence[int]:
        """Return the keys of the records that the expression ``words`` finds, newest first."""
        return self._search.newest(words, most)

    def best(self, most: int, newest: Newest) -> Sequence[int]:
        """Return the keys of at least ``most`` lines if there are so many, best first.

        ``newest`` is asked for lines as the method of this name finds records. More of them begin with the
        same ones, so that pages fit together.
        """
        for level in reversed(Level):
            if self._widest and level >= self._widest and len(self._search.found) < most:
                self._search.ask(level, most, newest)
        return tuple(self._search.found)


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
                self.ask(level, self.asked.limit, self.newest)
        if len(self.found) < FEW:
            self._look_up_words()
        widest = Level.SOUNDS
        if len(self.found) < self.asked.limit:
            self.ask(Level.SOUNDS, self.asked.limit, self.newest)
        if len(self.found) < FEW:
            widest = Level.MEANT
            self.ask(Level.MEANT, self.asked.limit, self.newest)
        self.total = len(self.found) if self._complete else self.count(self.expression(widest))

    def widest(self) -> Level | None:
        """Return the level at which ``run`` would end, None when there is nothing to look for."""
        if not self._terms:
            return None
        if len(self.newest(self.expression(Level.ANYWHERE), FEW)) < FEW:
            self._look_up_words()
        enough = len(self.newest(self.expression(Level.SOUNDS), FEW)) >= FEW
        return Level.SOUNDS if enough else Level.MEANT

    def sought(self) -> Sought:
        """Return what snippets should show."""
        return sought(self._terms, self._others)

    def ask(self, level: Level, limit: int, newest: Newest) -> None:
        """Add what fits at ``level`` and was not found before, the best of it first."""
        most = min(max(limit, _RANKED) + len(self.found), EVERYTHING)
        matching = newest(self.expression(level), most)
        self._complete = len(matching) < most and level <= Level.SOUNDS
        fresh = [key for key in matching if key not in self.found]
        self.asked.context.check()
        ranked = self._ranked(fresh[:_RANKED]) | dict.fromkeys(fresh[_RANKED:], 0.0)
        self.found.update((key, level + near) for key, near in ranked.items())

    def _ranked(self, some: Sequence[int]) -> dict[int, float]:
        titles = self._connection.execute(_TITLES, {"keys": json.dumps(some)})
        near = {key: closeness(title, ref, self._terms) for key, title, ref in titles}
        return dict(sorted(near.items(), key=lambda one: (-one[1], -one[0])))

    def newest(self, words: str, most: int) -> Sequence[int]:
        """Return the keys of the records that the expression ``words`` finds, newest first."""
        return self._connection.execute(_NEWEST, {"words": words, "limit": most}).scalars().all()

    def count(self, words: str) -> int:
        """Return how many records the expression ``words`` finds."""
        total: int = self._connection.execute(_COUNT, {"words": words}).scalar_one()
        return total

    def expression(self, level: Level) -> str:
        """Return what the index is asked for at ``level``."""
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
def stoppable(connection: Connection, context: Context | None) -> Iterator[None]:
    """End what the database does for the block soon after ``context`` was cancelled; without one, nothing."""
    if context is None:
        yield
        return
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
