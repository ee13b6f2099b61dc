"""What every test of the project relies on: no screen, and no network beyond this machine."""

import ipaddress
import os
import sys
from collections.abc import Iterator

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


def refuse_outside_connections(event: str, arguments: tuple[object, ...]) -> None:
    """Raises OutsideConnectionError when Python is about to reach another machine, or to look up a name."""
    if event == "socket.connect":
        address = arguments[1]
        outside = isinstance(address, tuple) and not is_local(address[0])
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        outside = not is_local(arguments[0])
    else:
        return
    if outside:
        message = f"{event}: {arguments[1:] if event == 'socket.connect' else arguments[0]}"
        raise OutsideConnectionError(message)


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


sys.addaudithook(refuse_outside_connections)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One PostgreSQL for all tests that leave it running."""
    with running(*QUICK) as cluster:
        yield cluster
