"""First sync, a hundred changes, and nothing to do: the two programs from outside, over TLS."""

import random
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.physical import Moved, Yardstick, yardstick
from tests.e2e.programs import Laptop, authority, officer, serving, written

CHANGES = 100
PASSPHRASE = "girouette amphore bitume quartz"
Record = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Figure:
    """One measured exchange beside its yardstick."""

    name: str
    seconds: float
    requests: int
    size: int
    wire: int
    beside: float

    def row(self) -> str:
        """Return the figure as a line of the table."""
        ratio = self.seconds / self.beside if self.beside else 0.0
        return (
            f"| {self.name} | {self.seconds:.2f} s | {ratio:.1f} × | {self.requests} "
            f"| {self.size / 1000:,.1f} kB | {self.wire / 1000:,.1f} kB |"
        )


HEADER = (
    "| exchange | seconds | × physical | requests | HTTP up + down | through the socket |\n"
    "|---|---|---|---|---|---|"
)


def measured(folder: Path, records: Sequence[Record], runs: int) -> list[str]:
    """Return the table's lines: medians of ``runs`` runs, each on fresh laptops and a fresh head office."""
    figures = [_one_run(folder / str(n), records) for n in range(runs)]
    medians = [_median([run[i] for run in figures]) for i in range(len(figures[0]))]
    return [HEADER, *(figure.row() for figure in medians)]


def _median(figures: Sequence[Figure]) -> Figure:
    def middle(of: Callable[[Figure], float]) -> float:
        return statistics.median(of(figure) for figure in figures)

    return Figure(
        figures[0].name,
        middle(lambda f: f.seconds),
        round(middle(lambda f: f.requests)),
        round(middle(lambda f: f.size)),
        round(middle(lambda f: f.wire)),
        middle(lambda f: f.beside),
    )


def _one_run(folder: Path, records: Sequence[Record]) -> list[Figure]:
    folder.mkdir(parents=True)
    with yardstick(folder) as physical, _two_laptops(folder) as (anna, boris):
        for laptop in (anna, boris, anna):
            laptop.run("sync").done()
        ids = [anna("record", "add", kind, "-", given=given).json["id"] for kind, given in records]
        plain = [given for _, given in records]
        return [
            _figure("first sync up", anna, physical.up(plain)),
            _figure("first sync down", boris, physical.down()),
            *_changes(anna, boris, ids, physical),
            _figure("nothing to do", anna, physical.nothing()),
        ]


@contextmanager
def _two_laptops(folder: Path) -> Iterator[tuple[Laptop, Laptop]]:
    """Two officers of one post with a head office of their own, enrolled, nothing written yet."""
    office = authority(folder, PASSPHRASE)
    office("init").done()
    office("post", "add", "PCV", "Port-Carvel", "--countries", "XA").done()
    laptops = []
    with serving(office) as relay:
        for login, role in (("anna", "ASI"), ("boris", "OL")):
            office("person", "add", login, "--name", login.title(), "--role", role, "--post", "PCV").done()
            file, url = folder / f"{login}.invitation", f"https://127.0.0.1:{relay.port}"
            code = office("invite", login, "--out", str(file), "--url", url).json["code"]
            laptops.append(laptop := officer(folder, login, PASSPHRASE))
            laptop.run("enrol", str(file), "--code-file", written(folder / f"{login}.code", code)).done()
        yield laptops[0], laptops[1]
        for laptop in laptops:
            laptop.leave()


def _changes(anna: Laptop, boris: Laptop, ids: Sequence[str], physical: Yardstick) -> list[Figure]:
    chosen = random.Random(7).sample(list(ids), min(CHANGES, len(ids)))
    for number, one in enumerate(chosen):
        value = "PRIORITY" if number % 2 else "IMMEDIATE"
        anna("record", "set", one, f'priority="{value}"').done()
    small = [{"id": one, "field": "priority", "value": "PRIORITY"} for one in chosen]
    return [
        _figure(f"{len(chosen)} changes up", anna, physical.up(small)),
        _figure(f"{len(chosen)} changes down", boris, physical.down()),
    ]


def _figure(name: str, laptop: Laptop, beside: Moved) -> Figure:
    """Sync in a process of its own, so that the connection's handshake is in the figure."""
    report = laptop.run("sync").json
    assert report["session"] == "online", report
    return Figure(
        name,
        report["seconds"],
        report["requests"],
        report["bytes_up"] + report["bytes_down"],
        report["wire_up"] + report["wire_down"],
        beside.seconds,
    )
