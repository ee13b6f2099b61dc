"""Migrations of the vault: they end where the tables are, keep what was there, and refuse what is newer."""

import re
import shutil
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect

from asi_desktop.domain.resources import migrations_folder
from asi_desktop.storage import attachments, migrations, schema, tables
from asi_desktop.storage import vault as vaults
from asi_desktop.storage.database import DatabaseDamaged, Opening, connect, write_engine
from asi_desktop.storage.durable import DiskRefuses
from asi_desktop.storage.open_vault import Surroundings
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.schema import DatabaseTooNew
from asi_desktop.storage.vault import unlock, verify
from asi_desktop.tasks import Context
from tests.storage.surroundings import PASSPHRASE, new_vault, surroundings
from tests.storage.writing import add, read

NEXT = '''
"""A step that comes later."""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None


def upgrade() -> None:
    """Add a table."""
    op.create_table("later", sa.Column("key", sa.Integer, primary_key=True))
    op.execute("INSERT INTO later VALUES (7)")


def downgrade() -> None:
    """Drop it."""
    op.drop_table("later")
'''

HEAD = tables.SCHEMA_HEAD


@pytest.fixture
def given(tmp_path: Path) -> Surroundings:
    return surroundings(tmp_path)


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the program one migration newer."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations_folder("desktop"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9999_later.py").write_text(NEXT.replace("{head}", HEAD), "utf-8")
    monkeypatch.setattr(migrations, "migrations_folder", lambda _: folder)
    for module in (schema, vaults):
        monkeypatch.setattr(module, "SCHEMA_HEAD", "9999")


def memory() -> Engine:
    return create_engine("sqlite://")


def test_the_head_is_the_one_the_program_names() -> None:
    script = ScriptDirectory.from_config(migrations.configuration())
    assert script.get_heads() == [tables.SCHEMA_HEAD]


def test_all_migrations_lead_to_the_tables() -> None:
    engine = memory()
    migrations.upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        migrated = _definitions(connection.exec_driver_sql("SELECT sql FROM sqlite_master").scalars())
    fresh = memory()
    with fresh.begin() as connection:
        schema.create_tables(connection)
        assert _definitions(connection.exec_driver_sql("SELECT sql FROM sqlite_master").scalars()) == migrated


def test_each_migration_goes_up_and_down_again() -> None:
    engine = memory()
    migrations.upgrade(engine)
    with engine.begin() as connection:
        config = migrations.configuration()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


@pytest.mark.usefixtures("newer")
def test_an_older_vault_is_migrated_on_a_copy_and_the_old_one_kept_for_one_opening(
    tmp_path: Path, given: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        for module in (schema, vaults):
            older.setattr(module, "SCHEMA_HEAD", HEAD)
        vault = new_vault(tmp_path / "p", given)
        record = add(vault)
        vault.close()
    profile = Profile(tmp_path / "p")
    vault = unlock(profile, PASSPHRASE, surroundings=given)
    assert read(vault, record)
    with vault.reading() as reader:
        assert reader.connection.exec_driver_sql("SELECT key FROM later").scalar_one() == 7
    assert profile.previous.stat().st_mode & 0o777 == 0o600
    vault.close()
    assert not profile.next.exists()
    unlock(profile, PASSPHRASE, surroundings=given).close()
    assert not profile.previous.exists()


@pytest.mark.usefixtures("newer")
@pytest.mark.parametrize("step", ["checked_copy", "upgrade", "verify_database", "sync_file"])
def test_a_crash_at_any_step_leaves_a_vault_that_opens(
    tmp_path: Path, given: Surroundings, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as older:
        for module in (schema, vaults):
            older.setattr(module, "SCHEMA_HEAD", HEAD)
        vault = new_vault(tmp_path / "p", given)
        record = add(vault)
        vault.close()

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crashing:
        crashing.setattr(migrations, step, crash)
        with pytest.raises(KeyboardInterrupt):
            unlock(Profile(tmp_path / "p"), PASSPHRASE, surroundings=given)
    vault = unlock(Profile(tmp_path / "p"), PASSPHRASE, surroundings=given)
    assert read(vault, record)
    vault.close()


@pytest.mark.parametrize("revision", ["0001"])
def test_a_profile_made_by_an_earlier_program_opens(
    tmp_path: Path, given: Surroundings, revision: str
) -> None:
    vault = new_vault(tmp_path / "p", given)
    record = add(vault)
    vault.close()
    _taken_back_to(vault.opening, revision)
    vault = unlock(vault.profile, PASSPHRASE, surroundings=given)
    assert read(vault, record)
    assert verify(vault, Context()).problems == ()
    assert schema.version_of(vault.opening) == HEAD
    with vault.writing() as writer:
        attachments.put(writer.connection, {vault.chunks.write(b"sealed"): 6})
    vault.close()
    again = unlock(vault.profile, PASSPHRASE, surroundings=given)
    with again.reading() as reader:
        assert list(attachments.all_held(reader.connection).values()) == [6]
    again.close()


def _taken_back_to(opening: Opening, revision: str) -> None:
    """Leave the database as a program whose newest migration was ``revision`` would have made it."""
    engine = write_engine(opening)
    with engine.begin() as connection:
        config = migrations.configuration()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
    engine.dispose()


def test_a_newer_vault_is_refused_in_words_and_left_alone(tmp_path: Path, given: Surroundings) -> None:
    vault = new_vault(tmp_path / "p", given)
    record = add(vault)
    with vault.writing() as writer:
        writer.connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'afar'")
    vault.close()
    with pytest.raises(DatabaseTooNew) as refusal:
        unlock(vault.profile, PASSPHRASE, surroundings=given)
    assert (refusal.value.code, refusal.value.status) == ("database_too_new", 1)
    with closing(connect(vault.opening)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (tables.SCHEMA_HEAD,))
    again = unlock(vault.profile, PASSPHRASE, surroundings=given)
    assert read(again, record)
    again.close()


def test_a_database_without_a_version_is_damaged(tmp_path: Path, given: Surroundings) -> None:
    vault = new_vault(tmp_path / "p", given)
    vault.close()
    for statement in ("DELETE FROM alembic_version", "DROP TABLE alembic_version"):
        with closing(connect(vault.opening)) as connection:
            connection.execute(statement)
        with pytest.raises(DatabaseDamaged):
            unlock(vault.profile, PASSPHRASE, surroundings=given)


@pytest.mark.usefixtures("newer")
def test_a_disk_that_refuses_leaves_the_old_vault(
    tmp_path: Path, given: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        for module in (schema, vaults):
            older.setattr(module, "SCHEMA_HEAD", HEAD)
        new_vault(tmp_path / "p", given).close()

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as refusing:
        refusing.setattr(shutil, "copyfile", full)
        with pytest.raises(DiskRefuses):
            unlock(Profile(tmp_path / "p"), PASSPHRASE, surroundings=given)
    unlock(Profile(tmp_path / "p"), PASSPHRASE, surroundings=given).close()


def _definitions(statements: Iterable[str | None]) -> set[frozenset[str]]:
    """Return the parts of each statement of a schema, whatever their order, spaces and quotes."""
    told = (one.replace('"', "") for one in statements if one and "alembic_version" not in one)
    return {frozenset(re.split("[(),]", "".join(one.split()))) for one in told}
