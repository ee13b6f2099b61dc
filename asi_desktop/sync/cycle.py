"""One cycle, from the first question to the last frame, as one would tell it aloud.

Ask head office; note what became of what was sent; commit each frame as it arrives; ask again until
nothing is left to send or to fetch. Whatever is cut is cut between two commits, and asked for again.
"""

from collections.abc import Callable, Sequence
from typing import Final

from asi_desktop.domain.text import Text
from asi_desktop.protocol import VERSION
from asi_desktop.protocol.exchange import Answer, Exchange, Fault, Frame, Message, Push, Wait
from asi_desktop.sync import plan
from asi_desktop.sync.failures import HALTED, BadFrame, RequestRefused
from asi_desktop.sync.incoming import Incoming
from asi_desktop.sync.outgoing import Outgoing
from asi_desktop.sync.plan import Parcel
from asi_desktop.sync.ports import Account, Changed, SyncStore, Told, Transport
from asi_desktop.sync.sealing import Sealer
from asi_desktop.tasks import Context

PATIENCE_S: Final = 30.0
KEPT_PROOF_BYTES: Final = 16 * 1024
_SYNCING: Final = Text(fr="Échange avec la centrale", en="Exchanging with head office")


class Cycle:
    """One cycle of one vault over one line; made for it, and thrown away after it."""

    def __init__(
        self,
        store: SyncStore,
        account: Account,
        line: Transport,
        *,
        draw: Callable[[int], bytes],
        changed: Callable[[Changed], None],
    ) -> None:
        self.incoming = Incoming(store, account, proof=line.proof, changed=changed)
        self.outgoing = Outgoing(store)
        self.pushed = 0
        self.server_ms = account.server_ms
        self._store = store
        self._line = line
        self._me = account.keys
        self._token = account.token
        self._draw = draw
        self._probing = account.session in HALTED  # send nothing before head office has shown its log
        self._answered = False  # by anything but a fresh token
        self._moved = 0  # versions settled and keys received
        self._fruitless = 0  # exchanges in a row that moved nothing

    def run(self, context: Context, budget: int | None) -> None:
        """Exchange until nothing is left to do, or ``budget`` bytes of HTTP have passed."""
        before = self._spent()
        while room := plan.room_left(budget, self._spent() - before):
            parcels = () if self._probing else self.outgoing.parcels(self._sealer(), room)
            if self._answered and not parcels and not self.incoming.is_behind():
                return
            if self._fruitless >= plan.FRUITLESS_EXCHANGES:
                self._give_up()
                return
            self._exchange(parcels, room, context)

    def wait(self, seconds: int, pulse: Callable[[], None]) -> bool:
        """Ask for an answer as soon as anything moves, within ``seconds``; return whether it has."""
        for _ in range(plan.FRUITLESS_EXCHANGES):
            question = Wait(VERSION, self._me.device, self._token, self.incoming.state(), seconds)
            moved: bool | None = None
            for message in self._line.ask(question, patience_s=seconds + PATIENCE_S, pulse=pulse):
                self._hear(message, ())
                if isinstance(message, Answer):
                    moved = not message.equal
            if moved is not None:
                return moved
        raise RequestRefused(reason="stale")

    def _exchange(self, parcels: Sequence[Parcel], room: int, context: Context) -> None:
        """Ask once, and take in the whole answer."""
        moved, entries = self._moved, self.incoming.entries
        question = self._question(parcels, room)
        for message in self._line.ask(question, patience_s=PATIENCE_S, pulse=context.check):
            self._hear(message, parcels)
            done = self.incoming.entries
            context.report(_SYNCING, done=done, total=done + self.incoming.left())
        fruitless = (moved, entries) == (self._moved, self.incoming.entries)
        self._fruitless = self._fruitless + 1 if fruitless else 0

    def _question(self, parcels: Sequence[Parcel], room: int) -> Exchange:
        pushes = tuple(Push(one.batch.space, one.data) for one in parcels)
        left = room - sum(len(push.batch) for push in pushes)
        return Exchange(
            version=VERSION,
            device=self._me.device,
            token=self._token,
            state=self.incoming.state(),
            cursors=self.incoming.cursors({push.space for push in pushes}),
            pushes=pushes,
            max_bytes=max(plan.LEAST_BUDGET_BYTES, min(left, plan.MAX_PULL_BYTES)),
            whole=self.incoming.whole,
        )

    def _hear(self, message: Message, parcels: Sequence[Parcel]) -> None:
        match message:
            case Answer():
                self._note(message, parcels)
            case Frame() if self._answered:
                self.incoming.take(message)
            case Fault(code="stale"):
                self._token, self._answered = message.token, False
                self._store.answered(Told(message.token))
            case Fault():
                raise plan.error_of(message)
            case _:
                raise BadFrame(reason="order")

    def _note(self, answer: Answer, parcels: Sequence[Parcel]) -> None:
        """Judge what head office shows, then commit what it says of our versions, at one go."""
        confirmed = self.incoming.judge(answer)
        settled = self.outgoing.settled(parcels, answer.pushed)
        self.incoming.expect(settled, {one.key: one.batch.space for one in parcels if one.key is not None})
        keys = self.incoming.unwrapped(answer.wraps)
        proof = self._line.proof()
        kept = proof if len(proof) <= KEPT_PROOF_BYTES else b""
        self._store.answered(Told(answer.token, answer.server_ms, settled, keys, confirmed, kept))
        outcomes = [result.outcome for one in settled for result in one.results.values()]
        self.pushed += sum(outcome in plan.NUMBERED for outcome in outcomes)
        self._moved += sum(outcome in plan.SETTLING for outcome in outcomes) + len(keys)
        self._moved += self._probing
        self._token, self.server_ms = answer.token, answer.server_ms
        self._answered, self._probing = True, False

    def _give_up(self) -> None:
        """End a cycle in which nothing moves any more: what is left to send waits for the next."""
        if not self._answered:
            raise RequestRefused(reason="stale")
        if self.incoming.is_behind():
            raise BadFrame(reason="stuck")

    def _sealer(self) -> Sealer:
        places = tuple(self.incoming.places.values())
        return Sealer(self._store, self._me, self.incoming.keys, self.incoming.view, places, self._draw)

    def _spent(self) -> int:
        traffic = self._line.traffic()
        return traffic.bytes_up + traffic.bytes_down
