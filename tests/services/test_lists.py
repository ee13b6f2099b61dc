"""Lists: days as the officer means them, names for lists, columns that stay as they were left."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asi_desktop.domain.records import RECORD_TYPES, UnknownType, record_type
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.services.desk import Desk
from asi_desktop.services.lists import BadListName, Layout, NoSuchList
from asi_desktop.services.offered_lists import MINE, offered_lists
from asi_desktop.services.results import Filter, ListQuery
from asi_desktop.storage.listing import NotAColumn
from asi_desktop.tasks import Cancelled, Context
from tests.services.quick import HandClock, unlocked

if TYPE_CHECKING:
    from asi_desktop.domain.dotted import Value

DAY_MS = 86_400_000


def task(desk: Desk, title: str, due: str) -> bytes:
    given = {**record_type("task").example, "title": title, "due_at": due}
    return desk.records.add("task", given).id


def titles(desk: Desk, *filters: Filter, kind: str = "task") -> list[str]:
    return [row.title for row in desk.lists.page(ListQuery(kind, filters=filters, sort="title")).items]


@pytest.fixture
def tasks(desk: Desk) -> None:
    task(desk, "A late", "2026-11-27T11:59:00Z")
    task(desk, "B today", "2026-11-27T13:00:00Z")
    task(desk, "C soon", "2026-12-03T13:00:00Z")
    task(desk, "D far", "2027-01-03T13:00:00Z")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter("due_at", until="@now"), "A"),
        (Filter("due_at", since="@today", until="@today"), "AB"),
        (Filter("due_at", since="@now", until="@today+7"), "BC"),
        (Filter("due_at", since="2026-12-01"), "CD"),
        (Filter("due_at", since="2026-11-27T12:30:00Z", until="2026-12-03"), "BC"),
        (Filter("updated", since="@today-1"), "ABCD"),
        (Filter("updated", until="@today-1"), ""),
        (Filter("review_at", until="@today+30"), ""),
        (Filter("ref", (MINE,)), "ABCD"),
    ],
    ids=str,
)
@pytest.mark.usefixtures("tasks")
def test_days_are_those_of_the_day_on_which_the_list_is_read(desk: Desk, wanted: Filter, found: str) -> None:
    assert "".join(title[0] for title in titles(desk, wanted)) == found


@pytest.mark.usefixtures("tasks")
def test_what_was_soon_is_late_later(desk: Desk, clock: HandClock) -> None:
    overdue = Filter("due_at", until="@now")
    clock.pass_ms(30 * DAY_MS)
    assert titles(desk, overdue) == ["A late", "B today", "C soon"]
    assert desk.lists.count(ListQuery("task", filters=(overdue,))) == 3
    assert len(desk.lists.ids(ListQuery("task", filters=(overdue,), limit=2))) == 2


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.name)
def test_every_offered_list_asks_for_what_its_type_has(desk: Desk, kind: RecordType) -> None:
    described = record_type(kind.name)
    desk.records.add(described.name, described.example)
    states = described.workflow.by_code if described.workflow else {}
    for offered in offered_lists(described.name):
        named = desk.lists.called(described.name, offered.key)
        query = ListQuery(described.name, filters=named.filters, sort=named.sort or None)
        assert desk.lists.page(query).total == desk.lists.count(query)
        for one in offered.filters:
            field = described.by_name.get(one.field)
            if one.field == "status":
                assert set(one.values) <= set(states)
            elif field is not None and field.vocabulary:
                assert set(one.values) <= set(vocabulary(field.vocabulary).by_code)


def test_a_list_is_kept_under_a_name_after_closing_too(profile: Path, clock: HandClock) -> None:
    desk = unlocked(profile, clock)
    late = Filter("due_at", until="@now")
    kept = desk.lists.keep("task", "  Mes   retards ", filters=(late,), words="port", sort="-due_at")
    desk.lists.keep("task", "Autre", filters=())
    assert (kept.key, kept.name.fr, kept.own) == ("Mes retards", "Mes retards", True)
    desk.close()
    desk = unlocked(profile, clock)
    try:
        assert [one.key for one in desk.lists.named("task") if one.own] == ["Autre", "Mes retards"]
        assert desk.lists.called("task", "MES RETARDS") == kept
        assert desk.lists.called("task", "En retard").key == "overdue"
        assert kept in desk.lists.all_named()
        changed = desk.lists.keep("task", "mes retards", filters=())
        assert [one.key for one in desk.lists.named("task") if one.own] == ["Autre", "mes retards"]
        desk.lists.remove("task", changed.key)
        with pytest.raises(NoSuchList):
            desk.lists.remove("task", changed.key)
        desk.lists.remove("task", "Autre")
        assert not any(one.own for one in desk.lists.named("task"))
    finally:
        desk.close()


def test_names_and_types_that_cannot_be_are_refused(desk: Desk) -> None:
    for name in ("", "   ", "x" * 61):
        with pytest.raises(BadListName):
            desk.lists.keep("task", name, filters=())
    for n in range(40):
        desk.lists.keep("task", f"L{n}", filters=())
    with pytest.raises(BadListName):
        desk.lists.keep("task", "one more", filters=())
    desk.lists.keep("task", "L7", filters=(), words="again")
    with pytest.raises(NoSuchList) as refusal:
        desk.lists.called("task", "nothing")
    assert "overdue" in refusal.value.advice("en")
    with pytest.raises(UnknownType):
        desk.lists.page(ListQuery("wonder"))
    with pytest.raises(NotAColumn):
        desk.lists.page(ListQuery("task", filters=(Filter("wonder"),)))


def test_what_a_newer_program_kept_is_left_out_not_fatal(desk: Desk) -> None:
    odd: Value = [
        7,
        {"name": 1},
        {"name": "x"},
        {"name": "Kept", "filters": [[1], ["status", ["todo"], "", ""]]},
    ]
    with desk._vault.writing() as writer:
        writer.put_setting("lists.task", odd)
        writer.put_setting("columns.task", [["status", 90], ["x"], 3, [1, 2]])
    (kept,) = [one for one in desk.lists.named("task") if one.own]
    assert (kept.key, kept.filters) == ("Kept", (Filter("status", ("todo",)),))
    assert desk.lists.layout("task") == Layout((("status", 90),))


def test_columns_stay_as_they_were_left(desk: Desk) -> None:
    assert desk.lists.layout("brief") is None
    layout = Layout((("status", 120), ("country", 0)))
    desk.lists.keep_layout("brief", layout)
    assert desk.lists.layout("brief") == layout
    assert desk.lists.layout("contact") is None
    desk.lists.keep_layout("brief", None)
    assert desk.lists.layout("brief") is None


def test_who_refers_is_told_by_reference_or_id(desk: Desk) -> None:
    police = desk.records.add("organisation", record_type("organisation").example)
    ferek = desk.records.add("contact", {**record_type("contact").example, "organisation": police.id.hex()})
    (back,) = desk.records.referring(police.ref)
    assert (back.id, back.type, back.ref, back.path) == (ferek.id, "contact", ferek.ref, "organisation")
    assert back.title == desk.records.get(ferek.ref).title
    desk.records.delete(ferek.ref)
    assert desk.records.referring(police.id.hex()) == ()


@pytest.mark.parametrize("asked", ["page", "count", "ids"])
def test_what_nobody_waits_for_any_more_ends(desk: Desk, asked: str) -> None:
    desk.records.add("field_note", {"text": "Pont coupé"})
    query, context = ListQuery("field_note", words="pont"), Context()
    assert getattr(desk.lists, asked)(query, context) == getattr(desk.lists, asked)(query)
    context.cancel()
    with pytest.raises(Cancelled):
        getattr(desk.lists, asked)(query, context)
    assert desk.lists.count(query) == 1
