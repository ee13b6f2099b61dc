"""The commands on a real vault: one JSON document, exact exit statuses, errors of one line."""

import json
from pathlib import Path

import pytest

from asi_desktop.domain.records import RECORD_TYPES
from tests.cli.conftest import Runner
from tests.services.quick import PASSPHRASE, unlocked

BRIEF = json.dumps({"title": "Port bloqué", "bluf": "Calme."}).encode()


def added(desk: Runner) -> str:
    return str(desk.on("record", "add", "brief", "-", given=BRIEF).json["id"])


def test_status_alone(desk: Runner) -> None:
    now = desk.on("status").json
    assert now["session"] == "local"
    assert {"pending", "conflicts", "quarantined", "alarms"} <= now.keys()
    assert set(now["spaces"][0]) >= {"space", "name", "cursor", "as_of"}


def test_types_and_schemas(desk: Runner) -> None:
    types = [one["type"] for one in desk.on("record", "types").json["items"]]
    assert types == [kind.name for kind in RECORD_TYPES]
    schema = desk.on("record", "schema", "brief").json
    assert schema["$schema"].endswith("2020-12/schema")
    assert len(schema["examples"]) == 1
    assert desk.on("record", "schema", "nope").error["code"] == "unknown_type"


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.name)
def test_the_example_of_each_schema_is_added(desk: Runner, kind: object) -> None:
    name = getattr(kind, "name", "")
    example = desk.on("record", "schema", name).json["examples"][0]
    file = desk.folder / "example.json"
    file.write_text(json.dumps(example, ensure_ascii=False), encoding="utf-8")
    made = desk.on("record", "add", name, str(file)).json
    view = desk.on("record", "get", made["ref"]).json
    assert view["id"] == made["id"]
    assert view["type"] == name
    expected = {
        "id",
        "ref",
        "type",
        "space",
        "status",
        "deleted",
        "fields",
        "conflicts",
        "links",
        "attachments",
    }
    assert expected <= view.keys()
    assert view["sync_state"] == "local"


def test_list_filters_sorts_and_pages(desk: Runner) -> None:
    for title, country in (("Un", "XA"), ("Deux", "XB"), ("Trois", "XA")):
        given = json.dumps({"title": title, "country": country}).encode()
        desk.on("record", "add", "brief", "-", given=given)
    listed = desk.on("record", "list", "brief", "--where", "country=XA", "--sort", "title").json
    assert listed["total"] == 2
    assert [one["title"] for one in listed["items"]] == ["Trois", "Un"]
    page = desk.on("record", "list", "brief", "--sort", "-title", "--limit", "1", "--offset", "1").json
    assert (page["total"], [one["title"] for one in page["items"]]) == (3, ["Trois"])
    assert desk.on("record", "list", "brief", "--where", "x").status == 2
    assert desk.on("record", "list", "brief", "--sort", "nope").error["code"] == "not_a_column"


def test_set_advance_link_delete_history_undo(desk: Runner) -> None:
    record, other = added(desk), added(desk)
    assert desk.on("record", "set", record, 'bluf="Tendu."', "regions=null").json == {"id": record}
    assert desk.on("record", "set", record, "bluf=Tendu").error["code"] == "usage"
    assert desk.on("record", "set", record, "bluf").status == 2
    assert desk.on("record", "set", record, 'nope="x"').error["code"] == "unknown_field"
    assert desk.on("record", "advance", record, "sent").error["code"] == "no_such_step"
    assert desk.on("record", "link", record, other).json == {"id": record}
    (link,) = desk.on("record", "get", record).json["links"]
    assert link["id"] == other
    assert desk.on("record", "undo", record).json == {"id": record}
    assert desk.on("record", "get", record).json["links"] == []
    assert desk.on("record", "delete", record).json == {"id": record}
    assert desk.on("record", "get", record).json["deleted"]
    assert desk.on("record", "undelete", record).json == {"id": record}
    history = desk.on("record", "history", record).json["items"]
    assert history[-2]["changes"]["bluf"] == "Tendu."
    assert desk.on("record", "undo").json["id"] == record


