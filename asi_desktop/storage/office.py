"""Who works here, what head office's directory says, and the spaces that this laptop is in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import Connection, insert, select

from asi_desktop.crypto.control import folded
from asi_desktop.crypto.directory import DirectoryView
from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.protocol.chain import EMPTY_HEADS, ORIGIN
from asi_desktop.protocol.control import Control, Person, directory_space
from asi_desktop.protocol.packing import packed, unpacked
from asi_desktop.storage import settings, tables
from asi_desktop.storage.results import Identity, SpaceInfo

ME = "me"


class _Known(msgspec.Struct, array_like=True, frozen=True):
    """What is kept of an Identity; the keys stand in their own table."""

    office: bytes
    office_name: str
    url: str
    root: bytes
    relay: bytes
    authority: bytes
    person: bytes
    login: str
    name: str
    role: str
    post: str
    letter: str


@dataclass(frozen=True, slots=True)
class _Folded:
    last: int
    view: DirectoryView


class Directory:
    """The control entries of one vault, folded once and carried on as new ones come. Safe across threads."""

    def __init__(self) -> None:
        self._folded: _Folded | None = None

    def view(self, connection: Connection, *, committed: bool) -> DirectoryView | None:
        """Return what all valid control entries say, None on a laptop that is not enrolled.

        ``committed``: the transaction sees committed entries only, so what it folds may be kept.
        """
        before = self._folded
        if before is None:
            known = _known(connection)
            if known is None:
                return None
            before = _Folded(0, DirectoryView.of(known.office, known.root))
        table = tables.control
        asked = (
            select(table.c.key, table.c.entry)
            .where(table.c.problem == "", table.c.key > before.last)
            .order_by(table.c.key)
        )
        rows = connection.execute(asked).all()
        if rows:
            entries = [unpacked(row.entry, Control) for row in rows]
            before = _Folded(rows[-1].key, folded(before.view, entries, verify=False))
        if committed:
            self._folded = before
        return before.view


def device_keys(connection: Connection) -> DeviceKeys:
    """Return this laptop's keys."""
    table = tables.device
    row = connection.execute(select(table).order_by(table.c.key.desc()).limit(1)).one()
    return DeviceKeys(row.id, row.sign_private, row.wrap_private)


def put_device(connection: Connection, keys: DeviceKeys) -> None:
    """Make ``keys`` this laptop's; the older ones stay to verify what they signed."""
    row = {
        "id": keys.device,
        "sign_public": keys.sign_public,
        "sign_private": keys.sign_private,
        "wrap_private": keys.wrap_private,
    }
    connection.execute(insert(tables.device).prefix_with("OR IGNORE"), row)


def identity(connection: Connection, keys: DeviceKeys, directory: DirectoryView | None) -> Identity | None:
    """Return who works here, or None before enrolment."""
    known = _known(connection)
    if known is None:
        return None
    found = Identity(keys=keys, **msgspec.structs.asdict(known))
    person = directory.persons.get(known.person) if directory else None
    relay = directory.relay if directory else None
    if isinstance(person, Person):
        found = replace(found, login=person.login, name=person.name, role=person.role, post=person.post)
    return replace(found, relay=relay) if relay else found


def enrol(
    connection: Connection,
    found: Identity,
    *,
    spaces: Collection[bytes],
    keys: Mapping[tuple[bytes, int], bytes],
) -> None:
    """Keep who works here now, and make a place for the directory's log and for each of ``spaces``."""
    known = _Known(*(getattr(found, name) for name in _Known.__struct_fields__))
    put_device(connection, found.keys)
    connection.execute(insert(tables.identity).prefix_with("OR REPLACE"), {"key": 1, "value": packed(known)})
    for space in (directory_space(found.office), *spaces):
        place_key(connection, space)
    put_space_keys(connection, keys)


def place_key(connection: Connection, space: bytes) -> int:
    """Return the key of the place of ``space``, made at the beginning of its log if there is none."""
    table = tables.place
    asked = select(table.c.key).where(table.c.space == space)
    key = connection.execute(asked).scalar_one_or_none()
    if key is None:
        row = {
            "space": space,
            "incarnation": ORIGIN.incarnation,
            "seq": ORIGIN.seq,
            "chain": ORIGIN.chain,
            "heads": EMPTY_HEADS,
            "ctrl_seen": 0,
        }
        connection.execute(insert(table), row)
        key = connection.execute(asked).scalar_one()
    return int(key)


def put_space_keys(connection: Connection, keys: Mapping[tuple[bytes, int], bytes]) -> None:
    """Keep the keys of spaces (32 bytes) by space and epoch."""
    rows = [{"space": space, "epoch": epoch, "value": key} for (space, epoch), key in keys.items()]
    if rows:
        connection.execute(insert(tables.space_key).prefix_with("OR REPLACE"), rows)


def space_keys(connection: Connection) -> dict[tuple[bytes, int], bytes]:
    """Return all keys of spaces by space and epoch."""
    return {(row.space, row.epoch): row.value for row in connection.execute(select(tables.space_key))}


def local_space(connection: Connection) -> bytes:
    """Return the space of records that were made before enrolment."""
    return settings.raw(connection, settings.LOCAL_SPACE) or b""


def spaces(connection: Connection, directory: DirectoryView | None, device: bytes) -> tuple[SpaceInfo, ...]:
    """Return the spaces on this laptop, by name; before enrolment the one of its own."""
    if directory is None:
        return (SpaceInfo(local_space(connection), ME, ME, "", 0, None, read_only=False),)
    table = tables.place
    asked = select(table.c.space, table.c.seq, table.c.confirmed_ms).where(
        table.c.space != directory.directory
    )
    found = []
    for row in connection.execute(asked):
        known = directory.spaces.get(row.space)
        name, purpose, owner = (known.name, known.purpose, known.owner) if known else ("", "", "")
        member = directory.member(row.space, device)
        read_only = member.read_only if member else row.seq > 0
        found.append(SpaceInfo(row.space, name, purpose, owner, row.seq, row.confirmed_ms, read_only))
    return tuple(sorted(found, key=lambda space: (space.name, space.space)))


def own_space(found: Identity, directory: DirectoryView) -> bytes | None:
    """Return the space of the person's own devices, None while the directory does not name it."""
    for space in directory.spaces.values():
        if (
            space.purpose == ME
            and space.owner == found.login
            and directory.may_write(space.space, found.device)
        ):
            return space.space
    return None


def local_records(connection: Connection) -> tuple[bytes, ...]:
    """Return the ids of the records that were made before enrolment and have not moved yet."""
    table = tables.record
    asked = select(table.c.id).where(table.c.space == local_space(connection)).order_by(table.c.key)
    return tuple(connection.execute(asked).scalars())


def _known(connection: Connection) -> _Known | None:
    value = connection.execute(select(tables.identity.c.value)).scalar_one_or_none()
    return None if value is None else unpacked(value, _Known)
