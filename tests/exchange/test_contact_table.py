"""Tables: delimiters, character sets, quotes and headings are found; nothing that is written is a formula."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.records import RECORD_TYPES, record_type
from asi_desktop.domain.text import LANGUAGES, Language
from asi_desktop.exchange.contact_table import ldif
from asi_desktop.exchange.contact_table.headers import is_target, mapped, targets
from asi_desktop.exchange.contact_table.rows import bare, read
from asi_desktop.exchange.contact_table.table import distinct, table_of
from asi_desktop.exchange.contact_table.writing import Entry, inert, table
from asi_desktop.services.import_words import target_label

PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)


def fields(text: str, *, mapping: dict[str, Value] | None = None) -> list[dict[str, Value]]:
    answer = read(text.encode(), {"mapping": mapping or {}, "language": "en"})
    assert isinstance(answer, dict)
    people = answer["people"]
    assert isinstance(people, list)
    return [one["fields"] for one in people if isinstance(one, dict) and isinstance(one["fields"], dict)]


@given(st.binary(max_size=300))
@example(b'a,b\n"')
@example(b"sep=\xff\n\x00")
@example(b"dn:: !!!\ncn:<file:///etc/passwd\n")
def test_no_bytes_break_the_reader(data: bytes) -> None:
    read(data, {})
    read(b"Nom;Birth Year;Birth Day;Phone 1 - Label\n" + data, {})
    ldif.table_of(data)


@given(
    st.lists(st.lists(PLAIN, min_size=3, max_size=3), min_size=2, max_size=6),
    st.sampled_from(",;\t|"),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
)
def test_cells_are_found_whatever_the_delimiter_and_the_character_set(
    cells: list[list[str]], delimiter: str, encoding: str
) -> None:
    out = io.StringIO()
    rows = [["Nom", "Prénom", "Note, ; |"], *cells]
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    found = table_of(out.getvalue().encode(encoding))
    assert found.headers == ("Nom", "Prénom", "Note, ; |")
    assert [list(one) for _, one in found.rows] == [row for row in cells if any(map(str.strip, row))]


def test_windows_letters_and_a_stated_delimiter() -> None:
    found = table_of("sep=;\r\nNom;Prénom\r\nNoël;Zoé, dite Zo\r\n".encode("cp1252"))
    assert (found.headers, found.rows) == (("Nom", "Prénom"), ((3, ("Noël", "Zoé, dite Zo")),))


def test_a_cell_over_several_lines_stays_one_and_its_line_is_told() -> None:
    found = table_of(b'Nom,Notes\nA,"1\n2"\nB,3\n')
    assert found.rows == ((2, ("A", "1\n2")), (4, ("B", "3")))


def test_no_two_headings_are_alike() -> None:
    assert distinct(("Titre", "Titre", " titre")) == ("Titre", "Titre (2)", "titre")


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Nom", "family_name"),
        ("PRENOM", "given_names"),
        ("E-mail 2 Address", "channels/email"),
        ("Tél. mobile", "channels/mobile"),
        ("Téléphone de l’assistant(e)", "channels/phone/assistant"),
        ("Rue (bureau) 2", "address/work/street2"),
        ("Business Country/Region", "address/work/country"),
        ("Dép/Région (domicile)", "address/home/region"),
        ("Phone 3 - Value", "channels/phone"),
        ("Address 2 - Postal Code", "address/2/code"),
        ("Moyens de contact 2 – Numéro ou adresse", "channels/2/value"),
        ("Ways to reach 12 – Means", "channels/12/kind"),
        ("Grade français équivalent", "grade_equivalent_fr"),
        ("Signe astrologique", ""),
    ],
)
def test_headings_of_many_programs_are_known(header: str, target: str) -> None:
    assert mapped((header,))[header] == target


def test_the_title_is_the_function_when_no_other_column_is() -> None:
    assert mapped(("Title", "Last Name", "Job Title"))["Title"] == "courtesy_title"
    assert mapped(("Title", "Last Name"))["Title"] == "function"


def test_a_mapping_replaces_what_headings_say() -> None:
    text = "Nom;Signe\nFerek;Bélier\n"
    assert fields(text, mapping={"Signe": "notes"}) == [{"family_name": "Ferek", "notes": "Bélier"}]
    assert fields(text, mapping={"Nom": None, "Signe": "family_name"}) == [{"family_name": "Bélier"}]
    assert fields(text, mapping={"Signe": "nowhere at all"}) == [{"family_name": "Ferek"}]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_target_has_words_and_can_be_chosen(language: Language) -> None:
    assert len({target_label(target, language) for target in targets()}) == len(targets())
    assert all(is_target(target) for target in targets())


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("3/4/1980",), (None,)),
        (("3/4/1980", "25/4/1980"), ("1980-04-03", "1980-04-25")),
        (("3/4/1980", "4/25/1980"), ("1980-03-04", "1980-04-25")),
        (("3.4.1980", "5/5/1980"), ("1980-04-03", "1980-05-05")),
        (("1980-03-04", "0/0/00"), ("1980-03-04", None)),
    ],
)
def test_a_date_that_can_be_meant_in_two_ways_is_left(
    dates: tuple[str, ...], expected: tuple[str | None, ...]
) -> None:
    found = fields("Last Name,Birthday\n" + "".join(f"F,{day}\n" for day in dates))
    assert tuple(one.get("protocol_birthday") for one in found) == expected


def test_the_label_of_a_number_is_not_that_of_the_next_one() -> None:
    text = "Last Name,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\nF,Home,,,1\n"
    assert fields(text) == [{"family_name": "F", "channels": [{"kind": "phone", "value": "1"}]}]


@pytest.mark.parametrize("text", ["=1+1", "+44 7700", "-1", "@x", "\tx", "\rx", "\0x"])
def test_nothing_in_a_cell_is_a_formula(text: str) -> None:
    assert inert(text) == f"'{text}"
    assert inert("Ferek") == "Ferek"
    assert bare(inert("+44 7700")) == "+44 7700"


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_can_be_a_table(kind: object, language: Language) -> None:
    assert kind in RECORD_TYPES
    described = next(one for one in RECORD_TYPES if one is kind)
    entry = Entry(
        "ab" * 16, "=X", "draft", {name: _elements(value) for name, value in described.example.items()}
    )
    rows = [
        *csv.reader(io.StringIO(b"".join(table(described, [entry], language=language)).decode("utf-8-sig")))
    ]
    assert rows[0][:3] == ["id", "ref", "status"]
    assert len(set(rows[0])) == len(rows[0]) == len(rows[1])
    assert rows[1][1] == "'=X"


def _elements(value: Value) -> Value:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return {str(place): one for place, one in enumerate(value)}
    return value


@pytest.mark.parametrize("language", LANGUAGES)
def test_contacts_in_a_table_of_ours_are_read_again(language: Language) -> None:
    channels: dict[str, Value] = {
        "a": {"kind": "mobile", "value": "+44 7700 900001", "preferred": True},
        "b": {"kind": "email", "value": "a@b.example", "label": "Garde"},
    }
    held: dict[str, Value] = {
        "family_name": "Ferek",
        "title": "Chef",
        "rank": "Colonel",
        "channels": channels,
    }
    lines = b"".join(
        table(record_type("contact"), [Entry("ab" * 16, "R", "active", held)], language=language)
    )
    answer = read(lines, {"language": language})
    assert isinstance(answer, dict)
    (person,) = answer["people"] if isinstance(answer["people"], list) else []
    assert isinstance(person, dict)
    assert person["uid"] == "ab" * 16
    got = person["fields"]
    assert isinstance(got, dict)
    assert {name: got[name] for name in ("family_name", "title", "rank")} == {
        name: held[name] for name in ("family_name", "title", "rank")
    }
    several = got["channels"]
    assert isinstance(several, list)
    values = [one["value"] for one in several if isinstance(one, dict)]
    assert values == ["+44 7700 900001", "a@b.example"]
    assert person["left"] == []
