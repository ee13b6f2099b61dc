"""The demonstration's story: every type, kind and state, in both languages, and all of one piece."""

import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from asi_desktop.cli.demonstration import papers
from asi_desktop.cli.demonstration.script import (
    NAIROBI,
    NETWORK,
    At,
    Day,
    In,
    Part,
    Teller,
    Told,
    mentions,
    teller,
)
from asi_desktop.cli.demonstration.story import LINKS, NEXT_DAY, SHARED_BRIEF, SHARED_REQUEST, STORY
from asi_desktop.cli.demonstration.story.house import PEOPLE
from asi_desktop.cli.demonstration.writing import steps_to
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.records import RECORD_TYPES, record_type
from asi_desktop.domain.roles import acts_as, may
from asi_desktop.domain.schema import Kind, RecordType
from asi_desktop.domain.text import LANGUAGES, Language, Text
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.domain.workflow import check
from asi_desktop.domain.writing import new_values
from asi_desktop.exchange.media import detected
from tests.domain.laptop import Laptop

NOW_MS = 1_795_500_000_000
ROLES = {person.login: person.role for person in PEOPLE}
POSTS = {person.login: person.post for person in PEOPLE}
BY_NAME = {part.name: part for part in STORY}
IDS = {part.name: f"{number:032x}" for number, part in enumerate(STORY, start=1)}

KINDS = (
    ("request", "kind"),
    ("request", "direction"),
    ("request", "priority"),
    ("request", "entities/entity_kind"),
    ("field_note", "note_kind"),
    ("brief", "kind"),
    ("brief", "audience"),
    ("contact", "contact_kind"),
    ("organisation", "kind"),
    ("incident", "kind"),
    ("interaction", "mode"),
    ("task", "origin"),
    ("staff", "duty_status"),
)
"""The fields that say of which kind a record is: every code of their vocabularies occurs."""


def told(part: Part, language: Language) -> dict[str, Value]:
    return teller(language, NOW_MS, IDS).told(part.given)


@cache
def reached(name: str, language: Language) -> tuple[str, ...]:
    """Return the states that a record goes through, each step checked as the services check it."""
    part = BY_NAME[name]
    kind, role, given = record_type(part.kind), ROLES[part.by], told(part, language)
    laptop = Laptop(kind, 1).add(given)
    if kind.workflow is None:
        return ()
    states = [kind.workflow.first(given)]
    steps = [(role, step.target) for step in steps_to(part, given, role)]
    steps += [(ROLES[login], state) for login, one, state in NEXT_DAY if one == name]
    for who, target in steps:
        record = replace(laptop.seen(), status=states[-1])
        check(kind, record, target, role=who, reason=part.reason.to(language))
        states.append(target)
    return tuple(states)


def reachable(kind: RecordType) -> frozenset[str]:
    """Return the states to which the officers of the story can bring a record of a type."""
    if kind.workflow is None:
        return frozenset()
    states = set(kind.workflow.firsts)
    may_step = [
        step
        for step in kind.workflow.transitions
        if any(may(role, "U", kind.name) and acts_as(role) & {*step.roles} for role in ROLES.values())
    ]
    while found := {step.target for step in may_step if step.source in states} - states:
        states |= found
    return frozenset(states)


def values_at(kind: str, path: str) -> set[str]:
    """Return what the records of a type hold at ``field``, ``set`` or ``list/field``."""
    found: set[str] = set()
    name, _, inner = path.partition("/")
    for part in STORY:
        if part.kind == kind:
            seen = Laptop(record_type(kind), 1).add(told(part, "fr"))
            held = seen.elements(name).values() if inner else [seen.seen().fields]
            for fields in held:
                value = fields.get(inner or name)
                found |= {*map(str, value)} if isinstance(value, list) else {str(value)}
    return found


def texts(one: object) -> Iterator[Text]:
    if isinstance(one, Text):
        yield one
    elif isinstance(one, Mapping):
        for item in one.values():
            yield from texts(item)
    elif isinstance(one, list | tuple):
        for item in one:
            yield from texts(item)


def test_names_are_given_once() -> None:
    assert [name for name, times in Counter(part.name for part in STORY).items() if times > 1] == []


def test_a_few_hundred_records_of_every_type() -> None:
    counted = Counter(part.kind for part in STORY)
    assert set(counted) == {kind.name for kind in RECORD_TYPES}
    assert 200 <= counted.total() <= 400


@pytest.mark.parametrize(("kind", "path"), KINDS)
def test_every_kind_occurs(kind: str, path: str) -> None:
    field = next(f for f in _fields(record_type(kind)) if f[0] == path)[1]
    codes = {entry.code for entry in vocabulary(field).entries if entry.enabled}
    assert codes - values_at(kind, path) == set()


