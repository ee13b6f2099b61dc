"""Fills a vault with the people of the set, and judges what the product and plain unicode61 find."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from asi_desktop.domain.ids import new_id, shown
from asi_desktop.storage.open_vault import Vault
from tests.search.people import CONTACTS, Made, people
from tests.search.queries import QUERIES
from tests.storage.writing import add_with

FIRST = 5
"""Places among which the record that was meant must be."""

_AT_ONCE = 500
Find = Callable[[str], list[bytes]]


@dataclass(slots=True)
class Filled:
    """The vault, and the ids of the records that the queries look for, by their names."""

    vault: Vault
    named: dict[str, bytes] = field(default_factory=dict)

    def find(self, words: str) -> list[bytes]:
        """Return the ids of the first hits of the product's search."""
        with self.vault.reading() as reader:
            return [hit.id for hit in reader.search(words, limit=FIRST).items]


def filled(vault: Vault, contacts: int = CONTACTS) -> Filled:
    """Save the people of the set in ``vault``."""
    made = Filled(vault)
    waiting: list[Made] = []
    for one in people(contacts):
        waiting.append(one)
        if len(waiting) == _AT_ONCE:
            _save(made, waiting)
            waiting.clear()
    _save(made, waiting)
    return made


def plain_search(made: Filled) -> Find:
    """Return the yardstick: FTS5 as it comes, unicode61 with accents removed, every word by its beginning."""
    yardstick = sqlite3.connect(":memory:")
    yardstick.execute("CREATE VIRTUAL TABLE plain USING fts5(id UNINDEXED, title, body)")
    with made.vault.reading() as reader:
        titles = {}
        for record in reader.record_ids():
            stored = reader.record(record)
            assert stored is not None
            texts = [one.value for path in stored.state.fields for one in stored.state.values(path)]
            values = [text for text in texts if isinstance(text, str)]
            titles[record] = values
    named = {shown(record): " ".join(values) for record, values in titles.items()}
    rows = [
        (record, " ".join(values[:2]), " ".join(f"{text} {named.get(text, '')}" for text in values))
        for record, values in titles.items()
    ]
    yardstick.executemany("INSERT INTO plain VALUES (?, ?, ?)", rows)

    def find(words: str) -> list[bytes]:
        asked = " AND ".join('"' + word.replace('"', "") + '" *' for word in words.split())
        sql = f"SELECT id FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT {FIRST}"
        return [bytes(row[0]) for row in yardstick.execute(sql, (asked,))]

    return find


def missed(find: Find, named: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return by difficulty the queries whose record is not among the first FIRST."""
    return {
        difficulty: [words for words, name in queries if named[name] not in find(words)[:FIRST]]
        for difficulty, queries in QUERIES.items()
    }


def _save(made: Filled, some: Iterable[Made]) -> None:
    with made.vault.writing("NORMAL") as writer:
        for one in some:
            values = dict(one.values)
            if one.refers:
                values["organisation"] = shown(made.named[one.refers])
            record = new_id()
            if one.name:
                made.named[one.name] = record
            add_with(writer, record, values, kind=one.type)
