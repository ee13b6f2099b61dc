"""A head office of the demonstration's own: the real program, as a process on the loopback."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import Text

HOST = "127.0.0.1"
PATIENCE_S = 60
_PROBE_S = 0.5


class OfficeFailed(Refused):
    """The demonstration's head office did not do what it was asked."""

    code = "demo_office_failed"
    what = Text(
        fr="La centrale de la démonstration n’a pas répondu comme prévu ({step}).",
        en="The demonstration’s head office did not answer as it should ({step}).",
    )
    next_step = Text(
        fr="Effacez le dossier {folder} et relancez « demo ».",
        en="Delete the folder {folder} and start “demo” again.",
    )


@dataclass(frozen=True, slots=True)
class TrialOffice:
    """Head office in ``folder``, its authority's passphrase in ``secret``."""

    folder: Path
    secret: Path

    def ask(self, *words: str) -> dict[str, Any]:
        """Run one command of head office and return its JSON; raises OfficeFailed."""
        done = subprocess.run(self._line(*words), capture_output=True, timeout=PATIENCE_S, check=False)  # noqa: S603
        if done.returncode != 0:
            raise OfficeFailed(step=f"{words[0]}, {_code(done.stderr)}", folder=self.folder.parent)
        answer: dict[str, Any] = json.loads(done.stdout or b"{}")
        return answer

    @contextmanager
    def serving(self, port: int) -> Iterator[int]:
        """Keep head office on the line for the length of the block and give its port; 0 picks a free one.

        One that answers on ``port`` already is used as it is, and left alone afterwards.
        """
        if port and _answers(port):
            yield port
            return
        process = self._started(port)
        try:
            yield _ready_port(process, self.folder)
        finally:
            process.terminate()
            process.wait(PATIENCE_S)
            if process.stdout is not None:
                process.stdout.close()

    def _started(self, port: int) -> "subprocess.Popen[bytes]":
        words = ("serve", "--host", HOST, "--port", str(port), "--admin-port", "0")
        return subprocess.Popen(  # noqa: S603
            self._line(*words), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def _line(self, *words: str) -> list[str]:
        return [
            *_program(),
            "--data",
            str(self.folder),
            "--passphrase-file",
            str(self.secret),
            "--json",
            *words,
        ]


def _program() -> list[str]:
    """Return how head office's program is started, also from a packed program."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name("asi-headoffice"))]
    return [sys.executable, "-m", "asi_desktop.headoffice"]


def _code(told: bytes) -> str:
    """Return the code of the error that head office told on its standard error."""
    try:
        return str(json.loads(told.strip().splitlines()[-1])["error"]["code"])
    except (ValueError, KeyError, IndexError, TypeError):
        return "?"


def _ready_port(process: "subprocess.Popen[bytes]", folder: Path) -> int:
    line = process.stdout.readline() if process.stdout else b""
    try:
        return int(str(json.loads(line)["url"]).rstrip("/").rpartition(":")[2])
    except (ValueError, KeyError, TypeError) as error:
        raise OfficeFailed(step="serve", folder=folder.parent) from error


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=_PROBE_S):
            return True
    except OSError:
        return False
