"""Passphrase and recovery code are both lost: head office enrols anew, and what was synced comes back."""

from pathlib import Path

import pytest

from tests.e2e.conftest import PASSPHRASES, made
from tests.e2e.programs import officer

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_what_was_synced_comes_back_to_a_new_desk_and_nothing_else_is_promised(tmp_path: Path) -> None:
    with made(tmp_path) as world:
        own = next(one["space"] for one in world.ana("status").json["spaces"] if one["purpose"] == "me")
        shared = world.ana("record", "add", "brief", "-", given={"title": "Port"}).json["id"]
        private = world.ana(
            "record", "add", "field_note", "-", "--space", own, given={"text": "Rappeler Dano."}
        ).json["id"]
        world.meet()
        unsent = world.ana("record", "add", "brief", "-", given={"title": "Jamais parti"}).json["id"]
        world.ana.leave()

        lost = next(one for one in world.office("device", "list").json["items"] if one["login"] == "ana")
        world.office("device", "revoke", lost["device"], "--reason", "lost").done()
        new = officer(tmp_path, "ana-again", PASSPHRASES["ana"])
        file, code = world.invitation("ana")
        assert new("enrol", file, "--code-file", code).json["user"] == "ana"
        assert new("sync").json["pending"] == 0

        found = {one: new("record", "get", one) for one in (shared, private, unsent)}
        assert found[shared].json["fields"]["title"] == "Port"
        assert found[private].json["fields"]["text"] == "Rappeler Dano."
        assert found[unsent].status != 0
        new("record", "set", shared, 'bluf="Calme."').done()
        assert new("sync").json["pending"] == 0
        world.ben("sync").done()
        assert world.ben("record", "get", shared).json["fields"]["bluf"] == "Calme."

        world.ana("sync")
        assert world.ana("status").json["session"] == "removed"
        assert world.ana("record", "get", unsent).json["fields"]["title"] == "Jamais parti"
        new.leave()
