"""The relay as laptops meet it: a process, TLS 1.3, HTTP, several at once, stopped and killed."""

import os
import signal
import socket
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import httpx
import pytest

from asi_desktop.crypto.identity import verified
from asi_desktop.domain.clock import SystemClock
from asi_desktop.headoffice.authority.verification import verify
from asi_desktop.headoffice.premises import DamagedOffice, Premises
from asi_desktop.headoffice.relay.serving import PortTaken, bound, url_of
from asi_desktop.headoffice.relay.supervising import Place, serve
from asi_desktop.protocol.exchange import CONTENT_TYPE, MAX_REQUEST_BYTES, Answer, Enrolled, Fault
from asi_desktop.protocol.naming import office_host
from asi_desktop.protocol.stream import AnswerReader
from tests.headoffice.conftest import STORES, HandClock, Office, founded, stored
from tests.headoffice.laptops import Laptop, https, ids, version
from tests.headoffice.served import Relay, serving
from tests.postgresql import running


@pytest.fixture(scope="module", params=STORES)
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, Relay]]:
    """One relay over each kind of database for all tests that leave it running."""
    clock = HandClock(SystemClock().now_ms())
    folder = tmp_path_factory.mktemp("served") / "office"
    with (
        stored(request.param, folder, lambda: request.getfixturevalue("cluster")) as database,
        founded(folder, clock, database) as office,
        serving(folder) as relay,
    ):
        yield office, relay


@pytest.fixture
def office(served: tuple[Office, Relay]) -> Office:
    return served[0]


@pytest.fixture
def relay(served: tuple[Office, Relay]) -> Relay:
    return served[1]


@pytest.fixture
def own(tmp_path: Path, database: str) -> Iterator[Office]:
    """A head office of the test's own, whose relays it may stop and kill."""
    with founded(tmp_path / "office", HandClock(SystemClock().now_ms()), database) as office:
        yield office


@pytest.fixture
def lines() -> Iterator[list[httpx.Client]]:
    lines: list[httpx.Client] = []
    yield lines
    for line in lines:
        line.close()


def connected(office: Office, relay: Relay, lines: list[httpx.Client]) -> Laptop:
    """Return the enrolled laptop of a new person, on a line of its own."""
    login = f"person{os.urandom(6).hex()}"
    office.person(login)
    laptop = office.invited(login, url=relay.url)
    line, laptop.send = https(laptop.invitation)
    lines.append(line)
    assert isinstance(laptop.enrol(), Enrolled)
    laptop.pull()
    return laptop


def test_two_laptops_over_tls(office: Office, relay: Relay, lines: list[httpx.Client]) -> None:
    writer = connected(office, relay, lines)
    batches = [writer.batch(office.home(), [version(os.urandom(500)) for _ in range(200)]) for _ in range(4)]
    told = writer.told(*map(writer.push, batches))
    assert all(pushed.first for pushed in told.pushed)
    reader = connected(office, relay, lines)
    assert list(reader.contents)[-800:] == [id_ for batch in batches for id_ in ids(batch)]


def test_nothing_older_than_tls_1_3(office: Office, relay: Relay) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with httpx.Client(verify=context, trust_env=False) as old, pytest.raises(httpx.ConnectError):
        old.get(relay.url)


def test_the_certificate_names_the_office_and_nobody_else(
    office: Office, relay: Relay, lines: list[httpx.Client]
) -> None:
    invitation = connected(office, relay, lines).invitation
    line, send = https(replace(invitation, office=bytes(16)))
    with line, pytest.raises(httpx.ConnectError, match="Hostname mismatch"):
        send(b"")
    line, send = https(invitation)
    with line:
        assert send(b"")
    assert office_host(invitation.office).endswith(".office.asi")


def plain(office: Office) -> httpx.Client:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return httpx.Client(verify=context, trust_env=False, timeout=30)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "refused"),
        (b"GET / HTTP/1.1", "refused"),
        (b"ASI\x01" + os.urandom(200), "refused"),
        (bytes(MAX_REQUEST_BYTES + 1), "too_large"),
    ],
)
def test_whatever_comes_is_answered_signed(office: Office, relay: Relay, body: bytes, code: str) -> None:
    public = office.service.key.public
    with plain(office) as line:
        answer = line.post(relay.url + "/asi/1", content=body)
    reader = AnswerReader(body, lambda message, signature: verified(public, message, signature))
    (fault,) = reader.feed(answer.content)
    assert isinstance(fault, Fault)
    assert fault.code == code
    assert answer.headers["content-type"] == CONTENT_TYPE
    assert answer.headers["cache-control"] == "no-store"
    assert {"server", "date"}.isdisjoint(answer.headers)


