"""The database's version.

Written at creation, read at opening, and what to do when it is not this program's.
"""

import importlib
from collections.abc import Callable
from contextlib import closing

from sqlalchemy import Connection

from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import Text
from asi_desktop.storage.database import DatabaseDamaged, Opening, connect
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.tables import SCHEMA_HEAD, metadata

VERSION_TABLE = "alembic_version"
_VERSION = "SELECT version_num FROM alembic_version"


class DatabaseTooNew(Refused):
    """The vault was last opened by a newer program, which changed it."""

    code = "database_too_new"
    what = Text(
        fr="Ce coffre a été ouvert par une version plus récente du programme.",
        en="This vault was opened by a newer version of the program.",
    )
    next_step = Text(
        fr="Rien n’a été modifié. Installez la version la plus récente, puis ouvrez-le de nouveau.",
        en="Nothing was changed. Install the newest version, then open it again.",
    )


def create_tables(connection: Connection) -> None:
    """Make the tables of a new vault, as all migrations together would."""
    metadata.create_all(connection)
    made = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    connection.exec_driver_sql(made)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (SCHEMA_HEAD,))


def bring_up_to_date(profile: Profile, key: bytes) -> None:
    """Migrate the database if it is older than the program.

    Raises DatabaseTooNew, DatabaseDamaged, DiskRefuses.
    """
    opening = Opening(profile.database, key)
    if version_of(opening) != SCHEMA_HEAD:
        _migrate()(profile, key)


def version_of(opening: Opening) -> str:
    """Return the version of a database; raises DatabaseDamaged when it has none."""
    with closing(connect(opening)) as connection:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (VERSION_TABLE,)).fetchone()
        row = connection.execute(_VERSION).fetchone() if known else None
    if row is None:
        raise DatabaseDamaged
    return str(row[0])


def _migrate() -> Callable[[Profile, bytes], None]:
    """Return ``migrations.migrate``, imported when it is needed.

    Alembic would slow down every other start.
    """
    migrate: Callable[[Profile, bytes], None] = importlib.import_module(
        "asi_desktop.storage.migrations"
    ).migrate
    return migrate
