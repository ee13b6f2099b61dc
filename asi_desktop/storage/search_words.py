"""The words of the index, for words that were typed wrong or are parts of others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import Connection

CREATE = """
CREATE TABLE IF NOT EXISTS search_word (key INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)
"""
DROP = "DROP TABLE IF EXISTS search_word"

_ADD = "INSERT OR IGNORE INTO search_word (word) VALUES (?)"
_SINCE = "SELECT key, word FROM search_word WHERE key > ? ORDER BY key"

SHORTEST, LONGEST = 4, 24
_TWO_ERRORS_FROM = 7
MOST = 24
"""How many words may stand for one that was typed."""


def put(connection: Connection, words: Iterable[str]) -> None:
    """Note the words of new or changed records; those of what is gone stay until the next rebuild."""
    rows = [(word,) for word in sorted(words) if _is_word(word)]
    if rows:
        connection.exec_driver_sql(_ADD, rows)


@dataclass(slots=True)
class SearchWords:
    """The words in memory, by length; one for all transactions of an open vault, safe across threads."""

    _by_length: dict[int, list[str]] = field(default_factory=dict)
    _last: int = 0
    _lock: Lock = field(default_factory=Lock)

    def follow(self, connection: Connection) -> None:
        """Learn the words that were committed since; a few thousand a second at the worst are new."""
        with self._lock:
            for key, word in connection.exec_driver_sql(_SINCE, (self._last,)):
                self._by_length.setdefault(len(word), []).append(word)
                self._last = key

    def near(self, word: str) -> tuple[str, ...]:
        """Return the words that ``word`` may have been meant for, itself apart, the nearest first.

        Up to six letters one is wrong, missing, too many or changed places, in longer words two.
        """
        if not _is_word(word):
            return ()
        errors = 1 if len(word) < _TWO_ERRORS_FROM else 2
        found = sorted(self._near(word, errors))
        return tuple(other for _, other in found if other != word)[:MOST]

    def around(self, word: str) -> tuple[str, ...]:
        """Return the words that have ``word`` inside them, the shortest first."""
        return tuple(self._around(word)) if _is_word(word) else ()

    def _near(self, word: str, errors: int) -> Iterator[tuple[int, str]]:
        for length in range(len(word) - errors, len(word) + errors + 1):
            some = self._by_length.get(length, ())
            for other, distance, _ in process.extract(
                word, some, scorer=OSA.distance, score_cutoff=errors, limit=MOST
            ):
                yield int(distance), other

    def _around(self, word: str) -> Iterator[str]:
        left = MOST
        for length in range(len(word) + 1, LONGEST + 1):
            for other in tuple(self._by_length.get(length, ())):
                if word in other and not other.startswith(word):
                    yield other
                    left -= 1
                    if not left:
                        return


def _is_word(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()
