"""Parsers that misbehave in every way a document could make one; they run in the closed room only."""

import codecs
import ctypes
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from asi_desktop.domain.errors import Misused
from asi_desktop.domain.text import Text
from asi_desktop.exchange.closed_room import DocumentTooLarge, DocumentUnreadable, Plain

SYSTEM = ctypes.CDLL(None)
MEMSET = SYSTEM.memset
CALLS = {
    name: getattr(SYSTEM, name)
    for name in (
        *("socket", "socketpair", "fork", "execv", "kill", "ptrace", "open", "creat", "unlink", "rename"),
        *("setrlimit", "memfd_create"),
    )
}

Arguments = Mapping[str, Plain]


class NotOfTheRoom(Misused):
    """An error that the door does not know."""

    code = "not_of_the_room"
    what = Text("Une fiche dit {what}.", "A record says {what}.")
    next_step = Text("…", "…")


def honest(document: bytes, arguments: Arguments) -> Plain:
    return {"length": len(document), "given": dict(arguments), "all": [None, True, -3, 1.5, "é", b"\0", {}]}


def surroundings(_: bytes, __: Arguments) -> Plain:
    return {
        "environment": dict(os.environ),
        "files": [number for number in range(256) if _is_open(number)],
        "folder": str(Path.cwd()),
        "modules": [name for name in sys.modules if name.startswith("asi_desktop")],
        "traced": Path("/proc/self/status").exists(),
    }


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def loops(_: bytes, __: Arguments) -> Plain:
    for _number in itertools.count():
        pass
    return None


def sleeps(_: bytes, __: Arguments) -> Plain:
    threading.Event().wait(600)
    return None


def eats_memory(_: bytes, __: Arguments) -> Plain:
    held = [bytearray(16 * 1024 * 1024)]
    while True:
        held.append(bytearray(16 * 1024 * 1024))


def answers_too_much(_: bytes, arguments: Arguments) -> Plain:
    size = arguments["size"]
    assert isinstance(size, int)
    return b"x" * size


def floods(_: bytes, __: Arguments) -> Plain:
    while True:
        os.write(1, b"x" * 65536)


def answers_nonsense(_: bytes, arguments: Arguments) -> Plain:
    said = arguments["said"]
    assert isinstance(said, bytes)
    os.write(1, said)
    os._exit(0)


def crashes(_: bytes, __: Arguments) -> Plain:
    MEMSET(None, 0, 1)
    return None


def crash(_: bytes, __: Arguments) -> Plain:
    os.abort()


def ends(_: bytes, __: Arguments) -> Plain:
    os._exit(0)


def recurses(document: bytes, arguments: Arguments) -> Plain:
    return recurses(document, arguments)


def nests(_: bytes, __: Arguments) -> Plain:
    value: Plain = None
    for _number in range(2000):
        value = [value]
    return value


def fails(_: bytes, __: Arguments) -> Plain:
    json.loads("secret of the document")
    return None


def refuses(_: bytes, __: Arguments) -> Plain:
    raise DocumentUnreadable(reason=Text("la page 3 manque", "page 3 is missing"))


def refuses_size(_: bytes, __: Arguments) -> Plain:
    raise DocumentTooLarge(limit=Text("trop de pages", "too many pages"))


def refuses_otherwise(_: bytes, __: Arguments) -> Plain:
    raise NotOfTheRoom(what="non")


def reads_lazily(_: bytes, __: Arguments) -> Plain:
    return codecs.decode(b"\xe9", "cp1252") + codecs.decode(b"\x8e", "mac_roman")


def _calls_outside() -> None:
    with socket.create_connection(("127.0.0.1", 9), timeout=1):
        pass


ATTEMPTS: dict[str, Callable[[], object]] = {
    "connects": _calls_outside,
    "opens a socket": lambda: socket.socket(socket.AF_UNIX),
    "asks for a name": lambda: socket.getaddrinfo("example.invalid", 80),
    "starts a program": lambda: subprocess.run(["/bin/true"], check=True),
    "forks": os.fork,
    "becomes another": lambda: os.execv("/bin/true", ["true"]),
    "runs a shell": lambda: os.system("true"),
    "kills its parent": lambda: os.kill(os.getppid(), signal.SIGTERM),
    "writes": lambda: Path("/tmp/closed-room-was-here").write_text("x"),
    "appends": lambda: os.open("/tmp/closed-room-was-here", os.O_WRONLY | os.O_CREAT | os.O_APPEND),
    "makes a folder": lambda: Path("/tmp/closed-room-folder").mkdir(),
    "removes": lambda: Path("/tmp/closed-room-was-here").unlink(),
    "reads": lambda: Path("/etc/passwd").read_text(),
    "reads by way of": lambda: Path(f"{sys.prefix}/../../../../../../etc/passwd").read_bytes(),
}


def attempts(_: bytes, arguments: Arguments) -> Plain:
    ATTEMPTS[str(arguments["what"])]()
    return "it worked"


def hides_its_attempt(_: bytes, arguments: Arguments) -> Plain:
    with suppress(Exception):
        ATTEMPTS[str(arguments["what"])]()
    return "nothing happened"


def starts_a_thread(_: bytes, __: Arguments) -> Plain:
    thread = threading.Thread(target=lambda: None)
    thread.start()
    return "it worked"


def taken_over(_: bytes, arguments: Arguments) -> Plain:
    """Call the system as a parser does that runs somebody else's code, past every rule of Python."""
    refused: dict[str, Plain] = {}
    for name, call in NATIVE.items():
        refused[name] = call(arguments)
    return refused


def _path(arguments: Arguments, name: str) -> bytes:
    return str(arguments[name]).encode()


NATIVE: dict[str, Callable[[Arguments], int]] = {
    "socket": lambda _: int(CALLS["socket"](2, 1, 0)),
    "socketpair": lambda _: int(CALLS["socketpair"](1, 1, 0, (ctypes.c_int * 2)())),
    "fork": lambda _: int(CALLS["fork"]()),
    "execv": lambda _: int(CALLS["execv"](b"/bin/true", (ctypes.c_char_p * 2)(b"true", None))),
    "kill": lambda given: int(CALLS["kill"](given["parent"], 15)),
    "ptrace": lambda given: int(CALLS["ptrace"](16, given["parent"], 0, 0)),
    "open to write": lambda given: int(CALLS["open"](_path(given, "kept"), 1)),
    "creat": lambda given: int(CALLS["creat"](_path(given, "new"), 0o600)),
    "unlink": lambda given: int(CALLS["unlink"](_path(given, "kept"))),
    "rename": lambda given: int(CALLS["rename"](_path(given, "kept"), _path(given, "new"))),
    "open to read": lambda given: int(CALLS["open"](_path(given, "kept"), 0)),
    "open the keys of others": lambda _: int(CALLS["open"](b"/proc/1/environ", 0)),
    "more memory": lambda _: int(CALLS["setrlimit"](9, (ctypes.c_ulong * 2)(2**62, 2**62))),
    "memfd": lambda _: int(CALLS["memfd_create"](b"x", 0)),
}
