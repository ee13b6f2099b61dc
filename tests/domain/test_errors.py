"""Errors: a sentence and the next step in both languages, a code and a status that never change."""

from asi_desktop.domain.errors import (
    AppError,
    Damaged,
    Locked,
    Misused,
    NotInThisVersion,
    Refused,
    Unreachable,
)
from asi_desktop.domain.text import LANGUAGES, Text


def test_each_family_has_its_exit_status() -> None:
    families = (Refused, Misused, Locked, Unreachable, Damaged)
    assert [family.status for family in families] == [1, 2, 3, 4, 5]
    assert Unreachable.retryable
    assert not Refused.retryable


def test_a_failure_is_one_line_with_its_code() -> None:
    error = NotInThisVersion(command="valise")
    assert error.message("fr") == "«\u00a0valise\u00a0» n’existe pas encore dans cette version."
    assert str(error).startswith("error[not_in_this_version]: “valise” does not exist")
    assert "\n" not in str(error)


def test_a_detail_in_two_languages_follows_the_language() -> None:
    error = NotInThisVersion(command=Text("exporter", "export"))
    assert "«\u00a0exporter\u00a0»" in error.message("fr")
    assert "“export”" in error.message("en")


def test_a_sentence_with_a_hole_is_better_than_none() -> None:
    assert "{command}" in NotInThisVersion().message("fr")


def test_every_error_of_the_domain_speaks_both_languages_under_a_code_of_its_own() -> None:
    from asi_desktop.domain import records, writing  # noqa: F401 - their errors are looked at
    from asi_desktop.domain.workflow import TransitionRefused

    assert TransitionRefused.status == 1
    found = [one for one in subclasses(AppError) if "what" in vars(one) and ".domain." in one.__module__]
    assert len(found) > 15
    assert len({one.code for one in found}) == len(found)
    for one in found:
        for text in (one.what, one.next_step):
            assert all(text.to(language).endswith((".", "}")) for language in LANGUAGES), one
            assert text.fr != text.en


def subclasses(family: type[AppError]) -> list[type[AppError]]:
    return [one for child in family.__subclasses__() for one in (child, *subclasses(child))]
