"""Circular garbage is searched for in small portions, and everywhere only when nobody looks."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from asi_desktop.ui import memory


class Circle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def test_what_lives_is_left_alone_and_no_search_ever_looks_at_everything_by_itself() -> None:
    lasting = Circle()
    memory.set_aside()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[2] == memory.NEVER
    assert all(one is not lasting for one in gc.get_objects())


def test_tidying_finds_what_nobody_holds_any_more() -> None:
    memory.set_aside()
    lost = weakref.ref(Circle())
    memory.tidy()
    assert lost() is None
