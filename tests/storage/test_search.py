"""Search: words by their beginning, accents, scripts and spellings of names forgiven, the best first."""

from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from asi_desktop.domain.dotted import Write, write
from asi_desktop.domain.ids import new_id, shown
from asi_desktop.storage import search_index
from asi_desktop.storage.database import READERS
from asi_desktop.storage.open_vault import Surroundings, Vault
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.results import ListQuery, SearchPage
from asi_desktop.storage.search_find import Asked, Matching
from asi_desktop.storage.search_query import Level, Others, expression, terms
from asi_desktop.storage.search_snippet import Sought, snippet
from asi_desktop.storage.search_text import plain, readings, tokens
from asi_desktop.storage.search_words import MOST, SearchWords
from asi_desktop.storage.vault import unlock
from asi_desktop.tasks import Cancelled, Context
from tests.storage.surroundings import PASSPHRASE, new_vault
from tests.storage.writing import BRIEF, add, add_with, edit


def find(vault: Vault, words: str, **asked: object) -> SearchPage:
    with vault.reading() as reader:
        return reader.search(words, **asked)  # type: ignore[arg-type]


def titles(vault: Vault, words: str, **asked: object) -> list[str]:
    return [hit.title for hit in find(vault, words, **asked).items]


@pytest.mark.parametrize(
    "words",
    ["situation", "SITU", "bamako", "Bâmàko", "sit bam", "l'attaque", "attaque", "d’attaque", "s", "émeute"],
)
def test_a_word_is_found_by_its_beginning_whatever_its_accents(vault: Vault, words: str) -> None:
    add(vault, {**BRIEF, "title": "Situation à Bamako", "bluf": "Pas d'attaque, mais l’émeute menace."})
    assert titles(vault, words) == ["Situation à Bamako"]


@pytest.mark.parametrize(
    "words", ["", "   ", "!?-", "wombat", "situation wombat", '"', "a*b\"c' OR d", "NOT situation"]
)
def test_what_is_not_there_is_not_found_and_breaks_nothing(vault: Vault, words: str) -> None:
    add(vault)
    assert find(vault, words).total == 0


@pytest.mark.parametrize("words", ["Mohamed", "Mohammed", "Muhammad", "محمد", "mohamed keita"])
def test_names_are_found_in_every_spelling_and_script(vault: Vault, words: str) -> None:
    add(vault, {"family_name": "Keïta", "given_names": "Muhammad"}, kind="contact")
    assert titles(vault, words) == ["Keïta Muhammad"]


@pytest.mark.parametrize("words", ["Юрий", "Yuri", "gagarin yur"])
def test_cyrillic_is_read_in_latin(vault: Vault, words: str) -> None:
    add(vault, {"family_name": "Гагарин", "given_names": "Юрий"}, kind="contact")
    assert titles(vault, words) == ["Гагарин Юрий"]


def test_a_title_counts_more_than_prose(vault: Vault) -> None:
    add(vault, {**BRIEF, "title": "Autre", "bluf": "inondation " * 3})
    add(vault, {**BRIEF, "title": "Inondation", "bluf": "texte"})
    assert titles(vault, "inondation") == ["Inondation", "Autre"]
    scores = [hit.score for hit in find(vault, "inondation").items]
    assert scores == sorted(scores, reverse=True)


def test_one_or_two_letters_give_the_newest_first(vault: Vault) -> None:
    for n in range(3):
        add(vault, {**BRIEF, "title": f"Inondation {n}"})
    assert titles(vault, "in", limit=2) == ["Inondation 2", "Inondation 1"]
    assert find(vault, "in", limit=2).total == 3


def test_types_narrow_a_search(vault: Vault) -> None:
    add(vault, {**BRIEF, "title": "Keita et les autres"})
    add(vault, {"family_name": "Keita"}, kind="contact")
    assert titles(vault, "keita", types=("contact",)) == ["Keita"]
    assert find(vault, "keita", types=("contact",)).total == 1
    assert find(vault, "keita").total == 2
    assert find(vault, "ke", types=("post",)).total == 0


def test_references_and_elements_of_lists_are_found(vault: Vault) -> None:
    element = "9f" * 16
    add(vault, {**BRIEF, "ref": "BKO-2026-SB-0007-A", f"threat_lines/{element}/facts": "Un pont coupé"})
    assert titles(vault, "BKO-2026-SB-0007-A") == titles(vault, "pont") == ["Situation à Bamako"]