def _fields(kind: RecordType) -> list[tuple[str, str]]:
    top = [(field.name, field.vocabulary or "") for field in kind.fields]
    inner = [
        (f"{name}/{f.name}", f.vocabulary or "") for name, of in kind.elements.items() for f in of.values()
    ]
    return top + inner


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.name)
def test_every_state_is_reached_by_steps_that_its_officers_may_take(
    kind: RecordType, language: Language
) -> None:
    ends = {reached(part.name, language)[-1:] for part in STORY if part.kind == kind.name}
    assert {state for end in ends for state in end} == reachable(kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_can_be_written(language: Language) -> None:
    for part in STORY:
        new_values(record_type(part.kind), told(part, language))
        assert may(ROLES[part.by], "C", part.kind), part.name


def test_both_languages_hold_the_same_records() -> None:
    for part in STORY:
        french, english = (told(part, language) for language in LANGUAGES)
        assert _shape(french) == _shape(english), part.name
    for text in (text for part in STORY for text in texts(part.given)):
        assert bool(text.fr) == bool(text.en), text


def _shape(value: object) -> object:
    """Return ``value`` with every text left out but not whether it is there."""
    if isinstance(value, dict):
        return {name: _shape(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_shape(one) for one in value]
    return bool(value) if isinstance(value, str) else value


def test_most_of_it_really_is_in_two_languages() -> None:
    every = [text for part in STORY for text in texts(part.given)]
    assert sum(text.fr != text.en for text in every) > 0.85 * len(every)


def test_french_is_set_as_the_french_set_it() -> None:
    for text in (text for part in STORY for text in texts(part.given)):
        assert "'" not in text.fr, text.fr
        assert "'" not in text.en, text.en
        assert not re.search(r"\w[:;?!»](?:\s|$)|« | [:;?!»]", text.fr), text.fr


def test_every_mention_is_of_an_earlier_record_that_its_readers_can_read() -> None:
    place = {part.name: number for number, part in enumerate(STORY)}
    for number, part in enumerate(STORY):
        for name in mentions(part.given):
            assert place[name] < number, (part.name, name)
            assert _space(part) == "HQ" or _space(BY_NAME[name]) in {_space(part), NETWORK}, (part.name, name)


def _space(part: Part) -> str:
    return part.space or POSTS[part.by]


def test_every_link_is_of_records_that_its_author_can_read() -> None:
    for name, target, role in LINKS:
        assert role in vocabulary("link_role").accepted
        assert _space(BY_NAME[target]) in {_space(BY_NAME[name]), NETWORK}, (name, target)


def test_every_mention_is_of_a_type_that_the_field_takes() -> None:
    for part in STORY:
        kind = record_type(part.kind)
        for path, value in _pairs(part.given):
            field = kind.at(path)
            assert field is not None, path
            types = {BY_NAME[name].kind for name in mentions(value)}
            if field.kind in {Kind.REFERENCE, Kind.REFERENCES} and field.targets:
                assert types <= {*field.targets}, (part.name, path)


def _pairs(given: Mapping[str, Told]) -> Iterator[tuple[str, Told]]:
    for name, value in given.items():
        yield name, value
        for element in value if isinstance(value, list | tuple) else ():
            if isinstance(element, Mapping):
                yield from ((f"{name}/0/{inner}", one) for inner, one in element.items())


def test_what_both_work_on_is_there_and_open() -> None:
    assert (BY_NAME[SHARED_BRIEF].kind, BY_NAME[SHARED_REQUEST].kind) == ("brief", "request")
    assert {_space(BY_NAME[name]) for name in (SHARED_BRIEF, SHARED_REQUEST)} == {"PCV"}


def test_numbers_and_addresses_are_fictional() -> None:
    allowed = re.compile(r"\+33 1 99 00|\+33 6 39 98|\+44 7700 900|\+44 1632 960|^\d{3}$")
    for part in STORY:
        given = json.dumps(told(part, "fr"), ensure_ascii=False)
        for number in re.findall(r"\+\d{2} [\d ]{6,}", given):
            assert allowed.search(number), number
        for host in re.findall(r"(?:@|https?://)([\w.-]+)", given):
            assert host.endswith(".example"), host


def test_the_past_and_the_future_are_reckoned_from_now() -> None:
    now = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    words = Teller("en", now, {})
    assert words.value(Day(-3)) == "2026-11-21"
    assert words.value(In(-30)) == {"utc": "2026-11-24T22:00:00Z", "offset": 180, "zone": NAIROBI}
    # half past ten in the evening in London is the next day in Nairobi
    assert words.value(At(0, "09:00")) == {"utc": "2026-11-25T06:00:00Z", "offset": 180, "zone": NAIROBI}
    assert words.value([Text("oui", "yes"), None, 3]) == ["yes", None, 3]


def test_some_deadlines_are_near_and_some_have_passed() -> None:
    left = []
    for part in STORY:
        due = told(part, "fr").get("due_at")
        if isinstance(due, dict):
            left.append(datetime.fromisoformat(str(due["utc"])).timestamp() * 1000 - NOW_MS)
    assert sum(-86_400_000 < one < 0 for one in left) >= 3
    assert sum(0 < one < 28_800_000 for one in left) >= 5


def test_a_state_that_nobody_may_bring_a_record_to_is_a_mistake_of_the_story() -> None:
    with pytest.raises(LookupError):
        steps_to(replace(BY_NAME["week"], state="visa"), {"kind": "ambassador_weekly"}, "ASI")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_what_their_names_say(language: Language) -> None:
    made = {name: papers.made(name, language) for name in papers.NAMES}
    assert {detected(one) for one in made.values()} == {
        "text/plain",
        "image/jpeg",
        "image/png",
        "application/pdf",
    }
    assert {file for part in STORY for file in part.files} == set(papers.NAMES) == set(papers.CAPTIONS)


def test_the_picture_carries_a_position_to_be_taken_off() -> None:
    with Image.open(io.BytesIO(papers.made("photograph", "fr"))) as picture:
        assert picture.getexif().get_ifd(0x8825)[1] == "N"


def test_the_record_of_findings_can_be_read_in_french() -> None:
    document = PdfDocument(papers.made("report", "fr"))
    page = document[0]
    text = page.get_textpage()
    assert "3. Nouveau passage prévu à la décrue." in text.get_text_range()
    for one in (text, page, document):
        one.close()
