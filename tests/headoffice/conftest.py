"""A head office of one's own for each test that asks for it, cheap to unlock."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import text

from asi_desktop.crypto.stretching import Cost
from asi_desktop.headoffice.authority.founding import Founding, found
from asi_desktop.headoffice.authority.invitations import invite
from asi_desktop.headoffice.authority.people import add_person, add_post
from asi_desktop.headoffice.authority.session import Authority
from asi_desktop.headoffice.log_store import LogStore, dialect
from asi_desktop.headoffice.membership import Membership
from asi_desktop.headoffice.premises import Premises
from asi_desktop.headoffice.relay.asking import asked
from asi_desktop.headoffice.relay.counters import Counters
from asi_desktop.headoffice.relay.service import Service
from asi_desktop.headoffice.relay.tokens import Tokens
from asi_desktop.protocol.stream import answer_bytes
from tests.headoffice.laptops import Laptop, Send
from tests.postgresql import Cluster

PASSPHRASE = b"a quiet harbour before the long rain"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
URL = "https://127.0.0.1:1"
STORES = ("sqlite", "postgresql")


@dataclass
class HandClock:
    """A clock that the test sets."""

    at_ms: int = 1_800_000_000_000

    def now_ms(self) -> int:
        return self.at_ms

    def monotonic(self) -> float:
        return self.at_ms / 1000


@dataclass
class Office:
    """A head office whose relay answers in this process."""

    folder: Path
    premises: Premises
    authority: Authority
    store: LogStore
    service: Service
    clock: HandClock
    laptops: list[Laptop] = field(default_factory=list)

    def send(self, body: bytes) -> bytes:
        replied = self.service.replied(asked(body))
        return b"".join(answer_bytes(replied.messages, body, self.service.key.sign))

    def post(self, code: str = "NBO") -> None:
        with self.authority.session() as session:
            add_post(session, code, f"Post {code}", ("KE",))

    def person(self, login: str, *, role: str = "ASI", post: str = "NBO") -> None:
        with self.authority.session() as session:
            add_person(session, login, name=login.title(), role=role, post=post)

    def invited(self, login: str, send: Send | None = None, url: str = URL) -> Laptop:
        with self.authority.session() as session:
            issued = invite(session, login, url=url)
        return Laptop(issued.invitation, send or self.send)

    def laptop(self, login: str, *, role: str = "ASI", post: str = "NBO") -> Laptop:
        """Return a new person's enrolled laptop that has read everything."""
        self.person(login, role=role, post=post)
        laptop = self.invited(login)
        laptop.enrol()
        laptop.pull()
        return laptop

    def home(self, code: str = "NBO") -> bytes:
        with self.authority.session() as session:
            return session.view.posts[code].home

    def tamper(self, statement: str, **values: bytes) -> int:
        """Change the database behind the program's back, and return how many rows it was."""
        with self.store._writing.begin() as connection:
            return connection.execute(text(statement), values).rowcount


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@contextmanager
def stored(name: str, folder: Path, cluster: Callable[[], Cluster]) -> Iterator[str]:
    """Give an empty database of the kind ``name``: by default the file in the office's ``folder``."""
    if name == "sqlite":
        folder.mkdir(mode=0o700)
        yield dialect.default_url(folder)
    else:
        with cluster().lent() as url:
            yield url


@pytest.fixture(params=STORES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, one time of each kind."""
    with stored(request.param, tmp_path / "office", lambda: request.getfixturevalue("cluster")) as url:
        yield url


@contextmanager
def founded(folder: Path, clock: HandClock, database: str | None = None) -> Iterator[Office]:
    """Make a head office with one post."""
    premises = found(Founding(folder, "Centrale", database, CHEAP), PASSPHRASE, clock)
    authority = Authority.open(folder, PASSPHRASE, clock, floor=CHEAP)
    key = premises.relay_key()
    with closing(authority), closing(LogStore.open(premises.database)) as store:
        service = Service(
            store,
            Membership(premises.office, premises.root),
            key.signing,
            Tokens(key.secret),
            clock,
            Counters(),
        )
        office = Office(folder, premises, authority, store, service, clock)
        office.post()
        yield office


@pytest.fixture
def office(tmp_path: Path, clock: HandClock, database: str) -> Iterator[Office]:
    with founded(tmp_path / "office", clock, database) as office:
        yield office
