"""`attach`: files in and out by commands."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Runner


@pytest.fixture
def note(desk: Runner) -> str:
    return str(desk.on("note", "Visite du poste").json["id"])


def test_a_file_goes_in_and_comes_out(desk: Runner, note: str, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7")
    added = desk.on("attach", "add", note, str(tmp_path / "plan.pdf"), "--caption", "Plan").json["attachment"]
    digest = hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert desk.on("attach", "list", note).json == {
        "items": [
            {
                "id": added,
                "name": "plan.pdf",
                "media": "application/pdf",
                "size": 8,
                "sha256": digest,
                "caption": "Plan",
                "have": True,
            }
        ]
    }
    assert desk.on("attach", "fetch", added).json == {"attachment": added, "have": True}
    out = tmp_path / "out.pdf"
    assert desk.on("attach", "get", added, str(out)).json == {"file": str(out), "size": 8, "sha256": digest}
    assert out.read_bytes() == b"%PDF-1.7"
    assert desk.on("attach", "get", added, str(out)).error["code"] == "file_unwritable"
    record = desk.on("record", "get", note).json
    assert record["attachments"] == [{"id": added, "name": "plan.pdf", "size": 8, "have": True}]
    assert "_seal" not in json.dumps(record)
    assert "_seal" not in json.dumps(desk.on("record", "history", note).json)
    assert desk.on("vault", "verify").json["checked"]["chunks"] == 1


def test_refusals_are_told(desk: Runner, note: str, tmp_path: Path) -> None:
    assert desk.on("attach", "add", note, str(tmp_path / "absent")).error["code"] == "file_unreadable"
    assert desk.on("attach", "get", "nothing", str(tmp_path / "out")).error["code"] == "no_such_attachment"
    assert not (tmp_path / "out").exists()
