"""Somebody joins several spaces at once while others are at work: everybody believes the newcomer."""

from tests.sync.world import World


def test_who_joins_two_spaces_is_believed_in_both() -> None:
    world = World(3)
    file = world.authority.space("File 7", "restricted")
    both = {world.home: False, file: False}
    ana = world.laptop("ana", both)
    for _ in range(2):
        ana.sync()

    bob = world.laptop("bob", both)
    ana.sync()
    assert not ana.store.alarms
    for number, space in enumerate(both):
        bob.store.save(space, number.to_bytes(16, "big"), {"title": "Convoy late"})
    bob.sync()
    ana.sync()
    assert not ana.store.alarms
    assert not ana.store.problems
    assert [ana.store.values(number.to_bytes(16, "big"))["title"] for number in (0, 1)] == [
        ["Convoy late"],
        ["Convoy late"],
    ]
