"""The chain tells any change of a log's past, the heads' digest any difference of the present."""

from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.protocol.chain import EMPTY_HEADS, ORIGIN, Position, linked, state_hash, toggled
from asi_desktop.protocol.naming import office_host
from tests.protocol.contents import hashes, ids, positions

entries = st.lists(hashes, max_size=8)


def log(entries: list[bytes], start: Position = ORIGIN) -> Position:
    position = start
    for entry in entries:
        position = linked(position, entry)
    return position


@given(entries, entries)
def test_two_logs_end_alike_only_when_they_are_the_same(one: list[bytes], other: list[bytes]) -> None:
    assert (log(one) == log(other)) == (one == other)


@given(entries, hashes, st.binary(min_size=8, max_size=8))
def test_another_life_of_the_server_has_another_chain(before: list[bytes], entry: bytes, life: bytes) -> None:
    here = log(before)
    elsewhere = here._replace(incarnation=life)
    assert (linked(here, entry).chain == linked(elsewhere, entry).chain) == (here == elsewhere)
    assert linked(here, entry).seq == here.seq + 1


@given(st.sets(hashes, max_size=6), st.randoms(use_true_random=False))
def test_the_digest_of_heads_knows_no_order_and_forgets_what_is_taken_out(
    heads: set[bytes], chance: object
) -> None:
    ordered = sorted(heads)
    digest = toggled(EMPTY_HEADS, ordered)
    assert digest == toggled(EMPTY_HEADS, reversed(ordered))
    assert toggled(digest, ordered) == EMPTY_HEADS
    assert (digest == EMPTY_HEADS) == (not heads)


@given(st.dictionaries(ids, positions, max_size=4))
def test_one_hash_over_all_positions_whatever_their_order(places: dict[bytes, Position]) -> None:
    pairs = list(places.items())
    assert state_hash(pairs) == state_hash(reversed(pairs))
    for space, position in pairs:
        moved = {**places, space: linked(position, bytes(32))}
        assert state_hash(moved.items()) != state_hash(pairs)


def test_a_server_goes_by_its_office_s_id() -> None:
    assert office_host(bytes(range(16))) == "000102030405060708090a0b0c0d0e0f.office.asi"
