"""People of other programs become contacts: new, completed, left alone or refused; undone as one."""

from pathlib import Path

import pytest

from asi_desktop.domain.dotted import Value
from asi_desktop.exchange.closed_room import DocumentUnreadable
from asi_desktop.exchange.forms import UnknownForm
from asi_desktop.services.desk import Desk
from asi_desktop.services.documents import OPENING, ImportStopped
from asi_desktop.services.exporting import OneTypeOnly, OnlyContacts
from asi_desktop.services.import_results import Intake, Wish
from asi_desktop.services.import_words import report
from asi_desktop.services.results import ListQuery
from asi_desktop.services.undoing import NothingToUndo
from asi_desktop.tasks import Context, Progress
from tests.services.quick import HandClock, new_vault, unlocked

SAMPLES = Path(__file__).parents[1] / "exchange" / "samples"
FEREK = "N:Ferek;Dano;;;\nORG:Police\nTITLE:Chef\nTEL;CELL:+44 7700 900001\nEMAIL:dano@pnk.example"


def cards(*bodies: str) -> bytes:
    return "".join(f"BEGIN:VCARD\nVERSION:3.0\n{body}\nEND:VCARD\n" for body in bodies).encode()


def take(
    desk: Desk, data: bytes, wish: Wish | None = None, *, name: str = "a.vcf", dry_run: bool = False
) -> Intake:
    documents = desk.documents
    return documents.take_in(documents.look_into(name, data), wish, dry_run=dry_run)


def only(desk: Desk, kind: str = "contact") -> dict[str, Value]:
    (row,) = desk.records.page(ListQuery(kind)).items
    return dict(desk.records.get(row.id.hex()).fields)


def elements(value: Value) -> list[dict[str, Value]]:
    assert isinstance(value, dict)
    return [one for one in value.values() if isinstance(one, dict)]


def outcomes(intake: Intake) -> list[str]:
    return [line.outcome for line in intake.lines]


def test_a_person_becomes_a_contact_with_an_organisation(desk: Desk) -> None:
    done = take(desk, cards(FEREK + "\nN-X:1\nX-MOON:full"))
    assert (outcomes(done), done.organisations) == (["created"], ("Police",))
    assert {one.name for one in done.lines[0].left} == {"N-X", "X-MOON"}
    fields = only(desk)
    assert (fields["family_name"], fields["given_names"], fields["function"]) == ("Ferek", "Dano", "Chef")
    assert fields["source_of_data"] == "Fichier « a.vcf », repris le 2026-11-27"
    assert fields["consent_or_basis"] == "public_task"
    assert desk.records.get(str(fields["organisation"])).title == "Police"
    assert {one["value"] for one in elements(fields["channels"])} == {"+44 7700 900001", "dano@pnk.example"}


def test_an_organisation_is_found_by_any_of_its_names(desk: Desk) -> None:
    known = desk.records.add(
        "organisation", {"name_official": "Policia Nasional", "acronym": "PNK", "name_fr": "Police nationale"}
    ).id.hex()
    done = take(
        desk, cards("N:A\nORG:P.N.K.", "N:B\nORG:police  NATIONALE", "N:C\nORG:Autre", "N:D\nORG:autre")
    )
    assert done.organisations == ("Autre",)
    items = desk.records.page(ListQuery("contact")).items
    found = {str(desk.records.get(row.id.hex()).fields["organisation"]) for row in items}
    assert (len(found), known in found) == (2, True)


def test_an_organisation_of_the_directory_is_taken_from_there(desk: Desk) -> None:
    mine = desk.records.add("organisation", {"name_official": "Bureau OCRFI", "reference_code": "dnpaf"})
    done = take(
        desk, cards("N:A\nORG:Europol", "N:B\nORG:EUROPOL", "N:C\nORG:DNPAF", "N:D\nORG:United Nations (UN)")
    )
    assert len(done.organisations) == 2
    fields = [
        desk.records.get(str(desk.records.get(row.id.hex()).fields["organisation"])).fields
        for row in desk.records.page(ListQuery("contact", sort="title")).items
    ]
    assert [one.get("reference_code") for one in fields] == ["europol", "europol", "dnpaf", "un"]
    assert fields[2]["name_official"] == desk.records.get(mine.ref).fields["name_official"]
    assert fields[0]["acronym"]


def test_a_dry_run_tells_the_same_and_changes_nothing(desk: Desk) -> None:
    dry = take(desk, cards(FEREK, FEREK), dry_run=True)
    assert (outcomes(dry), bool(dry.changes)) == (["created", "duplicate"], False)
    assert (
        desk.records.page(ListQuery("contact")).total
        == desk.records.page(ListQuery("organisation")).total
        == 0
    )
    assert outcomes(take(desk, cards(FEREK, FEREK))) == outcomes(dry)