def test_a_step_that_is_allowed(desk: Runner) -> None:
    note = desk.on("record", "add", "field_note", "-", given=json.dumps(example("field_note")).encode()).json[
        "id"
    ]
    answer = desk.on("record", "advance", note, "self_checked").json
    assert answer == {"id": note, "status": "self_checked"}


def example(name: str) -> dict[str, object]:
    return dict(next(kind.example for kind in RECORD_TYPES if kind.name == name))


def test_note_and_search(desk: Runner) -> None:
    made = desk.on("note", "Pont de Tessa affouillé").json
    assert set(made) == {"id", "ref"}
    found = desk.on("search", "TESSA", "affouille", "--type", "field_note", "--limit", "5").json
    assert found["total"] == 1
    assert set(found["items"][0]) == {"id", "type", "title", "snippet", "score"}


def test_conflicts_are_listed_and_resolved(desk: Runner) -> None:
    record = added(desk)
    opened = unlocked(desk.folder / "profile", desk.composition.clock)
    form = opened.records.get(record)
    opened.records.set(record, [("bluf", "Un.")])
    opened.records.set(record, [("bluf", "Deux.")], displayed=form.displayed)
    opened.close()
    (one,) = desk.on("conflict", "list").json["items"]
    assert (one["id"], one["field"], [value["n"] for value in one["values"]]) == (record, "bluf", [1, 2])
    assert desk.on("conflict", "resolve", record, "bluf").status == 2
    assert desk.on("conflict", "resolve", record, "bluf", "--take", "1", "--value", "2").status == 2
    assert desk.on("conflict", "resolve", record, "bluf", "--take", "3").error["code"] == "no_conflict"
    assert desk.on("conflict", "resolve", record, "bluf", "--take", "2").json == {"id": record}
    assert desk.on("conflict", "list").json["items"] == []
    assert desk.on("conflict", "resolve", record, "bluf", "--value", '"x"').error["code"] == "no_conflict"


def test_what_stands_open_is_nothing_yet(desk: Runner) -> None:
    added(desk)
    for name in ("outbox", "quarantine", "alarm"):
        assert desk.on(name, "list").json["items"] == []
    file = desk.folder / "refused.jsonl"
    assert desk.on("quarantine", "export", str(file)).json["records"] == 0
    assert file.read_bytes() == b""
    assert desk.on("quarantine", "export", str(file)).error["code"] == "file_unwritable"


def test_the_journal(desk: Runner) -> None:
    added(desk)
    lines = desk.on("journal", "list").json["items"]
    assert lines[-1]["event"] == "record.added"
    verified = desk.on("journal", "verify").json
    assert verified["ok"]


def test_export_and_import(desk: Runner) -> None:
    record = added(desk)
    file = desk.folder / "out.jsonl"
    assert desk.on("export", str(file), "--as", "canonical").json == {"file": str(file), "records": 1}
    assert desk.on("export", "-", "--record", record).out.encode() == file.read_bytes()
    assert desk.on("export", str(file / "x")).error["code"] == "file_unwritable"
    assert desk.on("export", str(file), "--record", "nope").error["code"] == "no_such_record"
    assert file.read_bytes().count(b"\n") == 1  # what stood there stays
    assert not file.with_name("out.jsonl.part").exists()
    assert desk.on("export", str(file), "--as", "pdf").error["code"] == "unknown_form"
    assert desk.on("import", str(file), "--as", "vcard").error["code"] == "document_unreadable"
    dry = desk.on("import", str(file), "--dry-run").json
    assert (dry["dry_run"], dry["unchanged"], dry["created"]) == (True, 1, 0)
    bad = desk.on("import", "-", given=b"{\n" + file.read_bytes()).json
    assert (bad["refused"], bad["unchanged"]) == (1, 1)
    assert bad["items"][0]["code"] == "invalid_json"
    assert bad["items"][0]["message"]


