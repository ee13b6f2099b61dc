"""The desk with many records: opening it, a page, a search, a save; each beside a yardstick of its run."""

import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter, perf_counter_ns

from asi_desktop.domain.ids import shown
from asi_desktop.domain.records import record_type
from asi_desktop.services.desk import Desk
from asi_desktop.services.opening import create_vault, open_desk
from asi_desktop.services.results import Filter, ListQuery
from asi_desktop.storage import rebuild, settings
from asi_desktop.storage.open_vault import Surroundings, Vault
from asi_desktop.tasks import Context
from tests.benchmarks.search import _briefs, _save_all
from tests.search.judging import Filled, filled, plain_search
from tests.search.queries import QUERIES
from tests.storage.surroundings import CHEAP, PASSPHRASE

STARTS, SAVES, PAGES = 7, 200, 15
OF_TEN_BRIEFS = 4
BLOCK_BYTES = 4096
PAGE_ROWS = 200
GIVEN = Surroundings(cost=CHEAP, floor=CHEAP)
HEADER = "| desk | median | 95 % below | yardstick | median | ratio |\n|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Times:
    """Some measurements of the same thing, milliseconds."""

    ms: Sequence[float]

    @property
    def median(self) -> float:
        """The one in the middle."""
        return statistics.median(self.ms)

    @property
    def p95(self) -> float:
        """What 95 % lie below."""
        return sorted(self.ms)[int(len(self.ms) * 0.95)] if len(self.ms) > 1 else self.ms[0]


