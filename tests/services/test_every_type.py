"""Every record type through the whole house: listed, found, exported, imported, exchanged by two laptops."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.records import RECORD_TYPES
from asi_desktop.domain.schema import Kind, RecordType
from asi_desktop.domain.viewing import title_of
from asi_desktop.services.desk import Desk
from asi_desktop.services.results import ListQuery
from asi_desktop.storage import vault as vaults
from asi_desktop.storage.profile import Profile
from asi_desktop.sync.engine import Engine
from asi_desktop.sync.enrolment import joined
from asi_desktop.tasks import Context
from tests.services.quick import PASSPHRASE, HandClock, cheap, new_vault, unlocked
from tests.strategies import every_field
from tests.sync.world import MemoryLine, World

EVERY = pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.name)


def told(kind: RecordType, fields: Mapping[str, Value]) -> dict[str, Value]:
    """Return ``fields`` as two laptops can compare them: lists without the ids of their elements."""
    lists = set(kind.elements)
    return {
        name: [*value.values()] if name in lists and isinstance(value, dict) else value
        for name, value in fields.items()
    }


def everything(kind: RecordType) -> dict[str, Value]:
    """Return an input with every field, without what stays on the laptop."""
    return {name: value for name, value in every_field(kind).items() if name not in kind.local_names}


@EVERY
def test_the_example_stands_in_its_list_and_sorts_by_every_column(desk: Desk, kind: RecordType) -> None:
    added = desk.records.add(kind.name, kind.example)
    full = desk.records.add(kind.name, everything(kind))
    for field in (None, *kind.listed):
        sort = field.name if field and field.kind is not Kind.LIST else None
        page = desk.records.page(ListQuery(kind.name, sort=sort))
        assert {row.id for row in page.items} == {added.id, full.id}
    row = next(row for row in page.items if row.id == added.id)
    assert row.ref == added.ref
    assert row.title
    assert set(row.values) <= set(kind.by_name)


@EVERY
def test_every_word_that_is_to_be_found_is_found(desk: Desk, kind: RecordType) -> None:
    added = desk.records.add(kind.name, kind.example)
    desk.records.add("brief", {"title": "Autre chose"})
    title = title_of(kind, desk.records.get(added.id.hex()).fields)
    for words in (title.split()[0], added.ref):
        assert added.id in {hit.id for hit in desk.search.find(words, kind=kind.name).items}, words


@EVERY
def test_every_field_survives_export_and_import(
    desk: Desk, kind: RecordType, tmp_path: Path, clock: HandClock
) -> None:
    desk.records.add(kind.name, kind.example)
    desk.records.add(kind.name, everything(kind))
    exported = list(desk.documents.export(kind=kind.name))
    new_vault(tmp_path / "other", clock)
    other = unlocked(tmp_path / "other", clock)
    try:
        outcome = other.documents.bring_in(exported)
        assert [line.outcome for line in outcome.lines] == ["created"] * 2
        again = [json.loads(line) for line in other.documents.export(kind=kind.name)]
        assert [one["fields"] for one in again] == [json.loads(line)["fields"] for line in exported]
        filled = [one["fields"] for one in again if len(one["fields"]) >= len(everything(kind))]
        assert set(filled[0]) >= set(everything(kind))
    finally:
        other.close()


# Two laptops


@pytest.fixture
def two(tmp_path: Path, clock: HandClock) -> Iterator[tuple[Desk, Desk]]:
    """Two officers' desks on real vaults, with a head office in memory between them."""
    world = World()
    desks = tuple(_enrolled(world, login, tmp_path / login, clock) for login in ("ana", "bob"))
    try:
        yield desks[0], desks[1]
    finally:
        for desk in desks:
            desk.close()


def _enrolled(world: World, login: str, folder: Path, clock: HandClock) -> Desk:
    new_vault(folder, clock)
    vault = vaults.unlock(Profile(folder), PASSPHRASE.encode(), surroundings=cheap(clock))
    with vault.reading() as reader:
        keys = reader.device_keys()
    invitation, wraps = world.authority.invitation(
        world.authority.person(login), {world.home: False}, expires_ms=2**60
    )
    world.publish()
    world.relay.invitations[invitation.grant.invitation] = wraps
    line = MemoryLine(world.relay, keys.sign)
    desk = Desk(vault, clock, Engine(vault.sync_store(), lambda _: line, clock, world.random.randbytes))
    desk.enrolment._keep(joined(invitation, keys, line, Context()))
    return desk


def test_two_laptops_hold_the_same_of_every_type(two: tuple[Desk, Desk]) -> None:
    ana, bob = two
    meet(ana, bob)
    written = {kind: ana.records.add(kind.name, everything(kind)).id.hex() for kind in RECORD_TYPES}
    meet(ana, bob)
    for kind, record in written.items():
        assert told(kind, bob.records.get(record).fields) == told(kind, ana.records.get(record).fields)
        assert set(bob.records.get(record).fields) >= set(everything(kind)), kind.name

    for record in written.values():  # apart: each another field, and each an element of the same list
        ana.records.set(record, [("review_at", "2027-01-31")])
        bob.records.set(record, [("purpose", "prevention")])
        for desk in two:
            desk.records.set(record, [("links/+", {"target": "0" * 31 + "7"})])
    meet(ana, bob)
    for kind, record in written.items():
        views = [desk.records.get(record) for desk in two]
        assert views[0].fields == views[1].fields
        assert [view.conflicts for view in views] == [{}, {}]
        assert views[0].fields["review_at"] == "2027-01-31"
        assert len(told(kind, views[0].fields)["links"]) == 3  # type: ignore[arg-type]


def test_steps_taken_on_one_laptop_show_on_the_other(two: tuple[Desk, Desk]) -> None:
    ana, bob = two
    meet(ana, bob)
    ended = {}
    for kind in RECORD_TYPES:
        if kind.workflow is None:
            continue
        record = ana.records.add(kind.name, kind.example).id.hex()
        begun = ana.records.get(record)
        taken = begun.allowed[0]
        ana.records.advance(record, taken.state, reason="motif")
        ended[record] = ana.records.get(record).status
        assert ended[record] == taken.state != begun.status
    meet(ana, bob)
    assert {record: bob.records.get(record).status for record in ended} == ended


def meet(ana: Desk, bob: Desk) -> None:
    """Let both send and fetch everything."""
    for desk in (ana, bob, ana, bob):
        desk.sync.run(Context())
