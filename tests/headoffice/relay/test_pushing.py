"""What becomes of a pushed version: every outcome, every refusal, and what forgers get."""

import os
from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest

from asi_desktop.crypto.sealing import Unsealed
from asi_desktop.headoffice.authority.people import find_person, revoke_device
from asi_desktop.headoffice.authority.spaces import (
    add_restricted,
    find_space,
    name_member,
    rotate,
    unname_member,
)
from asi_desktop.headoffice.relay.pushing import LONGEST_CHAIN, only
from asi_desktop.protocol import batch as wire
from asi_desktop.protocol.batch import Batch, Version
from asi_desktop.protocol.chain import EMPTY_HEADS, toggled
from asi_desktop.protocol.exchange import Fault, Outcome, Push, Pushed, Result
from tests.headoffice.conftest import Office
from tests.headoffice.laptops import Laptop, ids, version


@pytest.fixture
def laptop(office: Office) -> Laptop:
    return office.laptop("anna")


@pytest.fixture
def home(office: Office) -> bytes:
    return office.home()


def results(laptop: Laptop, *batches: Batch, **numbers: dict[bytes, int]) -> list[Result]:
    told = laptop.told(*(laptop.push(batch, numbers.get("numbers")) for batch in batches))
    found: list[Result] = []
    for batch, pushed in zip(batches, told.pushed, strict=True):
        in_short = [Result(Outcome.STORED, pushed.first + n) for n in range(len(batch.versions()))]
        found += pushed.results or in_short
    return found


def outcomes(laptop: Laptop, *batches: Batch) -> list[Outcome]:
    return [result.outcome for result in results(laptop, *batches)]


def edit(parent: bytes, record: bytes, *, full: bool = False) -> Unsealed:
    return Unsealed(record, (parent,), b"edit", full=full)


def test_what_is_new_is_stored_in_a_row(office: Office, laptop: Laptop, home: bytes) -> None:
    batch = laptop.batch(home, [version(), version(), version()])
    (pushed,) = laptop.told(laptop.push(batch)).pushed
    with office.store.reading() as reader:
        end = reader.logs()[home].position.seq
        assert reader.logs()[home].heads == toggled(EMPTY_HEADS, ids(batch))
    assert pushed == Pushed(first=end - 2)


def test_what_is_pushed_again_is_known(laptop: Laptop, home: bytes) -> None:
    batch = laptop.batch(home, [version(), version()])
    first = results(laptop, batch)
    again = results(laptop, batch)
    assert [(one.outcome, one.seq) for one in again] == [(Outcome.KNOWN, one.seq) for one in first]


def test_a_chain_of_deltas_ends(laptop: Laptop, home: bytes) -> None:
    record = os.urandom(16)
    (head,) = ids(begun := laptop.batch(home, [version(record=record)]))
    results(laptop, begun)
    for _ in range(LONGEST_CHAIN):
        batch = laptop.batch(home, [edit(head, record)])
        assert outcomes(laptop, batch) == [Outcome.STORED]
        (head,) = ids(batch)
    (refused,) = results(laptop, laptop.batch(home, [edit(head, record)]))
    assert (refused.outcome, refused.reason) == (Outcome.REFUSED, "long_chain")
    full = laptop.batch(home, [edit(head, record, full=True)])
    after = laptop.batch(home, [edit(ids(full)[0], record)])
    assert outcomes(laptop, full, after) == [Outcome.STORED, Outcome.STORED]


def test_an_edit_replaces_the_head_it_names(office: Office, laptop: Laptop, home: bytes) -> None:
    record = os.urandom(16)
    begun = laptop.batch(home, [version(record=record)])
    changed = laptop.batch(home, [edit(ids(begun)[0], record)])
    assert outcomes(laptop, begun, changed) == [Outcome.STORED, Outcome.STORED]
    with office.store.reading() as reader:
        assert reader.heads(home, [record]) == {record: set(ids(changed))}
        assert reader.logs()[home].heads == toggled(EMPTY_HEADS, ids(changed))


def test_a_parent_may_be_named_by_its_number(laptop: Laptop, home: bytes) -> None:
    record = os.urandom(16)
    begun = laptop.batch(home, [version(record=record)])
    (first,) = results(laptop, begun)
    changed = laptop.batch(home, [edit(ids(begun)[0], record)])
    numbers = {ids(begun)[0]: first.seq}
    assert len(laptop.push(changed, numbers).batch) < len(laptop.push(changed).batch)
    assert [one.outcome for one in results(laptop, changed, numbers=numbers)] == [Outcome.STORED]


