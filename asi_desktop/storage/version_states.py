"""The state that a version held, read back from its sealed bytes and those that its delta rests on."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from asi_desktop.crypto.sealing import opened
from asi_desktop.crypto.wrapping import Unopenable
from asi_desktop.domain.dotted import State
from asi_desktop.protocol import payload
from asi_desktop.protocol.header import Header
from asi_desktop.protocol.packing import Undecodable
from asi_desktop.protocol.payload import Delta, applied
from asi_desktop.storage import tables
from asi_desktop.storage.batches import version_of


class BaseMissingError(Exception):
    """A version, or one that its delta rests on, is not here or cannot be read."""


class VersionStates:
    """Reads states of versions in one transaction, each once."""

    def __init__(self, connection: Connection, keys: Mapping[tuple[bytes, int], bytes]) -> None:
        self._connection = connection
        self._keys = keys
        self._contents: dict[bytes, tuple[Header, State | Delta]] = {}
        self._states: dict[bytes, State] = {}

    def note(self, version: bytes, header: Header, content: State | Delta) -> None:
        """Take the content of a version that is not in the database yet."""
        self._contents[version] = (header, content)

    def of(self, version: bytes) -> State:
        """Return the state that ``version`` held; raises BaseMissingError."""
        deltas: dict[bytes, Delta] = {}
        at = version
        while at not in self._states:
            header, content = self._content(at)
            if isinstance(content, State):
                self._states[at] = content
                break
            deltas[at] = content
            at = only_parent(header)
            if at in deltas:
                raise BaseMissingError
        state = self._states[at]
        for one, delta in reversed(deltas.items()):
            state = self._states[one] = applied(delta, state)
        return state

    def _content(self, version: bytes) -> tuple[Header, State | Delta]:
        found = self._contents.get(version) or self._stored(version)
        self._contents[version] = found
        return found

    def _stored(self, version: bytes) -> tuple[Header, State | Delta]:
        table = tables.version
        asked = select(table.c.header, table.c.box, table.c.problem).where(table.c.id == version)
        row = self._connection.execute(asked).one_or_none()
        if row is None or row.problem is not None:
            raise BaseMissingError
        stored = version_of(row)
        key = self._keys.get((stored.header.space, stored.header.epoch))
        if key is None:
            raise BaseMissingError
        try:
            return stored.header, payload.decoded(opened(stored, key), device=stored.header.device)
        except (Unopenable, Undecodable) as error:
            raise BaseMissingError from error


def only_parent(header: Header) -> bytes:
    """Return the version that a delta rests on; raises BaseMissingError unless there is exactly one."""
    if len(header.parents) != 1:
        raise BaseMissingError
    return header.parents[0]
