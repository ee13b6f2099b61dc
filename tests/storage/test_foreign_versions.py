"""Versions that cannot be merged, now or ever: kept as they are, named, and never in the way."""

import secrets
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from asi_desktop.crypto.sealing import Sealing, Unsealed, seal
from asi_desktop.domain.dotted import ALIVE, Dot, Dotted, Stamp, State
from asi_desktop.domain.ids import new_id
from asi_desktop.protocol.batch import Version
from asi_desktop.protocol.chain import ORIGIN
from asi_desktop.protocol.payload import difference, encoded
from asi_desktop.storage import settings, tables
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.vault import backup, restore, unlock
from asi_desktop.storage.version_states import BaseMissingError, VersionStates
from asi_desktop.sync.ports import Told
from tests.storage.office import FakeOffice, Laptop
from tests.storage.surroundings import PASSPHRASE
from tests.storage.writing import BRIEF, add, edit, read, value


def inject(
    laptop: Laptop,
    record: bytes,
    payload: bytes,
    *,
    parents: tuple[bytes, ...] = (),
    full: bool = True,
    epoch: int = 1,
) -> bytes:
    """Append a version of a laptop's own making to the log of the home space; return its id."""
    office, account = laptop.office, laptop.account()
    sealing = Sealing(
        space=laptop.home,
        keys=account.keys,
        dev_seq=laptop.store.next_dev_seq(laptop.home, 1),
        epoch=epoch,
        epoch_key=office.keys[laptop.home, epoch],
        seen=ORIGIN,
        ctrl_seen=0,
        salt=secrets.token_bytes(16),
    )
    batch = seal([Unsealed(record, parents, payload, full)], sealing)
    (version,) = batch.versions()
    office.home.append(version.header.id(), (version, batch))
    return version.header.id()


def problem(laptop: Laptop, version: bytes) -> str | None:
    with laptop.vault.reading() as reader:
        asked = select(tables.version.c.problem).where(tables.version.c.id == version)
        found: str | None = reader.connection.execute(asked).scalar_one()
    return found


def state(title: str, dot: Dot, device: bytes) -> State:
    fields = {"title": (Dotted(dot, title),), ALIVE: (Dotted(dot, True),)}
    return State("brief", 1, fields, {dot.actor: dot.n}, {dot: Stamp(device, 5)})


@pytest.fixture
def device(anna: Laptop) -> bytes:
    return anna.account().keys.device


def test_what_is_no_payload_is_unreadable(anna: Laptop, bruno: Laptop, device: bytes) -> None:
    good = state("Good", Dot(7, 1), device)
    ids = [
        inject(anna, new_id(), b"no payload"),
        inject(anna, new_id(), encoded(good, device=device), full=False),
        inject(anna, new_id(), encoded(difference(good, {}), device=device), full=True),
    ]
    bruno.pull()
    assert [problem(bruno, one) for one in ids] == ["unreadable"] * 3
    assert bruno.store.cursors() == [] or bruno.store.number_of(bruno.home, ids[-1]) is not None
    with bruno.vault.reading() as reader:
        assert reader.record_ids() == ()


def test_a_record_of_another_space_is_left_alone(anna: Laptop, bruno: Laptop, device: bytes) -> None:
    record = add(bruno.vault, space=bruno.me)
    foreign = inject(anna, record, encoded(state("Stolen", Dot(7, 1), device), device=device))
    bruno.pull()
    assert problem(bruno, foreign) == "other_space"
    assert value(bruno.vault, record, "title") == ["Situation à Bamako"]


def test_a_change_without_its_base_waits_for_it(
    anna: Laptop, bruno: Laptop, office: FakeOffice, device: bytes
) -> None:
    record = new_id()
    key = office.new_epoch(2)
    first, second = state("First", Dot(7, 1), device), state("Second", Dot(7, 2), device)
    base = inject(anna, record, encoded(first, device=device), epoch=2)
    delta = inject(
        anna, record, encoded(difference(second, first.vector), device=device), parents=(base,), full=False
    )
    orphan = inject(
        anna,
        record,
        encoded(difference(second, first.vector), device=device),
        parents=(b"x" * 32,),
        full=False,
    )
    several = inject(
        anna,
        record,
        encoded(difference(second, first.vector), device=device),
        parents=(base, b"x" * 32),
        full=False,
    )
    bruno.pull()
    assert [problem(bruno, one) for one in (base, delta, orphan, several)] == [
        "no_key",
        "no_base",
        "no_base",
        "no_base",
    ]
    bruno.store.answered(Told(b"t", keys={(bruno.home, 2): key}))
    assert [problem(bruno, one) for one in (base, delta, orphan)] == [None, None, "no_base"]
    assert value(bruno.vault, record, "title") == ["Second"]


def test_a_wrong_key_opens_nothing_and_says_so(
    anna: Laptop, bruno: Laptop, office: FakeOffice, device: bytes
) -> None:
    office.new_epoch(2)
    waiting = inject(anna, new_id(), encoded(state("A", Dot(7, 1), device), device=device), epoch=2)
    bruno.pull()
    bruno.store.answered(Told(b"t", keys={(bruno.me, 2): bytes(32)}))
    assert problem(bruno, waiting) == "no_key"
    bruno.store.answered(Told(b"t", keys={(bruno.home, 2): bytes(32)}))
    assert problem(bruno, waiting) == "unopenable"


