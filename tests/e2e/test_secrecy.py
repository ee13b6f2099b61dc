"""Whoever takes the laptop, head office's folder or the bytes of the line reads nothing."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.e2e.conftest import PASSPHRASES, World

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

PLANTED = tuple(
    f"{word}quolibet{number}" for number, word in enumerate(("zibeline", "Zouave", "ÉTOUPE", "xylo") * 5)
)


def test_no_planted_word_and_no_passphrase_is_anywhere(world: World) -> None:
    for word in PLANTED[:10]:
        given = {"title": f"Note {word}", "bluf": f"Vu {word} au port.", "regions": word}
        world.ana("record", "add", "brief", "-", given=given).done()
    for word in PLANTED[10:]:
        world.ana("record", "add", "contact", "-", given={"family_name": word, "notes": word}).done()
    assert PLANTED[0] in world.ana("search", PLANTED[0]).json["items"][0]["title"]
    world.ana("note", PLANTED[3]).done()
    world.meet()
    everything = {str(file): file.read_bytes() for file in readable(world.folder)}
    everything |= {"line up": bytes(world.line.up), "line down": bytes(world.line.down)}
    assert len(everything["line up"]) > 1000
    for place, data in everything.items():
        for secret in (*PLANTED, *PASSPHRASES.values()):
            for spelled in (secret, secret.casefold()):
                assert spelled.encode() not in data, place
                assert spelled.encode("utf-16-le") not in data, place


def readable(folder: Path) -> list[Path]:
    """Every file of the world, but those that the test itself wrote its secrets into."""
    own = {".secret", ".code", ".recovery", ".jsonl"}
    return [file for file in folder.rglob("*") if file.is_file() and file.suffix not in own]


def test_the_vault_is_no_plain_database(world: World) -> None:
    vault = world.folder / "ana" / "vault.db"
    assert not vault.read_bytes().startswith(b"SQLite format 3")
    connection = sqlite3.connect(f"file:{vault}?mode=ro", uri=True)
    with pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT count(*) FROM sqlite_master")
    connection.close()


def test_an_error_never_quotes_what_was_typed(world: World) -> None:
    given = json.dumps({"title": PLANTED[0], "nope": 1}).encode()
    answer = world.ana.run("record", "add", "brief", "-", given=given)
    assert answer.status == 1
    assert PLANTED[0] not in answer.err