def measure(records: int) -> list[str]:
    """Return the table for a vault of ``records`` records: contacts, and briefs of a kilobyte each."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        create_vault(profile, PASSPHRASE, surroundings=GIVEN)
        desk = open_desk(profile, PASSPHRASE, surroundings=GIVEN)
        try:
            briefs = records * OF_TEN_BRIEFS // 10
            _save_all(desk._vault, _briefs(briefs, seed=3))
            made = filled(desk._vault, contacts=records - briefs)
            lines = [HEADER, *_pages(desk, Path(folder)), *_searches(made), *_saves(desk, Path(folder))]
            lines += _rebuilds(desk._vault)
        finally:
            desk.close()
        return [lines[0], *_starts(profile), *lines[1:]]


def _row(name: str, ours: Times, yardstick: str, beside: Times) -> str:
    return (
        f"| {name} | {ours.median:,.1f} ms | {ours.p95:,.1f} ms | {yardstick} | {beside.median:,.2f} ms "
        f"| {ours.median / beside.median:.1f} × |"
    )


def _timed(work: Callable[[], object], times: int = 1) -> Times:
    return Times([_once(work) for _ in range(times)])


def _once(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


def _starts(profile: Path) -> Iterator[str]:
    """Start the program and a bare window in turns; the first of each warms the disk and does not count."""
    bare, locked, usable, memory = [], [], [], {}
    for _ in range(STARTS + 1):
        begun, told = _run("bare")
        bare.append((told["bare"][0] - begun) / 1e6)
        begun, told = _run(str(profile))
        locked.append((told["locked"][0] - begun) / 1e6)
        usable.append((told["list"][0] - told["typed"][0]) / 1e6)
        memory = {word: size for word, (_, size) in told.items()}
    beside = Times(bare[1:])
    yield _row("process start to unlock screen", Times(locked[1:]), "bare window", beside)
    yield _row("unlocking (without Argon2id) to a list", Times(usable[1:]), "bare window", beside)
    sizes = ", ".join(f"{word} {size / 1000:.0f} MB" for word, size in memory.items())
    yield f"| resident memory: {sizes} | | | | | |"


def _run(what: str) -> tuple[int, dict[str, tuple[int, int]]]:
    """Return when a process was started, and what it told: moments (ns) and memory (kB) by word."""
    begun = perf_counter_ns()
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.first_paint", what],
        capture_output=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        check=True,
    )
    words = [line.split() for line in done.stdout.decode().splitlines()]
    return begun, {word: (int(at), int(size)) for word, at, size in words}


def _pages(desk: Desk, folder: Path) -> Iterator[str]:
    beside = _plain_page(desk, folder)
    for name, query in (
        ("list page, last changed first", ListQuery("contact")),
        ("list page, by name", ListQuery("contact", sort="title")),
        ("list page, half-way down", ListQuery("contact", offset=20_000)),
        ("list page, active ones", ListQuery("contact", filters=(Filter("status", ("active",)),))),
        ("list page of briefs", ListQuery("brief")),
    ):
        desk.lists.page(query)
        yield _row(name, _timed(partial(desk.lists.page, query), PAGES), "plain SQLite", beside)


def _plain_page(desk: Desk, folder: Path) -> Times:
    """Measure what a page costs where rows lie ready in a table without any secret."""
    plain = sqlite3.connect(folder / "plain.db")
    plain.execute("CREATE TABLE line (id BLOB, title TEXT, body TEXT, updated INTEGER)")
    rows = desk.lists.page(ListQuery("contact", limit=1_000_000)).items
    lines = [(row.id, row.title, json.dumps(row.values), row.updated_ms) for row in rows]
    plain.executemany("INSERT INTO line VALUES (?, ?, ?, ?)", lines)
    plain.execute("CREATE INDEX by_updated ON line (updated)")
    plain.commit()

    def page() -> None:
        plain.execute("SELECT count(*) FROM line").fetchone()
        asked = "SELECT * FROM line ORDER BY updated DESC LIMIT ?"
        [json.loads(line[2]) for line in plain.execute(asked, (PAGE_ROWS,))]

    page()
    return _timed(page, PAGES)


def _searches(made: Filled) -> Iterator[str]:
    typed = [words for queries in QUERIES.values() for words, _ in queries]
    prefixes = [words[:n] for words in typed for n in range(2, len(words) + 1)]
    random.Random(1).shuffle(prefixes)
    plain = plain_search(made)

    def find(words: str) -> None:
        with made.vault.reading() as reader:
            reader.search(words, limit=30)

    for name, some in ((f"search, {len(typed)} queries", typed), ("search as you type", prefixes)):
        ours, beside = _each(find, some), _each(plain, some)
        yield _row(name, ours, "plain FTS5", beside)


def _each(work: Callable[[str], object], given: Iterable[str]) -> Times:
    return Times([_once(partial(work, one)) for one in given])


def _saves(desk: Desk, folder: Path) -> Iterator[str]:
    example = record_type("brief").example
    record = desk.records.add("brief", example).id
    beside = _timed(_block_writer(folder / "block"), SAVES)
    numbers = iter(range(SAVES))
    ours = _timed(lambda: desk.records.set(shown(record), [("title", f"Title {next(numbers)}")]), SAVES)
    yield _row("save of a field", ours, "4 KiB and fsync", beside)
    ours = _timed(lambda: desk.records.add("brief", example), SAVES)
    yield _row("new record", ours, "4 KiB and fsync", beside)


def _block_writer(file: Path) -> Callable[[], None]:
    block = os.urandom(BLOCK_BYTES)

    def written() -> None:
        with file.open("wb") as out:
            out.write(block)
            out.flush()
            os.fsync(out.fileno())

    return written


def _rebuilds(vault: Vault) -> Iterator[str]:
    """Derive every list and the whole search anew, beside reading the same records as JSON."""
    with vault.reading() as reader:
        found = (reader.record(one) for one in reader.record_ids())
        texts = [
            json.dumps(
                {path: [str(one.value) for one in kept.state.values(path)] for path in kept.state.fields}
            )
            for kept in found
            if kept is not None
        ]
    beside = _timed(lambda: [json.loads(text) for text in texts])
    with vault.writing() as writer:
        listings = writer._fittings.listings
        settings.put_raw(writer.connection, "derived", b"another program's")
        ours = _timed(lambda: rebuild.rebuild(writer.connection, listings, tuple(listings), Context()))
    yield _row(f"lists and search derived again ({len(texts)} records)", ours, "JSON of them read", beside)
