"""Files in a record's state: what is told of them, and what is never shown."""

from asi_desktop.domain.attachments import FILES, SEAL, attached_files, is_hidden, seals
from asi_desktop.domain.dotted import ALIVE, Dot, Dotted, State, Value
from asi_desktop.domain.records import RECORD_TYPES
from asi_desktop.domain.viewing import seen


def state(values: dict[str, Value]) -> State:
    return State("brief", 1, {path: (Dotted(Dot(1, 1), one),) for path, one in values.items()}, {1: 1}, {})


WHOLE: dict[str, Value] = {
    "attachments/a1/name": "plan.pdf",
    "attachments/a1/media": "application/pdf",
    "attachments/a1/size": 12,
    "attachments/a1/sha256": "00",
    "attachments/a1/_seal": "secret",
    "attachments/a1/_alive": True,
}


def test_a_file_is_told_with_its_seal() -> None:
    (file,) = attached_files(state(WHOLE))
    assert (file.element, file.name, file.size, file.caption, file.seal) == (
        "a1",
        "plan.pdf",
        12,
        "",
        "secret",
    )


def test_what_people_see_never_holds_the_seal() -> None:
    for kind in (None, *RECORD_TYPES):
        assert "secret" not in repr(seen(kind, state(WHOLE)))
    assert is_hidden("attachments/a1/_seal")
    assert not is_hidden("attachments/a1/name")
    assert all(kind.by_name[FILES].system for kind in RECORD_TYPES)


def test_a_removed_file_is_not_told_but_its_seal_still_counts() -> None:
    removed = state(WHOLE | {f"attachments/a1/{ALIVE}": False})
    assert attached_files(removed) == ()
    assert list(seals(removed)) == [("a1", "secret")]


def test_what_is_no_file_is_left_out() -> None:
    odd: dict[str, Value] = {
        "attachments/b/name": "no seal",
        "attachments/c/_seal": 5,
        "attachments/c/size": 1,
        "attachments/d/_seal": "x",
        "attachments/d/size": -1,
        "attachments/e/_seal": "x",
        "attachments/e/size": "12",
        "attachments/_seal": "x",
        "other/f/_seal": "x",
    }
    assert attached_files(state(odd)) == ()
    assert [element for element, _ in seals(state(odd))] == ["d", "e"]


def test_odd_values_of_a_file_are_empty() -> None:
    (file,) = attached_files(state(WHOLE | {"attachments/a1/name": None, "attachments/a1/caption": 5}))
    assert (file.name, file.caption) == ("", "")
    assert SEAL.startswith("_")
