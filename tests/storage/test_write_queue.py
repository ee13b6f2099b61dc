"""Writers take their turns in the order in which they asked; readers wait for none of them."""

import contextlib
from threading import Event, Thread

import pytest

from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.write_queue import WriteQueue
from tests.storage.writing import BRIEF, add, add_with, read


def test_turns_are_taken_in_the_order_of_asking() -> None:
    queue, order = WriteQueue(), []
    threads = []

    def work(n: int) -> None:
        with queue.turn():
            order.append(n)

    with queue.turn():
        for n in range(20):
            thread = Thread(target=work, args=(n,))
            thread.start()
            threads.append(thread)
            while queue.waiting < n + 1:
                pass
    for thread in threads:
        thread.join()
    assert order == list(range(20))


def test_a_turn_within_a_turn_of_the_same_thread_is_a_fault_told_at_once(vault: Vault) -> None:
    with vault.writing(), pytest.raises(RuntimeError, match="wait for itself"), vault.writing():
        pass
    add(vault)


def test_a_turn_that_fails_is_handed_on() -> None:
    queue = WriteQueue()
    with pytest.raises(KeyError), queue.turn():
        raise KeyError
    with queue.turn():
        pass


def test_readers_see_what_is_committed_and_wait_for_nobody(vault: Vault) -> None:
    record = add(vault)
    begun, go_on = Event(), Event()

    def write() -> None:
        with vault.writing("NORMAL") as writer:
            add_with(writer, b"r" * 16, BRIEF)
            writer.finish()
            begun.set()
            go_on.wait(30)

    thread = Thread(target=write)
    thread.start()
    assert begun.wait(30)
    with vault.reading() as reader:
        assert reader.record_ids() == (record,)
        go_on.set()
        thread.join()
        assert reader.record_ids() == (record,)
    assert read(vault, b"r" * 16)


def test_what_raises_is_undone_whole(vault: Vault) -> None:
    with contextlib.suppress(KeyError), vault.writing() as writer:
        add_with(writer, b"r" * 16, BRIEF)
        writer.put_setting("x", 1)
        assert writer.record_ids() == (b"r" * 16,)
        raise KeyError
    with vault.reading() as reader:
        assert (reader.record_ids(), reader.setting("x")) == ((), None)
        assert len(reader.journal_lines()) == 1
