"""What the relay counts about itself, and its spelling for Prometheus. Numbers only: no ids, no names."""

from collections.abc import Mapping, MutableSequence, Sequence
from threading import Lock

COUNTED: Mapping[str, str] = {
    "requests": "Requests answered, of every kind",
    "exchanges": "Exchanges answered",
    "waits": "Waits answered",
    "enrolments": "Laptops enrolled",
    "faults": "Requests answered with a fault",
    "undecodable": "Requests that were none",
    "stored": "Versions stored",
    "branches": "Versions stored as branches",
    "known": "Versions that were known",
    "refused": "Versions refused",
    "asked_back": "Versions answered with need, rekey or later",
    "bytes_in": "Bytes of requests",
    "bytes_out": "Bytes of answers",
}

_PLACES = {name: place for place, name in enumerate(COUNTED)}


class Counters:
    """One process's numbers, written by it alone; ``cells`` may lie in memory that another process reads."""

    def __init__(self, cells: MutableSequence[int] | None = None) -> None:
        self._cells: MutableSequence[int] = [0] * len(COUNTED) if cells is None else cells
        self._turn = Lock()

    def add(self, name: str, amount: int = 1) -> None:
        """Count ``amount`` more of ``name``."""
        with self._turn:
            self._cells[_PLACES[name]] += amount

    def values(self) -> dict[str, int]:
        """Return all numbers by name."""
        return {name: self._cells[place] for name, place in _PLACES.items()}


def exposition(processes: Sequence[Counters], gauges: Mapping[str, tuple[str, int]]) -> str:
    """Return counters (summed over processes) and gauges (help, value) in Prometheus's text format."""
    lines = []
    for name, text in COUNTED.items():
        total = sum(process.values()[name] for process in processes)
        lines += _metric(f"asi_{name}_total", "counter", text, total)
    for name, (text, value) in gauges.items():
        lines += _metric(f"asi_{name}", "gauge", text, value)
    return "\n".join(lines) + "\n"


def _metric(name: str, kind: str, text: str, value: int) -> list[str]:
    return [f"# HELP {name} {text}", f"# TYPE {name} {kind}", f"{name} {value}"]
