"""Export and import: exact, lossless, line by line, and an import never chooses for anybody."""

import json
from pathlib import Path

import pytest

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.records import RECORD_TYPES
from asi_desktop.services.desk import Desk
from asi_desktop.storage.reader import NoSuchRecord
from tests.services.quick import HandClock, new_vault, unlocked


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A desk with an example of each type, one of them in the bin, and a conflict."""
    for kind in RECORD_TYPES:
        desk.records.add(kind.name, kind.example)
    desk.records.delete(desk.records.add("contact", {"family_name": "Parti"}).ref)
    record = desk.records.add("brief", {"title": "Deux versions", "bluf": "Calme."}).ref
    form = desk.records.get(record)
    desk.records.set(record, [("bluf", "Tendu.")])
    desk.records.set(record, [("bluf", "Ouvert.")], displayed=form.displayed)
    return desk


def lines(desk: Desk) -> list[bytes]:
    return list(desk.documents.export())


def document(line: bytes) -> dict[str, Value]:
    read: dict[str, Value] = json.loads(line)
    return read


def test_every_record_is_one_line_sorted_by_id(full: Desk) -> None:
    documents = [document(line) for line in lines(full)]
    ids = [str(one["id"]) for one in documents]
    assert ids == sorted(ids)
    assert len(ids) == len(RECORD_TYPES) + 2
    assert sum(bool(one["deleted"]) for one in documents) == 1
    (conflict,) = [one["conflicts"] for one in documents if one["conflicts"]]
    assert isinstance(conflict, dict)
    claims = conflict["bluf"]
    assert isinstance(claims, list)
    me = full.status.me().device.hex()
    assert claims == [{"author": me, "value": "Tendu."}, {"author": me, "value": "Ouvert."}]


def test_what_is_exported_is_what_is_imported(full: Desk, tmp_path: Path, clock: HandClock) -> None:
    exported = lines(full)
    new_vault(tmp_path / "other", clock)
    other = unlocked(tmp_path / "other", clock)
    outcome = other.documents.bring_in(exported)
    assert [line.outcome for line in outcome.lines] == ["created"] * len(exported)
    assert len(outcome.changes.records) == len(exported)
    again = [document(line) for line in lines(other)]
    for was, now in zip(map(document, exported), again, strict=True):
        assert {key: was[key] for key in ("id", "type", "status", "deleted", "fields")} == {
            key: now[key] for key in ("id", "type", "status", "deleted", "fields")
        }
        assert values_in_conflict(was) == values_in_conflict(now)
    assert {line.outcome for line in other.documents.bring_in(exported).lines} == {"unchanged"}
    other.close()


def values_in_conflict(one: dict[str, Value]) -> object:
    conflicts = one["conflicts"]
    assert isinstance(conflicts, dict)
    return {
        path: sorted(json.dumps(claim["value"]) for claim in claims if isinstance(claim, dict))
        for path, claims in conflicts.items()
        if isinstance(claims, list)
    }


def test_a_dry_run_says_what_would_be_done_and_does_nothing(
    full: Desk, tmp_path: Path, clock: HandClock
) -> None:
    new_vault(tmp_path / "other", clock)
    other = unlocked(tmp_path / "other", clock)
    outcome = other.documents.bring_in(lines(full), dry_run=True)
    assert {line.outcome for line in outcome.lines} == {"created"}
    assert not outcome.changes
    assert lines(other) == []
    other.close()


def test_the_fields_that_a_line_names_are_set_and_others_stay(desk: Desk) -> None:
    record = desk.records.add("brief", {"title": "Port", "bluf": "Calme.", "facts": "Faits."}).id.hex()
    line = document(next(iter(desk.documents.export(records=[record]))))
    line["fields"] = {"bluf": "Tendu."}
    line["deleted"] = True
    (outcome,) = desk.documents.bring_in([json.dumps(line).encode()]).lines
    assert outcome.outcome == "updated"
    view = desk.records.get(record)
    assert (view.fields["bluf"], view.fields["facts"], view.deleted) == ("Tendu.", "Faits.", True)


def test_a_status_is_taken_as_it_is_if_the_type_has_it(desk: Desk) -> None:
    record = desk.records.add("brief", {"title": "Port"}).id.hex()
    line = document(next(iter(desk.documents.export(records=[record]))))
    sent = json.dumps(line | {"status": "sent"}).encode()
    nowhere = json.dumps(line | {"status": "nowhere"}).encode()
    outcomes = desk.documents.bring_in([nowhere, sent]).lines
    assert [(one.outcome, one.code) for one in outcomes] == [("refused", "no_such_state"), ("updated", "")]
    assert desk.records.get(record).status == "sent"


def test_a_value_in_conflict_is_added_beside_never_chosen(desk: Desk) -> None:
    record = desk.records.add("brief", {"title": "Port", "bluf": "Calme."}).id.hex()
    line = document(next(iter(desk.documents.export(records=[record]))))
    claims: list[Value] = [{"value": "Calme.", "author": "x"}, {"value": "Tendu.", "author": "y"}]
    line["conflicts"] = {"bluf": claims}
    desk.documents.bring_in([json.dumps(line).encode()])
    assert {one.value for one in desk.records.get(record).conflicts["bluf"]} == {"Calme.", "Tendu."}


def test_each_bad_line_is_refused_alone(desk: Desk) -> None:
    good = desk.records.add("brief", {"title": "Port"}).id.hex()
    line = document(next(iter(desk.documents.export(records=[good]))))
    bad: list[tuple[bytes, str]] = [
        (b"{", "invalid_json"),
        (b"[]", "not_canonical"),
        (json.dumps(line | {"id": "00" * 16, "type": "nope"}).encode(), "unknown_type"),
        (json.dumps(line | {"id": "00" * 16, "fields": {}}).encode(), "missing_fields"),
        (json.dumps(line | {"fields": {"nope": 1}}).encode(), "unknown_field"),
        (
            json.dumps(line | {"conflicts": {"nope": [{"value": 1, "author": ""}] * 2}}).encode(),
            "unknown_field",
        ),
        (
            json.dumps(line | {"conflicts": {"country": [{"value": "ZZ", "author": ""}] * 2}}).encode(),
            "unknown_code",
        ),
    ]
    outcome = desk.documents.bring_in([*(one for one, _ in bad), b"", json.dumps(line).encode()])
    assert [(one.outcome, one.code) for one in outcome.lines[:-1]] == [("refused", code) for _, code in bad]
    assert all(one.message and one.message.fr != one.message.en for one in outcome.lines[:-1])
    assert outcome.lines[-1].outcome == "unchanged"
    assert outcome.lines[-1].line == len(bad) + 2


def test_one_type_or_some_records(full: Desk) -> None:
    briefs = list(full.documents.export(kind="brief"))
    assert {document(line)["type"] for line in briefs} == {"brief"}
    wanted = [str(document(line)["id"]) for line in briefs]
    assert list(full.documents.export(records=wanted)) == briefs
    with pytest.raises(NoSuchRecord):
        list(full.documents.export(records=["nope"]))


def test_a_version_that_an_import_puts_beside_is_told_to_the_views_and_the_journal(
    full: Desk, tmp_path: Path, clock: HandClock
) -> None:
    new_vault(tmp_path / "other", clock)
    other = unlocked(tmp_path / "other", clock)
    both = next(line for line in lines(full) if document(line)["conflicts"])
    id_text = str(document(both)["id"])
    other.documents.bring_in([both])
    other.conflicts.resolve(id_text, "bluf", take=1)
    before = len(other.journal.list())
    outcome = other.documents.bring_in([both])
    assert outcome.lines[0].outcome == "updated"
    assert outcome.changes.records == {bytes.fromhex(id_text)}
    assert len(other.journal.list()) > before
    other.close()
