"""`record list` with filters, words, bounds, the bin, and lists that have a name."""

import json

import pytest

from asi_desktop.domain.records import record_type
from tests.cli.conftest import Runner


def found(desk: Runner, *words: str) -> list[str]:
    page = desk.on("record", "list", "task", *words).json
    assert page["total"] == len(page["items"])
    return sorted(item["title"] for item in page["items"])


@pytest.fixture
def tasks(desk: Runner) -> Runner:
    plain = {**record_type("task").example}
    for title, priority, due in (
        ("Alpha port", "FLASH", "2026-11-26T09:00:00Z"),
        ("Beta port", "PRIORITY", "2026-12-01T09:00:00Z"),
        ("Gamma", "ROUTINE", "2027-03-01T09:00:00Z"),
    ):
        given = json.dumps(plain | {"title": title, "priority": priority, "due_at": due}).encode()
        assert desk.on("record", "add", "task", "-", given=given).status == 0
    return desk


def test_filters_words_and_bounds_hold_together(tasks: Runner) -> None:
    assert found(tasks, "--where", "priority=FLASH") == ["Alpha port"]
    assert found(tasks, "--any-of", "priority=FLASH,ROUTINE") == ["Alpha port", "Gamma"]
    assert found(tasks, "--since", "due_at=2026-11-28") == ["Beta port", "Gamma"]
    assert found(tasks, "--since", "due_at=2026-11-28", "--until", "due_at=@today+7") == ["Beta port"]
    assert found(tasks, "--words", "port") == ["Alpha port", "Beta port"]
    assert found(tasks, "--words", "port", "--where", "priority=PRIORITY") == ["Beta port"]


def test_a_list_with_a_name_is_asked_for_and_narrowed(tasks: Runner) -> None:
    names = [one["name"] for one in tasks.on("record", "lists", "task").json["items"]]
    assert {"open", "overdue", "soon", "mine"} <= set(names)
    assert found(tasks, "--list", "overdue") == ["Alpha port"]
    assert found(tasks, "--list", "soon", "--words", "beta") == ["Beta port"]
    refused = tasks.on("record", "list", "task", "--list", "nothing")
    assert refused.error["code"] == "no_such_list"


def test_the_bin_is_listed_apart(tasks: Runner) -> None:
    ref = tasks.on("record", "list", "task", "--words", "gamma").json["items"][0]["ref"]
    tasks.on("record", "delete", ref)
    assert found(tasks, "--bin") == ["Gamma"]
    assert found(tasks, "--bin", "--words", "alpha") == []
    assert found(tasks) == ["Alpha port", "Beta port"]


def test_words_that_are_no_filter_are_refused(tasks: Runner) -> None:
    for option in ("--where", "--any-of", "--since", "--until"):
        assert tasks.on("record", "list", "task", option, "due_at").status == 2
    refused = tasks.on("record", "list", "task", "--since", "priority=FLASH")
    assert (refused.status, refused.error["code"]) == (2, "not_a_bound")
