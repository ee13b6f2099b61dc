"""What other programs write, as they write it: each sample is understood, and what is not taken is told.

The people are fictional, the quirks are not: see ``samples/`` for which program each file speaks as.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from asi_desktop.domain.dotted import Value
from asi_desktop.exchange.contact_table.rows import read as table_read
from asi_desktop.exchange.electronic_mail import read as mail_read
from asi_desktop.exchange.forms import CSV, EML, VCARD, form_of
from asi_desktop.exchange.people import Person, person_of
from asi_desktop.exchange.vcard.reading import read as vcard_read

SAMPLES = Path(__file__).parent / "samples"
READERS: Mapping[str, Callable[[bytes, Mapping[str, Value]], Value]] = {
    VCARD: vcard_read,
    CSV: lambda data, arguments: _people(table_read(data, arguments)),
}


def _people(answer: Value) -> Value:
    return answer["people"] if isinstance(answer, dict) else None


def people(name: str) -> list[Person]:
    data = (SAMPLES / name).read_bytes()
    answer = READERS[form_of(data)](data, {"language": "fr"})
    assert isinstance(answer, list)
    found = [person_of(one) for one in answer]
    return [one for one in found if one is not None]


def reached(person: Person) -> dict[str, list[str]]:
    channels = person.fields.get("channels")
    told: dict[str, list[str]] = {}
    for one in channels if isinstance(channels, list) else []:
        assert isinstance(one, dict)
        told.setdefault(str(one["kind"]), []).append(str(one["value"]))
    return told


def left(person: Person) -> set[str]:
    return {one.name for one in person.left}


@pytest.mark.parametrize(
    ("name", "form"),
    [(path.name, {".vcf": VCARD, ".eml": EML}.get(path.suffix, CSV)) for path in sorted(SAMPLES.glob("*.*"))
     if path.name != ".gitattributes"],
)  # fmt: skip
def test_the_form_of_every_sample_shows_without_its_name(name: str, form: str) -> None:
    if name not in {"webmail-html-only.eml"}:
        assert form_of((SAMPLES / name).read_bytes()) == form
    assert form_of((SAMPLES / name).read_bytes(), name) == form


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        (
            "outlook-2.1.vcf",
            {
                "family_name": "Lefèvre-Okoro",
                "given_names": "Anaëlle Rose",
                "courtesy_title": "Mme",
                "organisation": "Police nationale karvélienne",
                "protocol_birthday": "1979-11-04",
                "function": "Cheffe d'enquête – Brigade des stupéfiants",
            },
        ),
        (
            "android-2.1.vcf",
            {"family_name": "Ферек", "given_names": "Дано", "organisation": "Police karvélienne"},
        ),
        (
            "apple-3.0.vcf",
            {
                "family_name": "O'Sullivan",
                "organisation": "Harbour Police, Port-Carvel",
                "notes": "Met in Tessa; sends samples.\nSecond line, with a comma.",
            },
        ),
        ("icloud-3.0.vcf", {"family_name": "Ibn Yusuf", "given_names": "Karim"}),
        (
            "google-3.0.vcf",
            {
                "family_name": "Van der Stok",
                "organisation": "Gendarmerie nationale",
                "function": "Attachée adjointe",
                "notes": "Langues: fr, nl",
            },
        ),
        (
            "thunderbird-4.0.vcf",
            {"family_name": "Nakamura", "languages": [{"language": "ja"}], "protocol_birthday": "1985-02-03"},
        ),
        (
            "nextcloud-4.0.vcf",
            {"family_name": "Żółć", "given_names": "Agnieszka", "protocol_birthday": "1990-01-31"},
        ),
        (
            "outlook-en.csv",
            {
                "family_name": "Okonkwo",
                "given_names": "Amara J.",
                "courtesy_title": "Mrs.",
                "function": "Investigator – Seizures",
            },
        ),
        (
            "outlook-fr.csv",
            {
                "family_name": "d'Harcourt",
                "given_names": "Éloi Noël",
                "courtesy_title": "M.",
                "function": "Chef de bureau – Coopération",
                "protocol_birthday": "1971-09-22",
            },
        ),
        ("google-old.csv", {"family_name": "Horáková", "function": "Vedoucí – Analýza"}),
        ("google-new.csv", {"family_name": "Silva e Sousa", "organisation": "Guarda Costeira"}),
        ("thunderbird-en.csv", {"family_name": "Mthembu", "protocol_birthday": "1980-01-05"}),
        ("thunderbird-fr.csv", {"family_name": "Tiémoko", "protocol_birthday": "1992-11-30"}),
        (
            "thunderbird.ldif",
            {
                "family_name": "Müller",
                "given_names": "Zoë",
                "protocol_birthday": "1977-02-28",
                "function": "Verbindungsbeamtin – SO 4",
                "notes": "Parle français\nSecond",
            },
        ),
        (
            "yahoo.csv",
            {"family_name": "Reyes", "function": "Inspectora", "organisation": "Policía del Puerto"},
        ),
        ("excel-fr.csv", {"family_name": "KOUADIO", "rank": "Commandante", "notes": "=1+1"}),
    ],
)
def test_the_first_person_of_each_sample(name: str, fields: dict[str, Value]) -> None:
    person = people(name)[0]
    assert {field: person.fields.get(field) for field in fields} == fields


@pytest.mark.parametrize(
    ("name", "channels"),
    [
        ("outlook-2.1.vcf", {"mobile": ["+44 7700 900101"], "fax": ["+44 1632 960103"]}),
        ("android-2.1.vcf", {"mobile": ["+447700900111"], "phone": ["112", "+441632960111"]}),
        ("apple-3.0.vcf", {"mobile": ["+44 7700 900121", "+44 7700 900124"], "messaging": ["maeve.o"]}),
        ("google-3.0.vcf", {"mobile": ["+33 6 39 98 01 41"], "messaging": ["beatrix.vds"]}),
        ("thunderbird-4.0.vcf", {"phone": ["+44 1632 960151", "+44 1632 960153 x42"]}),
        ("nextcloud-4.0.vcf", {"post": ["ul. Morska 5, Port-Carvel, KA 1203"]}),
        ("outlook-fr.csv", {"post": ["8 rue du Fort, Bât. B, Port-Carvel, KA 1205, Karvélie"]}),
        ("google-old.csv", {"mobile": ["+44 7700 900191", "+44 7700 900192"], "fax": ["+44 1632 960193"]}),
        ("thunderbird.ldif", {"email": ["zoe@bka.example", "zoe.mueller@heim.example"]}),
        ("excel-fr.csv", {"mobile": ["0639980251"], "phone": ["+33 1 99 00 02 52"]}),
    ],
)
def test_the_ways_to_reach_of_each_sample(name: str, channels: dict[str, list[str]]) -> None:
    found = reached(people(name)[0])
    assert {kind: found.get(kind) for kind in channels} == channels


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("outlook-2.1.vcf", {"URL", "X-MS-ANNIVERSARY", "PHOTO"}),
        ("apple-3.0.vcf", {"NICKNAME", "X-ABRELATEDNAMES", "X-SOCIALPROFILE", "BDAY", "PHOTO"}),
        ("nextcloud-4.0.vcf", {"CATEGORIES", "CLOUD", "RELATED", "X-ABDATE", "PHOTO"}),
        ("outlook-en.csv", {"Office Location", "Spouse", "Web Page", "Birthday"}),
        ("google-new.csv", {"Custom Field 1 - Label", "Custom Field 1 - Value"}),
        ("excel-fr.csv", set()),
    ],
)
def test_what_finds_no_place_is_told(name: str, told: set[str]) -> None:
    found = left(people(name)[0])
    assert told <= found
    assert not {"VERSION", "PRODID", "REV", "UID", "X-MS-OL-DESIGN", "E-mail Type", "Priorité"} & found


def test_cards_without_a_name_are_called_by_what_they_have() -> None:
    assert [person.name for person in people("android-2.1.vcf")][1:] == [
        "standard@ambassade.example",
        "Permanence",
    ]
    assert people("apple-3.0.vcf")[1].fields["organisation"] == "Karvelian Salvage Ltd"
    assert people("google-new.csv")[1].name == "veille@guarda.example"


def test_a_group_is_no_person() -> None:
    assert [person.problem for person in people("icloud-3.0.vcf")] == ["", "group"]


def test_a_message_with_an_enclosure() -> None:
    answer = mail_read((SAMPLES / "exchange-message.eml").read_bytes(), {})
    headers, enclosed = answer["headers"], answer["enclosed"]
    assert isinstance(headers, dict)
    assert isinstance(enclosed, list)
    assert headers["Subject"] == "Procès-verbal du 24 novembre"
    assert headers["From"] == "Anaëlle Lefèvre <anaelle@pnk.example>"
    assert answer["at"] == "2026-11-24T09:13:55+02:00"
    assert str(answer["text"]).endswith("Coût : 1 200 €.")
    assert [(one["name"], one["type"]) for one in enclosed] == [("procès-verbal.pdf", "application/pdf")]


def test_a_message_in_html_alone() -> None:
    answer = mail_read((SAMPLES / "webmail-html-only.eml").read_bytes(), {})
    assert "22\u00a0h & termina" in str(answer["text"])
    assert "suivi.example" not in str(answer["text"])
