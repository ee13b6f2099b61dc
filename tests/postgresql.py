"""A PostgreSQL of the tests' own: thrown away afterwards, on a Unix socket in a folder of its own.

PostgreSQL refuses to run as root: a cluster then belongs to the system's user ``postgres``.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event

import psycopg
import pytest

SYSTEM_USER = "postgres"
SUPERUSER = "asi"
PATIENCE_S = 60
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
EMPTIED = """
DO $$ DECLARE named text; BEGIN
    SET lock_timeout = '20s';
    SELECT string_agg(format('%I', tablename), ', ') INTO named
        FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version';
    IF named IS NOT NULL THEN EXECUTE 'TRUNCATE ' || named; END IF;
END $$
"""
QUICK = ("fsync=off", "full_page_writes=off")
"""For tests that never pull the plug: nothing has to survive the machine."""


@dataclass
class Cluster:
    """One running server, and as many databases in it as are asked for."""

    folder: Path
    binaries: Path
    settings: tuple[str, ...] = ()
    _numbers: Iterator[int] = field(default_factory=count)
    _spare: list[str] = field(default_factory=list)
    _server: "subprocess.Popen[bytes] | None" = None

    @property
    def data(self) -> Path:
        """Where its files lie."""
        return self.folder / "data"

    def url(self, database: str) -> str:
        """The address of a database, as `asi-headoffice init --database` takes it."""
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={self.folder}"

    def database(self) -> str:
        """Make an empty database and return its address."""
        name = f"logs{next(self._numbers)}"
        self.say(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    @contextmanager
    def lent(self) -> Iterator[str]:
        """Give a database without a row, which may have its tables already: quicker than an empty one."""
        url = self._spare.pop() if self._spare else self.database()
        yield url
        self.say(EMPTIED, database_of(url))
        self._spare.append(url)

    def say(self, statement: str, database: str = "postgres") -> None:
        """Carry out a statement behind every program's back."""
        line = f"host={self.folder} user={SUPERUSER} dbname={database}"
        with psycopg.connect(line, autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(self) -> None:
        """Make its files."""
        words = (
            "--username",
            SUPERUSER,
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C",
            "--no-sync",
        )
        self._started("initdb", *words).wait(PATIENCE_S)
        assert (self.data / "PG_VERSION").exists(), self._said("initdb")

    def start(self) -> None:
        """Start it and wait until it answers; what a killed one left behind is recovered."""
        given = ("listen_addresses=", f"unix_socket_directories={self.folder}", "shared_buffers=16MB")
        options = [word for setting in (*given, *self.settings) for word in ("-c", setting)]
        self._server = self._started("postgres", *options)
        for _ in range(PATIENCE_S * 50):
            assert self._server.poll() is None, self._said("postgres")
            with suppress(psycopg.OperationalError):  # not yet
                return self.say("SELECT 1")
            Event().wait(0.02)
        pytest.fail(self._said("postgres"))

    def stop(self, how: int = signal.SIGINT) -> None:
        """Stop it, at once and without its transactions; SIGQUIT: without even writing what it holds."""
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(PATIENCE_S)
            self._server = None

    def kill(self) -> None:
        """Kill the server and all its processes at once, as a power cut does."""
        assert self._server is not None
        pid = self._server.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        for one in (pid, *map(int, children)):
            with suppress(ProcessLookupError):  # it ended by itself between the look and the kill
                os.kill(one, signal.SIGKILL)
        self._server.wait(PATIENCE_S)
        self._server = None

    def _started(self, program: str, *words: str) -> "subprocess.Popen[bytes]":
        user = SYSTEM_USER if os.geteuid() == 0 else None
        with (self.folder / f"{program}.said").open("ab") as said:
            return subprocess.Popen(
                [str(self.binaries / program), "-D", str(self.data), *words],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                cwd="/",
                env={**os.environ, "LC_ALL": "C"},
                user=user,
                group=user,
                extra_groups=[] if user else None,
            )

    def _said(self, program: str) -> str:
        return (self.folder / f"{program}.said").read_text("utf-8", "replace")


def database_of(url: str) -> str:
    """The name of the database at an address that a cluster gave."""
    name = re.search(r"/(\w+)\?", url)
    assert name is not None
    return name[1]


@contextmanager
def running(*settings: str) -> Iterator[Cluster]:
    """A cluster for the length of the block; the test is skipped where PostgreSQL is not installed."""
    binaries = installed()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed; bash packaging/test.sh installs it")
    # Not in pytest's own folders: the system's user must get there, and a socket's name must be short.
    folder = Path(tempfile.mkdtemp(prefix="asi-pg-"))
    cluster = Cluster(folder, binaries, settings)
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, SYSTEM_USER, SYSTEM_USER)
        cluster.create()
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop(signal.SIGQUIT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def installed() -> Path | None:
    """Where PostgreSQL's programs are, the newest ones; None when there are none."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    folders = [
        folder for place in PLACES for folder in Path("/").glob(place[1:]) if (folder / "initdb").exists()
    ]
    return max(folders, key=lambda folder: [int(n) for n in re.findall(r"\d+", str(folder))], default=None)
