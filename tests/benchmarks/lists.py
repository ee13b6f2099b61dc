"""How long a page of a list takes, whatever it is filtered and sorted by, beside a count of all rows."""

import random
import statistics
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter

from asi_desktop.domain.dotted import State, Value, Write, write
from asi_desktop.domain.ids import new_id
from asi_desktop.domain.records import record_type
from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import Filter, ListQuery
from tests.storage.surroundings import new_vault, surroundings

REQUEST = record_type("request")
RUNS = 7
BATCH = 2_000
WORDS = (
    "port",
    "airport",
    "identity",
    "vehicle",
    "border",
    "witness",
    "forged",
    "transfer",
    "arrest",
    "seizure",
)
NAMES = ("Ferek", "Tarvel", "Olen", "Saint-Aubin", "Marchand", "Belin", "Kasra", "Dumont", "Haddad", "Traoré")
COUNTRIES = ("XA", "XB", "XC", "FR", "DE", "ES", "IT", "MA", "SN", "CI")


def measure(records: int) -> list[str]:
    """Return a line for each page measured over a vault of ``records`` requests."""
    with tempfile.TemporaryDirectory() as folder:
        vault = new_vault(Path(folder) / "profile", surroundings(Path(folder)))
        try:
            return list(_measured(vault, records))
        finally:
            vault.close()


def fill(vault: Vault, records: int) -> None:
    """Write ``records`` fictional requests."""
    chance = random.Random(42)
    made = iter(range(records))
    while some := list(islice(made, BATCH)):
        with vault.writing("NORMAL") as writer:
            home = writer.spaces()[0].space
            for number in some:
                change = Write(writer.next_dot(), writer.stamp(), _fields(chance, number))
                writer.save(new_id(), home, write(State("request", 1, {}, {}, {}), change), change=change)


def _fields(chance: random.Random, number: int) -> dict[str, Value]:
    workflow = REQUEST.workflow
    assert workflow is not None
    states = [state.code for state in workflow.states]
    text = " ".join(chance.choices(WORDS, k=12))
    day = f"{chance.randint(2025, 2027)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    return {
        "ref": f"PCV-2026-RQ-{number:06d}-A",
        "title": f"{chance.choice(WORDS)} {chance.choice(NAMES)} {number}",
        "kind": chance.choice(("wanted_person", "vehicle", "identity")),
        "direction": chance.choice(("fr_to_partner", "partner_to_fr")),
        "partner_country": chance.choice(COUNTRIES),
        "status": {"state": chance.choice(states), "role": "ASI"},
        "priority": chance.choices(("ROUTINE", "PRIORITY", "IMMEDIATE"), (90, 9, 1))[0],
        "due_at": {"utc": f"{day}T12:00:00Z", "offset": 0} if chance.random() < 0.8 else None,
        "review_at": day,
        "exercise": chance.random() < 0.02,
        f"country_scope#{chance.choice(COUNTRIES)}": True,
        "facts": text,
    }


def _measured(vault: Vault, records: int) -> Iterator[str]:
    begun = perf_counter()
    fill(vault, records)
    yield f"lists: {records} requests written in {perf_counter() - begun:.1f} s"
    with vault.reading() as reader:
        yardstick = _best(
            lambda: reader.connection.exec_driver_sql("SELECT count(*) FROM list_request").all()
        )
        yield f"lists: {'count of all rows (yardstick)':58} {yardstick:7.1f} ms"
        for words, query in QUERIES:
            milliseconds, total = _page(reader, query)
            yield f"lists: {words:58} {milliseconds:7.1f} ms  of {total}"


def _page(reader: Reader, query: ListQuery) -> tuple[float, int]:
    return _best(lambda: reader.page(query)), reader.page(query).total


def _best(work: Callable[[], object]) -> float:
    """Return the median of several runs in milliseconds."""
    times = []
    for _ in range(RUNS):
        begun = perf_counter()
        work()
        times.append((perf_counter() - begun) * 1000)
    return statistics.median(times)


def _asked(*filters: Filter, sort: str | None = None, words: str = "", offset: int = 0) -> ListQuery:
    return ListQuery("request", filters=filters, sort=sort, words=words, offset=offset)


OPEN = Filter("status", ("draft", "checked", "sent", "received", "in_progress"))
QUERIES: tuple[tuple[str, ListQuery], ...] = (
    ("newest first", _asked()),
    ("newest first, half-way down", _asked(offset=50_000)),
    *((f"by {name}", _asked(sort=name)) for name in ("title", "-title", "ref", "status", "created")),
    *(
        (f"by {name}", _asked(sort=name))
        for name in ("due_at", "-due_at", "partner_country", "priority", "kind")
    ),
    ("one state", _asked(Filter("status", ("sent",)))),
    ("one state by deadline", _asked(Filter("status", ("sent",)), sort="due_at")),
    ("open ones by deadline", _asked(OPEN, sort="due_at")),
    ("open ones newest first", _asked(OPEN)),
    ("one country", _asked(Filter("partner_country", ("XA",)))),
    ("one country, open, by deadline", _asked(OPEN, Filter("partner_country", ("XA",)), sort="due_at")),
    ("immediate", _asked(Filter("priority", ("IMMEDIATE",)))),
    ("immediate by title", _asked(Filter("priority", ("IMMEDIATE",)), sort="title")),
    ("routine, open, by deadline", _asked(OPEN, Filter("priority", ("ROUTINE",)), sort="due_at")),
    ("overdue and open", _asked(OPEN, Filter("due_at", until="2026-11-27"), sort="due_at")),
    ("the next seven days", _asked(Filter("due_at", since="2026-11-27", until="2026-12-04"), sort="due_at")),
    ("without deadline", _asked(Filter("due_at", ("",)))),
    ("exercises (no column)", _asked(Filter("exercise", ("true",)))),
    ("a country concerned (a set)", _asked(Filter("country_scope", ("XB",)))),
    ("to review this month (no column), by title", _asked(Filter("review_at", ("2026-11",)), sort="title")),
    ("a rare word", _asked(words="4711")),
    ("a name", _asked(words="ferek")),
    ("a name, open, by deadline", _asked(OPEN, words="ferek", sort="due_at")),
    ("two words of every body", _asked(words="port border")),
)
