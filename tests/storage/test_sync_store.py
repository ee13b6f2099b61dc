"""What the vault promises a sync: frozen bytes, whole frames, nothing lost, nothing twice, all merged."""

import pytest

from asi_desktop.protocol.exchange import Outcome, Result
from asi_desktop.protocol.payload import Delta, decoded
from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.results import Changes, Counts
from asi_desktop.sync.ports import Alarm, SyncStore, Told
from tests.storage.office import FakeOffice, Laptop, ids_of
from tests.storage.surroundings import HandClock, new_vault, surroundings
from tests.storage.writing import BRIEF, add, edit, read, value


def test_it_fits_the_port(vault: Vault) -> None:
    store: SyncStore = vault.sync_store()
    assert list(store.cursors()) == []


def test_a_record_reaches_the_other_laptop(anna: Laptop, bruno: Laptop) -> None:
    record = add(anna.vault, space=anna.home)
    assert read(anna.vault, record).sync_state == "queued"
    anna.sync()
    bruno.pull()
    assert read(bruno.vault, record).state == read(anna.vault, record).state
    assert read(anna.vault, record).sync_state == read(bruno.vault, record).sync_state == "at_head_office"
    assert anna.store.counts() == bruno.store.counts() == Counts(0, 0, 0, 0, 0)


def test_different_fields_merge_without_a_question(anna: Laptop, bruno: Laptop) -> None:
    record = add(anna.vault, space=anna.home)
    anna.sync()
    bruno.sync()
    edit(anna.vault, record, {"title": "Anna"})
    edit(bruno.vault, record, {"bluf": "Bruno"})
    for one in (anna, bruno, anna):
        one.sync()
    for one in (anna, bruno):
        assert (value(one.vault, record, "title"), value(one.vault, record, "bluf")) == (["Anna"], ["Bruno"])
    assert read(anna.vault, record).state == read(bruno.vault, record).state
    assert anna.store.counts().conflicts == 0


def test_the_same_field_is_one_conflict_on_both_until_somebody_chooses(anna: Laptop, bruno: Laptop) -> None:
    record = add(anna.vault, space=anna.home)
    anna.sync()
    bruno.sync()
    edit(anna.vault, record, {"title": "Anna"})
    edit(bruno.vault, record, {"title": "Bruno"})
    for one in (anna, bruno, anna):
        one.sync()
    assert value(anna.vault, record, "title") == value(bruno.vault, record, "title")
    assert sorted(map(str, value(anna.vault, record, "title"))) == ["Anna", "Bruno"]
    for one in (anna, bruno):
        with one.vault.reading() as reader:
            assert reader.conflicts() == ((record, "title"),)
    edit(bruno.vault, record, {"title": "Both"})
    bruno.sync()
    anna.sync()
    assert value(anna.vault, record, "title") == ["Both"]
    assert anna.store.counts().conflicts == bruno.store.counts().conflicts == 0


def test_the_next_version_names_all_heads_and_is_full(
    anna: Laptop, bruno: Laptop, office: FakeOffice
) -> None:
    record = add(anna.vault, space=anna.home)
    anna.sync()
    bruno.sync()
    edit(anna.vault, record, {"title": "Anna"})
    edit(bruno.vault, record, {"title": "Bruno"})
    for one in (anna, bruno, anna):
        one.sync()
    heads = office.home.heads(len(office.home.entries))
    assert len(heads) == 2
    edit(anna.vault, record, {"title": "Both"})
    (dirty,) = anna.store.dirty([anna.home], max_versions=10, max_bytes=1 << 20)
    assert (set(dirty.parents), dirty.full) == (heads, True)
    anna.sync()
    assert len(office.home.heads(len(office.home.entries))) == 1


def test_a_small_edit_travels_as_a_delta_and_a_long_chain_ends_in_a_full_version(anna: Laptop) -> None:
    record = add(anna.vault, {**BRIEF, "bluf": "x" * 5000}, space=anna.home)
    anna.sync()
    kinds = []
    for n in range(18):
        edit(anna.vault, record, {"title": f"T{n}"})
        (dirty,) = anna.store.dirty([anna.home], max_versions=10, max_bytes=1 << 20)
        content = decoded(dirty.payload, device=anna.account().keys.device)
        assert isinstance(content, Delta) is not dirty.full
        kinds.append(dirty.full)
        anna.sync()
    assert kinds == [False] * 16 + [True, False]


