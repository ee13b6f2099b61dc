"""Undo, redo, acts on many and imports leave alone what others, or the officer since, have written."""

from collections.abc import Callable
from threading import Thread

import pytest

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.records import record_type
from asi_desktop.services import saving
from asi_desktop.services.desk import Desk
from asi_desktop.services.import_results import Intake, TakenLine, Wish
from asi_desktop.services.results import ListQuery
from asi_desktop.services.undoing import NothingToUndo
from asi_desktop.tasks import Cancelled, Context, Progress
from tests.services import colleague

KNOWN = "N:Ferek;Dano\nORG:Police\nTITLE:Chef\nEMAIL:dano@pnk.example"


def cards(*bodies: str) -> bytes:
    return "".join(f"BEGIN:VCARD\nVERSION:3.0\n{body}\nEND:VCARD\n" for body in bodies).encode()


def take(desk: Desk, data: bytes, wish: Wish | None = None, context: Context | None = None) -> Intake:
    return desk.documents.take_in(desk.documents.look_into("a.vcf", data), wish, context=context)


def made(line: TakenLine) -> bytes:
    assert line.id is not None
    return line.id


def fields(desk: Desk, record: bytes) -> dict[str, Value]:
    return dict(desk.records.get(ids.shown(record)).fields)


def contacts(desk: Desk) -> int:
    return desk.records.page(ListQuery("contact")).total


def tasks(desk: Desk, count: int) -> list[str]:
    return [
        ids.shown(desk.records.add("task", {**record_type("task").example, "title": f"T{number}"}).id)
        for number in range(count)
    ]


def test_undo_does_not_bin_a_new_record_in_which_a_colleague_wrote(desk: Desk) -> None:
    added = desk.records.add("brief", {"title": "Port"})
    colleague.writes(desk, added.id, {"bluf": "Le port est fermé."})
    desk.records.set(added.ref, [("facts", "Vu ce matin.")])
    desk.records.undo(added.ref)
    with pytest.raises(NothingToUndo):
        desk.records.undo(added.ref)
    view = desk.records.get(added.ref)
    assert (view.deleted, view.fields["bluf"]) == (False, "Le port est fermé.")


def test_undo_does_not_remove_an_element_in_which_a_colleague_wrote(desk: Desk) -> None:
    added = desk.records.add("contact", {"family_name": "Ferek"})
    desk.records.set(added.ref, [("channels/+", {"kind": "phone", "value": "1"})])
    channels = fields(desk, added.id)["channels"]
    assert isinstance(channels, dict)
    (element,) = channels
    colleague.writes(desk, added.id, {f"channels/{element}/hours": "la nuit"})
    desk.records.set(added.ref, [(f"channels/{element}/value", "2")])
    desk.records.undo(added.ref)
    with pytest.raises(NothingToUndo):
        desk.records.undo(added.ref)
    assert element in fields(desk, added.id)["channels"]  # type: ignore[operator]


def test_undo_takes_back_a_new_record_that_only_its_author_wrote_in(desk: Desk) -> None:
    added = desk.records.add("brief", {"title": "Port"})
    desk.records.set(added.ref, [("facts", "Vu ce matin.")])
    desk.records.undo(added.ref)
    desk.records.undo(added.ref)
    assert desk.records.get(added.ref).deleted


def test_taking_out_of_the_bin_is_undone_whoever_wrote_in_the_record(desk: Desk) -> None:
    (name,) = tasks(desk, 1)
    colleague.writes(desk, bytes.fromhex(name), {"description": "x"})
    desk.records.delete(name)
    done = desk.bulk.undelete([name])
    assert len(desk.bulk.undo(done.undo).done) == 1
    assert desk.records.get(name).deleted


def test_redo_leaves_what_a_colleague_wrote_since_beside_it(desk: Desk) -> None:
    added = desk.records.add("brief", {"title": "Port", "bluf": "Calme."})
    desk.records.set(added.ref, [("bluf", "Tendu.")])
    undone = desk.records.take_back(added.ref)
    colleague.writes(desk, added.id, {"bluf": "Ouvert."})
    desk.records.write_again(added.ref, undone.dot)
    found = desk.records.get(added.ref).conflicts["bluf"]
    assert {one.value for one in found} == {"Tendu.", "Ouvert."}


