"""Lists: pages, filters, sorts and counts read from projections that follow every save at once."""

from typing import Any

import pytest

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.records import UnknownType
from asi_desktop.domain.schema import Kind
from asi_desktop.storage import listing
from asi_desktop.storage.columns import RULES
from asi_desktop.storage.listing import NotABound, NotAColumn, sync_state
from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.reader import NoSuchRecord
from asi_desktop.storage.results import Filter, ListPage, ListQuery
from tests.storage.surroundings import HandClock
from tests.storage.writing import BRIEF, add, add_with, edit


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
    assert titles(vault, sort="created") == ["Zèbre", "élan", "Ours"]
    assert titles(vault, sort="-created") == ["Ours", "élan", "Zèbre"]


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


def moment(utc: str) -> dict[str, Value]:
    return {"utc": utc, "offset": 0}


def request(vault: Vault, title: str, **values: Value) -> bytes:
    return add(vault, {"title": title, **values}, kind="request")


def found(vault: Vault, *filters: Filter, **asked: Any) -> list[str]:  # noqa: ANN401
    rows = page(vault, "request", filters=filters, sort="title", **asked).items
    return [row.title for row in rows]


@pytest.fixture
def requests(vault: Vault) -> None:
    request(vault, "A", partner_country="XA", due_at=moment("2026-11-27T08:00:00Z"))
    request(vault, "B", partner_country="XB", due_at=moment("2026-11-27T23:59:59Z"), priority="FLASH")
    request(vault, "C", partner_country="FR", due_at=moment("2026-12-04T12:00:00Z"), ref="PCV-2026-RQ-0042-A")
    request(vault, "D", ref="PCV-2026-RQ-0043-B", **{"country_scope#XA": True, "country_scope#XB": True})


@pytest.mark.parametrize(
    ("wanted", "titles_found"),
    [
        (Filter("partner_country", ("XA", "FR")), "AC"),
        (Filter("partner_country", ("XA", "")), "AD"),
        (Filter("partner_country", ("",)), "D"),
        (Filter("due_at", since="2026-11-28"), "C"),
        (Filter("due_at", until="2026-11-27"), "AB"),
        (Filter("due_at", since="2026-11-27T09:00:00Z", until="2026-12"), "BC"),
        (Filter("due_at", ("",)), "D"),
        (Filter("country_scope", ("XB", "FR")), "D"),
        (Filter("country_scope", ("X",)), ""),
        (Filter("ref", ("PCV-*-A",)), "C"),
        (Filter("ref", ("PCV-2026-RQ-0043-B",)), "D"),
        (Filter("ref", ("PCV-?026-*", "[P]*")), ""),
        (Filter("title", ("é a", "a")), "A"),
        (Filter("status", ("draft", "sent")), "ABCD"),
        (Filter("updated", since="2026-11-27", until="2026-11-27"), "ABCD"),
        (Filter("updated", until="2026-11-26"), ""),
        (Filter("created", ("2026-11-27",)), "ABCD"),
        (Filter("created", since="2026-11-27T12:00:01Z"), ""),
    ],
    ids=str,
)
@pytest.mark.usefixtures("requests")
def test_a_filter_takes_several_values_and_bounds(vault: Vault, wanted: Filter, titles_found: str) -> None:
    assert "".join(found(vault, wanted)) == titles_found


@pytest.mark.usefixtures("requests")
def test_a_bound_that_is_none_is_refused_in_words(vault: Vault) -> None:
    for given in (
        Filter("partner_country", since="A"),
        Filter("updated", since="yesterday"),
        Filter("created", ("soon",)),
        Filter("status", until="z"),
        Filter("due_at", since="2026-99-99"),
        Filter("due_at", until="soon"),
    ):
        with pytest.raises(NotABound) as refusal:
            found(vault, given)
        assert "2026-11-27" in refusal.value.advice("en")


@pytest.mark.usefixtures("requests")
def test_words_join_the_filters_and_find_more_than_a_screen_of_hits(vault: Vault) -> None:
    for n in range(300):
        request(vault, f"Convoy {n:03d}", priority="FLASH" if n % 2 else "ROUTINE")
    flash = Filter("priority", ("FLASH",))
    both = page(vault, "request", filters=(flash,), words="convoy", limit=10, offset=140)
    assert both.total == 150
    assert len(both.items) == 10
    assert found(vault, flash, words="convoy")[0] == "Convoy 001"
    assert page(vault, "request", words="nothing-like-it").total == 0
    with vault.reading() as reader:
        assert reader.count_listed(ListQuery("request", words="convoy")) == 300
        assert len(reader.ids_listed(ListQuery("request", words="convoy", limit=250))) == 250