def test_a_chain_heavier_than_a_full_version_ends(anna: Laptop) -> None:
    record = add(anna.vault, space=anna.home)
    anna.sync()
    kinds = []
    for n in range(4):
        edit(anna.vault, record, {"title": f"{n}" * 160})
        kinds.append(anna.store.dirty([anna.home], max_versions=1, max_bytes=1)[0].full)
        anna.sync()
    assert True in kinds


def test_sealed_bytes_never_change_and_later_edits_wait_on_top(anna: Laptop, bruno: Laptop) -> None:
    record = add(anna.vault, space=anna.home)
    anna.seal()
    before = anna.store.frozen(without=(), max_bytes=1 << 20)
    edit(anna.vault, record, {"title": "Later"})
    assert anna.store.frozen(without=(), max_bytes=1 << 20) == before
    assert not anna.store.dirty([anna.home], max_versions=10, max_bytes=1 << 20)
    anna.deliver()
    assert [one.record for one in anna.store.dirty([anna.home], max_versions=10, max_bytes=1 << 20)] == [
        record
    ]
    anna.sync()
    bruno.pull()
    assert value(bruno.vault, record, "title") == ["Later"]


def test_a_save_between_looking_and_freezing_stays_dirty(anna: Laptop) -> None:
    record = add(anna.vault, space=anna.home)
    dirty = anna.store.dirty([anna.home], max_versions=10, max_bytes=1 << 20)
    edit(anna.vault, record, {"title": "Meanwhile"})
    anna.freeze(dirty)
    anna.deliver()
    assert anna.store.counts().pending == 1
    anna.sync()
    assert anna.store.counts().pending == 0


def test_a_lost_answer_is_made_up_for_by_pushing_the_same_bytes_again(
    anna: Laptop, office: FakeOffice
) -> None:
    record = add(anna.vault, space=anna.home)
    anna.seal()
    anna.deliver(answer=False)
    anna.deliver()
    assert read(anna.vault, record).sync_state == "at_head_office"
    entries = len(office.home.entries)
    anna.sync()
    assert len(office.home.entries) == entries


def test_an_own_version_seen_in_a_pull_leaves_the_outbox(anna: Laptop) -> None:
    record = add(anna.vault, space=anna.home)
    anna.seal()
    anna.deliver(answer=False)
    anna.pull()
    assert not anna.store.frozen(without=(), max_bytes=1 << 20)
    assert read(anna.vault, record).sync_state == "at_head_office"


def test_a_refused_version_is_kept_aside_and_the_next_edit_brings_its_content(
    anna: Laptop, bruno: Laptop
) -> None:
    record = add(anna.vault, space=anna.home)
    anna.seal()
    anna.deliver(lambda _: Result(Outcome.REFUSED, reason="too_large"))
    assert read(anna.vault, record).sync_state == "quarantined"
    assert anna.store.counts() == Counts(0, 0, 0, 1, 0)
    with anna.vault.reading() as reader:
        (entry,) = reader.quarantine()
    assert (entry.record, entry.reason, entry.title) == (record, "too_large", "Situation à Bamako")
    edit(anna.vault, record, {"bluf": "Shorter"})
    anna.sync()
    bruno.pull()
    assert value(bruno.vault, record, "title") == ["Situation à Bamako"]
    assert anna.store.counts() == Counts(0, 0, 0, 0, 0)


def test_a_version_under_an_old_key_is_sealed_anew_with_the_same_saves(anna: Laptop, bruno: Laptop) -> None:
    record = add(anna.vault, space=anna.home)
    anna.sync()
    edit(anna.vault, record, {"title": "Rekeyed"})
    dots = read(anna.vault, record).state.vector
    anna.seal()
    (sealed,) = ids_of([one.batch for one in anna.store.frozen(without=(), max_bytes=1 << 20)])
    anna.deliver(lambda _: Result(Outcome.REKEY))
    assert anna.store.counts().pending == 1
    anna.seal()
    (again,) = ids_of([one.batch for one in anna.store.frozen(without=(), max_bytes=1 << 20)])
    assert again != sealed
    anna.deliver()
    anna.pull()
    bruno.pull()
    assert read(bruno.vault, record).state.vector == dots
    assert value(bruno.vault, record, "title") == ["Rekeyed"]


