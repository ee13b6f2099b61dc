"""Brings a database to the tables this program knows, and refuses one that a newer program has changed."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from asi_desktop.domain.errors import Refused
from asi_desktop.domain.resources import migrations_folder
from asi_desktop.domain.text import Text
from asi_desktop.headoffice.log_store import dialect


class DatabaseNewer(Refused):
    """The database was changed by a newer program."""

    code = "database_newer"
    what = Text(
        fr="Cette base de données a été mise à jour par une version plus récente du programme.",
        en="This database was updated by a newer version of the program.",
    )
    next_step = Text(
        fr="Rien n’a été modifié ; installez la version plus récente.",
        en="Nothing was changed; install the newer version.",
    )


def upgrade(engine: Engine) -> None:
    """Make or change the tables until they are those of this program, in one transaction.

    Processes that try it at the same time take turns; the second finds everything done.
    """
    with engine.execution_options(**{dialect.WRITING: True}).begin() as connection:
        dialect.be_alone(connection)
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def require(engine: Engine) -> None:
    """Upgrade an older database, leave a current one as it is; raises DatabaseNewer."""
    scripts = ScriptDirectory.from_config(configuration())
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found == scripts.get_current_head():
        return
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise DatabaseNewer
    upgrade(engine)


def configuration() -> Config:
    """Return Alembic's settings for the migrations of head office."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder("headoffice")))
    config.set_main_option("path_separator", "os")
    return config
