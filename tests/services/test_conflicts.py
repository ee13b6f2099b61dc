"""Conflicts are small: both values side by side, one choice, and the rest of the record goes on."""

import pytest

from asi_desktop.domain.values.errors import TooLong
from asi_desktop.services.conflicts import ChoiceGrew, NoConflict
from asi_desktop.services.desk import Desk


@pytest.fixture
def record(desk: Desk) -> str:
    """A brief of which two forms wrote the same field, each without knowledge of the other."""
    added = desk.records.add("brief", {"title": "Port bloqué", "bluf": "Calme."}).ref
    form = desk.records.get(added)
    desk.records.set(added, [("bluf", "Tendu.")])
    desk.records.set(added, [("bluf", "Ouvert.")], displayed=form.displayed)
    return added


def test_both_values_are_shown_with_author_and_time(desk: Desk, record: str) -> None:
    (view,) = desk.conflicts.list()
    assert (view.ref, view.type, view.title, view.path) == (record, "brief", "Port bloqué", "bluf")
    assert view.values == desk.records.get(record).conflicts["bluf"]
    assert {one.device for one in view.values} == {desk.status.me().device}
    assert desk.status.now().conflicts == 1


@pytest.mark.parametrize("take", [1, 2])
def test_taking_one(desk: Desk, record: str, take: int) -> None:
    chosen = desk.records.get(record).conflicts["bluf"][take - 1].value
    changes = desk.conflicts.resolve(record, "bluf", take=take)
    assert changes.types == {"brief"}
    assert desk.records.get(record).fields["bluf"] == chosen
    assert desk.conflicts.list() == ()
    assert desk.status.now().conflicts == 0


def test_writing_a_third(desk: Desk, record: str) -> None:
    desk.conflicts.resolve(record, "bluf", value="Négociation.")
    assert desk.records.get(record).fields["bluf"] == "Négociation."
    assert not desk.records.get(record).conflicts


def test_clearing_the_field(desk: Desk, record: str) -> None:
    desk.conflicts.resolve(record, "bluf", value=None)
    assert "bluf" not in desk.records.get(record).fields


def test_the_rest_of_the_record_stays_editable(desk: Desk, record: str) -> None:
    desk.records.set(record, [("facts", "Autre chose.")])
    assert len(desk.records.get(record).conflicts["bluf"]) == 2


@pytest.mark.parametrize(("path", "take"), [("bluf", 0), ("bluf", 3), ("facts", 1), ("nope", 1)])
def test_a_choice_that_is_none_is_refused(desk: Desk, record: str, path: str, take: int) -> None:
    with pytest.raises(NoConflict):
        desk.conflicts.resolve(record, path, take=take)
    assert len(desk.conflicts.list()) == 1


def test_a_third_value_is_checked_like_any_other(desk: Desk, record: str) -> None:
    with pytest.raises(TooLong):
        desk.conflicts.resolve(record, "bluf", value="x" * 1_000_000)
    assert len(desk.conflicts.list()) == 1


def test_a_choice_between_what_was_shown_does_not_settle_what_came_since(desk: Desk, record: str) -> None:
    view = desk.records.get(record)
    shown = [one.value for one in view.conflicts["bluf"]]
    desk.records.set(record, [("bluf", "Assiégé.")], displayed={})
    with pytest.raises(ChoiceGrew):
        desk.conflicts.resolve(record, "bluf", take=1, shown=shown)
    assert len(desk.records.get(record).conflicts["bluf"]) == 3
    again = [one.value for one in desk.records.get(record).conflicts["bluf"]]
    desk.conflicts.resolve(record, "bluf", take=1, shown=again)
    assert desk.records.get(record).fields["bluf"] == again[0]
