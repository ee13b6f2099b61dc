"""The database of the logs: a transaction that reads, or one that writes and is on disk when it ends."""

from collections.abc import AsyncGenerator, Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from asi_desktop.domain.errors import Damaged, Refused
from asi_desktop.domain.text import Text
from asi_desktop.headoffice.log_store import copying, dialect, schema
from asi_desktop.headoffice.log_store.reading import Reader
from asi_desktop.headoffice.log_store.writing import Writer


class StoreUnavailable(Refused):
    """The database cannot be used at this moment: held by another process, away, or its disk full."""

    code = "store_unavailable"
    retryable = True
    what = Text(
        fr="La base de données de la centrale est momentanément inutilisable.",
        en="Head office’s database cannot be used at this moment.",
    )
    next_step = Text(
        fr="Rien n’a été modifié ; vérifiez qu’elle tourne et la place sur son disque, puis recommencez.",
        en="Nothing was changed; check that it runs and the room on its disk, then try again.",
    )


class StoreDamaged(Damaged):
    """What the database holds is not what was written."""

    code = "store_damaged"
    what = Text(fr="La base de données est abîmée.", en="The database is damaged.")
    next_step = Text(
        fr="Arrêtez le relais, conservez la base telle quelle et reprenez une sauvegarde.",
        en="Stop the relay, keep the database as it is, and go back to a backup.",
    )


class LogStore:
    """All logs of one head office. Safe across threads; several processes may share one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(**{dialect.WRITING: True})
        # Writers of a file take turns, first come first served; those of a server wait for their space alone.
        self._turn: AbstractContextManager[object] = Lock() if dialect.is_file(engine) else nullcontext()

    @staticmethod
    def create(url: str) -> "LogStore":
        """Make the tables in the database ``url``.

        Raises DatabaseUnreachable, StoreDamaged and what ``dialect.opened`` raises.
        """
        return _opened(url, dialect.opened(url, new=True), schema.upgrade)

    @staticmethod
    def open(url: str) -> "LogStore":
        """Open ``url``, bringing an older database up to date.

        Raises DatabaseNewer, DatabaseMissing, DatabaseUnreachable or StoreDamaged.
        """
        return _opened(url, dialect.opened(url), schema.require)

    @property
    def look_every_s(self) -> float:
        """How often, in seconds, to look for what other processes have added."""
        return dialect.LOOK_EVERY_S[self._engine.dialect.name]

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Give one consistent view of the logs."""
        with _translated(), self._engine.connect() as connection, connection.begin():
            yield Reader(connection)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Give a transaction: everything in it is on disk afterwards, or, on an error, nothing.

        Then the other processes are told what has grown.
        """
        with _translated(), self._turn, self._writing.connect() as connection:
            writer = Writer(connection)
            with connection.begin():
                yield writer
            dialect.tell(connection, None if writer.ruled else writer.grown)

    def heard(self) -> AsyncGenerator[Collection[bytes] | None]:
        """Yield the spaces that any process has made grow (None: look at everything), as it is told.

        Ends when the database tells nothing: at once, or when the connection to it is lost.
        """
        return dialect.heard(self._engine)

    def copy_to(self, target: Path) -> None:
        """Copy the database into the new SQLite file ``target``, verified; raises BackupUnsound."""
        with _translated():
            copying.copied(self._engine, target)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def _opened(url: str, engine: Engine, prepared: Callable[[Engine], None]) -> LogStore:
    try:
        with _let_in(url):
            prepared(engine)
    except BaseException:
        engine.dispose()
        raise
    return LogStore(engine)


@contextmanager
def _let_in(url: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if refusal := dialect.refusal(url, error):
            raise refusal from error
        if dialect.is_damage(error):
            raise StoreDamaged from error
        raise  # a fault of the program


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except NoConnectionLeft as error:
        raise StoreUnavailable from error
    except DBAPIError as error:
        if dialect.is_away(error):
            raise StoreUnavailable from error
        if dialect.is_damage(error):
            raise StoreDamaged from error
        raise  # a fault of the program