def test_need_and_later_change_nothing(anna: Laptop) -> None:
    add(anna.vault, space=anna.home)
    anna.seal()
    before = anna.store.frozen(without=(), max_bytes=1 << 20)
    for outcome in (Outcome.NEED, Outcome.LATER):
        anna.deliver(lambda _, outcome=outcome: Result(outcome))  # type: ignore[misc]
        assert anna.store.frozen(without=(), max_bytes=1 << 20) == before


def test_settled_versions_of_a_batch_stand_as_bare_ids(anna: Laptop) -> None:
    for n in range(3):
        add(anna.vault, {"title": f"T{n}"}, space=anna.home)
    anna.seal()
    (frozen,) = anna.store.frozen(without=(), max_bytes=1 << 20)
    first = frozen.batch.ids()[0]
    anna.deliver(lambda id_: None if id_ == first else Result(Outcome.LATER))
    (rest,) = anna.store.frozen(without=(), max_bytes=1 << 20)
    assert rest.batch.ids() == frozen.batch.ids()
    assert rest.batch.members[0] == first
    assert len(rest.batch.versions()) == 2
    assert rest.batch.signature == frozen.batch.signature
    assert not anna.store.frozen(without=(rest.key,), max_bytes=1 << 20)


def test_urgent_records_and_batches_go_first(anna: Laptop) -> None:
    add(anna.vault, {"title": "Calm"}, space=anna.home)
    anna.seal()
    flash = add(anna.vault, {"title": "Flash", "priority": "FLASH"}, space=anna.home)
    add(anna.vault, {"title": "Calm again"}, space=anna.home)
    dirty = anna.store.dirty([anna.home], max_versions=10, max_bytes=1 << 20)
    assert [one.urgent for one in dirty] == [True, False]
    assert anna.store.counts().urgent_pending == 1
    anna.seal(most=1)
    first = anna.store.frozen(without=(), max_bytes=1)
    assert [version.header.record for version in first[0].batch.versions()] == [flash]
    assert len(first) == 1


def test_dirty_keeps_within_its_bounds_but_gives_at_least_one(anna: Laptop) -> None:
    for n in range(5):
        add(anna.vault, {"title": f"T{n}", "bluf": "x" * 500}, space=anna.home)
    assert len(anna.store.dirty([anna.home], max_versions=3, max_bytes=1 << 20)) == 3
    assert len(anna.store.dirty([anna.home], max_versions=9, max_bytes=1)) == 1
    assert len(anna.store.dirty([anna.home], max_versions=9, max_bytes=1200)) == 2
    assert not anna.store.dirty([anna.me], max_versions=9, max_bytes=1 << 20)


def test_applying_a_frame_again_after_a_crash_changes_nothing(
    anna: Laptop, bruno: Laptop, office: FakeOffice
) -> None:
    record = add(anna.vault, space=anna.home)
    anna.sync()
    start = next(one.position.seq for one in bruno.store.cursors() if one.space == office.home.space)
    frame = bruno.frame(office.home, start, len(office.home.entries))
    changes = bruno.store.apply(frame)
    assert changes == Changes(frozenset({record}), frozenset({"brief"}))
    with pytest.raises(ValueError, match="cursor"):
        bruno.store.apply(frame)
    assert value(bruno.vault, record, "title") == ["Situation à Bamako"]


def test_frames_of_any_size_give_the_same_records(anna: Laptop, bruno: Laptop) -> None:
    records = [add(anna.vault, {"title": f"T{n}"}, space=anna.home) for n in range(6)]
    anna.sync()
    for n, record in enumerate(records * 3):
        edit(anna.vault, record, {"bluf": f"B{n}"})
        anna.push()
    bruno.pull(at_most=1)
    assert [read(bruno.vault, one).state for one in records] == [
        read(anna.vault, one).state for one in records
    ]


