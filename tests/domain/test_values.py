"""Values: one stored form for each kind, refusals that name the field and never repeat the value."""

import json
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.schema import SETS, Field, Kind
from asi_desktop.domain.text import LANGUAGES, Language, Text
from asi_desktop.domain.values import (
    CodeNotEnabled,
    InvalidValue,
    NotHeld,
    TooLong,
    TooMany,
    UnknownCode,
    parse,
    read,
    show,
    times,
)
from asi_desktop.domain.values.errors import EXPECTED
from asi_desktop.domain.values.parsing import member
from tests.strategies import valid_value

VOCABULARIES = {Kind.CODE: "crime_area", Kind.CODES: "crime_area"}
ROUND_TRIPS = st.sampled_from([kind for kind in Kind if kind not in {Kind.LIST, Kind.POSITION}])


def field(kind: Kind, **more: object) -> Field:
    label = Text("Intitulé du champ", "Label of the field")
    made = Field("a_field", kind, label, vocabulary=VOCABULARIES.get(kind))
    for name, value in more.items():
        object.__setattr__(made, name, value)
    return made


@given(data=st.data(), kind=st.sampled_from([kind for kind in Kind if kind is not Kind.LIST]))
def test_parsing_what_was_parsed_changes_nothing(data: st.DataObject, kind: Kind) -> None:
    one = field(kind)
    value = parse(one, data.draw(valid_value(one)))
    assert value is not None
    assert parse(one, value) == value
    assert json.loads(json.dumps(value)) == value


@given(data=st.data(), kind=ROUND_TRIPS, language=st.sampled_from(LANGUAGES))
def test_what_is_shown_can_be_typed_again(data: st.DataObject, kind: Kind, language: Language) -> None:
    one = field(kind)
    value = parse(one, data.draw(valid_value(one)))
    again = read(one, show(one, value, language), language)
    if kind is Kind.INSTANT:
        assert to_the_minute(again) == to_the_minute(value)
    elif kind is Kind.LANGUAGE:  # some languages share a name
        assert show(one, again, language) == show(one, value, language)
    else:
        assert again == value


def test_a_label_is_read_with_its_brackets_and_however_it_is_spelled() -> None:
    language = field(Kind.LANGUAGE)
    assert read(language, "luba-katanga (kiluba)", "fr") == "lu"
    assert read(language, "Français (fr)", "fr") == read(language, "francais", "fr") == "fr"
    kind = field(Kind.CODE, vocabulary="brief_kind")
    assert read(kind, "note hebdomadaire à l'ambassadeur", "fr") == "ambassador_weekly"


def refuses(one: Field, *bad: Value) -> None:
    for value in bad:
        with pytest.raises(InvalidValue):
            parse(one, value)


def to_the_minute(value: Value) -> str:
    assert isinstance(value, dict)
    return str(value["utc"])[:16] + str(value["offset"])


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
        max_leaves=6,
    ),
    kind=st.sampled_from(list(Kind)),
)
def test_any_json_is_kept_or_refused_in_words(value: Value, kind: Kind) -> None:
    kept, refused = kept_or_refused(field(kind), value)
    if refused is None:
        json.dumps(kept, allow_nan=False).encode()
    else:
        for language in LANGUAGES:
            assert "a_field" in refused.message(language)
            assert refused.advice(language)


def kept_or_refused(one: Field, value: Value) -> tuple[Value, Refused | None]:
    try:
        return parse(one, value), None
    except Refused as refused:
        return None, refused


@pytest.mark.parametrize("kind", Kind)
def test_nothing_is_nothing(kind: Kind) -> None:
    assert parse(field(kind), None) is None
    assert parse(field(kind), "") is None
    assert read(field(kind), "  ", "fr") is None
    assert show(field(kind), None, "fr") == ""


def test_every_kind_says_what_it_expects() -> None:
    assert set(EXPECTED) == set(Kind)


# Texts