def test_the_right_key_opens_what_a_wrong_one_did_not(
    anna: Laptop, bruno: Laptop, office: FakeOffice, device: bytes
) -> None:
    record, key = new_id(), office.new_epoch(2)
    waiting = inject(anna, record, encoded(state("A", Dot(7, 1), device), device=device), epoch=2)
    bruno.pull()
    bruno.store.answered(Told(b"t", keys={(bruno.home, 2): bytes(32)}))
    assert problem(bruno, waiting) == "unopenable"
    bruno.store.answered(Told(b"t", keys={(bruno.home, 2): key}))
    assert problem(bruno, waiting) is None
    assert value(bruno.vault, record, "title") == ["A"]


def test_a_save_that_this_laptop_never_made_ends_its_actor(
    anna: Laptop, bruno: Laptop, device: bytes
) -> None:
    record = add(bruno.vault, space=bruno.home)
    bruno.sync()
    anna.sync()
    mine = read(bruno.vault, record).state
    ((actor, n),) = mine.vector.items()
    raised = replace(mine, vector={actor: n + 5})
    inject(anna, record, encoded(raised, device=device), parents=heads_of(anna, record))
    bruno.pull()
    with bruno.vault.reading() as reader:
        assert [one.code for one in reader.alarms()] == ["actor_forked"]
    edit(bruno.vault, record, {"title": "Written after it"})
    bruno.push()
    anna.pull()
    assert value(anna.vault, record, "title") == ["Written after it"]
    vector = read(bruno.vault, record).state.vector
    assert vector[actor] == n + 5
    assert len(vector) == 2


def heads_of(laptop: Laptop, record: bytes) -> tuple[bytes, ...]:
    table = tables.version
    with laptop.vault.reading() as reader:
        asked = select(table.c.id).where(table.c.record == record, table.c.head.is_(True))
        return tuple(sorted(reader.connection.execute(asked).scalars()))


def test_a_change_on_an_older_version_is_merged_by_what_its_author_had_seen(
    anna: Laptop, bruno: Laptop, office: FakeOffice
) -> None:
    record = add(anna.vault, space=anna.home)
    anna.sync()
    bruno.sync()
    edit(bruno.vault, record, {"title": "Bruno, offline"})
    for n in range(3):
        edit(anna.vault, record, {"bluf": f"Anna {n}"})
        anna.push()
    bruno.sync()
    anna.pull()
    for one in (anna, bruno):
        assert (value(one.vault, record, "title"), value(one.vault, record, "bluf")) == (
            ["Bruno, offline"],
            ["Anna 2"],
        )
    assert read(anna.vault, record).state == read(bruno.vault, record).state


def test_a_restored_laptop_takes_its_own_later_work_back_from_the_log(
    anna: Laptop, bruno: Laptop, tmp_path: Path
) -> None:
    record = add(anna.vault, {**BRIEF, "notes_private": "mine"}, space=anna.home)
    anna.sync()
    backup(anna.vault, tmp_path / "copy.asi")
    edit(anna.vault, record, {"title": "After the backup"})
    anna.sync()
    with anna.vault.reading() as reader:
        used = settings.DEV_SEQ + anna.home.hex()
        before = reader.connection.execute(
            select(tables.counter.c.value).where(tables.counter.c.name == used)
        ).scalar_one()
    anna.vault.close()
    given = anna.vault.surroundings
    restore(Profile(tmp_path / "restored"), tmp_path / "copy.asi", PASSPHRASE, surroundings=given)
    vault = unlock(Profile(tmp_path / "restored"), PASSPHRASE, surroundings=given)
    again = Laptop(anna.office, vault, anna.clock, vault.sync_store(), anna.me)
    again.pull()
    assert value(vault, record, "title") == ["After the backup"]
    assert value(vault, record, "notes_private") == ["mine"]
    assert again.store.next_dev_seq(again.home, 1) > before
    edit(vault, record, {"bluf": "Restored"})
    again.sync()
    bruno.sync()
    assert value(bruno.vault, record, "bluf") == ["Restored"]
    assert read(bruno.vault, record).state.values("title") == read(vault, record).state.values("title")
    vault.close()


def test_states_are_read_back_only_from_what_is_here_and_opens(anna: Laptop) -> None:
    record = add(anna.vault, space=anna.home)
    anna.sync()
    for n in range(3):
        edit(anna.vault, record, {"title": f"T{n}"})
        anna.sync()
    with anna.vault.reading() as reader:
        keys = dict(anna.store.keys())
        row = reader.connection.execute(select(tables.version).where(tables.version.c.head)).one()
        assert VersionStates(reader.connection, keys).of(row.id) == read(anna.vault, record).state
        for wrong in ({}, dict.fromkeys(keys, bytes(32))):
            with pytest.raises(BaseMissingError):
                VersionStates(reader.connection, wrong).of(row.id)
        with pytest.raises(BaseMissingError):
            VersionStates(reader.connection, keys).of(bytes(32))


def test_a_ring_of_deltas_has_no_state(anna: Laptop, device: bytes) -> None:
    record = add(anna.vault, space=anna.home)
    anna.sync()
    delta = difference(state("A", Dot(7, 1), device), {})
    with anna.vault.reading() as reader:
        row = reader.connection.execute(select(tables.version)).one()
        states = VersionStates(reader.connection, {})
        from asi_desktop.protocol.header import decoded

        header = decoded(row.header)
        looped = Version(header, b"").header
        states.note(
            row.id,
            type(looped)(
                **{name: getattr(looped, name) for name in looped.__struct_fields__} | {"parents": (row.id,)}
            ),
            delta,
        )
        with pytest.raises(BaseMissingError):
            states.of(row.id)
    assert record