def test_what_is_far_too_large_is_not_read(office: Office, relay: Relay) -> None:
    with plain(office) as line:
        assert line.post(relay.url + "/asi/1", content=bytes(3 * MAX_REQUEST_BYTES)).status_code == 413


def test_there_is_nothing_else(office: Office, relay: Relay) -> None:
    with plain(office) as line:
        assert line.get(relay.url + "/asi/1").status_code == 405
        assert line.get(relay.url + "/").status_code == 404
        assert line.get(relay.url + "/metrics").status_code == 404


def test_the_administration_tells_how_it_goes(
    office: Office, relay: Relay, lines: list[httpx.Client]
) -> None:
    before = metric(relay, "enrolments_total")
    connected(office, relay, lines)
    with httpx.Client(trust_env=False) as line:
        assert line.get(relay.admin + "/health").json() == {"ok": True}
        metrics = line.get(relay.admin + "/metrics").text
    assert metric(relay, "enrolments_total") == before + 1
    assert metric(relay, "devices_heard") > before
    assert "# TYPE asi_requests_total counter\n" in metrics


def metric(relay: Relay, name: str) -> int:
    with httpx.Client(trust_env=False) as line:
        text = line.get(relay.admin + "/metrics").text
    return int(next(one for one in text.splitlines() if one.startswith(f"asi_{name} ")).split()[1])


def test_the_relay_needs_none_of_the_authority_s_keys(own: Office, lines: list[httpx.Client]) -> None:
    laptop = own.laptop("anna")
    for file in own.folder.glob("authority.*"):
        file.unlink()
    with serving(own.folder) as relay:
        line, laptop.send = https(laptop.invitation, relay.url)
        lines.append(line)
        assert laptop.told().answer.equal


# Waiting


def test_a_wait_ends_when_a_colleague_writes(office: Office, relay: Relay, lines: list[httpx.Client]) -> None:
    writer = connected(office, relay, lines)
    reader = connected(office, relay, lines)
    assert reader.told().answer.equal
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(reader.wait, 50)
        writer.told(writer.push(writer.batch(office.home(), [version()])))
        answer = waiting.result(timeout=20)
    assert isinstance(answer, Answer)
    assert not answer.equal


def test_a_wait_ends_when_another_process_writes(
    office: Office, relay: Relay, lines: list[httpx.Client]
) -> None:
    reader = connected(office, relay, lines)
    writer = office.laptop(f"person{os.urandom(6).hex()}")
    reader.pull()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(reader.wait, 50)
        writer.told(writer.push(writer.batch(office.home(), [version()])))
        answer = waiting.result(timeout=20)
    assert isinstance(answer, Answer)
    assert not answer.equal


def test_a_wait_ends_with_its_time(office: Office, relay: Relay, lines: list[httpx.Client]) -> None:
    laptop = connected(office, relay, lines)
    answer = laptop.wait(1)
    assert isinstance(answer, Answer)
    assert answer.equal


def test_a_wait_is_not_for_strangers(office: Office, relay: Relay, lines: list[httpx.Client]) -> None:
    laptop = connected(office, relay, lines)
    stranger = Laptop(laptop.invitation, laptop.send)
    answer = stranger.wait(50)
    assert isinstance(answer, Fault)


def test_stopping_answers_those_who_wait_and_ends_cleanly(own: Office, lines: list[httpx.Client]) -> None:
    laptop = own.laptop("anna")
    with serving(own.folder) as relay, ThreadPoolExecutor(1) as pool:
        line, laptop.send = https(laptop.invitation, relay.url)
        lines.append(line)
        waiting = pool.submit(laptop.wait, 50)
        until(lambda: metric(relay, "requests_total") == 1)
        assert relay.stop() == 0
        assert isinstance(waiting.result(timeout=20), Answer)


def until(holds: Callable[[], bool]) -> None:
    """Return when something holds; fails after half a minute."""
    for _ in range(3000):
        if holds():
            return
        Event().wait(0.01)
    pytest.fail("it never came to pass")


# Several processes, and none at all


def test_two_relays_share_one_database(own: Office, lines: list[httpx.Client]) -> None:
    home = own.home()
    with serving(own.folder) as one, serving(own.folder) as other:
        first, second = connected(own, one, lines), connected(own, other, lines)
        first.pull()

        def push(laptop: Laptop) -> list[bytes]:
            batches = [laptop.batch(home, [version(), version()]) for _ in range(15)]
            for batch in batches:
                (pushed,) = laptop.told(laptop.push(batch)).pushed
                assert pushed.first
                laptop.note_own(batch, pushed.first)
            return [id_ for batch in batches for id_ in ids(batch)]

        with ThreadPoolExecutor(2) as pool:
            theirs, ours = pool.map(push, (second, first))
        first.pull()
        second.pull()
        assert (list(first.contents), list(second.contents)) == (theirs, ours)
        assert first.places[home] == second.places[home]


