"""The database of the logs: a transaction that reads, or one that writes and is on disk when it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, OperationalError

from asi_desktop.domain.errors import Damaged, Refused
from asi_desktop.domain.text import Text
from asi_desktop.headoffice.log_store import dialect, schema
from asi_desktop.headoffice.log_store.reading import Reader
from asi_desktop.headoffice.log_store.writing import Writer


class StoreUnavailable(Refused):
    """The database cannot be used at this moment: held for long by another process, or its disk is full."""

    code = "store_unavailable"
    retryable = True
    what = Text(
        fr="La base de données de la centrale est momentanément inutilisable.",
        en="Head office’s database cannot be used at this moment.",
    )
    next_step = Text(
        fr="Rien n’a été modifié ; vérifiez la place sur le disque, puis recommencez.",
        en="Nothing was changed; check the room on its disk, then try again.",
    )


class StoreDamaged(Damaged):
    """The database's file is not what was written."""

    code = "store_damaged"
    what = Text(fr="Le fichier de la base de données est abîmé.", en="The database’s file is damaged.")
    next_step = Text(
        fr="Arrêtez le relais, conservez le fichier tel quel et reprenez une sauvegarde.",
        en="Stop the relay, keep the file as it is, and go back to a backup.",
    )


class LogStore:
    """All logs of one head office. Safe across threads; several processes may share one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(**{dialect.WRITING: True})
        self._turn = Lock()

    @staticmethod
    def create(url: str) -> "LogStore":
        """Make the tables in the database ``url``; raises what ``dialect.opened`` raises."""
        engine = dialect.opened(url, new=True)
        schema.upgrade(engine)
        return LogStore(engine)

    @staticmethod
    def open(url: str) -> "LogStore":
        """Open ``url``, bringing an older database up to date; raises DatabaseNewer or DatabaseMissing."""
        engine = dialect.opened(url)
        schema.require(engine)
        return LogStore(engine)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Give one consistent view of the logs."""
        with _translated(), self._engine.connect() as connection, connection.begin():
            yield Reader(connection)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Give a transaction: everything in it is on disk afterwards, or, on an error, nothing."""
        with _translated(), self._turn, self._writing.connect() as connection, connection.begin():
            yield Writer(connection)

    def copy_to(self, target: Path) -> None:
        """Copy the database into the new file ``target``, verified; raises BackupUnsound."""
        dialect.copied(self._engine, target)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise StoreUnavailable from error
    except DatabaseError as error:
        if type(error) is DatabaseError:  # its kinds below are faults of the program
            raise StoreDamaged from error
        raise
