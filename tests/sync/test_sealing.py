"""Changed records become batches: by space, urgent ones apart, numbered for good, under a vouched key."""

from asi_desktop.crypto.sealing import opened, signature_holds
from asi_desktop.sync.sealing import MAX_VERSIONS, Sealer
from tests.sync.world import Laptop, World


def sealer(world: World, laptop: Laptop) -> Sealer:
    store = laptop.store
    assert store.me is not None
    return Sealer(
        store,
        store.keys_,
        store.epoch_keys,
        store.me.directory,
        list(store.places.values()),
        world.random.randbytes,
    )


def joined(world: World, login: str, *, read_only: bool = False) -> Laptop:
    laptop = world.laptop(login, {world.home: read_only})
    laptop.sync()
    return laptop


def test_what_is_sealed_is_signed_numbered_and_opens_again() -> None:
    world = World()
    ana = joined(world, "ana")
    for n in range(3):
        ana.store.save(world.home, bytes([n]) * 16, {"title": "A"})
    ((key, batch),) = sealer(world, ana).frozen(10**6)
    assert list(ana.store.outbox) == [key]
    assert [version.header.dev_seq for version in batch.versions()] == [1, 2, 3]
    assert signature_holds(batch, ana.store.keys_.sign_public)
    place = ana.store.places[world.home]
    for version in batch.versions():
        assert (version.header.seen, version.header.ctrl_seen) == (place.position, place.ctrl_seen)
        assert opened(version, world.authority.epoch_keys[world.home, 1])
    assert list(sealer(world, ana).frozen(10**6)) == []


def test_an_edit_after_sealing_waits_for_the_outcome() -> None:
    world = World()
    ana = joined(world, "ana")
    ana.store.save(world.home, bytes(16), {"title": "A"})
    list(sealer(world, ana).frozen(10**6))
    ana.store.save(world.home, bytes(16), {"title": "B"})
    assert list(sealer(world, ana).frozen(10**6)) == []
    ana.sync()
    assert ana.store.counts().pending == 0


def test_urgent_versions_are_sealed_apart_and_first() -> None:
    world = World()
    ana = joined(world, "ana")
    ana.store.save(world.home, bytes(16), {"title": "routine"})
    ana.store.save(world.home, b"u" * 16, {"title": "FLASH"}, urgent=True)
    batches = [batch for _, batch in sealer(world, ana).frozen(10**6)]
    assert [[v.header.urgent for v in batch.versions()] for batch in batches] == [[True], [False]]


def test_a_batch_has_a_bounded_number_of_versions_and_bytes() -> None:
    world = World()
    ana = joined(world, "ana")
    for n in range(MAX_VERSIONS + 1):
        ana.store.save(world.home, n.to_bytes(16, "big"), {"title": "A"})
    batches = [batch for _, batch in sealer(world, ana).frozen(10**6)]
    assert [len(batch.versions()) for batch in batches] == [MAX_VERSIONS, 1]
    ana.store.save(world.home, b"x" * 16, {"title": "x" * 2000})
    ana.store.save(world.home, b"y" * 16, {"title": "y" * 2000})
    assert len(list(sealer(world, ana).frozen(1000))) == 2


def test_nothing_is_sealed_where_one_may_not_write_or_has_no_vouched_key() -> None:
    world = World()
    reader = joined(world, "eve", read_only=True)
    reader.store.save(world.home, bytes(16), {"title": "A"})
    assert list(sealer(world, reader).frozen(10**6)) == []
    ana = joined(world, "ana")
    ana.store.save(world.home, bytes(16), {"title": "A"})
    ana.store.epoch_keys[world.home, 1] = bytes(32)
    assert list(sealer(world, ana).frozen(10**6)) == []
    del ana.store.epoch_keys[world.home, 1]
    assert list(sealer(world, ana).frozen(10**6)) == []
    unread = world.laptop("new")
    unread.store.save(world.home, bytes(16), {"title": "A"})
    assert list(sealer(world, unread).frozen(10**6)) == []
