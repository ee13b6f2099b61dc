"""What can be added to the logs, in the caller's transaction. Nothing in a log is ever changed or removed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, insert, select, update

from asi_desktop.headoffice.log_store import dialect, tables
from asi_desktop.headoffice.log_store.reading import (
    CONTROLS_WRITTEN,
    Invitation,
    Log,
    Reader,
    SealedKey,
    ending,
    log_of,
)
from asi_desktop.protocol.chain import EMPTY_HEADS, GENESIS, Position, linked, toggled
from asi_desktop.protocol.control import Control, Grant
from asi_desktop.protocol.packing import packed, unpacked


@dataclass(frozen=True, slots=True)
class Arrival:
    """A version about to be stored; ``deltas``: how many it is from the full version that it rests on."""

    id: bytes
    record: bytes
    dev_seq: int
    deltas: int = 0


@dataclass(frozen=True, slots=True)
class Stored:
    """Versions of one batch that are stored together.

    ``content`` is the batch on the wire with exactly these versions, others as bare ids. ``risen`` and
    ``fallen`` are the (record, version) that become and cease to be heads.
    """

    device: bytes
    arrivals: Sequence[Arrival]
    content: bytes
    risen: Collection[tuple[bytes, bytes]]
    fallen: Collection[tuple[bytes, bytes]]


class Writer(Reader):
    """A transaction that also writes. ``grown``: the spaces it appended to, ``ruled``: control entries too.

    Whoever locks more than one log locks the directory's first: then nobody waits in a ring.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.grown: set[bytes] = set()
        self.ruled = False

    def lock(self, space: bytes) -> Log | None:
        """Return where the log of ``space`` ends and keep everyone else from appending until the end."""
        row = self._connection.execute(ending(space).with_for_update()).one_or_none()
        return None if row is None else log_of(row)

    def create(self, space: bytes, incarnation: bytes) -> Log:
        """Begin the empty log of ``space`` in the given life of the server."""
        log = Log(space, Position(incarnation, 0, GENESIS), EMPTY_HEADS, 0, 0)
        self._connection.execute(
            insert(tables.space).values(
                space=space,
                incarnation=incarnation,
                head=0,
                chain=GENESIS,
                heads=EMPTY_HEADS,
                ctrl=0,
                durable=0,
            )
        )
        return log

    def append_control(self, log: Log, entry: Control) -> Log:
        """Append a control entry to the locked ``log`` and return where it ends now."""
        position = linked(log.position, entry.id())
        ended = self._advanced(replace(log, position=position, ctrl=position.seq), count=1)
        self._connection.execute(
            insert(tables.entry).values(
                space=log.space, seq=position.seq, id=entry.id(), chain=position.chain
            )
        )
        self._put_stretch(log.space, first=position.seq, last=position.seq, content=packed(entry))
        self._count_control()
        return ended

    def append_versions(self, log: Log, stored: Stored) -> Log:
        """Append versions to the locked ``log`` and return where it ends now."""
        rows = []
        position = log.position
        for arrival in stored.arrivals:
            position = linked(position, arrival.id)
            rows.append(
                {
                    "space": log.space,
                    "seq": position.seq,
                    "id": arrival.id,
                    "chain": position.chain,
                    "record": arrival.record,
                    "device": stored.device,
                    "dev_seq": arrival.dev_seq,
                    "deltas": arrival.deltas,
                }
            )
        changed = [version for _, version in (*stored.risen, *stored.fallen)]
        ended = replace(log, position=position, heads=toggled(log.heads, changed))
        self._advanced(ended, count=len(rows))
        self._connection.execute(insert(tables.entry), rows)
        first = log.position.seq + 1
        self._put_stretch(
            log.space, first=first, last=position.seq, content=stored.content, device=stored.device
        )
        self._move_heads(log.space, stored)
        return ended

    def put_setting(self, name: str, value: bytes) -> None:
        """Keep a value about the database itself, in place of the one before."""
        dialect.put(self._connection, tables.setting, [{"name": name, "value": value}])

    def put_durable(self, covered: Mapping[bytes, int]) -> None:
        """Note the last number of each space that a verified backup covers."""
        for space, seq in covered.items():
            self._connection.execute(
                update(tables.space).where(tables.space.c.space == space).values(durable=seq)
            )

    def replace_wraps(self, rows: Iterable[SealedKey]) -> None:
        """Keep sealed keys for their recipients, in place of the same keys sealed to them before."""
        values = [
            {
                "recipient": row.recipient,
                "space": row.wrap.space,
                "epoch": row.wrap.epoch,
                "seq": row.seq,
                "sealed": row.wrap.sealed,
                "acked": row.acked,
            }
            for row in rows
        ]
        dialect.put(self._connection, tables.wrap, values)

    def drop_wraps(self, recipient: bytes, spaces: Iterable[bytes]) -> None:
        """Forget the keys of ``spaces`` that are sealed to ``recipient``, who has them now."""
        table = tables.wrap
        for space in spaces:
            self._connection.execute(
                delete(table).where(table.c.recipient == recipient, table.c.space == space)
            )

    def ack_wraps(self, rows: Iterable[SealedKey]) -> None:
        """Note that the recipients have the keys; they stay, for a laptop that is restored from a copy."""
        table = tables.wrap
        for row in rows:
            same = (table.c.recipient == row.recipient) & (table.c.space == row.wrap.space)
            self._connection.execute(
                update(table).where(same, table.c.epoch == row.wrap.epoch).values(acked=True)
            )

    def put_invitation(self, invitation: Invitation) -> None:
        """Open an invitation."""
        self._connection.execute(
            insert(tables.invitation).values(
                invitation=invitation.invitation,
                person=invitation.person,
                wrap_public=invitation.wrap_public,
                expires_ms=invitation.expires_ms,
                grant=invitation.grant,
                entry=invitation.entry,
            )
        )

    def use_invitation(self, invitation: bytes, entry: bytes) -> bool:
        """Mark the invitation as used by the DEVICE entry with the id ``entry``; False when it was used."""
        table = tables.invitation
        return (
            self._connection.execute(
                update(table)
                .where(table.c.invitation == invitation, table.c.entry.is_(None))
                .values(entry=entry)
            ).rowcount
            == 1
        )

    def close_invitations(self, person: bytes) -> None:
        """Forget the unused invitations of ``person`` and the keys that waited for them."""
        table = tables.invitation
        unused = (table.c.person == person) & table.c.entry.is_(None)
        for row in self._connection.execute(select(table.c.invitation, table.c.grant).where(unused)).all():
            grant = unpacked(row.grant, Grant)
            self.drop_wraps(row.invitation, [membership.space for membership in grant.memberships])
        self._connection.execute(delete(table).where(unused))

    def heard(self, device: bytes, at_ms: int) -> None:
        """Note that ``device`` spoke."""
        dialect.put(self._connection, tables.contact, [{"device": device, "at_ms": at_ms}])

    def alarm(self, code: str, *, space: bytes, subject: bytes, device: bytes, at_ms: int) -> None:
        """Raise an alarm, unless the same one stands already."""
        row = {"code": code, "space": space, "subject": subject, "device": device, "at_ms": at_ms}
        dialect.put_new(self._connection, tables.alarm, row)

    def _count_control(self) -> None:
        """Count one more control entry; whoever else wants to count waits, so that none is left out."""
        self.ruled = True
        counted = select(tables.setting.c.value).where(tables.setting.c.name == CONTROLS_WRITTEN)
        self._connection.execute(counted.with_for_update())
        self.put_setting(CONTROLS_WRITTEN, (self.controls_written() + 1).to_bytes(8, "big"))

    def _put_stretch(
        self, space: bytes, *, first: int, last: int, content: bytes, device: bytes | None = None
    ) -> None:
        self._connection.execute(
            insert(tables.stretch).values(space=space, first=first, last=last, device=device, content=content)
        )

    def _move_heads(self, space: bytes, stored: Stored) -> None:
        table = tables.head
        for record, version in stored.fallen:
            self._connection.execute(
                delete(table).where(table.c.space == space, table.c.record == record, table.c.id == version)
            )
        if stored.risen:
            self._connection.execute(
                insert(table),
                [{"space": space, "record": record, "id": version} for record, version in stored.risen],
            )

    def _advanced(self, log: Log, *, count: int) -> Log:
        table = tables.space
        head = self._connection.execute(
            update(table)
            .where(table.c.space == log.space)
            .values(head=table.c.head + count, chain=log.position.chain, heads=log.heads, ctrl=log.ctrl)
            .returning(table.c.head)
        ).scalar_one()
        if head != log.position.seq:
            raise AssertionError(f"log moved to {head} while locked at {log.position.seq}")
        self.grown.add(log.space)
        return log
