"""The log store keeps what it was given, in order, and finds it again; compared with a plain model."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy.exc import IntegrityError

from asi_desktop.crypto.control import entry
from asi_desktop.crypto.identity import SigningKey
from asi_desktop.headoffice.log_store import (
    Arrival,
    Invitation,
    Log,
    LogStore,
    SealedKey,
    Stored,
    Stretch,
)
from asi_desktop.protocol.chain import EMPTY_HEADS, GENESIS, Position, linked, toggled
from asi_desktop.protocol.control import Grant, MemberRemoved, Membership, Wrap
from asi_desktop.protocol.packing import packed
from tests.headoffice.conftest import STORES
from tests.headoffice.conftest import stored as stored_in

SPACES = (b"a" * 16, b"b" * 16)
DEVICE = b"d" * 16
INCARNATION = b"i" * 8
KEY = SigningKey.generate()


@pytest.fixture
def store(database: str) -> Iterator[LogStore]:
    with closing(LogStore.create(database)) as store:
        yield store


def arrivals(count: int, first: int = 1) -> list[Arrival]:
    return [Arrival(os.urandom(32), os.urandom(16), first + n) for n in range(count)]


def stored(versions: list[Arrival], fallen: list[tuple[bytes, bytes]] | None = None) -> Stored:
    risen = [(one.record, one.id) for one in versions]
    return Stored(DEVICE, versions, b"content" + versions[0].id, risen, fallen or [])


def append(store: LogStore, space: bytes, versions: list[Arrival]) -> Log:
    with store.writing() as writer:
        log = writer.lock(space) or writer.create(space, INCARNATION)
        return writer.append_versions(log, stored(versions))


class Logs(RuleBasedStateMachine):
    """Appends at random to two logs, and keeps lists beside them."""

    def __init__(self, database: str) -> None:
        super().__init__()
        self.store = LogStore.create(database)
        self.at = {space: Position(INCARNATION, 0, GENESIS) for space in SPACES}
        self.entries: dict[bytes, list[bytes]] = {space: [] for space in SPACES}
        self.records: dict[bytes, dict[bytes, set[bytes]]] = {space: {} for space in SPACES}
        self.stretches: dict[bytes, list[Stretch]] = {space: [] for space in SPACES}
        self.controls: dict[bytes, list[int]] = {space: [] for space in SPACES}
        with self.store.writing() as writer:
            for space in SPACES:
                writer.create(space, INCARNATION)

    @rule(space=st.sampled_from(SPACES), count=st.integers(1, 5), edit=st.booleans())
    def push(self, space: bytes, count: int, *, edit: bool) -> None:
        versions, fallen = arrivals(count), []
        heads = self.records[space]
        if edit and heads:
            record = sorted(heads)[0]
            versions[0] = Arrival(versions[0].id, record, versions[0].dev_seq)
            fallen = [(record, version) for version in heads.pop(record)]
        with self.store.writing() as writer:
            log = writer.lock(space)
            assert log is not None
            writer.append_versions(log, stored(versions, fallen))
        for one in versions:
            self._note(space, one.id)
            heads.setdefault(one.record, set()).add(one.id)
        last = self.at[space].seq
        content = b"content" + versions[0].id
        self.stretches[space].append(Stretch(last - count + 1, last, DEVICE, content))

    @rule(space=st.sampled_from(SPACES))
    def rule_on_somebody(self, space: bytes) -> None:
        control = entry(space, MemberRemoved(os.urandom(16)), KEY)
        with self.store.writing() as writer:
            log = writer.lock(space)
            assert log is not None
            writer.append_control(log, control)
        self._note(space, control.id())
        seq = self.at[space].seq
        self.controls[space].append(seq)
        self.stretches[space].append(Stretch(seq, seq, None, packed(control)))

    @invariant()
    def the_store_says_what_the_model_says(self) -> None:
        with self.store.reading() as reader:
            logs = reader.logs()
            assert reader.controls_written() == sum(map(len, self.controls.values()))
            for space in SPACES:
                heads = {one for versions in self.records[space].values() for one in versions}
                expected = Log(
                    space,
                    self.at[space],
                    toggled(EMPTY_HEADS, heads),
                    max(self.controls[space], default=0),
                    0,
                )
                assert logs[space] == expected == reader.log(space)
                assert set(reader.every_head(space)) == heads
                assert [id_ for _, id_, _ in reader.chained(space)] == self.entries[space]
                assert [
                    seq for seq, _ in reader.controls(space, after=0, until=self.at[space].seq)
                ] == self.controls[space]

    @rule(space=st.sampled_from(SPACES), data=st.data())
    def read_from_anywhere(self, space: bytes, data: st.DataObject) -> None:
        end = self.at[space].seq
        after = data.draw(st.integers(0, end))
        until = data.draw(st.integers(after, end))
        with self.store.reading() as reader:
            found = list(reader.stretches(space, after=after, until=until))
        assert found == [one for one in self.stretches[space] if one.last > after and one.first <= until]

    def teardown(self) -> None:
        self.store.close()

    def _note(self, space: bytes, id_: bytes) -> None:
        self.at[space] = linked(self.at[space], id_)
        self.entries[space].append(id_)


STEPS = settings(max_examples=25, stateful_step_count=12, deadline=None)


@pytest.mark.parametrize("name", STORES)
def test_it_says_what_a_plain_model_says(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with ExitStack() as ends:

        def machine() -> Logs:
            ends.close()  # the run before has ended
            folder = Path(ends.enter_context(TemporaryDirectory(dir=tmp_path))) / "logs"
            given = stored_in(name, folder, lambda: request.getfixturevalue("cluster"))
            return Logs(ends.enter_context(given))

        run_state_machine_as_test(machine, settings=STEPS)  # type: ignore[arg-type]  # a factory will do


def test_versions_are_found_by_id_number_record_and_the_device_s_own_count(store: LogStore) -> None:
    versions = arrivals(3, first=7)
    append(store, SPACES[0], versions)
    ids = [one.id for one in versions]
    with store.reading() as reader:
        assert [reader.known(SPACES[0], ids)[id_].seq for id_ in ids] == [1, 2, 3]
        assert reader.numbered(SPACES[0], [2, 99])[2].id == ids[1]
        assert reader.heads(SPACES[0], [versions[0].record]) == {versions[0].record: {ids[0]}}
        assert reader.written(SPACES[0], DEVICE, first=8, last=20) == {8: ids[1], 9: ids[2]}


def test_one_space_never_tells_of_another(store: LogStore) -> None:
    versions = arrivals(2)
    append(store, SPACES[0], versions)
    append(store, SPACES[1], arrivals(1))
    with store.reading() as reader:
        assert reader.known(SPACES[1], [one.id for one in versions]) == {}
        assert reader.heads(SPACES[1], [one.record for one in versions]) == {}
        assert list(reader.logs([SPACES[1], b"x" * 16])) == [SPACES[1]]
        assert reader.log(b"x" * 16) is None


def test_more_ids_than_one_statement_takes(store: LogStore) -> None:
    versions = arrivals(1201)
    append(store, SPACES[0], versions)
    with store.reading() as reader:
        assert len(reader.known(SPACES[0], [one.id for one in versions])) == 1201


def test_a_control_entry_is_no_version(store: LogStore) -> None:
    control = entry(SPACES[0], MemberRemoved(DEVICE), KEY)
    with store.writing() as writer:
        writer.append_control(writer.create(SPACES[0], INCARNATION), control)
    with store.reading() as reader:
        assert reader.known(SPACES[0], [control.id()]) == {}
        assert reader.numbered(SPACES[0], [1]) == {}
        assert reader.controls(SPACES[0], after=0, until=9) == [(1, control)]


def test_nothing_of_a_failed_transaction_stays(store: LogStore) -> None:
    append(store, SPACES[0], arrivals(1))
    with pytest.raises(IntegrityError):
        append(store, SPACES[0], [*(one := arrivals(2)), one[0]])
    with store.reading() as reader:
        log = reader.log(SPACES[0])
        assert log is not None
        assert log.position.seq == 1


def test_a_log_that_moved_under_its_lock_stops_the_program(store: LogStore) -> None:
    stale = append(store, SPACES[0], arrivals(1))
    append(store, SPACES[0], arrivals(1))
    with pytest.raises(AssertionError, match="moved"), store.writing() as writer:
        writer.append_versions(stale, stored(arrivals(1)))


def test_writers_in_many_threads_take_turns(store: LogStore) -> None:
    append(store, SPACES[0], arrivals(1))
    threads = [Thread(target=append, args=(store, SPACES[0], arrivals(2))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as reader:
        assert [seq for seq, _, _ in reader.chained(SPACES[0])] == list(range(1, 18))


def test_sealed_keys_wait_for_their_recipient(store: LogStore) -> None:
    first, again = (SealedKey(DEVICE, 4, Wrap(SPACES[0], 1, sealed)) for sealed in (b"one", b"two"))
    with store.writing() as writer:
        writer.replace_wraps([first])
        writer.replace_wraps([again])
        writer.replace_wraps([])
    with store.reading() as reader:
        assert reader.wraps(DEVICE, SPACES) == [again]
    with store.writing() as writer:
        writer.ack_wraps([again])
        assert [one.acked for one in writer.wraps(DEVICE, SPACES)] == [True]
        writer.drop_wraps(DEVICE, SPACES)
        assert writer.wraps(DEVICE, SPACES) == []


def test_an_invitation_is_used_once(store: LogStore) -> None:
    invitation = Invitation(b"v" * 32, b"p" * 16, b"public", 1000, b"grant", None)
    with store.writing() as writer:
        writer.put_invitation(invitation)
        assert writer.open_invitations(999) == [invitation]
        assert writer.open_invitations(1000) == []
        assert writer.use_invitation(b"v" * 32, b"e" * 32)
        assert not writer.use_invitation(b"v" * 32, b"f" * 32)
        used = writer.invitation(b"v" * 32)
        assert used is not None
        assert used.entry == b"e" * 32
        assert writer.invitation(b"w" * 32) is None


def test_who_leaves_loses_the_invitations_not_used_and_the_keys_that_waited(store: LogStore) -> None:
    key = SealedKey(b"v" * 32, 0, Wrap(SPACES[0], 1, b"sealed"))
    spaces = tuple(Membership(space, read_only=False) for space in SPACES)
    grant = packed(Grant(b"o" * 16, b"v" * 32, b"p" * 16, "A", spaces, 1000))
    with store.writing() as writer:
        writer.put_invitation(Invitation(b"v" * 32, b"p" * 16, b"public", 1000, grant, None))
        writer.put_invitation(Invitation(b"u" * 32, b"p" * 16, b"public", 1000, grant, b"e" * 32))
        writer.replace_wraps([key])
        writer.close_invitations(b"p" * 16)
        assert writer.invitation(b"v" * 32) is None
        assert writer.invitation(b"u" * 32) is not None
        assert writer.wraps(b"v" * 32, SPACES) == []


def test_contacts_alarms_settings_and_sizes(store: LogStore) -> None:
    append(store, SPACES[0], arrivals(1))
    with store.writing() as writer:
        writer.heard(DEVICE, 5)
        writer.heard(DEVICE, 9)
        for _ in range(2):
            writer.alarm("device_forked", space=SPACES[0], subject=b"s" * 32, device=DEVICE, at_ms=7)
        writer.put_setting("colour", b"blue")
        writer.put_setting("colour", b"green")
        writer.put_durable({SPACES[0]: 1})
    with store.reading() as reader:
        assert reader.contacts() == {DEVICE: 9}
        assert reader.alarms() == [("device_forked", SPACES[0], DEVICE, 7)]
        assert reader.setting("colour") == b"green"
        assert reader.setting("nothing") is None
        assert reader.stored_bytes() == len(b"content") + 32
        assert reader.logs()[SPACES[0]].durable == 1
