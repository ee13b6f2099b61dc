"""The test-suite itself never leaves this machine."""

import contextlib
import socket

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "registry.invalid"])
def test_another_machine_is_refused(host: str) -> None:
    with pytest.raises(AssertionError, match="socket"):
        socket.create_connection((host, 443), timeout=1)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_allowed(host: str) -> None:
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as server:
        socket.create_connection((host, server.getsockname()[1])).close()
