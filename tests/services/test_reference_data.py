"""The program's directory of organisations: complete in both languages, offered by words, taken once."""

import json

import pytest

from asi_desktop.domain.json_schema import json_schema
from asi_desktop.domain.records import record_type
from asi_desktop.services.desk import Desk
from asi_desktop.services.reference_data import (
    MOST_OFFERED,
    NoSuchEntry,
    called,
    directory,
    offered,
    superseded,
    taken,
)
from asi_desktop.services.results import ListQuery
from tests.validator import valid

ORGANISATION = record_type("organisation")
OF_THE_MISSION = {
    *("interpol", "europol", "un", "un_police", "unodc", "ocha", "osce", "cepol", "fontanot", "francopol"),
    *("resopolis", "frontex", "eurojust", "ameripol", "afripol", "aseanapol", "gccpol", "eurogendfor"),
    *("fiep", "roadpol", "council_of_europe", "g7_roma_lyon", "maoc_n"),
    *("dcis", "dgpn", "dggn", "dnpj", "dnpaf", "sccopol", "dgscgc", "dgef", "dgcl", "dsr", "daei"),
}


def codes(words: str) -> list[str]:
    return [entry.code for entry in offered(words)]


def test_the_bodies_and_services_of_the_mission_are_there_in_both_languages() -> None:
    entries = directory()
    assert {entry.code for entry in entries} >= OF_THE_MISSION
    assert len({entry.code for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.name.fr.strip() == entry.name.fr != ""
        assert entry.name.en.strip() == entry.name.en != ""
        assert "'" not in entry.name.fr + entry.name.en


def test_every_entry_makes_an_organisation() -> None:
    schema = json_schema(ORGANISATION)
    for entry in directory():
        assert valid(json.loads(json.dumps(entry.fields)), schema) == [], entry.code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("interpol", "interpol"),
        ("OIPC", "interpol"),
        ("police judiciaire", "dnpj"),
        ("judicial police", "dnpj"),
        ("sccopol", "sccopol"),
        ("résopolis", "resopolis"),
        ("RESOPOLIS", "resopolis"),
        ("roma", "g7_roma_lyon"),
        ("maoc", "maoc_n"),
        ("étrangers", "dgef"),
        ("securite civile", "dgscgc"),
    ],
)
def test_words_of_either_language_or_an_acronym_find_an_entry(words: str, code: str) -> None:
    assert code in codes(words)


def test_who_is_called_exactly_so_comes_first_and_few_are_offered() -> None:
    assert codes("dsr")[0] == "dsr"
    assert len(codes("o")) == MOST_OFFERED
    assert codes("") == codes("  ") == codes("zzz") == []


def test_an_entry_is_taken_once_and_then_found_as_any_record(desk: Desk) -> None:
    first = taken(desk.records, "interpol")
    assert first.changes.records == {first.id}
    view = desk.records.get(first.id.hex())
    assert view.fields["kind"] == "international_org"
    assert view.fields["reference_code"] == "interpol"
    again = taken(desk.records, "interpol")
    assert (again.id, again.ref) == (first.id, first.ref)
    assert not again.changes
    assert desk.records.page(ListQuery("organisation")).total == 1
    assert first.id in {hit.id for hit in desk.search.find("interpol").items}


def test_one_that_was_deleted_is_made_anew(desk: Desk) -> None:
    first = taken(desk.records, "dnpj")
    desk.records.delete(first.ref)
    assert taken(desk.records, "dnpj").id != first.id


def test_a_code_that_the_directory_does_not_have_makes_nothing(desk: Desk) -> None:
    with pytest.raises(NoSuchEntry):
        taken(desk.records, "nowhere")
    assert desk.records.page(ListQuery("organisation")).total == 0


def test_of_two_records_of_one_entry_every_laptop_prefers_the_same(desk: Desk) -> None:
    entry = called("interpol")
    assert entry is not None
    both = sorted(desk.records.add("organisation", entry.fields).id for _ in range(2))
    assert taken(desk.records, "interpol").id == both[0]
    assert superseded(desk.records, "criminal police") == {both[1]}
    assert superseded(desk.records, "europol") == frozenset()
    desk.records.delete(both[0].hex())
    assert taken(desk.records, "interpol").id == both[1]
    assert superseded(desk.records, "interpol") == frozenset()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Interpol", "interpol"),
        ("OIPC-INTERPOL", "interpol"),
        ("Organisation internationale de police criminelle", "interpol"),
        ("united nations", "un"),
        ("O.N.U.", "un"),
        ("United Nations (U.N.)", "un"),
        ("UN", "un"),
        ("UNPOL", "un_police"),
        ("Police", None),
        ("", None),
        ("...", None),
    ],
)
def test_an_entry_is_known_by_its_whole_name_or_acronym(name: str, code: str | None) -> None:
    entry = called(name)
    assert (entry.code if entry else None) == code