def test_several_workers_and_one_that_dies(own: Office, lines: list[httpx.Client]) -> None:
    with serving(own.folder, "--workers", "2") as relay:
        laptop = connected(own, relay, lines)
        workers = children(relay.pid)
        assert len(workers) == 2
        os.kill(workers[-1], signal.SIGKILL)
        until(lambda: workers[-1] not in (now := children(relay.pid)) and len(now) == 2)
        line, laptop.send = https(laptop.invitation)
        lines.append(line)
        assert laptop.told().answer.equal
        assert metric(relay, "enrolments_total") == 1
        workers = children(relay.pid)
        assert relay.stop() == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def children(pid: int) -> list[int]:
    """Return the relay processes of a supervisor, its resource tracker left out."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(one) for one in found if b"spawn_main" in command_line(one)]


def command_line(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_what_was_acknowledged_survives_kill_9(own: Office, lines: list[httpx.Client]) -> None:
    laptop, home = own.laptop("anna"), own.home()
    acknowledged: dict[bytes, int] = {}
    for times in range(1, 4):
        with serving(own.folder) as relay, ThreadPoolExecutor(1) as pool:
            line, laptop.send = https(laptop.invitation, relay.url)
            lines.append(line)
            pushing = pool.submit(push_until_nobody_answers, laptop, home, acknowledged)
            until(lambda: len(acknowledged) >= 10 * times)  # noqa: B023 - called in this very round
            relay.kill()
            pushing.result()
    with own.store.reading() as reader:
        known = reader.known(home, list(acknowledged))
        assert {id_: one.seq for id_, one in known.items()} == acknowledged
        assert verify(reader, own.premises).problems == []


def test_the_relay_outlives_its_database(
    tmp_path: Path, lines: list[httpx.Client], capfd: pytest.CaptureFixture[str]
) -> None:
    clock = HandClock(SystemClock().now_ms())
    with (
        running() as server,
        founded(tmp_path / "office", clock, server.database()) as office,
        serving(office.folder) as relay,
    ):
        laptop, colleague = connected(office, relay, lines), connected(office, relay, lines)
        laptop.pull()
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(laptop.wait, 2)
            until(lambda: metric(relay, "exchanges_total") >= 3)
            server.kill()
            told = [waiting.result(timeout=20), laptop.exchange(), laptop.wait(5)]
        assert [one.code for one in told if isinstance(one, Fault)] == ["later"] * 3
        assert httpx.get(relay.admin + "/health", trust_env=False).status_code == 503
        server.start()
        assert laptop.told().answer.equal
        assert httpx.get(relay.admin + "/health", trust_env=False).json() == {"ok": True}
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(laptop.wait, 50)
            colleague.told(colleague.push(colleague.batch(office.home(), [version()])))
            assert isinstance(waiting.result(timeout=20), Answer)
        assert relay.stop() == 0
    assert capfd.readouterr().err == ""


def push_until_nobody_answers(laptop: Laptop, home: bytes, acknowledged: dict[bytes, int]) -> None:
    try:
        while True:
            batch = laptop.batch(home, [version()])
            (pushed,) = laptop.told(laptop.push(batch)).pushed
            acknowledged[ids(batch)[0]] = pushed.first
    except httpx.TransportError:
        return


# What cannot be served


def test_a_port_that_is_taken() -> None:
    with closing(bound("127.0.0.1", 0)) as taken, pytest.raises(PortTaken):
        bound("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(PortTaken):
        bound("no.such.host.invalid.", 1)


def test_small_answers_do_not_wait_for_an_acknowledgement() -> None:
    """asyncio sends at once on sockets that say that they are TCP."""
    with closing(bound("127.0.0.1", 0)) as door:
        assert door.proto == socket.IPPROTO_TCP


def test_urls_of_both_families() -> None:
    with closing(bound("::1", 0)) as door:
        assert url_of("https", "::1", door) == f"https://[::1]:{door.getsockname()[1]}"


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("file", ["relay.key", "server.pem"])
def test_a_damaged_file_is_told(own: Office, file: str, workers: int) -> None:
    (own.folder / file).write_bytes(b"nothing of the kind")
    with pytest.raises(DamagedOffice):
        serve(Premises.of(own.folder), Place("127.0.0.1", 0, 0, workers), lambda _: None)
