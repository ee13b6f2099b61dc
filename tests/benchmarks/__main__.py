"""Print the figures: ``python -m tests.benchmarks [--only sync|desk|lists|search] [--records N] [--runs N]``.

``--from``: JSON lines ``{"type": …, "fields": {…}}`` as the records to sync, instead of fictional ones made
here. ``--runs``: of the sync, whose medians are printed. Without ``--only``, everything is measured.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.benchmarks import desk, lists, search
from tests.benchmarks.sync import Record, measured
from tests.e2e.realistic import records as fictional

PARTS = {"desk": desk.measure, "lists": lists.measure, "search": search.measure}
"""Besides the sync: what is measured over so many records, and returned as lines."""


def main() -> int:
    """Measure and print, each line as soon as it is known."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--only", choices=("sync", *PARTS))
    words.add_argument("--records", type=int, default=10_000)
    words.add_argument("--runs", type=int, default=3)
    words.add_argument("--from", dest="source", type=Path)
    chosen = words.parse_args()
    for name in ("sync", *PARTS):
        if chosen.only in {None, name}:
            sys.stdout.writelines(f"{line}\n" for line in _lines(name, chosen))
            sys.stdout.flush()
    return 0


def _lines(name: str, chosen: argparse.Namespace) -> Iterable[str]:
    return _sync(chosen) if name == "sync" else PARTS[name](chosen.records)


def _sync(chosen: argparse.Namespace) -> Iterator[str]:
    moved = _read(chosen.source) if chosen.source else list(fictional(chosen.records, seed=42))
    with tempfile.TemporaryDirectory() as folder:
        yield from measured(Path(folder), moved[: chosen.records], chosen.runs)


def _read(file: Path) -> list[Record]:
    with file.open(encoding="utf-8") as lines:
        return [(line["type"], line["fields"]) for line in map(json.loads, lines)]


if __name__ == "__main__":
    sys.exit(main())
