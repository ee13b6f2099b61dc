"""vCards: what is written comes back equal, what others write is understood, nothing breaks the reader."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.exchange.people import GROUP, NAMELESS, Left, Person
from asi_desktop.exchange.vcard.reading import people
from asi_desktop.exchange.vcard.writing import VERSIONS, WIDTH, Outgoing, Version, card

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029")


def stored(text: str) -> str:
    """Return ``text`` as the desk would hold it."""
    return unicodedata.normalize("NFC", text).strip()


LINES = st.text(LETTERS, min_size=1, max_size=30).map(stored).filter(bool)
PROSE = st.text(LETTERS | st.just("\n"), min_size=1, max_size=200).map(stored).filter(bool)
NUMBERS = st.from_regex(r"\A\+[0-9]{1,4}( [0-9]{2,4}){0,4}\Z") | LINES
DAYS = st.dates().map(lambda day: day.isoformat()).filter(lambda day: day >= "1605")
DAYS |= st.just("1979-11") | st.just("1979")
KINDS = ("phone", "mobile", "satellite", "fax", "email", "messaging", "secure", "radio", "post")
CHANNELS = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(KINDS), "value": NUMBERS},
        optional={"label": LINES, "hours": LINES, "preferred": st.just(True)},
    ),
    max_size=4,
    unique_by=lambda one: (one["kind"], one["value"]),
)
TONGUES = st.lists(
    st.fixed_dictionaries(
        {"language": st.sampled_from(("fr", "en", "ar", "pt"))}, optional={"level": st.just("B2")}
    ),
    max_size=3,
    unique_by=lambda one: one["language"],
)
CONTACTS = st.fixed_dictionaries(
    {"family_name": LINES},
    optional={
        "given_names": LINES,
        "name_native_script": LINES,
        "courtesy_title": st.sampled_from(sorted(vocabulary("courtesy_title").by_code)),
        "function": LINES,
        "rank": LINES,
        "organisation": LINES,
        "contact_kind": st.just("expert"),
        "posted_in": st.just("XA"),
        "protocol_birthday": DAYS,
        "notes": PROSE,
        "channels": CHANNELS.filter(bool),
        "languages": TONGUES.filter(bool),
    },
)


def written(fields: dict[str, Value], version: Version) -> bytes:
    organisation = str(fields.get("organisation", ""))
    elements: dict[str, Value] = {
        name: {str(place): one for place, one in enumerate(value)} if isinstance(value, list) else value
        for name, value in fields.items()
    }
    return card(Outgoing(bytes(16), elements, organisation), version=version, language="en")


def read(data: bytes) -> Person:
    (person,) = people(data, "en")
    return person


@given(CONTACTS, st.sampled_from(VERSIONS))
@example({"family_name": "Ferek;", "notes": "a\\n\nb"}, "4.0")
@example({"family_name": "Ny", "channels": [{"kind": "phone", "value": "1", "label": "mobile"}]}, "3.0")
def test_a_contact_that_was_written_comes_back_equal(fields: dict[str, Value], version: Version) -> None:
    person = read(written(fields, version))
    title = fields.get("courtesy_title")
    expected = dict(fields)
    if isinstance(title, str):
        expected["courtesy_title"] = vocabulary("courtesy_title").label(title, "en")
    assert dict(person.fields) == expected
    assert person.left == ()
    assert person.uid == "urn:uuid:00000000-0000-0000-0000-000000000000"


@given(CONTACTS, st.sampled_from(VERSIONS))
def test_lines_are_folded_at_75_octets_between_letters(fields: dict[str, Value], version: Version) -> None:
    for line in written(fields, version).split(b"\r\n"):
        assert len(line) <= WIDTH
        line.decode()


@given(st.binary(max_size=400))
@example(b"BEGIN:VCARD\nN:=\nFN;ENCODING=QUOTED-PRINTABLE:a=")
@example(b'BEGIN:VCARD\n;:\n"\nN;CHARSET=idna:\xff\xfe;;;;;;;;\nPHOTO;ENCODING=b:%%%\nEND:VCARD')
def test_no_bytes_break_the_reader(data: bytes) -> None:
    list(people(data))
    list(people(b"BEGIN:VCARD\r\n" + data + b"\r\nEND:VCARD"))


def one(*lines: str, encoding: str = "utf-8") -> Person:
    return read("\r\n".join(("BEGIN:VCARD", *lines, "END:VCARD", "")).encode(encoding))


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        (["FN:Ferek, Dano"], {"family_name": "Ferek", "given_names": "Dano"}),
        (["FN:Dano FEREK"], {"family_name": "FEREK", "given_names": "Dano"}),
        (["FN:Dano Marko Ferek"], {"family_name": "Ferek", "given_names": "Dano Marko"}),
        (["FN:Ferek"], {"family_name": "Ferek"}),
        (["N:;Permanence;;;"], {"family_name": "Permanence"}),
        (["ORG:Police"], {"family_name": "Police", "organisation": "Police"}),
        (["N:parserbug=;;;;"], {"family_name": "parserbug="}),
        (
            ["N;ENCODING=QUOTED-PRINTABLE:M=C3=\r\n =BCller;J=\r\n=C3=B6rg"],
            {"family_name": "Müller", "given_names": "Jörg"},
        ),
        (["N;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:M=FCller;;;;"], {"family_name": "Müller"}),
        (["n:ferek;dano"], {"family_name": "ferek", "given_names": "dano"}),
        (["N:Ferek;Dano,Marko;;;"], {"family_name": "Ferek", "given_names": "Dano Marko"}),
        (["N:F", "BDAY:1980"], {"family_name": "F", "protocol_birthday": "1980"}),
        (
            ["N:F", "BDAY;VALUE=DATE-TIME:1980-03-04T00:00:00Z"],
            {"family_name": "F", "protocol_birthday": "1980-03-04"},
        ),
        (["N:F", "NOTE:a", "NOTE:b"], {"family_name": "F", "notes": "a\n\nb"}),
        (
            ["N:F", "TITLE:Chef", "ORG:Police;Auto"],
            {"family_name": "F", "organisation": "Police", "function": "Chef – Auto"},
        ),
    ],
)  # fmt: skip
def test_names_and_functions_are_understood(lines: list[str], fields: dict[str, str]) -> None:
    assert dict(one(*lines).fields) == fields


@pytest.mark.parametrize(
    ("line", "channel"),
    [
        ("TEL;TYPE=cell:1", {"kind": "mobile", "value": "1"}),
        ("TEL;CELL;PREF:1", {"kind": "mobile", "value": "1", "preferred": True}),
        (
            'TEL;VALUE=uri;TYPE="voice,home":tel:+1-555;ext=9',
            {"kind": "phone", "value": "+1 555 x9", "label": "Home"},
        ),
        ("item1.TEL:1\r\nitem1.X-ABLabel:iPhone", {"kind": "mobile", "value": "1"}),
        ("item1.TEL:1\r\nitem1.X-ABLabel:_$!<Main>!$_", {"kind": "phone", "value": "1", "label": "Main"}),
        ("TEL;X-Garde:112", {"kind": "phone", "value": "112", "label": "garde"}),
        ("EMAIL;PREF=1:mailto:a@b.example", {"kind": "email", "value": "a@b.example", "preferred": True}),
        ("IMPP;X-SERVICE-TYPE=Skype:skype:a.b", {"kind": "messaging", "value": "a.b", "label": "Skype"}),
        ("X-JABBER:a@b.example", {"kind": "messaging", "value": "a@b.example", "label": "Jabber"}),
        ("ADR:;;1 rue;Ville;;9;Pays", {"kind": "post", "value": "1 rue, Ville, 9, Pays"}),
        ("LABEL:1 rue\\nVille", {"kind": "post", "value": "1 rue, Ville"}),
        ('ADR;LABEL="1 rue^nVille":;;;;;;', {"kind": "post", "value": "1 rue, Ville"}),
    ],
)  # fmt: skip
def test_ways_to_reach_are_understood(line: str, channel: dict[str, Value]) -> None:
    assert one("N:F", line).fields["channels"] == [channel]


def test_what_has_no_place_is_told_and_nothing_technical_is() -> None:
    person = one(
        "N:F;;;;Jr.", "VERSION:3.0", "REV:2026", "NICKNAME:Nick", "BDAY:--0514", "PHOTO;ENCODING=b:QUJD"
    )
    assert person.left == (
        Left("N", "Jr."),
        Left("NICKNAME", "Nick"),
        Left("BDAY", "--0514"),
        Left("PHOTO", "1 kB"),
    )


def test_a_card_within_a_card_belongs_to_the_outer_one() -> None:
    data = b"BEGIN:VCARD\nN:Chef\nAGENT:\nBEGIN:VCARD\nN:Adjoint\nEND:VCARD\nTEL:1\nEND:VCARD\n"
    person = read(data)
    assert (person.fields["family_name"], person.fields["channels"]) == (
        "Chef",
        [{"kind": "phone", "value": "1"}],
    )


def test_a_file_that_was_cut_gives_what_it_has() -> None:
    assert [person.name for person in people(b"BEGIN:VCARD\nN:A\nEND:VCARD\nBEGIN:VCARD\nN:B")] == ["A", "B"]


def test_groups_and_empty_cards_are_no_people() -> None:
    assert one("KIND:group", "FN:Équipe").problem == GROUP
    assert one("NOTE:seule").problem == NAMELESS


def test_wide_characters_and_windows_are_read() -> None:
    assert one("N:Żółć", encoding="utf-16").fields["family_name"] == "Żółć"
    assert one("N:Noël", encoding="cp1252").fields["family_name"] == "Noël"


def test_a_hundred_ways_to_reach_are_enough() -> None:
    person = one("N:F", *(f"TEL:{number}" for number in range(1000, 1200)))
    channels = person.fields["channels"]
    assert isinstance(channels, list)
    assert (len(channels), len(person.left)) == (100, 100)


def test_a_line_of_a_million_letters_takes_no_time() -> None:
    data = b"BEGIN:VCARD\nN:F\nNOTE:" + b"a\\;" * 300_000 + b'\n"' + b' "' * 300_000 + b"\nEND:VCARD"
    assert read(data).fields["notes"] == "a;" * 300_000
