"""Reads every log again and proves it: chains, ids, signatures, who might write, heads. No key is needed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from asi_desktop.crypto.control import BadControl, DirectoryView, folded
from asi_desktop.crypto.sealing import signature_holds
from asi_desktop.headoffice.log_store import Log, Reader, Stretch
from asi_desktop.headoffice.premises import Premises
from asi_desktop.protocol import batch as wire
from asi_desktop.protocol.batch import Batch, Parent
from asi_desktop.protocol.chain import EMPTY_HEADS, GENESIS, Position, linked, toggled
from asi_desktop.protocol.control import Control
from asi_desktop.protocol.packing import Undecodable, unpacked


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold: ``code`` is stable, ``seq`` the entry (0: the log as a whole)."""

    code: str
    space: bytes
    seq: int


@dataclass(slots=True)
class Verification:
    """What was looked at, and what did not hold."""

    checked: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("spaces", "entries", "versions", "controls", "batches"), 0)
    )
    problems: list[Problem] = field(default_factory=list)


def verify(reader: Reader, premises: Premises) -> Verification:
    """Return what is wrong with the logs in one transaction; nothing, if all is as it was written."""
    found = Verification()
    logs = reader.logs()
    view = DirectoryView.of(premises.office, premises.root)
    for space in sorted(logs, key=lambda one: (one != view.directory, one)):
        proof = _Proof(reader, logs[space], view, found)
        proof.read()
        if space == view.directory:
            view = proof.view
    if view.directory not in logs:
        found.problems.append(Problem("no_directory", view.directory, 0))
    return found


@dataclass(slots=True)
class _Proof:
    """One log while it is read from its beginning."""

    reader: Reader
    log: Log
    view: DirectoryView
    found: Verification
    parents: dict[int, Parent] = field(default_factory=dict)
    heads: set[bytes] = field(default_factory=set)

    def read(self) -> None:
        """Go through the log, noting what does not hold."""
        at = Position(self.log.position.incarnation, 0, GENESIS)
        rows = self.reader.chained(self.log.space)
        for stretch in self.reader.stretches(self.log.space, after=0, until=self.log.position.seq):
            if stretch.first != at.seq + 1:
                self._note("gap", stretch.first)
            for id_ in self._ids(stretch):
                at = linked(at, id_)
                if next(rows, None) != (at.seq, id_, at.chain):
                    self._note("chain", at.seq)
        if at != self.log.position or next(rows, None) is not None:
            self._note("head", at.seq)
        digest = toggled(EMPTY_HEADS, self.heads)
        if digest != self.log.heads or self.heads != set(self.reader.every_head(self.log.space)):
            self._note("heads", 0)
        self.found.checked["spaces"] += 1
        self.found.checked["entries"] += at.seq

    def _ids(self, stretch: Stretch) -> Iterator[bytes]:
        try:
            if stretch.device is None:
                yield self._control(stretch)
            else:
                yield from self._versions(stretch)
        except Undecodable:
            self._note("undecodable", stretch.first)

    def _control(self, stretch: Stretch) -> bytes:
        control = unpacked(stretch.content, Control)
        self.found.checked["controls"] += 1
        try:
            self.view = folded(self.view, [control])
        except BadControl:
            self._note("control", stretch.first)
        return control.id()

    def _versions(self, stretch: Stretch) -> Iterator[bytes]:
        batch = wire.decode(stretch.content, self.log.space, self.parents.get)
        self.found.checked["batches"] += 1
        public = self.view.sign_key(batch.device)
        if public is None or not signature_holds(batch, public):
            self._note("signature", stretch.first)
        if batch.device != stretch.device or not self.view.may_write(self.log.space, batch.device):
            self._note("author", stretch.first)
        yield from self._numbered(batch, stretch.first)

    def _numbered(self, batch: Batch, first: int) -> Iterator[bytes]:
        for seq, version in enumerate(batch.versions(), start=first):
            id_ = version.header.id()
            self.parents[seq] = Parent(id_, version.header.record)
            self.heads.difference_update(version.header.parents)
            self.heads.add(id_)
            self.found.checked["versions"] += 1
            yield id_

    def _note(self, code: str, seq: int) -> None:
        self.found.problems.append(Problem(code, self.log.space, seq))