def test_sync_before_enrolment(desk: Runner) -> None:
    for words in (["sync"], ["sync", "--watch"]):
        answer = desk.on(*words)
        assert (answer.status, answer.error["code"]) == (1, "not_enrolled")


def test_enrol_wants_a_file_and_a_code(desk: Runner) -> None:
    file = desk.folder / "invitation"
    file.write_bytes(b"nothing of the kind")
    assert desk.on("enrol", str(file)).error["code"] == "usage"
    assert desk.on("enrol", str(file), "--code", "a b c d e f").status != 0
    assert desk.on("enrol", str(desk.folder / "none"), "--code", "x").error["code"] == "file_unreadable"


def test_verify_backup_and_status(desk: Runner) -> None:
    added(desk)
    assert desk.on("vault", "verify").json["ok"]
    copy = desk.folder / "copy"
    assert desk.on("vault", "backup", str(copy)).json == {"file": str(copy)}
    assert copy.stat().st_size > 0
    status = desk.on("vault", "status").json
    assert (status["exists"], status["locked"]) == (True, True)
    assert status["last_backup"]


def test_the_passphrase_is_the_first_line_and_the_rest_is_input(desk: Runner) -> None:
    profile = str(desk.folder / "profile")
    given = PASSPHRASE.encode() + b"\n" + BRIEF
    answer = desk(
        "--profile", profile, "--passphrase-file", "-", "--json", "record", "add", "brief", "-", given=given
    )
    assert answer.json["ref"].endswith("-SB-0001-" + answer.json["ref"].rpartition("-")[2])


def test_environment_stands_for_options(desk: Runner) -> None:
    desk.environment |= {
        "ASI_PROFILE": str(desk.folder / "profile"),
        "ASI_PASSPHRASE_FILE": str(desk.folder / "secret"),
        "ASI_LANG": "fr",
    }
    assert desk("--json", "status").json["session"] == "local"
    assert "Aucune fiche" in desk("record", "get", "x").err


def test_no_profile_and_no_passphrase(runner: Runner) -> None:
    nowhere = str(runner.folder / "none")
    assert runner("--json", "--profile", nowhere, "status").error["code"] == "no_such_profile"
    assert runner("--profile", nowhere, "status").status == 3


def test_passphrase_files_that_will_not_do(desk: Runner) -> None:
    profile = str(desk.folder / "profile")
    for content, code in ((b"\xff\xfe", "file_unreadable"), (b"x" * 5000, "file_too_large")):
        (desk.folder / "bad").write_bytes(content)
        answer = desk("--profile", profile, "--passphrase-file", str(desk.folder / "bad"), "--json", "status")
        assert (answer.status, answer.error["code"]) == (1, code)
    answer = desk("--profile", profile, "--passphrase-file", str(desk.folder / "none"), "--json", "status")
    assert answer.error["code"] == "file_unreadable"
    assert desk("--profile", profile, "--json", "status").error["code"] == "no_passphrase"


def test_a_profile_in_use(desk: Runner) -> None:
    opened = unlocked(desk.folder / "profile", desk.composition.clock)
    assert desk.on("status").error["code"] == "profile_in_use"
    opened.close()


def test_wipe_wants_a_yes(desk: Runner) -> None:
    assert desk.on("vault", "wipe").status == 2
    assert desk.on("vault", "status").json["exists"]
    assert desk.on("vault", "wipe", "--yes").json == {"wiped": True}
    assert desk.on("status").error["code"] == "no_such_profile"