def test_two_edits_in_one_batch_build_on_each_other(office: Office, laptop: Laptop, home: bytes) -> None:
    record, salt = os.urandom(16), os.urandom(16)
    first = laptop.batch(home, [version(record=record)], salt=salt)
    second = laptop.batch(home, [edit(ids(first)[0], record)], salt=salt)
    members = (*first.members, *second.members)
    signature = laptop.keys.sign(wire.signed_part([*ids(first), *ids(second)]))
    both = Batch(home, laptop.device, members, signature)
    assert outcomes(laptop, both) == [Outcome.STORED, Outcome.STORED]
    with office.store.reading() as reader:
        assert reader.heads(home, [record]) == {record: set(ids(second))}
        assert reader.logs()[home].heads == toggled(EMPTY_HEADS, ids(second))
    assert list(office.laptop("bilal").contents) == ids(both)


def test_versions_settled_before_may_travel_as_bare_ids(office: Office, laptop: Laptop, home: bytes) -> None:
    whole = laptop.batch(home, [version(), version(), version()])
    rest = only(whole, ids(whole)[1:])
    assert outcomes(laptop, rest) == [Outcome.STORED, Outcome.STORED]
    assert outcomes(laptop, whole) == [Outcome.STORED, Outcome.KNOWN, Outcome.KNOWN]
    assert set(office.laptop("bilal").contents) == set(ids(whole))


def test_a_version_that_does_not_build_on_all_heads_is_a_branch(
    office: Office, laptop: Laptop, home: bytes
) -> None:
    colleague, record = office.laptop("bilal"), os.urandom(16)
    begun = laptop.batch(home, [version(record=record)])
    mine = laptop.batch(home, [edit(ids(begun)[0], record)])
    theirs = colleague.batch(home, [edit(ids(begun)[0], record)])
    assert outcomes(laptop, begun, mine) == [Outcome.STORED, Outcome.STORED]
    assert outcomes(colleague, theirs) == [Outcome.BRANCH]
    both = laptop.batch(home, [version(record=record, parents=[*ids(mine), *ids(theirs)])])
    assert outcomes(laptop, both) == [Outcome.STORED]
    with office.store.reading() as reader:
        assert reader.heads(home, [record]) == {record: set(ids(both))}


def test_the_same_count_twice_is_stored_and_raises_an_alarm(
    office: Office, laptop: Laptop, home: bytes
) -> None:
    first = laptop.batch(home, [version()])
    laptop.dev_seq = 1
    second = laptop.batch(home, [version()])
    assert [one.forked for one in results(laptop, first, second)] == [False, True]
    assert [one.forked for one in results(laptop, second)] == [False]
    with office.store.reading() as reader:
        assert [(code, space, device) for code, space, device, _ in reader.alarms()] == [
            ("device_forked", home, laptop.device)
        ]


def test_what_is_missing_is_asked_for(laptop: Laptop, home: bytes) -> None:
    record, unknown, chunk = os.urandom(16), os.urandom(32), os.urandom(32)
    orphan = replace(edit(unknown, record), refs=(chunk,))
    lone = laptop.batch(home, [version(), orphan, version()])
    found = results(laptop, lone)
    assert [one.outcome for one in found] == [Outcome.STORED, Outcome.NEED, Outcome.STORED]
    assert found[1].needed == (unknown, chunk)
    assert found[2].seq == found[0].seq + 1


def test_what_was_missing_is_stored_when_it_comes_with_its_base(
    office: Office, laptop: Laptop, home: bytes
) -> None:
    record = os.urandom(16)
    base = laptop.batch(home, [version(b"base", record=record)])
    later = laptop.batch(home, [version(), edit(ids(base)[0], record)])
    assert outcomes(laptop, later) == [Outcome.STORED, Outcome.NEED]
    assert outcomes(laptop, base, later) == [Outcome.STORED, Outcome.KNOWN, Outcome.STORED]
    reader = office.laptop("bilal")
    assert [reader.contents[id_] for id_ in (*ids(base), ids(later)[1])] == [b"base", b"edit"]


def test_an_unknown_number_for_a_parent_is_undecodable(laptop: Laptop, home: bytes) -> None:
    record = os.urandom(16)
    begun = laptop.batch(home, [version(record=record)])
    changed = laptop.batch(home, [edit(ids(begun)[0], record)])
    (result,) = results(laptop, changed, numbers={ids(begun)[0]: 9999})
    assert result == Result(Outcome.REFUSED, reason="undecodable")


@pytest.mark.parametrize("data", [b"", b"nonsense", b"\x90", b"\xff" * 100])
def test_what_is_no_batch_is_refused_alone(laptop: Laptop, home: bytes, data: bytes) -> None:
    good = laptop.batch(home, [version()])
    told = laptop.told(Push(home, data), laptop.push(good))
    assert told.pushed[0].results == (Result(Outcome.REFUSED, reason="undecodable"),)
    assert told.pushed[1].first


def test_an_old_key_is_asked_to_seal_again(office: Office, laptop: Laptop, home: bytes) -> None:
    old = laptop.batch(home, [version()])
    with office.authority.session() as session:
        rotate(session, home)
    assert outcomes(laptop, old) == [Outcome.REKEY]
    laptop.pull()
    assert outcomes(laptop, laptop.batch(home, [version()], epoch=2)) == [Outcome.STORED]