def test_the_index_follows_edits_deletion_and_return(vault: Vault) -> None:
    record = add(vault)
    edit(vault, record, {"title": "Ouagadougou"})
    assert (titles(vault, "bamako"), titles(vault, "ouaga")) == ([], ["Ouagadougou"])
    edit(vault, record, {"_alive": False})
    assert titles(vault, "ouaga") == []
    edit(vault, record, {"_alive": True})
    assert titles(vault, "ouaga") == ["Ouagadougou"]


def test_what_is_nearer_to_what_was_typed_comes_first(vault: Vault) -> None:
    typed_wrong = add(vault, {"family_name": "Bertand"}, kind="contact")
    sounds = add(vault, {"family_name": "Berthrande"}, kind="contact")
    in_prose = add(vault, {"family_name": "Autre", "notes": "Ami de Bertrand."}, kind="contact")
    begins = add(vault, {"family_name": "Bertrandin"}, kind="contact")
    whole = add(vault, {"family_name": "Bertrand"}, kind="contact")
    page = find(vault, "bertrand")
    assert [hit.id for hit in page.items] == [whole, begins, in_prose, sounds, typed_wrong]
    assert page.total == 5
    assert [int(hit.score) for hit in page.items] == [5, 4, 3, 2, 1]


def test_among_equals_the_title_that_says_little_else_and_begins_so_comes_first(vault: Vault) -> None:
    for given in ("Martin Jean Paul Marie", "Jean Martin", "Martin"):
        add(vault, {**BRIEF, "title": given})
    assert titles(vault, "martin") == ["Martin", "Martin Jean Paul Marie", "Jean Martin"]


@pytest.mark.parametrize(
    ("typed", "held"),
    [("Bamkao", "Bamako"), ("Bmako", "Bamako"), ("Ouagadogou", "Ouagadougou"), ("Uagadugou", "Ouagadougou")],
)
def test_typing_errors_are_forgiven_while_little_is_found(vault: Vault, typed: str, held: str) -> None:
    add(vault, {**BRIEF, "title": held})
    (hit,) = find(vault, typed).items
    assert hit.title == held


@pytest.mark.parametrize("typed", ["Bmx", "Bankok", "Wxyzabcdef"])
def test_what_is_too_far_off_is_not_found(vault: Vault, typed: str) -> None:
    add(vault, {**BRIEF, "title": "Bamako"})
    assert titles(vault, typed) == []


def test_a_part_of_a_word_is_found_while_little_is_found(vault: Vault) -> None:
    add(vault, {**BRIEF, "title": "Ouagadougou"})
    assert titles(vault, "gadoug") == ["Ouagadougou"]
    for number in range(5):
        add(vault, {**BRIEF, "title": f"Gadougou {number}"})
    assert "Ouagadougou" not in titles(vault, "gadoug")


def test_words_are_learnt_as_they_are_committed_and_not_before(vault: Vault) -> None:
    assert titles(vault, "Bamkao") == []
    with vault.writing() as writer:
        add_with(writer, new_id(), BRIEF)
        assert writer.search("Bamkao").total == 1
    assert titles(vault, "Bamkao") == ["Situation à Bamako"]


def test_a_word_stands_for_a_few_others_at_the_most(vault: Vault) -> None:
    for number in range(2 * MOST):
        add(vault, {**BRIEF, "title": f"xy{chr(97 + number // 26)}{chr(97 + number % 26)}bamako"})
    words = SearchWords()
    with vault.reading() as reader:
        words.follow(reader.connection)
    assert len(words.around("bamako")) == MOST
    assert words.around("bam") == words.near("2026") == ()


def test_particles_are_forgiven_and_compound_names_agree(vault: Vault) -> None:
    add(vault, {"family_name": "Bin Salman", "given_names": "Abdul Rahman"}, kind="contact")
    for typed in ("salman abderrahmane", "Abd al-Rahman ben Salmane", "عبد الرحمن بن سلمان", "ben Salman"):
        assert titles(vault, typed) == ["Bin Salman Abdul Rahman"], typed
    assert titles(vault, "de la") == []


