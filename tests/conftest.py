"""What every test of the project relies on: no screen, and no network beyond this machine."""

import functools
import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings

from tests.postgresql import QUICK, Cluster, running

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine is no failure: time is measured in tests/benchmarks, not here.
settings.register_profile("asi", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("asi")

LOCAL_NAMES = frozenset({"", "localhost", "testserver"})


class OutsideConnectionError(AssertionError):
    """A test reached for the network: whatever it needs must run on this machine."""


Answer = TypeVar("Answer")


def refused_outside(call: Callable[..., Answer], *, at: int) -> Callable[..., Answer]:
    """Return ``call`` with its argument ``at`` checked: an address of this machine, or a name of it.

    A hook for audit events would be shorter, but Python runs it while it installs the tracing of a new
    thread, and two threads that begin at once then trip over each other.
    """

    @functools.wraps(call)
    def checked(*arguments: Any, **options: Any) -> Answer:  # noqa: ANN401  # whatever sockets take
        given = arguments[at]
        a_file = at == 1 and not isinstance(given, tuple)  # a socket of this machine
        if not a_file and not is_local(given[0] if isinstance(given, tuple) else given):
            str(given).encode("idna")  # a name that cannot be is the caller's to hear of, as always
            message = f"socket.{call.__name__}: {given}"
            raise OutsideConnectionError(message)
        return call(*arguments, **options)

    return checked


def is_local(host: object) -> bool:
    """Whether a host, a name or an address as text or bytes, is this machine."""
    name = host.decode("ascii") if isinstance(host, bytes) else host
    if name is None or name in LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(str(name))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


for name in ("connect", "connect_ex"):
    setattr(socket.socket, name, refused_outside(getattr(socket.socket, name), at=1))
for name in ("getaddrinfo", "gethostbyname"):
    setattr(socket, name, refused_outside(getattr(socket, name), at=0))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One PostgreSQL for all tests that leave it running."""
    with running(*QUICK) as cluster:
        yield cluster