def test_a_parent_of_another_record_is_refused(laptop: Laptop, home: bytes) -> None:
    begun = laptop.batch(home, [version()])
    crossed = laptop.batch(home, [edit(ids(begun)[0], os.urandom(16))])
    assert results(laptop, begun, crossed)[1] == Result(Outcome.REFUSED, reason="malformed")


@pytest.mark.parametrize("parents", [(), (b"a" * 32, b"b" * 32)])
def test_a_delta_has_one_parent(laptop: Laptop, home: bytes, parents: tuple[bytes, ...]) -> None:
    batch = laptop.batch(home, [Unsealed(os.urandom(16), parents, b"delta", full=False)])
    assert results(laptop, batch) == [Result(Outcome.REFUSED, reason="malformed")]


def test_a_suite_of_another_time_is_refused(laptop: Laptop, home: bytes) -> None:
    def newer(one: Version) -> Version:
        return Version(msgspec.structs.replace(one.header, suite=2), one.box)

    batch = resealed(laptop, laptop.batch(home, [version()]), newer)
    assert results(laptop, batch) == [Result(Outcome.REFUSED, reason="suite")]


def resealed(laptop: Laptop, batch: Batch, change: Callable[[Version], Version]) -> Batch:
    """Return the batch with its versions changed and signed anew."""
    changed = tuple(change(one) for one in batch.versions())
    signature = laptop.keys.sign(wire.signed_part([one.header.id() for one in changed]))
    return Batch(batch.space, batch.device, changed, signature)


# Forgers


def test_a_signature_that_does_not_hold(laptop: Laptop, home: bytes) -> None:
    batch = laptop.batch(home, [version()])
    forged = msgspec.structs.replace(batch, signature=bytes(64))
    assert results(laptop, forged) == [Result(Outcome.REFUSED, reason="signature")]


def test_work_in_another_s_name(office: Office, laptop: Laptop, home: bytes) -> None:
    victim = office.laptop("bilal")
    batch = laptop.batch(home, [version()])

    def in_their_name(one: Version) -> Version:
        return Version(msgspec.structs.replace(one.header, device=victim.device), one.box)

    forged = resealed(laptop, msgspec.structs.replace(batch, device=victim.device), in_their_name)
    assert results(laptop, forged) == [Result(Outcome.REFUSED, reason="signature")]


def test_another_s_work_may_be_brought_as_it_is(office: Office, laptop: Laptop, home: bytes) -> None:
    batch = office.laptop("bilal").batch(home, [version()])
    assert outcomes(laptop, batch) == [Outcome.STORED]


def test_a_batch_moved_into_another_space(office: Office, home: bytes) -> None:
    watch = office.laptop("watch", role="H24", post="HQ")
    moved = msgspec.structs.replace(watch.batch(home, [version()]), space=office.home("HQ"))
    assert results(watch, moved) == [Result(Outcome.REFUSED, reason="signature")]


def test_a_stranger_to_the_space(office: Office, laptop: Laptop) -> None:
    office.post("DKR")
    for space in (office.home("DKR"), os.urandom(16), laptop.directory):
        record = os.urandom(16)
        batch = laptop.batch(space, [version(), edit(os.urandom(32), record)])
        expected = [Result(Outcome.REFUSED, reason="not_a_writer")] * 2
        assert results(laptop, batch) == expected
        assert results(laptop, batch, numbers={batch.versions()[1].header.parents[0]: 3}) == expected


def test_a_reader_who_writes(office: Office, laptop: Laptop) -> None:
    with office.authority.session() as session:
        network = find_space(session, "Centrale").space
    batch = laptop.batch(network, [version()])
    assert results(laptop, batch) == [Result(Outcome.REFUSED, reason="not_a_writer")]


def test_work_of_who_may_not_write_brought_by_who_may(office: Office, laptop: Laptop, home: bytes) -> None:
    outsider = office.laptop("oscar", role="FUND", post="HQ")
    assert results(laptop, outsider.batch(home, [version()]))[0].reason == "not_a_writer"


def test_who_was_taken_out_of_a_space(office: Office, laptop: Laptop) -> None:
    with office.authority.session() as session:
        space = add_restricted(session, "dossier")
        person = find_person(session, "anna")
        name_member(session, space, person, read_only=False)
    laptop.places[space.space] = laptop.places[laptop.directory]._replace(seq=0)
    laptop.pull()
    assert outcomes(laptop, laptop.batch(space.space, [version()])) == [Outcome.STORED]
    with office.authority.session() as session:
        unname_member(session, space, person)
    assert results(laptop, laptop.batch(space.space, [version()]))[0].reason == "removed"


def test_a_revoked_laptop(office: Office, laptop: Laptop, home: bytes) -> None:
    with office.authority.session() as session:
        revoke_device(session, laptop.device.hex(), reason="stolen")
    fault = laptop.exchange(laptop.push(laptop.batch(home, [version()])))
    assert isinstance(fault, Fault)
    assert fault.code == "removed"