def test_a_version_without_its_key_waits_for_it(anna: Laptop, bruno: Laptop, office: FakeOffice) -> None:
    record = add(anna.vault, space=anna.home)
    anna.sync()
    bruno.pull()
    key = office.new_epoch(2)
    anna.pull()
    anna.store.answered(Told(b"t", keys={(anna.home, 2): key}))
    edit(anna.vault, record, {"title": "Second key"})
    anna.sync()
    edit(anna.vault, record, {"title": "Third"})
    anna.sync()
    bruno.pull()
    assert value(bruno.vault, record, "title") == ["Situation à Bamako"]
    bruno.store.answered(Told(b"t", keys={(bruno.home, 2): key}))
    assert value(bruno.vault, record, "title") == ["Third"]
    assert read(bruno.vault, record).state == read(anna.vault, record).state
    edit(bruno.vault, record, {"bluf": "Mine"})
    (dirty,) = bruno.store.dirty([bruno.home], max_versions=1, max_bytes=1)
    assert len(dirty.parents) == 1


def test_what_cannot_be_read_is_kept_and_blocks_nothing(
    anna: Laptop, bruno: Laptop, office: FakeOffice
) -> None:
    record = add(anna.vault, space=anna.home)
    anna.push()
    id_, _, item = office.home.entries.pop()
    assert isinstance(item, tuple)
    office.home.append(id_, (type(item[0])(item[0].header, b"spoilt" * 10), item[1]))
    other = add(anna.vault, {"title": "Readable"}, space=anna.home)
    anna.push()
    bruno.pull()
    with bruno.vault.reading() as reader:
        assert reader.record(record) is None
    assert value(bruno.vault, other, "title") == ["Readable"]
    assert bruno.store.number_of(bruno.home, id_) == len(office.home.entries) - 1


def test_unknown_types_and_parts_are_stored_and_sent_on(anna: Laptop, bruno: Laptop) -> None:
    record = add(anna.vault, {"wonder": {"deep": [1, 2]}}, kind="from_tomorrow", space=anna.home)
    anna.sync()
    bruno.sync()
    assert read(bruno.vault, record).type == "from_tomorrow"
    edit(bruno.vault, record, {"more": "text"})
    bruno.sync()
    anna.sync()
    assert value(anna.vault, record, "wonder") == [{"deep": [1, 2]}]
    assert value(anna.vault, record, "more") == ["text"]


def test_private_notes_never_leave_and_never_go(anna: Laptop, bruno: Laptop) -> None:
    record = add(anna.vault, {**BRIEF, "notes_private": "planted secret"}, space=anna.home)
    (dirty,) = anna.store.dirty([anna.home], max_versions=1, max_bytes=1)
    assert b"planted" not in dirty.payload
    anna.sync()
    bruno.sync()
    assert not value(bruno.vault, record, "notes_private")
    edit(bruno.vault, record, {"title": "Bruno"})
    bruno.sync()
    anna.sync()
    edit(anna.vault, record, {"notes_private": "another secret"})
    assert anna.store.counts().pending == 0
    edit(bruno.vault, record, {"title": "Bruno again"})
    bruno.sync()
    anna.sync()
    assert value(anna.vault, record, "notes_private") == ["another secret"]
    assert value(anna.vault, record, "title") == ["Bruno again"]


