"""The same act on many records: all in one transaction, one undo, and a reason for each that would not."""

import pytest

from asi_desktop.domain.records import record_type
from asi_desktop.domain.writing import UnknownField
from asi_desktop.services import bulk, saving
from asi_desktop.services.bulk import ActStopped, TooManyRecords, common_fields
from asi_desktop.services.desk import Desk
from asi_desktop.services.results import ListQuery, UndoStep
from asi_desktop.tasks import Cancelled, Context, Progress

TASK = record_type("task")


@pytest.fixture
def names(desk: Desk) -> list[str]:
    return [desk.records.add("task", {**TASK.example, "title": f"T{n}"}).id.hex() for n in range(5)]


def living(desk: Desk) -> int:
    return desk.records.page(ListQuery("task")).total


def test_many_go_to_the_bin_and_come_back_by_one_undo(desk: Desk, names: list[str]) -> None:
    done = desk.bulk.delete(names)
    assert (len(done.done), done.refused, living(desk)) == (5, (), 0)
    assert {record.hex() for record in done.changes.records} == set(names)
    back = desk.bulk.undo(done.undo)
    assert (len(back.done), living(desk)) == (5, 5)
    again = desk.bulk.undo(done.undo)
    assert (again.done, again.refused) == ((), ())


def test_many_come_out_of_the_bin(desk: Desk, names: list[str]) -> None:
    desk.bulk.delete(names[:3])
    done = desk.bulk.undelete(names)
    assert len(done.done) == 3
    assert living(desk) == 5


def test_one_field_is_given_to_many_and_taken_back_from_those_that_had_another(
    desk: Desk, names: list[str]
) -> None:
    desk.records.set(names[0], [("priority", "FLASH")])
    desk.records.set(names[1], [("priority", "PRIORITY")])
    done = desk.bulk.set(names, "priority", "FLASH")
    assert len(done.done) == 4
    assert {desk.records.get(name).fields["priority"] for name in names} == {"FLASH"}
    desk.bulk.undo(done.undo)
    assert desk.records.get(names[1]).fields["priority"] == "PRIORITY"
    assert desk.records.get(names[0]).fields["priority"] == "FLASH"


def test_undo_leaves_what_was_written_since(desk: Desk, names: list[str]) -> None:
    done = desk.bulk.set(names, "priority", "FLASH")
    desk.records.set(names[0], [("priority", "IMMEDIATE")])
    assert len(desk.bulk.undo(done.undo).done) == 4
    assert desk.records.get(names[0]).fields["priority"] == "IMMEDIATE"


def test_a_step_is_made_where_it_may_be_and_the_others_say_why(desk: Desk, names: list[str]) -> None:
    desk.records.advance(names[0], "doing")
    steps = {step.state: count for step, count in desk.bulk.steps(names)}
    assert steps["doing"] == 4
    done = desk.bulk.advance(names, "doing", reason="now")
    assert len(done.done) == 4
    (refused,) = done.refused
    assert (refused.id.hex(), refused.title) == (names[0], "T0")
    assert refused.error.message("en")
    desk.bulk.undo(done.undo)
    assert desk.records.get(names[1]).status == "todo"


def test_what_is_not_there_is_told_and_the_rest_is_done(desk: Desk, names: list[str]) -> None:
    done = desk.bulk.delete([*names, names[0], "00" * 16, "nothing"])
    assert len(done.done) == 5
    assert [one.error.code for one in done.refused] == ["no_such_record"] * 2


def test_a_field_that_is_none_or_a_value_that_cannot_be_changes_nothing(desk: Desk, names: list[str]) -> None:
    refused = desk.bulk.set(names, "priority", "NEVER")
    assert (refused.done, len(refused.refused), refused.undo) == ((), 5, ())
    assert not refused.changes
    assert isinstance(desk.bulk.set(names, "wonder", 1).refused[0].error, UnknownField)


def test_too_many_at_once_are_refused(desk: Desk, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST", 4)
    with pytest.raises(TooManyRecords):
        desk.bulk.delete(names)
    assert living(desk) == 5


def test_it_tells_how_far_it_is_and_stopping_leaves_everything_as_it_was(
    desk: Desk, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "AT_ONCE", 2)
    told: list[Progress] = []
    desk.bulk.set(names, "priority", "FLASH", Context(told.append))
    assert [(one.done, one.total) for one in told] == [(0, 5), (2, 5), (4, 5)]

    def stop(progress: Progress) -> None:
        if progress.done:
            context.cancel()

    context = Context(stop)
    with pytest.raises(ActStopped):
        desk.bulk.delete(names, context)
    assert living(desk) == 5


def test_more_than_the_undo_list_keeps_can_still_be_taken_back(desk: Desk) -> None:
    names = [desk.records.add("field_note", {"text": f"N{n}"}).id.hex() for n in range(230)]
    done = desk.bulk.delete(names)
    assert len(desk.bulk.undo(done.undo).done) == 230
    assert desk.records.page(ListQuery("field_note")).total == 230


def test_fields_for_many_are_those_that_lists_filter_by(desk: Desk) -> None:
    names = {field.name for field in common_fields(record_type("request"))}
    assert {"priority", "partner_country", "protection", "handling"} <= names
    assert not {"facts", "links", "status", "asks"} & names


def test_what_was_taken_back_is_done_again_as_an_act_of_its_own(desk: Desk, names: list[str]) -> None:
    done = desk.bulk.set(names, "priority", "FLASH")
    assert desk.records.next_undone() == done.undo[-1].dot
    desk.bulk.undo(done.undo)
    desk.records.delete(names[0])
    desk.records.undelete(names[0])
    again = desk.bulk.redo(done.undo)
    assert {record.hex() for record in again.done} == set(names)
    assert {desk.records.get(name).fields["priority"] for name in names} == {"FLASH"}
    assert desk.records.next_undone() == again.undo[-1].dot
    assert len(desk.bulk.undo(again.undo).done) == 5
    gone = UndoStep(0, b"g" * 16, done.undo[0].dot, {})
    refused = desk.bulk.redo([gone])
    assert [one.error.code for one in refused.refused] == ["no_such_record"]


def test_doing_again_can_be_stopped_and_keeps_what_is_written(
    desk: Desk, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "AT_ONCE", 2)
    done = desk.bulk.delete(names)
    desk.bulk.undo(done.undo)

    def stop(progress: Progress) -> None:
        if progress.done == limit:
            context.cancel()

    for limit, expected in ((2, 3), (0, 3)):
        context = Context(stop)
        if limit:
            again = desk.bulk.redo(done.undo, context)
            assert len(again.done) == len(again.undo) == 2
        else:
            with pytest.raises(Cancelled):
                desk.bulk.redo(done.undo, context)
        assert living(desk) == expected


def test_what_is_undone_next_is_what_still_stands(desk: Desk, names: list[str]) -> None:
    desk.records.set(names[0], [("title", "Last")])
    (save, *_) = desk.records.history(names[0])
    assert desk.records.next_undone() == save.dot
    while desk.records.next_undone() is not None:
        desk.records.undo_last()
    assert living(desk) == 0
