"""A new head office: what it is made of, what it refuses, and what an interrupted beginning leaves."""

import sqlite3
import ssl
from contextlib import closing
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store

from asi_desktop.crypto.passphrases import CommonPassphrase, ShortPassphrase
from asi_desktop.domain.clock import instant
from asi_desktop.headoffice.authority.certificates import Certificates
from asi_desktop.headoffice.authority.founding import (
    DatabaseInUse,
    Founding,
    OfficeExists,
    found,
    root_fingerprint,
)
from asi_desktop.headoffice.authority.lists import posts, spaces, view_of
from asi_desktop.headoffice.log_store import LogStore
from asi_desktop.headoffice.log_store.dialect import UnknownDatabase
from asi_desktop.headoffice.premises import DamagedOffice, NoOffice, Premises
from asi_desktop.protocol.naming import office_host
from tests.headoffice.conftest import CHEAP, PASSPHRASE, HandClock


def made(folder: Path, clock: HandClock, database: str | None = None) -> Premises:
    return found(Founding(folder, "Centrale", database, CHEAP), PASSPHRASE, clock)


def test_it_begins_with_head_office_itself_and_the_network(tmp_path: Path, clock: HandClock) -> None:
    premises = made(tmp_path / "office", clock)
    with closing(LogStore.open(premises.database)) as store, store.reading() as reader:
        view = view_of(premises, reader)
        assert [(post.code, post.countries) for post in posts(view)] == [("HQ", ("FR",))]
        assert [(one.purpose, one.owner, one.epoch) for one in spaces(view, reader.logs())] == [
            ("home", "HQ", 1),
            ("network", "HQ", 1),
        ]
        office = view.office
    assert office is not None
    assert (office.office, office.name, office.at_ms) == (premises.office, "Centrale", clock.at_ms)
    assert office.relay == premises.relay_key().signing.public
    assert Premises.of(tmp_path / "office") == premises
    assert len(root_fingerprint(premises).split()) == 8


def test_nobody_else_reads_its_folder(tmp_path: Path, clock: HandClock) -> None:
    folder = tmp_path / "office"
    made(folder, clock)
    assert folder.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in folder.iterdir())


def test_a_second_one_in_the_same_folder_is_refused(tmp_path: Path, clock: HandClock) -> None:
    made(tmp_path, clock)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(OfficeExists):
        made(tmp_path, clock)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_an_interrupted_beginning_is_begun_again(tmp_path: Path, clock: HandClock) -> None:
    first = made(tmp_path, clock)
    (tmp_path / "office.json").unlink()
    again = made(tmp_path, clock)
    assert again.office != first.office


def test_a_database_elsewhere(tmp_path: Path, clock: HandClock, database: str) -> None:
    url = database.replace(str(tmp_path / "office"), str(tmp_path))
    premises = made(tmp_path / "one", clock, url)
    assert Premises.of(tmp_path / "one").database == premises.database == url
    assert not (tmp_path / "one" / "headoffice.sqlite").exists()
    with pytest.raises(DatabaseInUse):
        made(tmp_path / "two", clock, url)


def test_a_database_that_is_none(tmp_path: Path, clock: HandClock) -> None:
    with pytest.raises(UnknownDatabase):
        made(tmp_path / "office", clock, "nonsense")


@pytest.mark.parametrize(
    ("passphrase", "error"), [(b"short", ShortPassphrase), (b"passwordpassword", CommonPassphrase)]
)
def test_a_weak_passphrase_is_refused(
    tmp_path: Path, clock: HandClock, passphrase: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        found(Founding(tmp_path / "office", "Centrale", cost=CHEAP), passphrase, clock)
    assert not (tmp_path / "office").exists()


def test_a_folder_without_an_office(tmp_path: Path) -> None:
    with pytest.raises(NoOffice):
        Premises.of(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{}", b'{"office": "zz", "root": "", "name": ""}'])
def test_a_damaged_folder_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "office.json").write_bytes(content)
    with pytest.raises(DamagedOffice):
        Premises.of(tmp_path)


def test_the_server_s_certificate_holds_for_the_office_s_name_alone(clock: HandClock) -> None:
    office = bytes(range(16))
    certificates = Certificates(office, clock.at_ms)
    pem = certificates.server()
    leaf = x509.load_pem_x509_certificate(pem)
    store = Store([x509.load_der_x509_certificate(certificates.authority)])
    for age_ms in (0, 40 * 365 * 24 * 3600 * 1000):
        builder = PolicyBuilder().store(store).time(instant(clock.at_ms + age_ms))
        assert builder.build_server_verifier(x509.DNSName(office_host(office))).verify(leaf, [])
        with pytest.raises(x509.verification.VerificationError):
            builder.build_server_verifier(x509.DNSName(office_host(bytes(16)))).verify(leaf, [])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=certificates.authority)
    assert context.cert_store_stats()["x509_ca"] == 1


def test_no_key_that_opens_content_lies_open(tmp_path: Path, clock: HandClock) -> None:
    premises = made(tmp_path, clock)
    with closing(sqlite3.connect(tmp_path / "headoffice.sqlite")) as database:
        dumped = "\n".join(database.iterdump())
    lying_open = dumped.encode() + (tmp_path / "relay.key").read_bytes() + premises.certificate.read_bytes()
    from asi_desktop.headoffice.authority.keys import KeyFile

    held = KeyFile.open(tmp_path, PASSPHRASE, floor=CHEAP).read()
    for secret in (*(one.key for one in held.spaces), held.root, held.administrator, held.authority_key):
        assert secret not in lying_open
        assert secret.hex().upper().encode() not in lying_open.upper()