def test_records_from_before_enrolment_move_into_the_persons_own_space(
    office: FakeOffice, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("carla")
    clock = HandClock()
    vault = new_vault(folder / "profile", surroundings(folder, clock))
    record = add(vault)
    assert read(vault, record).sync_state == "local"
    with vault.reading() as reader:
        assert reader.counts().pending == 0
        (local,) = reader.spaces()
    assert (local.purpose, local.space) == ("me", read(vault, record).space)
    me = office.hire(vault, "carla")
    assert read(vault, record).sync_state == "local"
    carla = Laptop(office, vault, clock, vault.sync_store(), me)
    carla.pull()
    assert (read(vault, record).space, read(vault, record).sync_state) == (me, "queued")
    carla.sync()
    assert read(vault, record).sync_state == "at_head_office"
    assert [item[0].header.record for _, _, item in office.logs[me].entries if isinstance(item, tuple)] == [
        record
    ]
    vault.close()


def test_history_names_the_versions_and_the_authors_of_all_saves(anna: Laptop, bruno: Laptop) -> None:
    record = add(anna.vault, space=anna.home)
    edit(anna.vault, record, {"title": "Second"})
    anna.sync()
    bruno.sync()
    edit(bruno.vault, record, {"bluf": "Bruno"})
    bruno.sync()
    anna.sync()
    with anna.vault.reading() as reader:
        newest, *older = reader.history(record)
        assert (reader.person_of(newest.device), newest.changes) == ("Bruno", {"bluf": "Bruno"})
    assert [entry.changes.get("title") for entry in older] == ["Second", "Situation à Bamako"]
    assert newest.seq is not None
    assert all(entry.seq is not None and entry.seq < newest.seq for entry in older)
    with bruno.vault.reading() as reader:
        assert len(reader.history(record)) == 3
    edit(anna.vault, record, {"title": "Unsent"})
    with anna.vault.reading() as reader:
        assert reader.history(record)[0].seq is None


def test_numbers_chains_and_heads_are_told_from_the_log(
    anna: Laptop, bruno: Laptop, office: FakeOffice
) -> None:
    record = add(anna.vault, space=anna.home)
    anna.sync()
    seq = len(office.home.entries)
    id_, chain, _ = office.home.entries[-1]
    assert anna.store.number_of(anna.home, id_) == seq
    parent = anna.store.parent_at(anna.home, seq)
    assert parent is not None
    assert (parent.id, parent.record) == (id_, record)
    assert anna.store.parent_at(anna.home, 1) is None
    assert anna.store.chain_at(anna.home, seq) == chain
    assert anna.store.chain_at(anna.home, seq + 1) is None
    own = anna.store.own_at(anna.home, seq - 1, 1)
    assert own is not None
    assert [(one.id, one.parents) for one in own] == [(id_, ())]
    assert anna.store.own_at(anna.home, seq - 2, 2) is None
    assert anna.store.own_at(anna.home, seq - 1, 2**62) is None  # whatever number head office chooses
    assert anna.store.heads_among(anna.home, [id_, bytes(32)]) == {id_}
    bruno.sync()
    edit(bruno.vault, record, {"title": "B"})
    bruno.sync()
    anna.pull()
    assert not anna.store.heads_among(anna.home, [id_])
    assert ids_of(anna.store.held(anna.home, [id_, bytes(32)])) == [id_]
    assert anna.store.held(anna.me, [id_]) == []


def test_a_restored_server_gives_out_its_numbers_anew(
    anna: Laptop, bruno: Laptop, office: FakeOffice
) -> None:
    kept, lost = (
        add(anna.vault, {"title": "Kept"}, space=anna.home),
        add(anna.vault, {"title": "Lost"}, space=anna.home),
    )
    anna.sync()
    bruno.pull()
    id_, _, _ = office.home.entries.pop()
    office.home.incarnation = b"restored"
    other = add(anna.vault, {"title": "Since"}, space=anna.home)
    seq = len(office.home.entries)
    dirty = anna.seal()
    assert dirty
    anna.deliver()
    bruno.store.apply(bruno.frame(office.home, seq, seq + 1))
    assert bruno.store.number_of(bruno.home, id_) is None
    assert [value(bruno.vault, one, "title") for one in (kept, lost, other)] == [
        ["Kept"],
        ["Lost"],
        ["Since"],
    ]


def test_what_an_answer_says_is_kept(anna: Laptop) -> None:
    anna.store.answered(Told(b"nonce", 500, confirmed=frozenset({anna.home}), proof=b"signed"))
    anna.store.answered(Told(b"newer", 400))
    account = anna.account()
    assert (account.token, account.server_ms, anna.store.last_proof()) == (b"newer", 500, b"signed")
    assert account.directory.relay == account.relay
    with anna.vault.reading() as reader:
        home = next(space for space in reader.spaces() if space.space == anna.home)
        assert (home.name, home.as_of_ms, home.read_only) == ("BKO", 500, False)
    anna.store.session("online", 7)
    anna.store.session("online", 9)
    with anna.vault.reading() as reader:
        assert reader.session() == ("online", 7)
    for _ in range(2):
        anna.store.alarm(Alarm("forked", anna.home, b"evidence"))
    with anna.vault.reading() as reader:
        (alarm,) = reader.alarms()
    with anna.vault.writing() as writer:
        writer.close_alarm(alarm.key)
    anna.store.alarm(Alarm("forked", anna.home, b"again"))
    assert anna.store.counts().alarms == 1


def test_a_laptop_that_is_not_enrolled_has_no_account(vault: Vault) -> None:
    store = vault.sync_store()
    assert store.account() is None
    assert list(store.cursors()) == []
    with vault.reading() as reader:
        assert (reader.identity(), reader.directory(), reader.session()) == (None, None, ("local", None))
