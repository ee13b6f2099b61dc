"""Searching a full vault: how long one waits while typing, beside a sync too, and what the index costs."""

import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.ids import new_id
from asi_desktop.storage import search_index
from asi_desktop.storage.open_vault import Vault
from tests.e2e.realistic import name, prose
from tests.search.judging import Filled, filled, missed, plain_search
from tests.search.queries import QUERIES
from tests.storage.surroundings import new_vault, surroundings
from tests.storage.writing import add_with

_AT_ONCE = 200
_LEAST_LETTERS = 2
_OF_TEN_BRIEFS = 4
Record = tuple[str, dict[str, Value]]


def measure(records: int) -> list[str]:
    """Return the figures for a vault of ``records`` records: contacts, and briefs of a kilobyte each."""
    with tempfile.TemporaryDirectory() as folder:
        given = surroundings(Path(folder))
        vault = new_vault(Path(folder) / "profile", given)
        try:
            briefs = records * _OF_TEN_BRIEFS // 10
            _save_all(vault, _briefs(briefs, seed=3))
            made = filled(vault, contacts=records - briefs)
            return [*_waits(made), *_quality(made), *_index_size(made), *_cost(Path(folder))]
        finally:
            vault.close()


def _waits(made: Filled) -> list[str]:
    typed = [words for queries in QUERIES.values() for words, _ in queries]
    keystrokes = [words[:n] for words in typed for n in range(_LEAST_LETTERS, len(words) + 1)]
    random.Random(1).shuffle(keystrokes)
    alone = f"| {len(typed)} queries | {_percentiles(made, typed)} |"
    keys = f"| {len(keystrokes)} keystrokes of them | {_percentiles(made, keystrokes)} |"
    with _writing_beside(made.vault):
        beside = f"| the same beside a sync that writes | {_percentiles(made, keystrokes)} |"
    return ["| searching | median | 95 % below | longest |", "|---|---|---|---|", alone, keys, beside]


def _percentiles(made: Filled, typed: Iterable[str]) -> str:
    waits = []
    for words in typed:
        begun = time.perf_counter()
        with made.vault.reading() as reader:
            reader.search(words, limit=30)
        waits.append(1000 * (time.perf_counter() - begun))
    waits.sort()
    told = (waits[len(waits) // 2], waits[int(len(waits) * 0.95)], waits[-1])
    return " | ".join(f"{ms:.1f} ms" for ms in told)


class _writing_beside:  # noqa: N801 - reads as a phrase where it is used
    """Saves batches of two hundred records, as a sync does, until the block ends."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _write(self) -> None:
        some = _briefs(1_000_000, seed=9)
        while not self._over.is_set():
            _save(self._vault, islice(some, _AT_ONCE))


def _quality(made: Filled) -> list[str]:
    total = sum(map(len, QUERIES.values()))
    lines = ["", "| found among the first five | of |", "|---|---|"]
    for who, find in (("ASI Desktop", made.find), ("plain unicode61", plain_search(made))):
        left = missed(find, made.named)
        found = total - sum(map(len, left.values()))
        lines.append(f"| {who}: {found} ({100 * found / total:.0f} %) | {total} |")
    return lines


def _index_size(made: Filled) -> list[str]:
    with made.vault.reading() as reader:

        def one(sql: str) -> int:
            return int(reader.connection.exec_driver_sql(sql).scalar_one() or 0)

        index = one("SELECT sum(length(block)) FROM search_data")
        words = one("SELECT sum(length(word)) + 12 * count(*) FROM search_word")
        known = one("SELECT count(*) FROM search_word")
        whole = one("PRAGMA page_count") * one("PRAGMA page_size")
    return [
        "",
        f"index {index / 1e6:.1f} MB and {known} words ({words / 1e6:.1f} MB)"
        f" of a vault of {whole / 1e6:.1f} MB",
    ]


def _cost(folder: Path) -> list[str]:
    """Save the same records with the index and without it: what a first sync pays for search."""
    some = list(_briefs(1_000, seed=4))

    def seconds(place: str) -> float:
        vault = new_vault(folder / place, surroundings(folder))
        begun = time.perf_counter()
        _save_all(vault, iter(some))
        spent = time.perf_counter() - begun
        vault.close()
        return spent

    seconds("warm")
    kept = seconds("with")
    with patch.object(search_index, "put", lambda *_, **__: None):
        bare = seconds("without")
    return [
        f"saving {len(some)} records: {kept:.2f} s, {100 * (kept - bare) / kept:.0f} % of it for the index"
    ]


def _save_all(vault: Vault, records: Iterator[Record]) -> None:
    while some := list(islice(records, _AT_ONCE)):
        _save(vault, some)


def _save(vault: Vault, some: Iterable[Record]) -> None:
    with vault.writing("NORMAL") as writer:
        for kind, values in some:
            add_with(writer, new_id(), values, kind=kind)


def _briefs(count: int, seed: int) -> Iterator[Record]:
    chance = random.Random(seed)
    make: Callable[[int], str] = lambda size: prose(chance, size)  # noqa: E731 - one line is enough
    for number in range(count):
        yield (
            "brief",
            {
                "title": f"{name(chance)} {number} : {make(30)}"[:150],
                "ref": f"PCV-2026-SB-{number:05d}-A",
                "bluf": make(120),
                "facts": make(600),
                "assessment": make(260),
            },
        )
