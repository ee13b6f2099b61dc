"""Lists: pages, filters, sorts and counts read from projections that follow every save at once."""

from typing import Any

import pytest

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.records import UnknownType
from asi_desktop.domain.schema import Kind
from asi_desktop.storage.columns import RULES
from asi_desktop.storage.listing import NotAColumn, sync_state
from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.reader import NoSuchRecord
from asi_desktop.storage.results import ListPage, ListQuery
from tests.storage.surroundings import HandClock
from tests.storage.writing import BRIEF, add, edit


def page(vault: Vault, kind: str = "brief", **asked: Any) -> ListPage:  # noqa: ANN401
    with vault.reading() as reader:
        return reader.page(ListQuery(kind, **asked))


def titles(vault: Vault, **asked: Any) -> list[str]:  # noqa: ANN401
    return [row.title for row in page(vault, **asked).items]


def brief(vault: Vault, title: str, **values: Value) -> bytes:
    return add(vault, {**BRIEF, "title": title, **values})


def test_every_kind_of_field_has_a_column_but_lists() -> None:
    assert set(RULES) == set(Kind) - {Kind.LIST}


def test_the_newest_change_stands_first(vault: Vault, clock: HandClock) -> None:
    first = brief(vault, "First")
    clock.pass_s(1)
    brief(vault, "Second")
    assert titles(vault) == ["Second", "First"]
    clock.pass_s(1)
    edit(vault, first, {"title": "First, changed"})
    assert titles(vault) == ["First, changed", "Second"]


def test_pages_tell_how_many_there_are(vault: Vault) -> None:
    for n in range(5):
        brief(vault, f"T{n}")
    assert page(vault, limit=2).total == 5
    assert titles(vault, sort="title", limit=2, offset=3) == ["T3", "T4"]
    assert page(vault, "contact") == ListPage(0, ())


def test_a_row_shows_the_listed_fields(vault: Vault) -> None:
    record = brief(vault, "Row", threat_level_overall="3", ref="BKO-2026-SB-0001-A", country="XA")
    (row,) = page(vault).items
    assert (row.id, row.ref, row.type, row.title) == (record, "BKO-2026-SB-0001-A", "brief", "Row")
    assert (row.status, row.sync_state) == ("draft", "local")
    assert row.values["threat_level_overall"] == "3"
    assert row.values["title"] == "Row"
    assert "bluf" not in row.values


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("priority", "FLASH", ["B"]),
        ("country_scope", "XB", ["A", "B"]),
        ("exercise", "true", ["B"]),
        ("exercise", "false", []),
        ("review_at", "2026-12", ["A"]),
        ("review_at", "", ["B"]),
        ("status", "draft", ["A", "B"]),
        ("ref", "R-A", ["A"]),
    ],
)
def test_filters(vault: Vault, field: str, value: str, found: list[str]) -> None:
    brief(
        vault, "A", **{"country_scope#XA": True, "country_scope#XB": True}, review_at="2026-12-24", ref="R-A"
    )
    brief(vault, "B", priority="FLASH", exercise=True, **{"country_scope#XB": True})
    assert sorted(titles(vault, where=((field, value),))) == found


def test_filters_hold_together(vault: Vault) -> None:
    brief(vault, "A", exercise=True)
    brief(vault, "B", exercise=True, priority="FLASH")
    assert titles(vault, where=(("exercise", "true"), ("priority", "FLASH"))) == ["B"]


def test_filters_by_space(vault: Vault) -> None:
    brief(vault, "A")
    with vault.reading() as reader:
        (space,) = reader.spaces()
    assert titles(vault, spaces=(space.space,)) == ["A"]
    assert titles(vault, spaces=(b"elsewhere",)) == []


def test_sorts_forgive_case_and_accents_and_put_nothing_last(vault: Vault) -> None:
    for title, day in (("Zèbre", "2026-01-02"), ("élan", None), ("Ours", "2026-01-01")):
        brief(vault, title, review_at=day)
    assert titles(vault, sort="title") == ["élan", "Ours", "Zèbre"]
    assert titles(vault, sort="-title") == ["Zèbre", "Ours", "élan"]
    assert titles(vault, sort="review_at") == ["Ours", "Zèbre", "élan"]
    assert titles(vault, sort="-review_at") == ["Zèbre", "Ours", "élan"]
    assert titles(vault, sort="created") == ["Ours", "élan", "Zèbre"]


def test_an_unknown_column_or_type_is_refused_in_words(vault: Vault) -> None:
    for asked in ({"sort": "wonder"}, {"where": (("notes_private", "x"),)}):
        with pytest.raises(NotAColumn) as refusal:
            page(vault, **asked)
        assert "priority" in refusal.value.advice("en")
    with pytest.raises(UnknownType):
        page(vault, "wonder")


def test_deleted_records_are_in_the_bin(vault: Vault) -> None:
    record = brief(vault, "Gone")
    edit(vault, record, {"_alive": False})
    assert titles(vault) == []
    assert titles(vault, deleted=True) == ["Gone"]
    edit(vault, record, {"_alive": True})
    assert titles(vault) == ["Gone"]


def test_values_of_kinds_with_parts_are_listed_and_sorted(vault: Vault) -> None:
    def note(text: str, at: str) -> bytes:
        return add(
            vault, {"text": text, "taken_at": {"utc": at, "offset": 0, "zone": "UTC"}}, kind="field_note"
        )

    note("Late", "2026-11-27T14:42:00Z")
    note("Early", "2026-11-26T01:00:00Z")
    rows = page(vault, "field_note", sort="taken_at").items
    assert [row.values["text"] for row in rows] == ["Early", "Late"]
    assert rows[0].values["taken_at"] == {"utc": "2026-11-26T01:00:00Z", "offset": 0, "zone": "UTC"}


def test_cells_of_values_that_are_not_what_they_should_be_are_empty() -> None:
    odd: tuple[Value, ...] = (None, "x", [], {}, {"utc": 1}, {"amount": "x"})
    for kind in (Kind.INSTANT, Kind.MONEY, Kind.DECIMAL):
        assert [RULES[kind].cell(value) for value in odd] == [None] * len(odd)
    assert RULES[Kind.MONEY].cell({"amount": "12.50", "currency": "EUR"}) == 12.5
    assert RULES[Kind.DECIMAL].cell("1.5") == 1.5
    assert RULES[Kind.TEXT].cell(["list"]) is None
    assert RULES[Kind.INTEGER].cell(7) == 7


def test_records_are_found_by_id_and_by_reference(vault: Vault) -> None:
    record = brief(vault, "A", ref="BKO-2026-SB-0001-A")
    with vault.reading() as reader:
        for text in (record.hex(), record.hex().upper(), "BKO-2026-SB-0001-A", " bko-2026-sb-0001-a "):
            assert reader.find_id(text) == record
        for text in ("", " ", "00" * 16, "BKO-2026-SB-0002-A", "x" * 500):
            with pytest.raises(NoSuchRecord) as refusal:
                reader.find_id(text)
            assert len(refusal.value.message("en")) < 150
        assert reader.record_ids() == reader.record_ids("brief") == (record,)
        assert reader.record_ids("contact") == ()


def test_where_a_record_stands_on_its_way() -> None:
    def state(**true: bool) -> str:
        return sync_state(**{"local": False, "dirty": False, "sealed": False, "quarantined": False} | true)

    assert state() == "at_head_office"
    assert state(dirty=True) == state(sealed=True) == state(sealed=True, quarantined=True) == "queued"
    assert state(quarantined=True) == "quarantined"
    assert state(local=True, dirty=True) == "local"