@pytest.mark.parametrize(
    ("body", "by"),
    [
        ("N:Ferek;D.\nEMAIL:DANO@pnk.example", "email"),
        ("N:Ferek\nTEL:07700 900001", "phone"),
        ("FN:Ferek Dano", "name"),
        ("N:Ферек;Дано\nTEL:+447700900001", "phone"),
        ("EMAIL:dano@pnk.example", "email"),
        ("N:Autre;Nom\nEMAIL:dano@pnk.example", ""),
        ("N:Ferek;Marko", ""),
        ("N:Ferek", ""),
    ],
)
def test_who_is_known_already_is_recognised(desk: Desk, body: str, by: str) -> None:
    take(desk, cards(FEREK))
    (line,) = take(desk, cards(body), dry_run=True).lines
    assert (line.by, line.outcome) == (by, "duplicate" if by else "created")
    assert line.twin == ("Dano Ferek" if by else "")


def test_a_contact_in_the_bin_is_nobody(desk: Desk) -> None:
    done = take(desk, cards(FEREK))
    desk.records.delete((done.lines[0].id or b"").hex())
    assert outcomes(take(desk, cards(FEREK), dry_run=True)) == ["created"]


def test_completing_adds_and_replaces_but_takes_nothing_away(desk: Desk) -> None:
    take(desk, cards(FEREK + "\nNOTE:Vu en mai"))
    more = (
        "N:Ferek;D.\nTITLE:Directeur\nEMAIL:dano@pnk.example\nTEL:+44 1632 960001\nLANG:en\nNOTE:Vu en juin"
    )
    assert outcomes(take(desk, cards(more), Wish("update"))) == ["updated"]
    fields = only(desk)
    assert (fields["given_names"], fields["function"]) == ("Dano", "Directeur")
    assert fields["notes"] == "Vu en mai\n\nVu en juin"
    assert len(elements(fields["channels"])) == 3
    assert outcomes(take(desk, cards(more), Wish("update"))) == ["unchanged"]


def test_a_line_can_be_treated_apart(desk: Desk) -> None:
    take(desk, cards(FEREK))
    done = take(desk, cards(FEREK, FEREK), Wish("skip", {8: "new"}))
    assert [line.line for line in done.lines] == [1, 9]
    done = take(desk, cards(FEREK, FEREK), Wish("skip", {9: "new"}))
    assert outcomes(done) == ["duplicate", "created"]


def test_nobody_adds_to_whom_nothing_more_is_recorded(desk: Desk) -> None:
    done = take(desk, cards(FEREK))
    desk.records.set((done.lines[0].id or b"").hex(), [("do_not_record", True)])
    for wish in (Wish("update"), Wish("new")):
        (line,) = take(desk, cards(FEREK), wish).lines
        assert (line.outcome, line.code) == ("refused", "do_not_record")


def test_a_line_that_is_refused_changes_nothing_and_the_others_go_on(desk: Desk) -> None:
    done = take(desk, cards("KIND:group\nFN:G", "NOTE:x", FEREK))
    assert [(line.outcome, line.code) for line in done.lines] == [
        ("refused", "group"),
        ("refused", "nobody"),
        ("created", ""),
    ]
    assert all(line.message and line.message.fr != line.message.en for line in done.lines[:2])


def test_words_become_codes_and_what_does_not_fit_is_told(desk: Desk) -> None:
    table = (
        "Nom;Civilité;Qualité;En poste en;Langues;Anniversaire;Fonction\n"
        f"Ferek;Mme;Expert;France;anglais, xyzzy;1980-13-45;{'x' * 300}\n"
        "Reyes;Inspectora;;;;;Chef\n"
    )
    done = take(desk, table.encode(), name="a.csv")
    items = desk.records.page(ListQuery("contact", sort="family_name")).items
    first, second = (desk.records.get(row.id.hex()).fields for row in items)
    assert (first["courtesy_title"], first["contact_kind"], first["posted_in"]) == ("ms", "expert", "FR")
    assert [one["language"] for one in elements(first["languages"])] == ["en"]
    assert "x" * 300 in str(first["notes"])
    assert {one.name for one in done.lines[0].left} == {"Langues", "Anniversaire", "Fonction"}
    assert (second["rank"], second["function"]) == ("Inspectora", "Chef")


def test_what_finds_no_place_can_go_into_the_notes(desk: Desk) -> None:
    take(desk, cards(FEREK + "\nNICKNAME:Dan"), Wish(keep_rest=True))
    assert only(desk)["notes"] == "Non repris ailleurs :\nNICKNAME: Dan"


def test_one_import_is_one_undo_also_after_closing(desk: Desk, profile: Path, clock: HandClock) -> None:
    take(desk, cards(FEREK))
    take(desk, cards(FEREK + "\nROLE:x\nTEL:+44 1632 960009", "N:Neuf;Ana\nORG:Nouvelle"), Wish("update"))
    desk.close()
    again = unlocked(profile, clock)
    assert again.documents.can_undo_import()
    assert again.documents.undo_import().records == 3
    fields = only(again)
    assert len(elements(fields["channels"])) == 2
    assert again.records.page(ListQuery("organisation")).total == 1
    with pytest.raises(NothingToUndo):
        again.documents.undo_import()
    again.close()