@pytest.mark.parametrize(
    "typed",
    ["+33 6 98 21 47 53", "0698214753", "06.98.21.47.53", "0033 698 214 753", "4753", "06 98 21", "47 53"],
)
def test_a_phone_number_finds_its_holder(vault: Vault, typed: str) -> None:
    channel = f"channels/{'9f' * 16}/value"
    record = add(vault, {"family_name": "Leclerc", channel: "+33 (0)6 98 21 47 53"}, kind="contact")
    add(vault, {"family_name": "Autre", channel: "+33 6 11 22 33 44"}, kind="contact")
    (hit,) = find(vault, typed).items
    assert hit.id == record
    assert hit.snippet == "+33 (0)6 98 21 47 53"


@pytest.mark.parametrize("typed", ["GK581TZ", "gk-581-tz", "GK 581 TZ", "gk581", "gk 581"])
def test_a_plate_is_found_however_it_is_written(vault: Vault, typed: str) -> None:
    plate = f"vehicles/{'9f' * 16}/plate"
    add(vault, {"title": "Vol", plate: "GK-581-TZ"}, kind="request")
    add(vault, {"title": "Autre", plate: "GK-999-TZ"}, kind="request")
    add(vault, {**BRIEF, "title": "Note", "bluf": "Vu GK 581 TZ au port."})
    assert set(titles(vault, typed)) == {"Vol", "Note"}
    assert titles(vault, typed)[0] == "Vol"


def test_letters_taken_for_digits_are_forgiven_in_codes(vault: Vault) -> None:
    add(vault, {"title": "Vol", f"vehicles/{'9f' * 16}/plate": "А123ВО 77"}, kind="request")
    for typed in ("A123BO77", "A123B077", "А123ВО77"):
        assert titles(vault, typed) == ["Vol"], typed


@pytest.mark.parametrize("typed", ["24/11/2026", "24.11.2026", "2026-11-24", "11/2026", "2026-11"])
def test_days_are_found_in_every_notation(vault: Vault, typed: str) -> None:
    add(vault, {**BRIEF, "bluf": "Réunion le 24/11/2026 à Rabat."})
    add(vault, {**BRIEF, "title": "Autre", "bluf": "Réunion le 03.02.2025."})
    assert titles(vault, typed) == ["Situation à Bamako"]


def test_a_contact_is_found_by_the_names_of_its_organisation(vault: Vault) -> None:
    police = add(vault, {"name_official": "Police judiciaire", "acronym": "PJX"}, kind="organisation")
    record = add(vault, {"family_name": "Koné", "organisation": shown(police)}, kind="contact")
    for typed in ("kone police", "kone pjx"):
        assert [hit.id for hit in find(vault, typed).items] == [record]
    assert [hit.id for hit in find(vault, "police judiciaire").items] == [police, record]


def test_a_contact_follows_the_new_name_of_its_organisation(vault: Vault) -> None:
    police = add(vault, {"name_official": "Police judiciaire"}, kind="organisation")
    add(vault, {"family_name": "Koné", "organisation": shown(police)}, kind="contact")
    edit(vault, police, {"name_official": "Sûreté nationale"})
    assert (titles(vault, "kone police"), titles(vault, "kone surete")) == ([], ["Koné"])
    edit(vault, police, {"acronym": "DGSN"})
    assert titles(vault, "kone dgsn") == ["Koné"]


def test_an_organisation_that_comes_later_still_finds_its_people(vault: Vault) -> None:
    police = new_id()
    add(vault, {"family_name": "Koné", "organisation": shown(police)}, kind="contact")
    assert titles(vault, "kone police") == []
    with vault.writing() as writer:
        add_with(writer, police, {"name_official": "Police judiciaire"}, kind="organisation")
    assert titles(vault, "kone police") == ["Koné"]


def test_both_values_of_a_conflict_are_found(vault: Vault) -> None:
    record = add(vault)
    with vault.writing() as writer:
        stored = writer.record(record)
        assert stored is not None
        beside = Write(
            writer.next_dot(), writer.stamp(), {"title": "Beside", "priority": "FLASH"}, {"title": ()}
        )
        writer.save(record, stored.space, write(stored.state, beside), change=beside)
    assert find(vault, "beside").total == find(vault, "bamako").total == 1


