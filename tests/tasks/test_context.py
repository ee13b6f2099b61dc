"""Long work tells how far it is, and stops when it is asked to."""

import threading

import pytest

from asi_desktop.domain.text import Text
from asi_desktop.tasks import Cancelled, Context, Progress

LABEL = Text(fr="Envoi", en="Sending")


def test_progress_is_told_with_its_label_and_count() -> None:
    told: list[Progress] = []
    context = Context(told.append)
    context.report(LABEL, done=1, total=3)
    context.report(LABEL, done=2)
    assert told == [Progress(LABEL, 1, 3), Progress(LABEL, 2, None)]


def test_work_that_nobody_watches_goes_on() -> None:
    context = Context()
    context.report(LABEL, done=1)
    context.check()


def test_cancelled_work_stops_at_its_next_report_after_telling_it() -> None:
    told: list[Progress] = []
    context = Context(told.append)
    context.cancel()
    with pytest.raises(Cancelled):
        context.report(LABEL, done=1)
    with pytest.raises(Cancelled):
        context.check()
    assert len(told) == 1


def test_a_wait_ends_at_once_when_another_thread_cancels() -> None:
    context = Context()
    assert context.wait(0) is False
    canceller = threading.Thread(target=context.cancel)
    canceller.start()
    assert context.wait(60) is True
    canceller.join()


def test_cancelled_says_what_happened_and_what_to_do() -> None:
    assert Cancelled().message("fr").startswith("L’opération")
    assert Cancelled().advice("en")
    assert Cancelled.status == 1
