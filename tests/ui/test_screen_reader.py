"""The real thing: another process asks for every part of every screen over the accessibility bus (AT-SPI),
as a screen reader does, and works with one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import pytest
from jeepney import DBusAddress, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.ui.accessibility import Node, faults_of

ROOT = Path(__file__).parents[2]
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
READY = shutil.which("Xvfb") and shutil.which("dbus-daemon") and any(map(os.path.exists, LAUNCHERS))
pytestmark = pytest.mark.skipif(not READY, reason="Xvfb, dbus-daemon and at-spi2-core are not installed")

ACCESSIBLE, ACTION = "org.a11y.atspi.Accessible", "org.a11y.atspi.Action"
ROOT_PATH = "/org/a11y/atspi/accessible/root"
LABELLED_BY = 2
SHOWING, FOCUSABLE = 25, 11
"""Bits of the states, and a relation, as AT-SPI counts them (atspi-constants.h)."""
ROLES = {
    "button": "button",
    "push button": "button",
    "button menu": "button",
    "check box": "check box",
    "combo box": "combo box",
    "text": "edit",
    "list": "list",
    "list item": "list item",
    "menu": "menu",
    "popup menu": "menu",
    "menu item": "menu item",
    "spin button": "spin box",
    "table": "table",
    "table cell": "cell",
    "cell": "cell",
    "label": "text",
}
MOST_LINES = 12
Reference = tuple[str, str]
"""A part: the name of its program on the bus, and its path there."""


class Reader:
    """Asks the bus as a screen reader does."""

    def __init__(self, connection: DBusConnection) -> None:
        self._bus = connection

    def ask(
        self, part: Reference, interface: str, method: str, *given: object, signature: str = ""
    ) -> object:
        """Call ``method`` of ``part`` and return the first value of the answer."""
        address = DBusAddress(part[1], bus_name=part[0], interface=interface)
        message = new_method_call(address, method, signature or None, tuple(given))
        return self._bus.send_and_get_reply(message, timeout=20).body[0]

    def name(self, part: Reference) -> str:
        """Return what ``part`` is called."""
        message = Properties(DBusAddress(part[1], bus_name=part[0], interface=ACCESSIBLE)).get("Name")
        (variant,) = self._bus.send_and_get_reply(message, timeout=20).body
        assert isinstance(variant, tuple)
        return str(variant[1])

    def inside(self, part: Reference) -> list[Reference]:
        """Return the parts of ``part``."""
        found = self.ask(part, ACCESSIBLE, "GetChildren")
        assert isinstance(found, list)
        return [(str(program), str(path)) for program, path in found]

    def states(self, part: Reference) -> int:
        """Return the states of ``part`` as bits."""
        halves = self.ask(part, ACCESSIBLE, "GetState")
        assert isinstance(halves, list)
        low, high = halves
        return int(low) | int(high) << 32

    def label(self, part: Reference) -> str:
        """Return the label of ``part``, empty without one."""
        relations = self.ask(part, ACCESSIBLE, "GetRelationSet")
        assert isinstance(relations, list)
        found = [label for kind, labels in relations if kind == LABELLED_BY for label in labels]
        return ", ".join(self.name((program, path)) for program, path in found)

    def tree(self, part: Reference) -> Node:
        """Return ``part`` with all that is showing inside it."""
        spoken = str(self.ask(part, ACCESSIBLE, "GetRoleName"))
        role, focusable = ROLES.get(spoken, "other"), bool(self.states(part) >> FOCUSABLE & 1)
        label = self.label(part) if role == "combo box" else ""
        made = Node(role, self.name(part), label, focusable, kind=spoken)
        if role not in {"combo box", "spin box", "edit"}:
            several = self.inside(part)[:MOST_LINES] if role in {"list", "table"} else self.inside(part)
            made.inner = [self.tree(each) for each in several if self.states(each) >> SHOWING & 1]
        return made

    def press(self, part: Reference) -> bool:
        """Do what a button does."""
        address = DBusAddress(part[1], bus_name=part[0], interface=ACTION)
        body = self._bus.send_and_get_reply(new_method_call(address, "DoAction", "i", (0,)), timeout=20).body
        return bool(body[0])

    def sought(self, part: Reference, name: str) -> Reference | None:
        """Return the part inside ``part`` that is showing and called ``name``."""
        for each in self.inside(part):
            if self.states(each) >> SHOWING & 1:
                if self.name(each) == name:
                    return each
                if deeper := self.sought(each, name):
                    return deeper
        return None

    def program(self) -> Reference:
        """Return the desk among the programs on the bus."""
        (found,) = self.inside(("org.a11y.atspi.Registry", ROOT_PATH))
        return found


@contextmanager
def process(*words: str, **more: object) -> Iterator[subprocess.Popen[str]]:
    """Start a program and end it afterwards."""
    with subprocess.Popen(words, text=True, **more) as started:  # type: ignore[call-overload]
        try:
            yield started
        finally:
            started.terminate()


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A screen and a bus of our own, as environment variables."""
    runtime = tmp_path_factory.mktemp("runtime")
    runtime.chmod(0o700)
    here = {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "DBUS_", "AT_SPI"))}
    here |= {"XDG_RUNTIME_DIR": str(runtime), "GSETTINGS_BACKEND": "memory", "NO_AT_BRIDGE": "1"}
    with ExitStack() as running:
        screen = ("Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp")
        quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "env": here}
        here["DISPLAY"] = f":{first_line(running.enter_context(process(*screen, **quiet)).stdout)}"
        bus = ("dbus-daemon", "--session", "--nofork", "--print-address=1")
        address = first_line(running.enter_context(process(*bus, **quiet)).stdout)
        yield here | {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }


def first_line(stream: IO[str] | None) -> str:
    """Return the next line of ``stream``."""
    assert stream is not None
    return stream.readline().strip()


@contextmanager
def reading(surroundings: dict[str, str]) -> Iterator[Reader]:
    """Come onto the accessibility bus, which the session bus starts when it is first asked for."""
    with open_dbus_connection(surroundings["DBUS_SESSION_BUS_ADDRESS"]) as session:
        bus = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
        (address,) = session.send_and_get_reply(new_method_call(bus, "GetAddress"), timeout=20).body
    with open_dbus_connection(str(address)) as connection:
        yield Reader(connection)


def close_the_sheet(reader: Reader) -> None:
    """Work with the desk as a screen reader does: press a button, and find that it has done its work."""
    button = reader.sought(reader.program(), "Close")
    assert button is not None
    assert reader.press(button)
    assert reader.sought(reader.program(), "Keys of this screen") is None


@pytest.mark.slow
def test_a_screen_reader_finds_its_way_through_the_whole_desk(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    words = (sys.executable, "-m", "tests.ui.spoken", str(tmp_path))
    found, visited = [], []
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "cwd": ROOT, "env": surroundings}
    with process(*words, **pipes) as desk, reading(surroundings) as reader:
        assert desk.stdin is not None
        while stop := first_line(desk.stdout):
            windows = [reader.tree(each) for each in reader.inside(reader.program())]
            visited.append((stop, sum(len(list(window.all())) for window in windows)))
            found += [f"{stop}: {fault}" for window in windows for fault in faults_of(window)]
            if stop.endswith("-keys"):
                close_the_sheet(reader)
            desk.stdin.write("\n")
            desk.stdin.flush()
        assert desk.wait(20) == 0
    assert len(visited) > 40
    assert all(parts > 5 for _, parts in visited), visited
    assert not found, "\n".join(found)
