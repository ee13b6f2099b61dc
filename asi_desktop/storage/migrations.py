"""Brings an older database up to date: on a copy, which takes its place only when it is whole.

The steps are in such an order that a crash after any of them leaves the old database or the new one in place,
complete; the old one is kept until the next successful unlock.
"""

import shutil

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from asi_desktop.domain.resources import migrations_folder
from asi_desktop.storage.database import (
    Opening,
    checked_copy,
    discard,
    verify_database,
    write_engine,
)
from asi_desktop.storage.durable import DiskRefuses, sync_file, sync_folder
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.schema import DatabaseTooNew, version_of


def migrate(profile: Profile, key: bytes) -> None:
    """Migrate the database of ``profile``, which is held and not open.

    Raises DatabaseTooNew when it is not older but newer, DatabaseDamaged, DiskRefuses; then nothing has
    changed.
    """
    refuse_newer(version_of(Opening(profile.database, key)))
    copy = Opening(profile.next, key)
    discard(copy.file)
    checked_copy(Opening(profile.database, key), copy.file)
    engine = write_engine(copy)
    try:
        upgrade(engine)
    finally:
        engine.dispose()
    verify_database(copy)
    _take_place(profile)


def refuse_newer(version: str) -> None:
    """Raise DatabaseTooNew for a version that no migration of this program leads to."""
    known = {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}
    if version not in known:
        raise DatabaseTooNew


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to ``revision``, all in one transaction."""
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def configuration() -> Config:
    """Return Alembic's configuration for the desktop's migrations."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder("desktop")).replace("%", "%%"))
    return config


def _take_place(profile: Profile) -> None:
    """Keep the old database under another name, then put the new one into its place."""
    try:
        discard(profile.previous)
        shutil.copyfile(profile.database, profile.previous)
        profile.previous.chmod(0o600)
        sync_file(profile.previous)
        sync_file(profile.next)
        profile.next.replace(profile.database)
        sync_folder(profile.folder)
    except OSError as error:
        raise DiskRefuses from error