@pytest.mark.parametrize("sort", [None, "title"])
@pytest.mark.parametrize("filters", [(), (Filter("priority", ("FLASH", "ROUTINE")),)])
def test_pages_of_words_fit_together(vault: Vault, sort: str | None, filters: tuple[Filter, ...]) -> None:
    whole = {request(vault, f"Convoy {n:03d}", priority="FLASH") for n in range(205)}
    whole |= {request(vault, f"Convoys of {n}", priority="ROUTINE") for n in range(20)}
    pages = [
        page(vault, "request", filters=filters, words="convoy", sort=sort, limit=45, offset=offset).items
        for offset in range(0, 225, 45)
    ]
    assert [len(items) for items in pages] == [45] * 5
    assert {row.id for items in pages for row in items} == whole
    assert page(vault, "request", filters=filters, words="?!", sort=sort).total == 0


def test_without_an_order_words_put_the_best_first(vault: Vault) -> None:
    best = brief(vault, "Convoy")
    brief(vault, "Port", bluf="A convoy waits.")
    assert page(vault, words="convoy").items[0].id == best


def test_words_find_what_is_in_the_bin_by_title_or_reference(vault: Vault) -> None:
    for title in ("Élan gone", "Other gone"):
        record = brief(vault, title, ref=f"BKO-2026-SB-{len(title):04d}-A")
        edit(vault, record, {"_alive": False})
    assert titles(vault, deleted=True, words="elan") == ["Élan gone"]
    assert titles(vault, deleted=True, words="sb-0010") == ["Other gone"]
    assert titles(vault, deleted=True, words="gone other") == ["Other gone"]
    with vault.reading() as reader:
        assert reader.count_listed(ListQuery("brief", deleted=True, words="élan")) == 1


def test_few_lines_are_sorted_and_many_walked_along_with_the_same_outcome(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n, day in enumerate(("2026-02-01", None, "2026-01-01", "2026-01-01")):
        brief(vault, f"T{n}", review_at=day)
    orders = ("review_at", "-review_at", "title", "-updated", "created", "-status")
    few = [titles(vault, sort=sort) for sort in orders]
    assert few[0] == ["T3", "T2", "T0", "T1"]
    assert few[1] == ["T0", "T2", "T3", "T1"]
    monkeypatch.setattr(listing, "FEW", 0)
    assert [titles(vault, sort=sort) for sort in orders] == few


def test_a_column_of_references_shows_and_sorts_by_titles(vault: Vault) -> None:
    late = add(vault, {"name_official": "Zenith police"}, kind="organisation")
    early = add(vault, {"name_official": "Airport police"}, kind="organisation")
    add(vault, {"family_name": "A", "organisation": late.hex()}, kind="contact")
    add(vault, {"family_name": "B", "organisation": early.hex()}, kind="contact")
    add(vault, {"family_name": "C", "organisation": (b"?" * 16).hex()}, kind="contact")
    rows = page(vault, "contact", sort="organisation").items
    assert [row.title for row in rows] == ["B", "A", "C"]
    assert rows[0].titles == {early.hex(): "Airport police"}
    assert rows[2].titles == {}
    edit(vault, early, {"name_official": "Zz police"})
    rows = page(vault, "contact", sort="organisation").items
    assert [row.title for row in rows] == ["A", "B", "C"]
    assert page(vault, "contact", filters=(Filter("organisation", (early.hex(),)),)).total == 1


def test_what_comes_after_the_record_that_names_it_gives_it_its_title(vault: Vault) -> None:
    target = b"\x07" * 16
    add(vault, {"family_name": "A", "organisation": target.hex()}, kind="contact")
    add(
        vault,
        {"family_name": "B", "organisation": add(vault, {"name_official": "Bb"}, kind="organisation").hex()},
        kind="contact",
    )
    with vault.writing() as writer:
        add_with(writer, target, {"name_official": "Aa"}, kind="organisation")
    assert [row.title for row in page(vault, "contact", sort="organisation").items] == ["A", "B"]
