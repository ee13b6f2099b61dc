"""Whatever comes in, the answer is a sentence with its exit status; nothing is lost, no traceback."""

import datetime
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.e2e.conftest import World
from tests.e2e.programs import Answer, Laptop, Program, officer, written

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def refused(answer: Answer, status: int, code: str) -> None:
    assert answer.status == status, answer.err
    assert answer.out == b""
    assert answer.error["code"] == code
    assert set(answer.error) == {"code", "message", "next"}
    assert answer.error["message"].endswith((".", "!", "?"))
    assert answer.error["next"]
    assert "Traceback" not in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def with_options(laptop: Laptop, *options: str) -> Program:
    laptop.leave()
    return replace(laptop.program, options=options)


def test_wrong_passphrase_and_no_such_profile(world: World, tmp_path: Path) -> None:
    profile = world.ana.program.options[1]
    wrong = written(tmp_path / "wrong", "une autre phrase que la bonne")
    refused(
        with_options(world.ana, "--profile", profile, "--passphrase-file", wrong)("status"),
        3,
        "wrong_passphrase",
    )
    refused(with_options(world.ana, "--profile", str(tmp_path / "none"))("status"), 3, "no_such_profile")
    refused(with_options(world.ana, "--profile", profile)("status"), 3, "no_passphrase")
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    answer = with_options(world.ana, "--profile", profile, "--passphrase-file", str(binary))("status")
    refused(answer, 1, "file_unreadable")
    assert world.ana("status").status == 0


@pytest.mark.parametrize(
    "words", [["nope"], ["record", "nope"], ["--nope", "status"], ["record", "add"]], ids=str
)
def test_words_that_are_wrong(world: World, words: list[str]) -> None:
    answer = world.ana.run(*words)
    assert answer.status == 2
    assert answer.error["code"] in {"unknown_command", "usage"}
    assert "Traceback" not in answer.err


def test_input_that_is_wrong_line_by_line_and_the_batch_goes_on(world: World) -> None:
    good = {"title": "Bonne"}
    lines: list[tuple[bytes, int, str]] = [
        (b'{"args": ["record", "add"', 1, "invalid_json"),
        (b"[" * 100_000 + b"]" * 100_000, 1, "invalid_json"),
        (
            b'{"args": ["status"], "input": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}",
            1,
            "invalid_json",
        ),
        (b"\xff\xfe", 1, "invalid_json"),
        (b'"status"', 1, "invalid_json"),
        (b'{"args": []}', 1, "invalid_json"),
        (b'{"args": [1]}', 1, "invalid_json"),
        (spelled("record", "add", "brief", given={"nope": 1}), 1, "unknown_field"),
        (spelled("record", "add", "brief", given={"title": "x", "country": "ZZ"}), 1, "unknown_code"),
        (spelled("record", "add", "brief", given={"title": "x" * 10_000}), 1, "too_long"),
        (spelled("record", "add", "contact", given={"family_name": "x" * 10_000}), 1, "too_long"),
        (spelled("record", "add", "brief", given={"title": "x", "bluf": "y" * 5_000_000}), 1, "too_long"),
        (spelled("record", "add", "brief", given=[1]), 1, "invalid_json"),
        (spelled("record", "get", "PCV-2026-SB-9999-Z"), 1, "no_such_record"),
        (spelled("record", "list", "brief", "--where", "nope"), 2, "usage"),
        (spelled("record", "set", "PCV-2026-SB-9999-Z", "title=unquoted"), 2, "usage"),
        (spelled("conflict", "resolve", "x", "bluf"), 2, "usage"),
        (spelled("attach", "list", "x"), 1, "no_such_record"),
        (spelled("record", "share", "x", "--to", "PCV"), 1, "not_in_this_version"),
        (spelled("export", "x", "--as", "pdf"), 2, "unknown_form"),
        (spelled("record", "add", "brief", "-", given=good), 0, ""),
    ]
    done = world.ana.run("batch", given=b"\n".join(line for line, _, _ in lines) + b"\n")
    assert done.status == 0, done.err
    answers = [json.loads(line) for line in done.out.splitlines()]
    told = [(answer["status"], answer.get("error", {}).get("code", "")) for answer in answers]
    assert told == [(status, code) for _, status, code in lines]


def spelled(*words: str, given: object = None) -> bytes:
    args = [*words, "-"] if words[:2] == ("record", "add") and words[-1] != "-" else list(words)
    return json.dumps({"args": args, "input": given}).encode()


def test_an_illegal_step_says_why_and_who(world: World) -> None:
    brief = world.ana("record", "add", "brief", "-", given={"title": "Port"}).json["id"]
    refused(world.ana.run("record", "advance", brief, "sent"), 1, "no_such_step")
    refused(world.ana.run("record", "advance", brief, "to_review"), 1, "step_incomplete")
    assert world.ana("record", "get", brief).json["status"] == "draft"


def test_an_invitation_that_is_none_or_was_used(world: World, tmp_path: Path) -> None:
    dora = officer(tmp_path, "dora", "ombrelle cratère sifflet vergue")
    other = tmp_path / "not.invitation"
    other.write_bytes(b"%PDF-1.7 not an invitation at all" * 40)
    code = written(tmp_path / "code", "bado kelu mira poto sanu viri")
    refused(dora.run("enrol", str(other), "--code-file", code), 1, "not_an_invitation")
    refused(dora.run("enrol", str(tmp_path / "missing"), "--code-file", code), 1, "file_unreadable")
    refused(dora.run("enrol", str(other)), 2, "usage")
    world.office("person", "add", "dora", "--name", "Dora", "--role", "OL", "--post", "PCV").done()
    invitation, right = world.invitation("dora")
    assert dora("enrol", invitation, "--code-file", code).error["code"] == "unknown_word"
    dora("enrol", invitation, "--code-file", right).done()
    refused(dora.run("enrol", invitation, "--code-file", right), 1, "already_enrolled")
    emil = officer(tmp_path, "emil", "tombola faïence marsouin étrave")
    refused(emil.run("enrol", invitation, "--code-file", right), 1, "invitation_used")
    assert emil("status").json["session"] == "local"
    dora.leave()
    emil.leave()


def test_another_servers_certificate_and_html_instead_of_an_answer(world: World) -> None:
    world.meet()
    note = world.ana("note", "Écrit pendant l'interception.").json["id"]
    with stranger(world.folder, tls=True) as port:
        world.line.retarget(port)
        refused(world.ana.run("sync"), 4, "intercepted")
    with stranger(world.folder, tls=False) as port:
        world.line.retarget(port)
        refused(world.ana.run("sync"), 4, "intercepted")
    assert world.ana("status").json["session"] == "intercepted"
    world.line.retarget(world.relay.port)
    world.meet()
    assert world.ben("record", "get", note).json["fields"]["text"] == "Écrit pendant l'interception."


@contextmanager
def stranger(folder: Path, *, tls: bool) -> Iterator[int]:
    """A server that is not head office: it answers everything with a portal's page."""
    page = b"<html>Welcome to the hotel</html>"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page)
    listener = socket.create_server(("127.0.0.1", 0))
    context = _self_signed(folder) if tls else None

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                try:
                    wrapped = context.wrap_socket(connection, server_side=True) if context else connection
                    wrapped.recv(65536)
                    wrapped.sendall(answer)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


def _self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hotel.example")])
    began = datetime.datetime(2026, 1, 1)  # noqa: DTZ001  # as X.509 has it
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), began)
    certificate = builder.not_valid_after(began.replace(year=2036)).sign(key, hashes.SHA256())
    pem = folder / "stranger.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context