def test_a_list_is_filtered_by_the_same_words_without_end(vault: Vault) -> None:
    for number in range(260):
        add(vault, {**BRIEF, "title": f"Bamako {number}"})
    add(vault, {"family_name": "Bamako"}, kind="contact")
    with vault.reading() as reader:
        matching = Matching(reader.connection, "bamako", asked=Asked(types=("brief",)))
        everything = matching.best(1000, matching.newest)
        assert len(everything) == len(set(everything)) == matching.count() == 260
        assert reader.page(ListQuery("brief", words="bamkao", limit=5)).total == 260
        page = reader.search("bamako", types=("brief",), limit=3)
    assert (page.total, len(page.items)) == (260, 3)


def test_a_cancelled_search_stops_and_leaves_nothing_open(vault: Vault) -> None:
    add(vault)
    context = Context()
    context.cancel()
    for _ in range(2 * READERS):
        with pytest.raises(Cancelled):
            find(vault, "situation", context=context)
    assert titles(vault, "situation") == ["Situation à Bamako"]
    edit(vault, add(vault), {"title": "Écrit ensuite"})
    assert titles(vault, "ensuite") == ["Écrit ensuite"]


class CancelledSoon(Context):
    """Is cancelled once the database has been at work a while."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks = looks

    def wait(self, seconds: float) -> bool:
        self.looks -= 1
        if self.looks <= 0:
            self.cancel()
        return super().wait(seconds)


def test_the_database_itself_is_stopped(vault: Vault) -> None:
    with vault.writing() as writer:
        for number in range(800):
            add_with(writer, new_id(), {**BRIEF, "title": f"Bamako {number}"})
    for looks in (1, 2, 5):
        context = CancelledSoon(looks)
        with pytest.raises(Cancelled):
            find(vault, "bamako", limit=800, context=context)
    assert find(vault, "bamako").total == 800


def test_a_fault_of_the_database_is_not_taken_for_a_cancelled_search(vault: Vault) -> None:
    with vault.writing() as writer:
        writer.connection.exec_driver_sql("DROP TABLE search_word")
        with pytest.raises(OperationalError, match="no such table"):
            writer.search("Bamkao")


def test_an_old_index_is_made_again(
    tmp_path: Path, given: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = new_vault(tmp_path / "p", given)
    police = add(vault, {"name_official": "Police"}, kind="organisation")
    add(vault, {"family_name": "Koné", "organisation": shown(police)}, kind="contact")
    edit(vault, police, {"name_official": "Sûreté"})
    vault.close()
    monkeypatch.setattr(search_index, "VERSION", search_index.VERSION + 1)
    vault = unlock(Profile(tmp_path / "p"), PASSPHRASE, surroundings=given)
    assert titles(vault, "kone surete") == ["Koné"]
    assert titles(vault, "Surtee") == ["Sûreté", "Koné"]
    vault.close()


def test_expressions_grow_wider_level_by_level() -> None:
    asked = terms("ben Salmane")
    assert expression(asked, Level.EXACT).count("ben") == 1
    assert "ben" not in expression(asked, Level.SOUNDS)
    assert 'skeleton : "slmn"' in expression(asked, Level.SOUNDS)
    others = Others(inside={"salmane": ("salmaneh",)}, near={"salmane": ("salman",)})
    assert '"salmaneh"' in expression(asked, Level.SOUNDS, others)
    assert '"salman"' not in expression(asked, Level.SOUNDS, others)
    assert '"salman"' in expression(asked, Level.MEANT, others)
    assert expression(terms("de la"), Level.SOUNDS)


def test_a_snippet_shows_the_words_as_they_were_written(vault: Vault) -> None:
    add(vault, {**BRIEF, "bluf": "mot " * 60 + "Évacuation du marché central. " + "mot " * 60})
    (hit,) = find(vault, "evacuation").items
    assert "Évacuation du marché central." in hit.snippet
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert len(hit.snippet) < 130


def test_snippets_of_texts_without_the_word() -> None:
    assert snippet(["", "Premier texte"], Sought(("absent",))) == "Premier texte"
    assert snippet([], Sought(("x",))) == ""
    assert snippet(["ascii only here"], Sought()) == "ascii only here"
    assert snippet(["x" * 300], Sought(("x",))) == "x" * 120 + "…"


def test_words_are_split_as_they_are_indexed() -> None:
    assert plain("L’Élysée  à Paris") == "lelysee a paris"
    assert tokens("BKO-2026") == ("bko", "2026")
    assert readings("l'Élysée") == (("lelysee",), ("elysee",))
    assert readings("bko-1") == (("bko", "1"),)
    assert readings("'") == ()
