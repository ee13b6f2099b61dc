"""What a sync receives: head office's signed heads, keys and frames, checked against what is here."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from asi_desktop.crypto.wrapping import Unopenable, epoch_info, unwrap
from asi_desktop.domain.errors import AppError
from asi_desktop.protocol.chain import Position, state_hash
from asi_desktop.protocol.control import Wrap, key_check
from asi_desktop.protocol.exchange import Answer, Cursor, Frame, Head, Outcome, Result
from asi_desktop.protocol.packing import packed
from asi_desktop.sync import opening, plan
from asi_desktop.sync.failures import Forked, ServerBack
from asi_desktop.sync.plan import Verdict
from asi_desktop.sync.ports import (
    Account,
    Alarm,
    AppliedFrame,
    Changed,
    Epoch,
    Opened,
    Place,
    Ruled,
    Settled,
    SyncStore,
)


@dataclass(frozen=True, slots=True)
class _Here:
    """Our place in a log after a frame was committed."""

    space: bytes
    position: Position
    heads: bytes
    ctrl_seen: int


class Incoming:
    """Where this laptop stands in each log during one cycle, and where head office says they end.

    ``proof`` gives the last exchange as signed by head office, for evidence.
    """

    def __init__(
        self,
        store: SyncStore,
        account: Account,
        *,
        proof: Callable[[], bytes],
        changed: Callable[[Changed], None],
    ) -> None:
        self.view = account.directory
        self.keys: dict[Epoch, bytes] = dict(store.keys())
        self.places: dict[bytes, Place] = {place.space: place for place in store.cursors()}
        self.whole = False  # ask for our own entries too: we were not told all their numbers
        self.entries = 0
        self.pulled = 0
        self.changes = Changed()
        self._store = store
        self._me = account.keys
        self._proof = proof
        self._changed = changed
        self._server_ms = 0
        self._heads: dict[bytes, Head] = {}  # where head office's logs ended when last told
        self._targets: dict[bytes, int] = {}  # how far they are known to reach since
        self._asked: set[bytes] = set()  # logs to ask for next time, come what may
        self._skipped: set[bytes] = set()  # logs whose frames of this answer cannot be used
        self._searched = False  # all logs were asked for, to find where one differs that is not behind
        self._patient = True  # the directory was not asked for: who is unknown may stand there

    # Where we stand

    def state(self) -> bytes:
        """Return one hash over our places in all logs."""
        return state_hash((place.space, place.position) for place in self.places.values())

    def is_behind(self) -> bool:
        """Tell whether anything is left to fetch."""
        return bool(self._asked) or not plan.is_reached(list(self.places.values()), self._targets)

    def left(self) -> int:
        """Return how many entries are known to be left to fetch."""
        places = self.places
        return sum(
            max(0, target - (places[space].position.seq if space in places else 0))
            for space, target in self._targets.items()
        )

    def cursors(self, written: Collection[bytes]) -> tuple[Cursor, ...]:
        """Return where to go on reading; ``written``: the spaces that this exchange writes to."""
        asked = {*self._asked, *written}
        self._patient = self.view.directory not in self._asked
        self._asked, self._skipped = set(), set()
        writable = [space for space in self.places if self.view.may_write(space, self._me.device)]
        return plan.cursors(list(self.places.values()), self._targets, writable=writable, asked=asked)

    # What the first message of an answer says

    def judge(self, answer: Answer) -> frozenset[bytes]:
        """Compare our places with the signed heads; return the spaces where nothing is newer.

        Raises ServerBack or Forked, the evidence kept.
        """
        for head in answer.heads:
            self._must_hold(head)
        self._server_ms = answer.server_ms
        self._heads = {head.space: head for head in answer.heads}
        self._targets = {head.space: head.position.seq for head in answer.heads}
        if not (answer.equal or answer.pushed or self._searched or self.is_behind()):
            self._searched = True
            self._asked.update(self.places)
        if not (answer.equal or answer.heads):
            return frozenset()  # head office says that something is new, and not what
        return frozenset(self.places.keys() - self._heads.keys() | self._ended())

    def expect(self, settled: Sequence[Settled], spaces: Mapping[int, bytes]) -> None:
        """Note up to which number the logs reach now that our versions are in them; raises ServerBack.

        ``spaces``: the space of each batch by its key.
        """
        for one in settled:
            for result in one.results.values():
                if one.key in spaces and result.outcome in plan.NUMBERED:
                    self._expect(spaces[one.key], result)

    def _expect(self, space: bytes, result: Result) -> None:
        if result.outcome is not Outcome.KNOWN and result.seq <= self.places[space].position.seq:
            self._halt(ServerBack(), space, packed(result))
        if result.forked:
            self._store.alarm(Alarm("device_forked", space, self._proof()))
        self._targets[space] = max(self._targets.get(space, 0), result.seq)

    def unwrapped(self, wraps: Sequence[Wrap]) -> dict[Epoch, bytes]:
        """Return the epoch keys in ``wraps`` that are new; one that is not what it should be is an alarm."""
        fresh: dict[Epoch, bytes] = {}
        for wrap in wraps:
            try:
                key = unwrap(wrap.sealed, self._me.wrap_private, info=epoch_info(wrap.space, wrap.epoch))
            except Unopenable:
                self._store.alarm(Alarm("bad_key", wrap.space, packed(wrap)))
                continue
            if self._is_wanted(wrap, key):
                fresh[wrap.space, wrap.epoch] = key
        self.keys |= fresh
        return fresh

    # The frames

    def take(self, frame: Frame) -> None:
        """Check a frame and commit it, unless it is one we have or cannot use yet.

        Raises Forked, BadFrame, Undecodable.
        """
        place = self.places.get(frame.space)
        if frame.space in self._skipped or (place and frame.until.seq <= place.position.seq):
            return
        desk = opening.Desk(self._store, self.view, self.keys, patient=self._patient)
        try:
            read = opening.read(frame, place, desk)
        except opening.OwnNumbersUnknownError:
            self.whole = True
            self._put_off(frame.space)
        except opening.DirectoryBehindError:
            self._put_off(frame.space, self.view.directory)
        except Forked as error:
            self._halt(error, frame.space, packed(frame))
        else:
            self._commit(read)

    def _put_off(self, *spaces: bytes) -> None:
        self._skipped.add(spaces[0])
        self._asked.update(spaces)

    def _commit(self, read: opening.ReadFrame) -> None:
        frame = read.frame
        head = self._heads.get(frame.space)
        if head is not None and head.position == frame.until:
            frame = replace(frame, as_of_ms=self._server_ms)
            self._compare_heads(head, frame.heads)
        changes = self._store.apply(frame)
        for alarm in read.alarms:
            self._store.alarm(alarm)
        self.view = read.view
        self.places[frame.space] = self._after(frame)
        self._tell(frame, Changed(changes.records, changes.types, frozenset({frame.space})))

    def _after(self, frame: AppliedFrame) -> _Here:
        before = self.places.get(frame.space)
        rulings = [entry.seq for entry in frame.entries if isinstance(entry, Ruled)]
        ctrl_seen = max(rulings, default=before.ctrl_seen if before else 0)
        return _Here(frame.space, frame.until, frame.heads, ctrl_seen)

    def _tell(self, frame: AppliedFrame, changes: Changed) -> None:
        others = [
            entry
            for entry in frame.entries
            if isinstance(entry, Opened) and entry.version.header.device != self._me.device
        ]
        self.entries += len(frame.entries)
        self.pulled += len(others)
        self.changes |= changes
        self._changed(changes)

    # When something is wrong

    def _is_wanted(self, wrap: Wrap, key: bytes) -> bool:
        """Whether an unwrapped key is new and not contradicted by the log's own EPOCH entry.

        A key whose entry was not read yet is taken on trust, and gives way to the right one afterwards.
        """
        check = self.view.checks.get((wrap.space, wrap.epoch))
        held = self.keys.get((wrap.space, wrap.epoch))
        if check is None:
            return held is None
        if key_check(key) != check:
            self._store.alarm(Alarm("bad_key", wrap.space, packed(wrap)))
            return False
        return held != key

    def _must_hold(self, head: Head) -> None:
        """Stop when the signed head contradicts our place in the same log."""
        place = self.places.get(head.space)
        verdict = plan.judged(place, head) if place else Verdict.HOLDS
        if verdict is Verdict.SHORTER:
            self._halt(ServerBack(), head.space, packed(head))
        if verdict is Verdict.DIFFERENT:
            self._halt(Forked(), head.space, packed(head))

    def _ended(self) -> frozenset[bytes]:
        """Return the spaces whose log ends where we are, their heads compared."""
        places = self.places
        ended = [
            head
            for space, head in self._heads.items()
            if space in places and places[space].position == head.position
        ]
        for head in ended:
            self._compare_heads(head, places[head.space].heads)
        return frozenset(head.space for head in ended)

    def _compare_heads(self, head: Head, ours: bytes) -> None:
        """Alarm when the same log gave head office and us different heads: one of the programs errs."""
        if head.heads != ours:
            self._store.alarm(Alarm("heads_differ", head.space, packed((head, ours))))

    def _halt(self, error: AppError, space: bytes, shown: bytes) -> NoReturn:
        """Stop the sync, what head office signed then and now kept as evidence."""
        place = self.places.get(space)
        ours = place.position if place else None
        evidence = packed((ours, shown, self._proof(), self._store.last_proof()))
        self._store.alarm(Alarm(error.code, space, evidence))
        raise error
