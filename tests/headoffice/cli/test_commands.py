"""Head office's commands as a script drives them: answers, refusals in both languages, exit statuses."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from asi_desktop.crypto.invitation import opened_invitation
from asi_desktop.domain.text import LANGUAGES
from asi_desktop.headoffice.cli.main import COMMANDS, GROUPS, chosen_language, run
from tests.headoffice.conftest import CHEAP, PASSPHRASE, HandClock, Office, stored
from tests.headoffice.laptops import Laptop
from tests.postgresql import Cluster


@dataclass
class Told:
    """What a run told."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.out)
        return told

    @property
    def error(self) -> dict[str, str]:
        told: dict[str, str] = json.loads(self.err)["error"]
        return told


Ask = Callable[..., Told]


@pytest.fixture
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The words are the same whatever the database."""
    with stored("sqlite", tmp_path / "office", lambda: request.getfixturevalue("cluster")) as url:
        yield url


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_bytes(PASSPHRASE + b"\n")
    return path


@pytest.fixture
def bare(capsys: pytest.CaptureFixture[str], clock: HandClock) -> Ask:
    """Run a command line as it is given."""

    def ask(*words: str, **environment: str) -> Told:
        status = run(words, environment, clock, cost=CHEAP)
        told = capsys.readouterr()
        return Told(status, told.out, told.err)

    return ask


@pytest.fixture
def ask(office: Office, secret: Path, bare: Ask) -> Ask:
    """Run a command of an office, with --json."""

    def asking(*words: str) -> Told:
        return bare("--data", str(office.folder), "--passphrase-file", str(secret), "--json", *words)

    return asking


def items(told: Told) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told.json["items"]
    return found


# What the commands do


def test_init_tells_the_office_and_what_to_compare(bare: Ask, secret: Path, tmp_path: Path) -> None:
    words = ("--data", str(tmp_path / "new"), "--passphrase-file", str(secret), "--json", "init")
    told = bare(*words)
    assert told.status == 0
    assert told.json.keys() == {"office", "fingerprint"}
    again = bare(*words)
    assert (again.status, again.error["code"]) == (1, "office_exists")


def test_a_password_in_the_address_is_shown_nowhere(
    bare: Ask, secret: Path, tmp_path: Path, cluster: Cluster
) -> None:
    password, options = "carafe-9", ("--data", str(tmp_path / "new"), "--json")
    url = cluster.database().replace("@", f":{password}@", 1)
    gone = url.replace(str(cluster.folder), str(tmp_path))
    init = (*options, "--passphrase-file", str(secret), "init", "--database")
    refused = bare(*init, gone)
    assert (refused.status, refused.error["code"]) == (1, "database_unreachable")
    assert str(tmp_path) in refused.error["message"]
    made = bare(*init, url)
    told = bare(*options, "status")
    assert told.json["database"].startswith("postgresql+psycopg://asi:***@/logs")
    for text in (refused.err, made.out, made.err, told.out, told.err):
        assert password not in text
    assert (tmp_path / "new" / "office.json").stat().st_mode & 0o077 == 0


def test_posts(ask: Ask) -> None:
    assert ask("post", "add", "DKR", "Dakar", "--countries", "SN, GM").json["post"] == "DKR"
    assert [(row["post"], row["countries"]) for row in items(ask("post", "list"))] == [
        ("DKR", ["SN", "GM"]),
        ("HQ", ["FR"]),
        ("NBO", ["KE"]),
    ]


def test_people(ask: Ask) -> None:
    added = ask("person", "add", "anna", "--name", "Anna", "--role", "ASI", "--post", "NBO")
    assert (added.status, added.json["login"]) == (0, "anna")
    assert ask("person", "remove", "anna").json == {"login": "anna", "active": False}
    assert items(ask("person", "list")) == [
        {"login": "anna", "name": "Anna", "role": "ASI", "post": "NBO", "active": False, "devices": 0}
    ]


def test_an_invitation_opens_with_its_code(office: Office, ask: Ask, tmp_path: Path) -> None:
    office.person("anna")
    file = tmp_path / "invitation"
    told = ask("invite", "anna", "--out", str(file), "--url", "https://office.example:7443/")
    assert told.json["expires"].startswith("2027-01-16T")
    assert file.stat().st_mode & 0o077 == 0
    invitation = opened_invitation(file.read_bytes(), told.json["code"], cost=CHEAP)
    assert invitation.url == "https://office.example:7443"
    laptop = Laptop(invitation, office.send)
    laptop.enrol()
    assert laptop.pull().frames
    again = ask("invite", "anna", "--out", str(file), "--url", "https://office.example")
    assert (again.status, again.error["code"]) == (1, "file_exists")


def test_an_invitation_that_fails_leaves_no_file(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "invitation"
    told = ask("invite", "nobody", "--out", str(file), "--url", "https://office.example")
    assert (told.status, told.error["code"]) == (1, "no_such_person")
    assert not file.exists()
    nowhere = ask("invite", "nobody", "--out", str(tmp_path / "no" / "where"), "--url", "https://x")
    assert (nowhere.status, nowhere.error["code"]) == (1, "file_unwritable")


def test_an_invitation_that_cannot_be_written_is_told(office: Office, ask: Ask) -> None:
    office.person("anna")
    if not Path("/dev/full").exists():
        pytest.skip("no full disk to be had")
    link = office.folder / "full"
    link.symlink_to("/dev/full")
    told = ask("invite", "anna", "--out", str(link), "--url", "https://office.example")
    assert (told.status, told.error["code"]) == (1, "file_exists")


def test_laptops(office: Office, ask: Ask) -> None:
    laptop = office.laptop("anna")
    (row,) = items(ask("device", "list"))
    assert row["last_seen"] == "2027-01-15T08:00:00.000Z"
    assert (row["device"], row["login"], row["post"], row["revoked"]) == (
        laptop.device.hex(),
        "anna",
        "NBO",
        False,
    )
    assert ask("device", "revoke", row["device"]).json["revoked"]
    assert items(ask("device", "list"))[0]["revoked"]
    again = ask("device", "revoke", row["device"])
    assert (again.status, again.error["code"]) == (1, "no_such_device")


def test_spaces(office: Office, ask: Ask) -> None:
    office.laptop("anna")
    space = ask("space", "add", "dossier").json["space"]
    assert ask("space", "member", "add", "dossier", "anna", "--read").json["read_only"]
    (row,) = [row for row in items(ask("space", "list")) if row["space"] == space]
    assert row["members"] == [{"login": "anna", "read_only": True}]
    assert ask("space", "rotate", space).json["epoch"] == 2
    assert ask("space", "member", "remove", "dossier", "anna").json["epoch"] == 3
    (row,) = [row for row in items(ask("space", "list")) if row["space"] == space]
    assert (row["members"], row["purpose"], row["epoch"]) == ([], "restricted", 3)


def test_status(office: Office, ask: Ask) -> None:
    assert ask("status").json["last_contact"] is None
    office.laptop("anna")
    with office.store.writing() as writer:
        writer.alarm("device_forked", space=b"s" * 16, subject=b"x" * 32, device=b"d" * 16, at_ms=0)
    told = ask("status").json
    assert (told["posts"], told["persons"], told["devices"], told["revoked"]) == (2, 1, 1, 0)
    assert told["last_contact"] == "2027-01-15T08:00:00.000Z"
    assert told["alarms"][0]["at"] == "1970-01-01T00:00:00.000Z"


def test_verify_tells_what_it_looked_at(office: Office, ask: Ask) -> None:
    told = ask("verify")
    assert (told.status, told.json["ok"], told.json["problems"]) == (0, True, [])
    home = office.home()
    office.tamper("UPDATE space SET heads = :noise WHERE space = :home", noise=b"n" * 32, home=home)
    told = ask("verify")
    assert (told.status, told.json["ok"], told.error["code"]) == (5, False, "unsound")
    assert told.json["problems"] == [{"code": "heads", "space": home.hex(), "seq": 0}]


def test_backup(ask: Ask, tmp_path: Path) -> None:
    file = str(tmp_path / "backup")
    assert ask("backup", file).json["checked"]["spaces"] == 4
    again = ask("backup", file)
    assert (again.status, again.error["code"]) == (1, "file_exists")


@pytest.mark.parametrize(
    "words",
    ["wipe show x", "restore x --reason y", "recovered", "purge x", "purge confirm x", "escrow create --n 3"],
)
def test_what_a_later_version_brings_is_refused_in_words(ask: Ask, words: str) -> None:
    told = ask(*words.split())
    assert (told.status, told.error["code"]) == (1, "not_in_this_version")


# What may go wrong


def test_words_that_make_no_sense(ask: Ask) -> None:
    expected = {
        "nonsense": "unknown_command",
        "post nonsense": "unknown_command",
        "post add": "usage",
        "post add X Y": "usage",
        "post list --nonsense": "usage",
        "post list x": "usage",
        "serve --port x": "usage",
        "serve --port 70000": "usage",
        "serve --workers 0": "usage",
        "": "usage",
        "post": "usage",
    }
    for words, code in expected.items():
        told = ask(*words.split())
        assert (told.status, told.error["code"]) == (2, code), words
        assert told.out == ""


def test_values_of_the_wrong_form(ask: Ask) -> None:
    for words in (
        ["post", "add", "dakar", "Dakar", "--countries", "SN"],
        ["post", "add", "DKR", "x" * 10_000, "--countries", "SN"],
        ["post", "add", "DKR", "Dakar", "--countries", "Senegal"],
        ["person", "add", "Anna", "--name", "A", "--role", "ASI", "--post", "NBO"],
        ["person", "add", "anna", "--name", "A", "--role", "KING", "--post", "NBO"],
    ):
        told = ask(*words)
        assert (told.status, told.error["code"]) == (2, "bad_value")
        assert len(told.err) < 1000


def test_without_an_office(bare: Ask, secret: Path, tmp_path: Path) -> None:
    told = bare("--json", "status")
    assert (told.status, told.error["code"]) == (2, "no_folder")
    told = bare("--data", str(tmp_path), "--json", "status")
    assert (told.status, told.error["code"]) == (3, "no_office")
    told = bare("--data", str(tmp_path), "--passphrase-file", "nowhere", "--json", "post", "add", "A", "B")
    assert told.status == 2


def test_the_environment_stands_for_the_options(
    office: Office, secret: Path, bare: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASI_DATA", str(office.folder))
    monkeypatch.setenv("ASI_PASSPHRASE_FILE", str(secret))
    assert bare("--json", "post", "add", "DKR", "Dakar", "--countries", "SN").status == 0


def test_a_command_that_needs_no_passphrase_asks_for_none(office: Office, bare: Ask) -> None:
    for words in ("post list", "person list", "device list", "space list", "status", "verify"):
        assert bare("--data", str(office.folder), "--json", *words.split()).status == 0


# Passphrases


def given(office: Office, bare: Ask, source: str) -> Told:
    return bare(
        *("--data", str(office.folder), "--passphrase-file", source, "--json"),
        *("post", "add", "DKR", "Dakar", "--countries", "SN"),
    )


def test_a_wrong_passphrase_says_only_that(office: Office, bare: Ask, tmp_path: Path) -> None:
    (tmp_path / "wrong").write_text("not the one that it is\n", encoding="utf-8")
    told = given(office, bare, str(tmp_path / "wrong"))
    assert (told.status, told.error["code"]) == (3, "wrong_passphrase")


def test_a_passphrase_is_the_same_however_its_accents_are_written(
    bare: Ask, tmp_path: Path, secret: Path
) -> None:
    (tmp_path / "composed").write_text("un été à la forêt brûlée\n", encoding="utf-8")
    (tmp_path / "decomposed").write_text(
        "un e\u0301te\u0301 a\u0300 la fore\u0302t bru\u0302le\u0301e\r\n", encoding="utf-8"
    )
    folder = str(tmp_path / "new")
    init = bare("--data", folder, "--passphrase-file", str(tmp_path / "composed"), "--json", "init")
    assert init.status == 0
    post = ("post", "add", "DKR", "Dakar", "--countries", "SN")
    told = bare("--data", folder, "--passphrase-file", str(tmp_path / "decomposed"), "--json", *post)
    assert told.status == 0


def test_a_passphrase_may_come_on_standard_input(
    office: Office, bare: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PASSPHRASE + b"\nmore")))
    assert given(office, bare, "-").status == 0


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 5000])
def test_a_file_that_holds_no_passphrase(office: Office, bare: Ask, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd").write_bytes(content)
    told = given(office, bare, str(tmp_path / "odd"))
    assert (told.status, told.error["code"]) == (2, "bad_passphrase_file")
    assert given(office, bare, str(tmp_path / "nowhere")).error["code"] == "bad_passphrase_file"


def test_without_a_terminal_nobody_can_be_asked(
    office: Office, bare: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    told = bare("--data", str(office.folder), "--json", "post", "add", "DKR", "D", "--countries", "SN")
    assert (told.status, told.error["code"]) == (3, "no_passphrase")


# Both languages


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "fr_FR.UTF-8"}, "fr"),
        ([], {"ASI_LANG": "en", "LANG": "fr_FR.UTF-8"}, "en"),
        (["--lang", "fr"], {"ASI_LANG": "en"}, "fr"),
        (["--lang=en"], {"LANG": "fr_FR"}, "en"),
        (["--lang"], {"LC_ALL": "fr"}, "fr"),
    ],
)
def test_the_language_is_chosen(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert chosen_language(arguments, environment) == language


def test_errors_are_one_line_in_the_language(bare: Ask, tmp_path: Path) -> None:
    told = bare("--lang", "fr", "--data", str(tmp_path), "status")
    assert told.err.startswith("error[no_office]: Il n’y a pas de centrale dans")
    assert told.err.count("\n") == 1
    assert bare("--lang", "fr", "nonsense").err.startswith("error[unknown_command]: La commande")


def test_people_get_tables_and_labels_in_their_language(office: Office, bare: Ask) -> None:
    told = bare("--data", str(office.folder), "--lang", "fr", "post", "list").out.splitlines()
    assert told[0].split() == ["poste", "nom", "pays", "espace"]
    assert told[1].startswith("HQ ")
    told = bare("--data", str(office.folder), "--lang", "fr", "status").out.splitlines()
    assert told[0].startswith("centrale: ")
    assert "dernier contact: –" in told
    assert bare("--data", str(office.folder), "device", "list").out == ""


def test_a_name_commands_no_terminal(office: Office, bare: Ask) -> None:
    with office.authority.session() as session:
        import msgspec

        from asi_desktop.protocol.control import Post

        post = session.view.posts["NBO"]
        named = msgspec.structs.replace(post, name="\x1b[2JNairobi")
        assert isinstance(named, Post)
        session.publish(session.say(session.view.directory, named))
    assert "\x1b" not in bare("--data", str(office.folder), "post", "list").out


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_explains_itself(bare: Ask, language: str) -> None:
    program = bare("--lang", language, "--help")
    assert program.status == 0
    for words in (*GROUPS, *(command.words for command in COMMANDS)):
        told = bare("--lang", language, *words.split(), "--help")
        assert told.status == 0
        assert ("Affiche cette aide." in told.out) is (language == "fr")
        assert ("Usage\u00a0: " in told.out) is (language == "fr")
    assert ("Commandes:" in program.out) is (language == "fr")


class BrokenClock(HandClock):
    """A clock that fails."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self._error = error

    def now_ms(self) -> int:
        raise self._error


@pytest.mark.parametrize(
    ("error", "code"), [(RuntimeError("secret insides"), "internal"), (KeyboardInterrupt(), "cancelled")]
)
def test_what_nobody_foresaw_is_told_without_its_insides(
    tmp_path: Path, secret: Path, capsys: pytest.CaptureFixture[str], error: BaseException, code: str
) -> None:
    line = ["--data", str(tmp_path / "new"), "--passphrase-file", str(secret), "init"]
    assert run(line, {}, BrokenClock(error), cost=CHEAP) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"error[{code}]: ")
    assert told.count("\n") == 1
    assert "secret" not in told
