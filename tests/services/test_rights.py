"""Who may write where: read-only spaces and roles are told in words, and nothing is changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from asi_desktop.domain.dotted import Dot, Stamp, State, Value, Write, write
from asi_desktop.domain.text import Text
from asi_desktop.services import rights
from asi_desktop.services.desk import Desk
from asi_desktop.services.rights import NEWER_TYPE, READ_ONLY_SPACE, ReadOnly
from asi_desktop.services.status import FRESH_MS
from asi_desktop.services.synchronising import CONTACT_MS
from asi_desktop.storage import vault as vaults
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import Identity, SpaceInfo
from asi_desktop.sync.engine import Engine
from asi_desktop.sync.ports import Account, Transport
from tests.services.quick import PASSPHRASE, HandClock, cheap

HOME, NETWORK, ME = b"h" * 16, b"n" * 16, b"m" * 16
SPACES = (
    SpaceInfo(HOME, "Port-Carvel", "home", "PCV", 9, 5_000, read_only=False),
    SpaceInfo(NETWORK, "Réseau", "network", "HQ", 4, 4_000, read_only=True),
    SpaceInfo(ME, "ana", "me", "ana", 1, None, read_only=False),
)


@pytest.fixture
def posted(profile: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> "Posted":
    """A desk whose directory says what a test wants it to say."""
    vault = vaults.unlock(Profile(profile), PASSPHRASE.encode(), surroundings=cheap(clock))
    made = Posted(vault, clock, monkeypatch)
    monkeypatch.setattr(Reader, "spaces", lambda _: SPACES)
    made.as_role("OL")
    return made


class Posted:
    """A desk of a laptop that belongs to the post PCV."""

    def __init__(self, vault: vaults.Vault, clock: HandClock, patch: pytest.MonkeyPatch) -> None:
        self.vault = vault
        self.clock = clock
        self.desk = Desk(vault, clock, Engine(vault.sync_store(), _no_line, clock, bytes))
        self._patch = patch

    def as_role(self, role: str, post: str = "PCV") -> None:
        with self.vault.reading() as reader:
            keys = reader.device_keys()
        person = Identity(
            keys, b"o" * 16, "Centrale", "", b"", b"", b"", b"p" * 16, "ana", "Ana", role, post, "C"
        )
        self._patch.setattr(Reader, "identity", lambda _: person)


def _no_line(_: Account) -> Transport:
    raise AssertionError


def test_records_go_home_and_carry_the_posts_reference(posted: Posted) -> None:
    added = posted.desk.records.add("brief", {"title": "Port"})
    assert posted.desk.records.get(added.ref).space == HOME
    assert added.ref.startswith("PCV-")
    assert added.ref.endswith("-C")


def test_without_a_post_of_ones_own_they_go_to_me(posted: Posted) -> None:
    posted.as_role("ASI", post="XYZ")
    added = posted.desk.records.add("brief", {"title": "Port"})
    assert posted.desk.records.get(added.ref).space == ME


def test_a_space_that_is_only_read_is_not_written(posted: Posted) -> None:
    with pytest.raises(ReadOnly) as refused:
        posted.desk.records.add("brief", {"title": "Port"}, space=NETWORK)
    assert READ_ONLY_SPACE.fr in refused.value.message("fr")


def test_a_role_that_only_reads_a_type(posted: Posted) -> None:
    ref = posted.desk.records.add("brief", {"title": "Port"}).ref
    posted.as_role("CONS")
    view = posted.desk.records.get(ref)
    assert view.read_only
    assert view.allowed == ()
    for write_it in (
        lambda: posted.desk.records.set(ref, [("bluf", "x")]),
        lambda: posted.desk.records.delete(ref),
        lambda: posted.desk.records.advance(ref, "to_review"),
        lambda: posted.desk.records.add("brief", {"title": "x"}),
    ):
        with pytest.raises(ReadOnly):
            write_it()


def test_a_record_of_a_newer_program_is_shown_and_not_written(posted: Posted) -> None:
    newer = State("satellite", 9, {}, {}, {})
    with posted.vault.writing() as writer:
        change = Write(writer.next_dot(), writer.stamp(), {"title": "Nouveau type", "orbit": 3})
        writer.save(b"s" * 16, HOME, write(newer, change), change=change)
    view = posted.desk.records.get((b"s" * 16).hex())
    assert (view.type, view.fields["orbit"], view.why_read_only) == ("satellite", 3, NEWER_TYPE)
    with pytest.raises(ReadOnly):
        posted.desk.records.set(view.id.hex(), [("orbit", 4)])
    assert b'"orbit":3' in b"".join(posted.desk.documents.export())


def test_a_step_that_gave_way_is_still_told(posted: Posted) -> None:
    ref = posted.desk.records.add("field_note", {"text": "x"}).ref
    record = posted.desk.records.get(ref)
    stored_steps: tuple[tuple[Value, int], ...] = (
        ({"state": "sent", "role": "CHEF"}, 1),
        ({"state": "used", "role": "OL"}, 2),
    )
    with posted.vault.writing() as writer:
        state = _state(writer, record.id)
        for value, n in stored_steps:
            change = Write(
                Dot(77, n), Stamp(b"d" * 16, n), {"status": value}, {"status": ()} if n > 1 else {}
            )
            state = write(state, change)
        writer.save(record.id, HOME, state, change=None)
    view = posted.desk.records.get(ref)
    assert view.status == "sent"
    assert [step.state for step in view.contested] == ["used"]


def _state(reader: Reader, record: bytes) -> State:
    stored = reader.record(record)
    assert stored is not None
    return stored.state


def test_a_link_to_what_has_not_come_yet_is_no_error(posted: Posted) -> None:
    record = posted.desk.records.add("brief", {"title": "Port", "links": [{"target": "ab" * 16}]}).ref
    (link,) = posted.desk.records.get(record).links
    assert (link.target.hex(), link.type, link.ref, link.title) == ("ab" * 16, "", "", "")


@pytest.mark.parametrize(
    ("stored", "ago_ms", "shown"),
    [
        ("online", 1_000, "online"),
        ("online", FRESH_MS + 1, "offline"),
        ("online", -5_000, "offline"),  # the clock went back: nothing can be said
        ("clock_suspect", 1_000, "clock_suspect"),
        ("online", None, "offline"),
        ("offline", 1_000, "offline"),
        ("intercepted", 1_000, "intercepted"),
        ("removed", FRESH_MS * 9, "removed"),
        ("local", None, "offline"),
    ],
)
def test_the_status_line_never_claims_a_connection_that_is_old(
    posted: Posted, monkeypatch: pytest.MonkeyPatch, stored: str, ago_ms: int | None, shown: str
) -> None:
    monkeypatch.setattr(Reader, "session", lambda _: (stored, 7))
    if ago_ms is not None:
        posted.desk.maintenance.set(CONTACT_MS, posted.clock.now_ms() - ago_ms)
    now = posted.desk.status.now()
    assert now.session == shown
    assert now.as_of_ms == 4_000
    assert posted.desk.status.me().enrolled


def test_before_the_directory_has_come_one_writes_as_alone(
    posted: Posted, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted.as_role("", post="")
    unnamed = tuple(replace(space, name="", purpose="", owner="") for space in SPACES)
    monkeypatch.setattr(Reader, "spaces", lambda _: unnamed)
    posted.desk.maintenance.set(rights.LOCAL_SPACE, (b"l" * 16).hex())
    ref = posted.desk.records.add("brief", {"title": "Port"}).ref
    assert ref.startswith("LOC-")
    assert posted.desk.records.get(ref).space == b"l" * 16
    posted.desk.records.set(ref, [("bluf", "x")])


def test_alarms_are_told_in_words(posted: Posted) -> None:
    with posted.vault.writing() as writer:
        writer.put_alarm("forked")
        writer.put_alarm("something_new")
    told = {alarm.code: alarm.detail for alarm in posted.desk.status.alarms()}
    assert told["forked"].fr != told["forked"].en
    assert told["something_new"] == Text("something_new", "something_new")
