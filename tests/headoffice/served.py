"""Head office's relay as a process of its own, for the tests that need the real thing."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE_S = 60


@dataclass
class Relay:
    """A relay that listens."""

    process: "subprocess.Popen[bytes]"
    url: str
    admin: str
    pid: int

    def stop(self) -> int:
        """Stop it as a system does, and return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_S)

    def kill(self) -> None:
        """Kill it, as a power cut does."""
        self.process.kill()
        self.process.wait(PATIENCE_S)


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Relay]:
    """Run a relay on free ports for the length of the block."""
    line = [sys.executable, "-m", "asi_desktop.headoffice", "--data", str(folder), "serve"]
    ports = ["--port", "0", "--admin-port", "0"]
    with subprocess.Popen([*line, *ports, *options], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            ready = json.loads(process.stdout.readline())
            assert ready["ready"] is True
            yield Relay(process, ready["url"], ready["admin"], ready["pid"])
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(PATIENCE_S)
