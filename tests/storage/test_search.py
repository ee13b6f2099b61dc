"""Search: words by their beginning, accents, scripts and spellings of names forgiven, the best first."""

import pytest

from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.results import SearchPage
from asi_desktop.storage.search_text import plain, skeletons, snippet, tokens, wanted
from tests.storage.writing import BRIEF, add, edit


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
    assert titles(vault, words) == ["Keïta"]


@pytest.mark.parametrize("words", ["Юрий", "Yuri", "gagarin yur"])
def test_cyrillic_is_read_in_latin(vault: Vault, words: str) -> None:
    add(vault, {"family_name": "Гагарин", "given_names": "Юрий"}, kind="contact")
    assert titles(vault, words) == ["Гагарин"]


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


def test_a_snippet_shows_the_words_as_they_were_written(vault: Vault) -> None:
    add(vault, {**BRIEF, "bluf": "mot " * 60 + "Évacuation du marché central. " + "mot " * 60})
    (hit,) = find(vault, "evacuation").items
    assert "Évacuation du marché central." in hit.snippet
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert len(hit.snippet) < 130


def test_snippets_of_texts_without_the_word() -> None:
    assert snippet(["", "Premier texte"], ("absent",)) == "Premier texte"
    assert snippet([], ("x",)) == ""
    assert snippet(["ascii only here"], ()) == "ascii only here"
    assert snippet(["x" * 300], ("x",)) == "x" * 120 + "…"


def test_words_are_split_as_they_are_indexed() -> None:
    assert plain("L’Élysée  à Paris") == "lelysee a paris"
    assert tokens("BKO-2026") == ("bko", "2026")
    assert wanted("l'Élysée bko-1 '") == (("lelysee", "elysee"), ("bko",), ("1",))
    assert list(skeletons(["mohammed", "chauvin", "shovin", "ox", "2026", "aeiou"])) == [
        "mhmd",
        "svn",
        "svn",
    ]
