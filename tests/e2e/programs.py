"""The two programs as a script drives them: processes, JSON documents, exit statuses."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATIENCE = 60


@dataclass
class Answer:
    """What a run gave back."""

    status: int
    out: bytes
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401  # a document of any command
        """The one JSON document on standard output."""
        assert self.status == 0, self.err
        return json.loads(self.out)

    def done(self) -> None:
        """Fail the test unless the command did what it was asked."""
        assert self.status == 0, self.err

    @property
    def error(self) -> dict[str, str]:
        """The error's one line on standard error."""
        told: dict[str, str] = json.loads(self.err.strip().splitlines()[-1])["error"]
        return told


@dataclass
class Program:
    """One of the two programs with the options that stand before every command."""

    module: str
    options: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    patience: int = PATIENCE

    def __call__(self, *words: str, given: bytes = b"") -> Answer:
        """Run one command with ``--json``."""
        done = subprocess.run(
            self.line(*words),
            input=given,
            capture_output=True,
            env=self._environment(),
            timeout=self.patience,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr.decode())

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start a command that stays."""
        return subprocess.Popen(
            self.line(*words),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment(),
        )

    def line(self, *words: str) -> list[str]:
        """The command line of ``words``."""
        return [sys.executable, "-m", self.module, *self.options, "--json", *words]

    def _environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("ASI_")}
        return own | {"ASI_LANG": "en"} | self.environment


class Laptop:
    """An officer's laptop. Commands go to one `batch` that stays open: its passphrase is paid for once.

    ``run`` gives a command a process of its own instead, as the officer's terminal does.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self._batch: subprocess.Popen[bytes] | None = None

    def __call__(self, *words: str, given: object = None) -> Answer:
        """Run one command, its JSON input ``given``, and return its answer as a process would give it."""
        if self._batch is None:
            self._batch = self.program.start("batch")
        answer = asked(self._batch, *words, given=given)
        assert answer is not None, "the batch has ended"
        told = json.dumps({"error": answer.get("error")})
        return Answer(answer["status"], json.dumps(answer.get("output")).encode(), told)

    def ask(self, *words: str, given: object = None) -> dict[str, Any] | None:
        """Ask one line where the laptop may be killed: None then, and it is started anew for the next."""
        if self._batch is None:
            self._batch = self.program.start("batch")
        answer = asked(self._batch, *words, given=given)
        if answer is None:
            self.leave()
        return answer

    def kill(self) -> None:
        """Kill what runs, as a power cut does."""
        if self._batch is not None:
            self._batch.kill()

    def run(self, *words: str, given: bytes = b"") -> Answer:
        """Run one command in a process of its own."""
        self.leave()
        return self.program(*words, given=given)

    def leave(self) -> None:
        """Let go of the profile."""
        if self._batch is not None:
            ended(self._batch)
            self._batch = None


def asked(batch: "subprocess.Popen[bytes]", *words: str, given: object = None) -> dict[str, Any] | None:
    """Ask one line of a running `batch`; None when the process died before it answered."""
    assert batch.stdin is not None
    assert batch.stdout is not None
    try:
        batch.stdin.write(json.dumps({"args": words, "input": given}).encode() + b"\n")
        batch.stdin.flush()
        line = batch.stdout.readline()
    except (BrokenPipeError, ValueError):
        return None
    return json.loads(line) if line.endswith(b"\n") else None


def ended(process: "subprocess.Popen[bytes]") -> None:
    """Close what leads to a process and wait until it is gone."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(BrokenPipeError):
                stream.close()
    process.wait(PATIENCE)


def written(path: Path, text: str) -> str:
    """Write a secret's file and return its name."""
    path.write_text(text + "\n", encoding="utf-8")
    return str(path)


def officer(folder: Path, name: str, passphrase: str) -> Laptop:
    """A laptop of its own, its vault just made."""
    secret = written(folder / f"{name}.secret", passphrase)
    (folder / "tmp").mkdir(exist_ok=True)
    options = ("--profile", str(folder / name), "--passphrase-file", secret)
    laptop = Laptop(Program("asi_desktop", options, {"TMPDIR": str(folder / "tmp")}))
    laptop.run("vault", "create", "--recovery-file", str(folder / f"{name}.recovery")).done()
    return laptop


def authority(folder: Path, passphrase: str) -> Program:
    """Head office, not initialised yet."""
    secret = written(folder / "office.secret", passphrase)
    return Program("asi_desktop.headoffice", ("--data", str(folder / "office"), "--passphrase-file", secret))


class Relay:
    """Head office's server as a process; ``port`` stays the same when it comes back."""

    def __init__(self, office: Program) -> None:
        self._office = office
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        self._process = self._office.start(
            "serve", "--host", "127.0.0.1", "--port", str(self.port), "--admin-port", "0"
        )
        assert self._process.stdout is not None
        ready = json.loads(self._process.stdout.readline())
        assert ready["ready"] is True
        self.port = int(ready["url"].rpartition(":")[2].strip("/"))

    def kill(self) -> None:
        """Kill it, as a power cut does."""
        self._end("kill")

    def stop(self) -> None:
        """Stop it as a system does."""
        self._end("terminate")

    def _end(self, how: str) -> None:
        if self._process is not None:
            getattr(self._process, how)()
            ended(self._process)
            self._process = None


@contextlib.contextmanager
def serving(office: Program) -> Iterator[Relay]:
    """Head office on the line for the length of a test."""
    relay = Relay(office)
    relay.start()
    try:
        yield relay
    finally:
        relay.stop()
