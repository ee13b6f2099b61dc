"""What two officers write offline meets at head office: nothing lost, a question only where there is one."""

import json

import pytest

from tests.e2e.conftest import World
from tests.e2e.programs import Laptop, officer
from tests.e2e.realistic import records

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def added(laptop: Laptop, kind: str, given: dict[str, object]) -> str:
    return str(laptop("record", "add", kind, "-", given=given).json["id"])


def test_a_hundred_records_arrive_byte_for_byte(world: World) -> None:
    written = {added(world.ana, kind, given) for kind, given in records(100)}
    world.meet()
    ours, theirs = world.exports()
    assert ours == theirs
    assert written <= {json.loads(line)["id"] for line in theirs.splitlines()}


def test_different_fields_and_new_elements_merge_without_a_question(world: World) -> None:
    request = added(
        world.ana, "request", {"title": "Véhicules", "kind": "vehicles", "direction": "fr_to_partner"}
    )
    world.meet()
    world.ana("record", "set", request, 'facts="Trois véhicules."').done()
    world.ana("record", "set", request, 'asks/+={"text": "Localiser."}').done()
    world.ben("record", "set", request, 'why_you="Vus au port."').done()
    world.ben("record", "set", request, 'asks/+={"text": "Identifier."}').done()
    world.meet()
    for laptop in (world.ana, world.ben):
        view = laptop("record", "get", request).json
        assert view["conflicts"] == {}
        assert (view["fields"]["facts"], view["fields"]["why_you"]) == ("Trois véhicules.", "Vus au port.")
        assert {one["text"] for one in view["fields"]["asks"].values()} == {"Localiser.", "Identifier."}
        assert view["sync_state"] == "at_head_office"


def test_the_same_field_is_one_question_answered_once(world: World) -> None:
    brief = added(world.ana, "brief", {"title": "Port", "bluf": "Calme."})
    world.meet()
    world.ana("record", "set", brief, 'bluf="Tendu."').done()
    world.ben("record", "set", brief, 'bluf="Ouvert."').done()
    world.meet()
    views = [laptop("record", "get", brief).json["conflicts"] for laptop in (world.ana, world.ben)]
    assert views[0] == views[1]
    values = views[0]["bluf"]
    assert [one["n"] for one in values] == [1, 2]
    assert {(one["value"], one["author"]) for one in values} == {("Tendu.", "Ana"), ("Ouvert.", "Ben")}
    assert all(isinstance(one["seq"], int) for one in values)
    world.ben("conflict", "resolve", brief, "bluf", "--take", "2").done()
    world.meet()
    for laptop in (world.ana, world.ben):
        view = laptop("record", "get", brief).json
        assert view["conflicts"] == {}
        assert view["fields"]["bluf"] == values[1]["value"]


def test_head_office_killed_in_the_middle_of_a_push(world: World) -> None:
    world.meet()
    written = {added(world.ana, kind, given) for kind, given in records(60, seed=7)}
    world.line.cut_when(5_000, world.relay.kill)
    cut = world.ana.run("sync")
    assert world.line.cuts
    assert cut.status == 4
    assert cut.error["code"] == "no_connection"
    assert len(world.ana("outbox", "list").json["items"]) == 60
    world.relay.start()
    world.meet()
    ours, theirs = world.exports()
    assert ours == theirs
    here = [json.loads(line)["id"] for line in theirs.splitlines()]
    assert len(here) == len(set(here))
    assert written <= set(here)
    assert world.office("verify").json["ok"]


def test_a_deletion_unaware_of_an_edit_keeps_the_record(world: World) -> None:
    brief = added(world.ana, "brief", {"title": "Supprimé ici, modifié là"})
    world.meet()
    world.ana("record", "delete", brief).done()
    world.ben("record", "set", brief, 'bluf="Encore utile."').done()
    world.meet()
    for laptop in (world.ana, world.ben):
        view = laptop("record", "get", brief).json
        assert (view["deleted"], view["deleted_while_edited"]) == (False, True)
        assert view["fields"]["bluf"] == "Encore utile."


def test_what_was_written_before_enrolment_comes_along(world: World) -> None:
    cleo = officer(world.folder, "cleo", "moulin trésor pivoine garrigue")
    note = cleo("note", "Vu au port avant l'enrôlement.").json["id"]
    assert cleo("sync").error["code"] == "not_enrolled"
    world.office("person", "add", "cleo", "--name", "Cléo", "--role", "OL", "--post", "PCV").done()
    file, code = world.invitation("cleo")
    cleo("enrol", file, "--code-file", code).done()
    assert cleo("sync").json["pending"] == 0
    view = cleo("record", "get", note).json
    assert view["sync_state"] == "at_head_office"
    spaces = {one["space"]: one["purpose"] for one in cleo("status").json["spaces"]}
    assert spaces[view["space"]] == "me"
    cleo.leave()