@pytest.mark.slow
def test_the_life_of_a_passphrase(runner: Runner) -> None:
    """The real cost of a guess is paid here."""
    folder = runner.folder
    recovery, new = folder / "recovery", folder / "new"
    new.write_text("tilleul comptoir lanterne bivouac\n", encoding="utf-8")
    (folder / "taken").touch()
    refused = runner.on("vault", "create", "--recovery-file", str(folder / "taken"))
    assert refused.error["code"] == "file_unwritable"
    assert runner.on("vault", "status").json["exists"] is False
    assert runner.on("vault", "create", "--recovery-file", str(recovery)).json.keys() == {"vault"}
    assert recovery.stat().st_mode & 0o077 == 0
    assert runner.on("vault", "create").error["code"] == "profile_exists"
    assert runner.on("vault", "passphrase", "--new-passphrase-file", str(new)).json == {"changed": True}
    answer = runner.on("vault", "passphrase", "--new-passphrase-file", str(new))
    assert answer.error["code"] == "wrong_passphrase"
    back = ["--recovery-file", str(recovery), "--new-passphrase-file", str(folder / "secret")]
    assert runner.on("vault", "recover", *back).json == {"changed": True}
    assert runner.on("vault", "backup", str(folder / "copy")).status == 0
    runner.on("vault", "wipe", "--yes")
    assert runner.on("vault", "restore", str(folder / "copy")).json == {"restored": True}
    assert runner.on("status").json["session"] == "local"


def test_people_read_lines_and_tables(desk: Runner) -> None:
    added(desk)
    options = ("--profile", str(desk.folder / "profile"), "--passphrase-file", str(desk.folder / "secret"))
    shown = desk(*options, "--lang", "fr", "record", "list", "brief").out
    assert "référence" in shown
    assert "Port bloqué" in shown
    assert "total: 1" in shown
    schema = desk(*options, "record", "schema", "brief").out
    assert "title:" in schema
    escape = json.dumps({"title": "\u202eTitre", "bluf": "x"}).encode()
    desk.on("record", "add", "brief", "-", given=escape)
    assert "\u202e" not in desk(*options, "record", "list", "brief").out


def test_a_batch_answers_each_line(desk: Runner) -> None:
    lines = [
        {"args": ["record", "add", "brief", "-"], "input": {"title": "Un"}},
        {"args": ["record", "list", "brief"]},
        {"args": ["record", "--help"]},
        {"args": ["batch"]},
        {"args": ["sync", "--watch"]},
        {"args": ["vault", "wipe", "--yes"]},
        {"args": ["demo", "--headless"]},
        {"args": ["nope"]},
    ]
    given = b"\n\n".join(json.dumps(line).encode() for line in lines)
    answers = [json.loads(line) for line in desk.on("batch", given=given).out.splitlines()]
    assert [answer["status"] for answer in answers] == [0, 0, 0, 1, 1, 1, 1, 2]
    assert answers[1]["output"]["total"] == 1
    assert "Usage" in answers[2]["output"]["help"]
    assert {answer["error"]["code"] for answer in answers[3:7]} == {"not_in_batch"}


def test_a_batch_with_the_wrong_passphrase_runs_nothing(desk: Runner) -> None:
    (desk.folder / "secret").write_text("une toute autre phrase", encoding="utf-8")
    answer = desk.on("batch", given=b'{"args": ["status"]}\n')
    assert (answer.status, answer.out) == (3, "")


def test_a_line_too_long_is_refused_and_the_next_one_runs(desk: Runner) -> None:
    given = b'{"args": ["note", "' + b"x" * 17_000_000 + b'"]}\n{"args": ["status"]}\n'
    answers = [json.loads(line) for line in desk.on("batch", given=given).out.splitlines()]
    assert [answer["status"] for answer in answers] == [1, 0]


def test_files_as_arguments(desk: Runner, tmp_path: Path) -> None:
    assert desk.on("record", "add", "brief", str(tmp_path / "none")).error["code"] == "file_unreadable"
    large = tmp_path / "large"
    large.write_bytes(b" " * (8 * 1024 * 1024 + 1))
    assert desk.on("record", "add", "brief", str(large)).error["code"] == "file_too_large"
    assert desk.on("record", "add", "brief", "-", given=b"[]").error["code"] == "invalid_json"
    assert desk.on("record", "add", "brief", "-", "--space", "x", given=BRIEF).error["code"] == "usage"
    assert (
        desk.on("record", "add", "brief", "-", "--space", "00" * 16, given=BRIEF).error["code"]
        == "no_such_space"
    )