def test_texts_are_composed_trimmed_and_keep_their_lines_where_they_may_have_some() -> None:
    assert parse(field(Kind.TEXT), " e\u0301te\u0301 ") == "été"
    assert parse(field(Kind.RICH), "a\r\nb\rc") == "a\nb\nc"
    assert parse(field(Kind.TEXT, multiline=True), "a\nb") == "a\nb"
    assert parse(field(Kind.TEXT), " \n ") is None
    with pytest.raises(InvalidValue):
        parse(field(Kind.TEXT), "a\nb")


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "\ud800", "a\x7f"])
def test_control_characters_and_broken_unicode_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        parse(field(Kind.RICH), text)
    assert read(field(Kind.RICH), text, "fr") in {"ab", "a", None}


def test_a_text_of_five_megabytes_and_a_name_of_ten_thousand_characters_are_refused() -> None:
    with pytest.raises(TooLong) as rich:
        parse(field(Kind.RICH), "x" * 5_000_000)
    assert "100000" in rich.value.message("fr")
    assert len(rich.value.message("fr")) < 200
    with pytest.raises(TooLong):
        parse(field(Kind.TEXT), "x" * 10_000)
    assert parse(field(Kind.TEXT, max_length=3), "abc") == "abc"
    with pytest.raises(TooLong):
        parse(field(Kind.TEXT, max_length=3), "abcd")


@given(st.text(max_size=50))
def test_arabic_and_cyrillic_come_back_as_typed(text: str) -> None:
    typed = "Дано Ферек كريم " + "".join(c for c in text if unicodedata.category(c)[0] in "LN")
    assert parse(field(Kind.TEXT), typed) == unicodedata.normalize("NFC", typed).strip()


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Kind.PHONE, ["+44 7700 900123", "(0)1 99 00 12 34", "112"], ["call me", "", "x112"]),
        (Kind.EMAIL, ["h.marchand@example.org"], ["nobody", "a@b@c", "a b@c.example"]),
        (Kind.URL, ["https://example.org/a?b#c", "mailto:a@example.org"], ["example", "http: //x"]),
    ],
)
def test_addresses_are_kept_as_typed_when_they_look_like_one(
    kind: Kind, good: list[str], bad: list[str]
) -> None:
    for text in good:
        assert parse(field(kind), text) == text
    for text in bad:
        if text:
            with pytest.raises(InvalidValue):
                parse(field(kind), text)


# Numbers


def test_whole_numbers() -> None:
    assert parse(field(Kind.INTEGER), 12) == 12
    assert parse(field(Kind.INTEGER), 12.0) == 12
    refuses(field(Kind.INTEGER), True, 1.5, "12", 2**70, float("inf"))
    assert read(field(Kind.INTEGER), "1 234", "fr") == 1234
    with pytest.raises(InvalidValue):
        read(field(Kind.INTEGER), "douze", "fr")


def test_bounds_are_told() -> None:
    years = field(Kind.INTEGER, minimum=0, maximum=100)
    assert parse(years, 100) == 100
    with pytest.raises(InvalidValue) as refused:
        parse(years, 101)
    assert "0 à 100" in refused.value.message("fr")
    with pytest.raises(InvalidValue):
        parse(field(Kind.DECIMAL, minimum=0), "-0.01")


def test_decimals_are_texts_without_rounding() -> None:
    assert parse(field(Kind.DECIMAL), "12.50") == "12.50"
    assert parse(field(Kind.DECIMAL), 0.1) == "0.1"
    assert parse(field(Kind.DECIMAL), 1e21) == "1000000000000000000000"
    assert parse(field(Kind.DECIMAL), "-0.0") == "0.0"
    assert read(field(Kind.DECIMAL), "1 234,5", "fr") == "1234.5"
    assert show(field(Kind.DECIMAL), "1234.5", "fr") == "1234,5"
    refuses(field(Kind.DECIMAL), "1e5", "abc", True, float("nan"), float("inf"), 10**40, [], "1" * 60)