def test_an_earlier_value_replaces_only_what_was_displayed(desk: Desk) -> None:
    added = desk.records.add("brief", {"title": "Port", "bluf": "Calme."})
    desk.records.set(added.ref, [("bluf", "Tendu.")])
    shown = desk.records.get(added.ref).displayed
    first = desk.records.history(added.ref)[-1].dot
    colleague.writes(desk, added.id, {"bluf": "Ouvert."})
    desk.records.write_again(added.ref, first, ("bluf",), displayed=shown)
    assert len(desk.records.get(added.ref).conflicts["bluf"]) == 2


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, names: desk.bulk.set(names, "priority", "FLASH"),
        lambda desk, names: desk.bulk.advance(names, "doing", reason="x"),
    ],
    ids=["field", "step"],
)
def test_an_act_on_many_does_not_bring_back_what_was_deleted_meanwhile(
    desk: Desk, act: Callable[[Desk, list[str]], "object"]
) -> None:
    names = tasks(desk, 3)
    colleague.deletes(desk, names[1])
    done = act(desk, names)
    assert [one.error.code for one in done.refused] == ["in_the_bin"]  # type: ignore[attr-defined]
    assert desk.records.get(names[1]).deleted


def test_a_field_for_many_does_not_choose_between_two_values(desk: Desk) -> None:
    names = tasks(desk, 2)
    shown = desk.records.get(names[0]).displayed
    desk.records.set(names[0], [("priority", "FLASH")])
    desk.records.set(names[0], [("priority", "PRIORITY")], displayed=shown)
    done = desk.bulk.set(names, "priority", "IMMEDIATE")
    assert [one.error.code for one in done.refused] == ["undecided"]
    assert len(desk.records.get(names[0]).conflicts["priority"]) == 2
    assert len(done.done) == 1


def saving_between(desk: Desk, name: str) -> Context:
    """A context that has the officer save elsewhere whenever a long act tells how far it is."""

    def told(progress: Progress) -> None:
        if progress.done:
            save = Thread(target=desk.records.set, args=(name, [("title", f"pendant {progress.done}")]))
            save.start()
            save.join(timeout=20)
            assert not save.is_alive()

    return Context(told)


def test_a_long_act_lets_the_officers_own_saves_go_between(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "AT_ONCE", 2)
    own, *names = tasks(desk, 6)
    done = desk.bulk.set(names, "priority", "FLASH", saving_between(desk, own))
    assert (len(done.done), fields(desk, bytes.fromhex(own))["title"]) == (5, "pendant 4")
    back = desk.bulk.undo(done.undo, saving_between(desk, own))
    assert len(back.done) == 5
    assert "FLASH" not in {desk.records.get(name).fields["priority"] for name in names}


def test_an_undo_that_is_stopped_gives_what_undoes_the_rest(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "AT_ONCE", 2)
    done = desk.bulk.delete(tasks(desk, 5))

    def stop(progress: Progress) -> None:
        if progress.done >= 2:
            context.cancel()

    context = Context(stop)
    first = desk.bulk.undo(done.undo, context)
    assert (len(first.done), len(first.undo)) == (2, 3)
    assert len(desk.bulk.undo(first.undo).done) == 3


def test_an_import_lets_the_officers_own_saves_go_between(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "AT_ONCE", 2)
    (own,) = tasks(desk, 1)
    done = take(
        desk, cards(*(f"N:Nom{n};Prenom{n}\nORG:Police" for n in range(5))), context=saving_between(desk, own)
    )
    assert (done.count("created"), done.organisations) == (5, ("Police",))
    assert fields(desk, bytes.fromhex(own))["title"] == "pendant 4"
    assert desk.documents.undo_import(saving_between(desk, own)).records == 6
    assert contacts(desk) == desk.records.page(ListQuery("organisation")).total == 0
    assert not desk.documents.can_undo_import()


def test_a_dry_run_in_portions_tells_the_same_as_the_import(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "AT_ONCE", 1)
    take(desk, cards(KNOWN))
    data = cards(
        KNOWN + "\nROLE:x", KNOWN + "\nROLE:x", "N:Neuf;Ana\nORG:Ici", "N:Neuf;Ana\nORG:Ici\nTITLE:y"
    )
    contents, wish = desk.documents.look_into("b.vcf", data), Wish("update")
    dry = desk.documents.take_in(contents, wish, dry_run=True)
    real = desk.documents.take_in(contents, wish)
    assert [one.outcome for one in dry.lines] == [one.outcome for one in real.lines]
    assert dry.organisations == real.organisations == ("Ici",)


def test_undoing_an_import_leaves_the_contacts_that_the_officer_worked_on_since(desk: Desk) -> None:
    first, second = take(desk, cards(KNOWN, "N:Neuf;Ana")).lines
    desk.records.set(ids.shown(made(first)), [("notes", "Rencontré deux fois.")])
    assert desk.documents.undo_import().records == 1
    assert fields(desk, made(first))["notes"] == "Rencontré deux fois."
    assert desk.records.get(ids.shown(made(second))).deleted


