"""What everybody wrote and knowingly replaced: from it alone follows what must be shown in the end."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from asi_desktop.domain.dotted import ALIVE, Dot, State, Value, Write

Place = tuple[bytes, str]
Shown = dict[str, dict[Dot, Value]]


@dataclass(frozen=True)
class Entry:
    """One value that was written: by whom, in place of what was shown and of all that this had replaced."""

    value: Value
    author: bytes
    replaced: frozenset[Dot]


@dataclass
class Ledger:
    """Every write of a run. ``lost``: saves that died with the only disk that held them.

    ``sent``: saves that head office was found to have when a disk went back. ``private``: what never
    leaves its laptop, by laptop, record and path.
    """

    entries: dict[Place, dict[Dot, Entry]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[Dot, bytes] = field(default_factory=dict)
    spaces: dict[bytes, bytes] = field(default_factory=dict)
    lost: set[Dot] = field(default_factory=set)
    sent: set[Dot] = field(default_factory=set)
    private: dict[bytes, dict[Place, tuple[Dot, Value]]] = field(default_factory=lambda: defaultdict(dict))

    def note(
        self, record: bytes, space: bytes, before: State, change: Write, private: Collection[str]
    ) -> None:
        """Note a save that was just committed; ``before``: what its author's laptop held until then."""
        assert change.dot not in self.names, f"dot {change.dot} names two saves"
        self.names[change.dot] = record
        self.spaces.setdefault(record, space)
        author = change.stamp.device
        if private and all(path in private for path in change.values):
            said: Mapping[str, Value] = change.values  # what is told to nobody says nothing else
        else:
            said = _told(change)
        for path, value in said.items():
            if path in private:
                self.private[author][record, path] = (change.dot, value)
                continue
            shown = change.displayed.get(path, [one.dot for one in before.values(path)])
            known = self.entries[record, path]
            gone = frozenset(shown).union(*(known[dot].replaced for dot in shown if dot in known))
            known[change.dot] = Entry(value, author, gone)

    def move(self, record: bytes, space: bytes) -> None:
        """Note that a record from before enrolment stands in a space of head office's now."""
        self.spaces[record] = space

    def shown(self, record: bytes) -> Shown:
        """Return, for each path, the values left: held by somebody, replaced by nobody who saw them."""
        places = [place for place in self.entries if place[0] == record]
        found = {path: self._left(self.entries[whose, path]) for whose, path in places}
        return {path: left for path, left in found.items() if left}

    def saves_of(self, record: bytes) -> set[Dot]:
        """Return the saves of a record that are not private."""
        places = [place for place in self.entries if place[0] == record]
        return {dot for place in places for dot in self.entries[place]}

    def secrets_of(self, author: bytes, record: bytes) -> Shown:
        """Return what ``author`` wrote in the record for this laptop alone."""
        return {
            path: {dot: value}
            for (whose, path), (dot, value) in self.private[author].items()
            if whose == record
        }

    def records_of(self, spaces: Collection[bytes]) -> set[bytes]:
        """Return the records of ``spaces`` that somebody still holds."""
        alive = {record for dot, record in self.names.items() if dot not in self.lost}
        return {record for record in alive if self.spaces[record] in spaces and self.shown(record)}

    def _left(self, entries: Mapping[Dot, Entry]) -> dict[Dot, Value]:
        held = {dot: one for dot, one in entries.items() if dot not in self.lost}
        replaced = {dot for one in held.values() for dot in one.replaced}
        return {dot: one.value for dot, one in held.items() if dot not in replaced}


def _told(change: Write) -> dict[str, Value]:
    """Return what a save says, the lives of its subjects included: an edit keeps what it touches."""
    said: dict[str, Value] = {ALIVE: True}
    for path in change.values:
        if path.count("/") >= 2:
            listing, element, _ = path.split("/", 2)
            said[f"{listing}/{element}/{ALIVE}"] = True
    return said | dict(change.values)
