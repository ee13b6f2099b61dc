"""Print the figures: ``python -m tests.benchmarks [--records N] [--runs N] [--from FILE]``.

``--from``: JSON lines ``{"type": …, "fields": {…}}`` as the records to move, instead of fictional ones
made here.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.sync import Record, measured
from tests.e2e.realistic import records as fictional


def main() -> int:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--records", type=int, default=10_000)
    words.add_argument("--runs", type=int, default=3)
    words.add_argument("--from", dest="source", type=Path)
    chosen = words.parse_args()
    moved = _read(chosen.source) if chosen.source else list(fictional(chosen.records, seed=42))
    with tempfile.TemporaryDirectory() as folder:
        for line in measured(Path(folder), moved[: chosen.records], chosen.runs):
            sys.stdout.write(line + "\n")
    return 0


def _read(file: Path) -> list[Record]:
    with file.open(encoding="utf-8") as lines:
        return [(line["type"], line["fields"]) for line in map(json.loads, lines)]


if __name__ == "__main__":
    sys.exit(main())