def test_an_organisation_that_somebody_names_by_now_stays(desk: Desk) -> None:
    take(desk, cards(FEREK))
    organisation = only(desk)["organisation"]
    desk.records.add("contact", {"family_name": "Autre", "organisation": organisation})
    assert desk.documents.undo_import().records == 1
    assert desk.records.page(ListQuery("organisation")).total == 1


def test_an_import_that_is_stopped_leaves_nothing(desk: Desk) -> None:
    told: list[Progress] = []

    def stop(progress: Progress) -> None:
        told.append(progress)
        if progress.total and progress.done:
            context.cancel()

    context = Context(stop)
    contents = desk.documents.look_into("a.vcf", cards(*(f"N:A{number}" for number in range(200))))
    with pytest.raises(ImportStopped):
        desk.documents.take_in(contents, context=context)
    assert told[-1].done < 200
    assert desk.records.page(ListQuery("contact")).total == 0
    assert not desk.documents.can_undo_import()


def test_a_message_becomes_a_note_with_its_files(desk: Desk) -> None:
    data = (SAMPLES / "exchange-message.eml").read_bytes()
    (line,) = take(desk, data, name="m.eml").lines
    fields = only(desk, "field_note")
    assert fields["title"] == "Procès-verbal du 24 novembre"
    assert str(fields["text"]).startswith("Objet : Procès-verbal")
    assert "Coût : 1 200 €." in str(fields["text"])
    assert isinstance(fields["taken_at"], dict)
    assert fields["taken_at"]["utc"] == "2026-11-24T07:13:55Z"
    assert [one.name for one in desk.attachments.list((line.id or b"").hex())] == ["procès-verbal.pdf"]
    assert line.left == ()


def test_a_message_that_is_there_is_not_told_to_be_stopped(desk: Desk) -> None:
    context = Context(lambda progress: None if progress.label == OPENING else context.cancel())
    contents = desk.documents.look_into("m.eml", (SAMPLES / "exchange-message.eml").read_bytes())
    (line,) = desk.documents.take_in(contents, context=context).lines
    assert len(desk.attachments.list((line.id or b"").hex())) == 1
    assert "Pièce jointe : procès-verbal.pdf" in str(only(desk, "field_note")["text"])


@pytest.mark.parametrize("form", ["vcard", "csv"])
def test_contacts_that_went_out_are_recognised_when_they_come_back(desk: Desk, form: str) -> None:
    take(desk, cards(FEREK))
    data = b"".join(desk.documents.export(kind="contact", form=form))
    (line,) = take(desk, data, Wish("update"), name="out").lines
    assert (line.by, line.outcome, line.left) == ("uid", "unchanged", ())


def test_contacts_go_to_another_laptop_as_cards(desk: Desk, tmp_path: Path, clock: HandClock) -> None:
    take(desk, cards(FEREK + "\nLANG;X-LEVEL=B2:en\nBDAY:1980-05-06"))
    new_vault(tmp_path / "other", clock)
    other = unlocked(tmp_path / "other", clock)
    take(other, b"".join(desk.documents.export(form="vcard", version="3.0")))
    ours, theirs = only(desk), only(other)
    for name in ("family_name", "given_names", "function", "protocol_birthday"):
        assert ours[name] == theirs[name]
    assert elements(ours["languages"]) == elements(theirs["languages"])
    assert other.records.get(str(theirs["organisation"])).title == "Police"
    other.close()


def test_what_cannot_go_out_is_refused_in_words(desk: Desk) -> None:
    desk.records.add("brief", {"title": "Port"})
    take(desk, cards(FEREK))
    for form, kind, error in (
        ("vcard", "brief", OnlyContacts),
        ("csv", None, OneTypeOnly),
        ("pdf", None, UnknownForm),
    ):
        with pytest.raises(error):
            list(desk.documents.export(kind=kind, form=form))


def test_a_table_of_nobody_has_its_head_alone(desk: Desk) -> None:
    (head,) = b"".join(desk.documents.export(kind="contact", form="csv")).decode("utf-8-sig").splitlines()
    assert "Nom" in head


@pytest.mark.parametrize("data", [b"\x00\x01\x02ELF", b"", b"nothing"])
def test_a_document_that_holds_nothing_is_refused_in_words(desk: Desk, data: bytes) -> None:
    with pytest.raises(DocumentUnreadable):
        desk.documents.look_into("x.vcf", data)


def test_the_report_names_every_line_and_is_no_formula(desk: Desk) -> None:
    done = take(desk, cards("N:=cmd;A", "NOTE:x"), dry_run=True)
    lines = b"".join(report(done, "en")).decode("utf-8-sig").splitlines()
    assert lines[0] == "Line,Name,Outcome,Known already,Not taken,Message"
    assert lines[1].startswith("1,'=cmd A,new")
    assert "refused" in lines[2]