def test_undoing_an_import_leaves_what_a_colleague_wrote(desk: Desk) -> None:
    (line,) = take(desk, cards(KNOWN)).lines
    colleague.writes(desk, made(line), {"notes": "Parle anglais."})
    desk.records.set(ids.shown(made(line)), [("posted_in", "FR")])
    desk.records.set(ids.shown(made(line)), [("posted_in", None)])
    desk.documents.undo_import()
    assert not desk.records.get(ids.shown(made(line))).deleted


@pytest.mark.parametrize("at_once", [1, 100])
def test_undoing_an_import_that_met_somebody_twice_restores_what_was_there_before(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(saving, "AT_ONCE", at_once)
    (line,) = take(desk, cards(KNOWN)).lines
    before = fields(desk, made(line))
    again = (KNOWN.replace("Chef", "Adjoint"), KNOWN.replace("Chef", "Directeur") + "\nTEL:+44 1632 960001")
    take(desk, cards(*again), Wish("update"))
    desk.documents.undo_import()
    assert fields(desk, made(line)) == before


def test_undoing_takes_the_last_import_back_not_the_one_before(desk: Desk) -> None:
    take(desk, cards(KNOWN))
    assert take(desk, cards(KNOWN)).count("duplicate") == 1
    with pytest.raises(NothingToUndo):
        desk.documents.undo_import()
    assert contacts(desk) == 1


def test_a_stopped_import_is_taken_back_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "AT_ONCE", 2)

    def stop(progress: Progress) -> None:
        if progress.total and progress.done >= 4:
            context.cancel()

    context = Context(stop)
    with pytest.raises(Cancelled):
        take(desk, cards(*(f"N:Nom{n};P{n}\nORG:Police" for n in range(9))), context=context)
    assert contacts(desk) == desk.records.page(ListQuery("organisation")).total == 0
    assert not desk.documents.can_undo_import()


def test_a_contact_that_was_deleted_while_the_import_ran_stays_deleted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "AT_ONCE", 1)
    (line,) = take(desk, cards(KNOWN)).lines

    def told(progress: Progress) -> None:
        if progress.done == 1 and progress.total:
            colleague.deletes(desk, ids.shown(made(line)))

    done = take(desk, cards("N:Neuf;Ana", KNOWN + "\nROLE:x"), Wish("update"), Context(told))
    assert [one.outcome for one in done.lines] == ["created", "created"]
    assert desk.records.get(ids.shown(made(line))).deleted


def test_no_organisation_is_made_for_somebody_who_is_refused(desk: Desk) -> None:
    long = "x" * 120_000  # more than notes hold
    assert take(desk, cards(f"N:Neuf;Ana\nORG:Seule\nNOTE:{long}")).lines[0].code == "too_long"
    take(desk, cards(KNOWN))
    again = cards(f"{KNOWN.replace('Police', 'Autre')}\nNOTE:{long}")
    assert take(desk, again, Wish("update")).lines[0].code == "too_long"
    assert [row.title for row in desk.records.page(ListQuery("organisation")).items] == ["Police"]


def canonical(desk: Desk, count: int) -> list[bytes]:
    """Lines of records that are not here, made of one that is."""
    name = tasks(desk, 1)[0]
    (line,) = desk.documents.export(records=[name])
    return [line.replace(name.encode(), f"{number:032x}".encode()) for number in range(1, count + 1)]


def test_records_of_another_laptop_are_taken_in_part_by_part(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "AT_ONCE", 2)
    (own,) = tasks(desk, 1)
    contents = desk.documents.look_into("a.jsonl", b"".join(canonical(desk, 5)))
    done = desk.documents.take_in(contents, context=saving_between(desk, own))
    assert (done.count("created"), len(done.changes.records)) == (5, 5)
    assert [one.line for one in done.lines] == [1, 2, 3, 4, 5]
    assert fields(desk, bytes.fromhex(own))["title"] == "pendant 4"


def test_records_of_another_laptop_are_taken_back_when_it_is_stopped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "AT_ONCE", 2)
    lines = canonical(desk, 5)

    def stop(progress: Progress) -> None:
        if progress.done:
            context.cancel()

    context = Context(stop)
    with pytest.raises(Cancelled):
        desk.documents.take_in(desk.documents.look_into("a.jsonl", b"".join(lines)), context=context)
    assert desk.records.page(ListQuery("task")).total == 1