def test_yes_and_no() -> None:
    assert show(field(Kind.BOOLEAN), True, "fr") == "Oui"
    assert read(field(Kind.BOOLEAN), "non", "fr") is False
    with pytest.raises(InvalidValue):
        parse(field(Kind.BOOLEAN), 1)
    with pytest.raises(InvalidValue):
        read(field(Kind.BOOLEAN), "peut-être", "fr")


def test_what_must_not_be_held_is_refused() -> None:
    with pytest.raises(NotHeld):
        parse(field(Kind.BOOLEAN, never=(True,)), True)
    assert parse(field(Kind.BOOLEAN, never=(True,)), False) is False


# Times


def test_days_months_and_years() -> None:
    assert parse(field(Kind.DATE), "2026-11-27") == "2026-11-27"
    for good in ("2026", "2026-11", "2028-02-29"):
        assert parse(field(Kind.PARTIAL_DATE), good) == good
    assert parse(field(Kind.PARTIAL_DATE), 1987) == "1987"
    assert show(field(Kind.PARTIAL_DATE), "2026-11", "fr") == "11/2026"
    assert read(field(Kind.PARTIAL_DATE), "11/2026", "en") == "2026-11"
    assert read(field(Kind.DATE), "7.11.2026", "fr") == "2026-11-07"
    assert read(field(Kind.DATE), "2026-11-07", "fr") == "2026-11-07"
    refuses(field(Kind.DATE), "2026-02-30", "26-11-27", "2026-1-1", "demain", 2026, "0000-01-01")
    refuses(field(Kind.PARTIAL_DATE), "2026-13", "26", "2026-02-30", True, "0000")


def test_a_moment_keeps_what_was_stated() -> None:
    stored = {"utc": "2026-11-27T14:42:00Z", "offset": 180}
    assert parse(field(Kind.INSTANT), "2026-11-27T17:42:00+03:00") == stored
    assert parse(field(Kind.INSTANT), "2026-11-27 17:42+0300") == stored
    zoned: dict[str, Value] = {"utc": "2026-11-27T14:42:00Z", "zone": "Africa/Nairobi"}
    assert parse(field(Kind.INSTANT), zoned) == {**stored, "zone": "Africa/Nairobi"}
    assert parse(field(Kind.INSTANT), {"utc": "2026-11-27T17:42:00+03:00"}) == stored
    mars: dict[str, Value] = {"utc": "2026-11-27T14:42:00Z", "offset": 60, "zone": "Mars/Olympus"}
    assert parse(field(Kind.INSTANT), mars) == mars
    assert parse(field(Kind.INSTANT), "2026-11-27T14:42:00.1239Z") == {
        "utc": "2026-11-27T14:42:00.123Z",
        "offset": 0,
    }


@pytest.mark.parametrize(
    "bad",
    [
        "2026-11-27",
        "2026-11-27T17:42:00",
        "2026-11-27T25:00:00Z",
        "0001-01-01T00:00:00+10:00",
        1_764_254_520,
        {},
        {"utc": "yesterday"},
        {"utc": "2026-11-27T14:42:00Z", "offset": 5000},
        {"utc": "2026-11-27T14:42:00Z", "offset": True},
        {"utc": "2026-11-27T14:42:00Z", "zone": "../../etc/passwd"},
        {"utc": "2026-11-27T14:42:00Z", "zone": 3},
        {"utc": "2026-11-27T14:42:00Z", "more": 1},
        {"utc": "9999-12-31T23:59:59Z", "zone": "Pacific/Apia"},
    ],
)
def test_what_is_no_moment_is_refused(bad: Value) -> None:
    with pytest.raises(InvalidValue):
        parse(field(Kind.INSTANT), bad)


