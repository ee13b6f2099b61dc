"""The command's words: help in both languages, wrong words told with status 2, places kept for later ones."""

from collections.abc import Iterator

import click
import pytest

from asi_desktop.cli import wording
from asi_desktop.cli.bilingual import Command, Group
from asi_desktop.cli.main import Commands, root
from asi_desktop.cli.tree import MODULES
from tests.cli.conftest import Runner


def commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


EVERY = list(commands(root()))
PROMISED = {
    "vault create|status|verify|passphrase|recover|backup|restore|wipe",
    "enrol|status|note|search|sync|batch|demo|import|export|pair",
    "record types|schema|add|get|list|set|advance|link|delete|undelete|history|share",
    "attach add|list|get|fetch",
    "conflict list|resolve",
    "outbox list",
    "quarantine list|export",
    "alarm list",
    "valise export|import",
    "journal list|verify",
}


def test_every_promised_command_is_there() -> None:
    there = {" ".join(path) for path, _ in EVERY}
    for line in PROMISED:
        group, _, names = line.rpartition(" ")
        for name in names.split("|"):
            assert f"{group} {name}".strip() in there


@pytest.mark.parametrize(("path", "command"), EVERY, ids=[" ".join(path) for path, _ in EVERY])
def test_every_command_explains_itself_in_both_languages(
    runner: Runner, path: tuple[str, ...], command: click.Command
) -> None:
    assert isinstance(command, Command)
    assert command.text.fr
    assert command.text.en
    french, english = (runner("--lang", language, *path, "--help") for language in ("fr", "en"))
    assert (french.status, english.status) == (0, 0)
    assert french.out != english.out
    assert "Usage\u00a0:" in french.out
    assert command.text.en.split()[0] in english.out
    assert "Show this message" not in french.out + english.out


def test_the_list_of_commands_needs_none_of_them(runner: Runner) -> None:
    answer = runner("--help")
    for name, (_, text) in MODULES.items():
        assert name in answer.out
        assert text.en.split()[0] in answer.out


def test_help_of_options_is_there(runner: Runner) -> None:
    for path, command in EVERY:
        if isinstance(command, Group):
            continue
        told = runner(*path, "--help").out
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.opts[0] in told


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nope"], "unknown_command"),
        (["record", "nope"], "unknown_command"),
        (["record"], "usage"),
        (["--nope"], "usage"),
        (["record", "add"], "usage"),
        (["record", "list", "brief", "--limit", "x"], "usage"),
        (["record", "list", "brief", "--limit", "0"], "usage"),
        (["--lang", "de", "status"], "usage"),
        (["status", "more"], "usage"),
    ],
    ids=str,
)
def test_wrong_words(runner: Runner, words: list[str], code: str) -> None:
    answer = runner("--json", *words)
    assert answer.status == 2
    assert answer.out == ""
    assert answer.error["code"] == code
    french = runner("--lang=fr", *words) if words[0] != "--lang" else runner(*words)
    assert french.err.startswith(f"error[{code}]: ")
    assert french.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["valise", "export", "F", "--to", "DEVICE", "--max-size", "3"],
        ["valise", "import", "F"],
        ["pair"],
        ["record", "share", "ID", "--to", "PCV"],
    ],
    ids=" ".join,
)
def test_later_commands_say_so(runner: Runner, words: list[str]) -> None:
    answer = runner("--json", *words)
    assert answer.status == 1
    assert answer.error["code"] == "not_in_this_version"


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "fr_FR.UTF-8"}, "fr"),
        ([], {"LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "fr_FR.UTF-8", "ASI_LANG": "en"}, "en"),
        (["--lang", "fr"], {"ASI_LANG": "en"}, "fr"),
        (["--lang=fr"], {}, "fr"),
        (["--lang"], {}, "en"),
    ],
    ids=str,
)
def test_the_language_is_chosen_before_anything_is_said(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert wording.choose(arguments, environment) == language
    assert wording.language() == language


def test_without_a_command_the_window_opens(runner: Runner) -> None:
    assert runner("--profile", "/somewhere").status == 0
    assert runner("--profile", "/somewhere", "--lang", "fr").status == 0
    runner.environment["ASI_PROFILE"] = "/elsewhere"
    assert runner().status == 0
    assert [(str(folder), language) for folder, language in runner.composition.windows] == [
        ("/somewhere", None),
        ("/somewhere", "fr"),
        ("/elsewhere", None),
    ]


def test_a_line_of_a_batch_has_no_options_before_it() -> None:
    assert not Commands("asi-desktop").params
