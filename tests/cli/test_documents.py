"""`import` and `export` on the command line: documents of other programs in and out."""

import json
from pathlib import Path

from tests.cli.conftest import Runner

SAMPLES = Path(__file__).parents[1] / "exchange" / "samples"


def test_contacts_come_in_and_go_out(desk: Runner) -> None:
    cards = str(SAMPLES / "apple-3.0.vcf")
    dry = desk.on("import", cards, "--dry-run").json
    assert (dry["form"], dry["created"], dry["not_taken"] > 0) == ("vcard", 2, True)
    assert dry["organisations"] == ["Harbour Police, Port-Carvel", "Karvelian Salvage Ltd"]
    assert desk.on("record", "list", "contact").json["total"] == 0
    done = desk.on("import", cards, "--as", "vcard").json
    assert (done["created"], done["dry_run"]) == (2, False)
    again = desk.on("import", cards, "--duplicates", "update", "--keep-rest").json
    assert [item["outcome"] for item in again["items"]] == ["updated", "unchanged"]
    assert again["items"][0]["duplicate_of"] == "Maeve O'Sullivan"
    out = desk.folder / "out.vcf"
    assert desk.on("export", str(out), "--as", "vcard", "--vcard-version", "3.0").json["records"] == 2
    assert out.read_bytes().count(b"BEGIN:VCARD\r\nVERSION:3.0\r\n") == 2
    table = desk.folder / "out.csv"
    assert desk.on("export", str(table), "--as", "csv", "--type", "contact").json["records"] == 2
    assert "O'Sullivan" in table.read_text(encoding="utf-8-sig")
    assert desk.on("import", "--undo").json == {"undone": 1}


def test_a_mapping_sends_columns_elsewhere(desk: Runner) -> None:
    table = desk.folder / "odd.csv"
    table.write_text("Alpha;Bêta\nFerek;Chef\n", encoding="utf-8")
    shown = desk.on("import", str(table), "--dry-run").json
    assert (shown["mapping"], shown["refused"]) == ({"Alpha": None, "Bêta": None}, 1)
    mapping = desk.folder / "mapping.json"
    mapping.write_text(json.dumps({"Alpha": "family_name", "Bêta": "function"}), encoding="utf-8")
    done = desk.on("import", str(table), "--mapping", str(mapping)).json
    assert (done["created"], done["items"][0]["name"]) == (1, "Ferek")
    mapping.write_text(json.dumps({"Alpha": "nowhere at all"}), encoding="utf-8")
    assert desk.on("import", str(table), "--mapping", str(mapping)).error["code"] == "bad_mapping"


def test_what_cannot_be_done_is_said(desk: Runner) -> None:
    assert desk.on("import").error["code"] == "no_file"
    assert desk.on("import", "--undo").error["code"] == "nothing_to_undo"
    assert desk.on("import", str(SAMPLES / "yahoo.csv"), "--as", "docx").error["code"] == "unknown_form"
    assert desk.on("export", "-", "--as", "csv").error["code"] == "one_type_only"