def test_a_moment_is_shown_with_its_zone() -> None:
    stored: Value = {"utc": "2026-11-27T14:42:00Z", "offset": 180, "zone": "Africa/Nairobi"}
    assert show(field(Kind.INSTANT), stored, "fr") == "27/11/2026 17:42 (Africa/Nairobi, UTC+3)"
    assert (
        show(field(Kind.INSTANT), {"utc": "2026-11-27T14:42:00Z", "offset": -270}, "en")
        == "27/11/2026 10:12 (UTC-4:30)"
    )
    assert (
        show(field(Kind.INSTANT), {"utc": "2026-11-27T14:42:00Z", "offset": 0}, "en")
        == "27/11/2026 14:42 (UTC)"
    )


def test_a_moment_typed_without_an_offset_takes_the_one_of_the_place() -> None:
    assert read(field(Kind.INSTANT), "27/11/2026 17:42", "fr", offset=180) == {
        "utc": "2026-11-27T14:42:00Z",
        "offset": 180,
    }
    assert read(field(Kind.INSTANT), "27/11/2026 14h42 Z", "fr", offset=180) == {
        "utc": "2026-11-27T14:42:00Z",
        "offset": 0,
    }
    for typed in ("27/11/2026", "99/11/2026 12:00", "01/01/0001 00:30"):
        with pytest.raises(InvalidValue):
            read(field(Kind.INSTANT), typed, "fr", offset=180)


def test_a_malformed_stored_moment_is_shown_as_it_is() -> None:
    malformed: list[Value] = [{"utc": "2026-11-27T14:42:00Z", "offset": "three"}, "x", {"utc": "x"}]
    for raw in malformed:
        assert show(field(Kind.INSTANT), raw, "fr") == str(raw)
    assert times.known_zone("not a zone") is None
    assert times.known_zone("Mars/Olympus") is None
    assert times.known_zone("Europe/Paris") is not None


# Codes


def test_an_unknown_code_is_told_with_the_choices_and_never_repeated() -> None:
    with pytest.raises(UnknownCode) as refused:
        parse(field(Kind.CODE), "martians")
    assert "terrorism" in refused.value.advice("en")
    assert "martians" not in refused.value.message("en") + refused.value.advice("en")
    with pytest.raises(UnknownCode):
        parse(field(Kind.COUNTRY), "ZZ")
    with pytest.raises(InvalidValue):
        parse(field(Kind.CODE), ["terrorism"])


def test_numbers_may_stand_for_codes_that_are_digits() -> None:
    assert parse(field(Kind.CODE, vocabulary="threat_level"), 3) == "3"


def test_restricted_distribution_is_off_until_a_deployment_allows_it() -> None:
    with pytest.raises(CodeNotEnabled):
        parse(field(Kind.CODE, vocabulary="protection"), "diffusion_restreinte")
    assert (
        show(field(Kind.CODE, vocabulary="protection"), "diffusion_restreinte", "fr")
        == "Diffusion Restreinte"
    )


def test_sets_are_sorted_and_hold_each_code_once() -> None:
    assert parse(field(Kind.COUNTRIES), ["XB", "XA", "XB"]) == ["XA", "XB"]
    assert parse(field(Kind.COUNTRIES), []) is None
    assert member(field(Kind.COUNTRIES), "XA") == "XA"
    with pytest.raises(InvalidValue):
        parse(field(Kind.COUNTRIES), "XA")
    with pytest.raises(TooMany):
        parse(field(Kind.REFERENCES), ["0" * 32] * 2_000)


def test_countries_are_typed_by_name_or_code() -> None:
    one = field(Kind.COUNTRY)
    assert read(one, "karvélie", "fr") == read(one, "xa", "fr") == read(one, "Karvélie (XA)", "fr") == "XA"
    assert read(field(Kind.COUNTRIES), "Karvélie, Sandara", "fr") == ["XA", "XB"]
    with pytest.raises(UnknownCode):
        read(one, "Atlantide", "fr")


def test_a_code_of_a_newer_program_is_shown_as_it_is() -> None:
    assert show(field(Kind.CODE), "something_new", "fr") == "something_new"
    assert show(field(Kind.CODES), ["terrorism", "something_new"], "en") == "Terrorism; something_new"


def test_references_are_ids_however_they_are_written() -> None:
    dashed = "6f1d2c3b-4a59-4e8f-9a0b-1c2d3e4f5a6b"
    assert parse(field(Kind.REFERENCE), dashed.upper()) == dashed.replace("-", "")
    refuses(field(Kind.REFERENCE), "PCV-2026-SB-0001-A", 5)


def test_a_list_is_never_one_value() -> None:
    with pytest.raises(InvalidValue):
        parse(field(Kind.LIST), [])
    assert show(field(Kind.LIST), {"a": {}, "b": {}}, "fr") == "2"


# Things with parts


def test_money() -> None:
    one = field(Kind.MONEY)
    assert parse(one, {"amount": 12.5, "currency": "EUR"}) == {"amount": "12.5", "currency": "EUR"}
    assert show(one, {"amount": "12.50", "currency": "EUR"}, "fr") == "12,50\u00a0EUR"
    assert read(one, "1 200,50 eur", "fr") == {"amount": "1200.50", "currency": "EUR"}
    refuses(
        one,
        12,
        {"amount": "12"},
        {"amount": "x", "currency": "EUR"},
        {"amount": "12", "currency": "XXQ"},
        {"amount": "12", "currency": 3},
        {"amount": None, "currency": "EUR"},
        {"amount": "٣", "currency": "EUR"},
        {"amount": "1" * 40, "currency": "EUR"},
    )
    with pytest.raises(InvalidValue):
        read(one, "beaucoup", "fr")


def test_positions() -> None:
    one = field(Kind.POSITION)
    given_: Value = {
        "lat": 12.3456,
        "lon": -1,
        "accuracy_m": 6,
        "source": "gps",
        "fixed_at": "2026-12-05T09:40:00Z",
    }
    kept = parse(one, given_)
    assert kept == {
        "lat": 12.3456,
        "lon": -1.0,
        "accuracy_m": 6.0,
        "source": "gps",
        "fixed_at": {"utc": "2026-12-05T09:40:00Z", "offset": 0},
    }
    assert show(one, kept, "fr") == "12.3456, -1.0 (±6 m)"
    assert parse(one, {"lat": 0, "lon": 0, "source": None}) == {"lat": 0.0, "lon": 0.0}
    assert read(one, "12.5, -1.25", "fr") == {"lat": 12.5, "lon": -1.25}
    refuses(
        one,
        [12, 1],
        {"lat": 12},
        {"lat": 91, "lon": 0},
        {"lat": None, "lon": 0},
        {"lat": float("nan"), "lon": 0},
        {"lat": True, "lon": 0},
        {"lat": "12", "lon": 0},
        {"lat": 0, "lon": 0, "source": "guess"},
        {"lat": 0, "lon": 0, "fixed_at": "now"},
        {"lat": 0, "lon": 0, "height": 3},
    )
    for typed in ("ici", "1.2.3, 4"):
        with pytest.raises(InvalidValue):
            read(one, typed, "fr")


def test_values_of_another_shape_are_shown_as_they_are() -> None:
    for kind in (*SETS, Kind.MONEY, Kind.POSITION, Kind.LIST):
        assert show(field(kind), 5, "fr") == "5"


def test_refusals_speak_both_languages() -> None:
    for refused in refusals():
        assert refused.message("fr") != refused.message("en")
        assert refused.advice("fr") != refused.advice("en")
        assert refused.status == 1


def refusals() -> Iterator[Refused]:
    tried: list[tuple[Field, Value]] = [
        (field(Kind.INTEGER), "x"),
        (field(Kind.CODE), "x"),
        (field(Kind.TEXT), "x" * 500),
        (field(Kind.REFERENCES), ["0" * 32] * 2_000),
        (field(Kind.CODE, vocabulary="protection"), "diffusion_restreinte"),
        (field(Kind.BOOLEAN, never=(True,)), True),
    ]
    for one, value in tried:
        with pytest.raises(Refused) as caught:
            parse(one, value)
        yield caught.value
