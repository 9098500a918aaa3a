"""Who may reach the screen."""

import socket

import pytest

from thidua.graph.errors import UsageError
from thidua.screen import guard, server


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost", "::1"])
def test_this_machine(host: str) -> None:
    assert server.is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.org", ""])
def test_others_only_with_a_password(host: str) -> None:
    assert not server.is_loopback(host)
    with pytest.raises(UsageError, match="THIDUA_PASSWORD"):
        server.serve(":memory:", host=host, port=0, password=None, per_minute=1)


@pytest.mark.parametrize(
    ("header", "host"),
    [(b"localhost:7860", "localhost"), (b"127.0.0.1", "127.0.0.1"), (b"[::1]:7860", "::1"), (b"", "")],
)
def test_the_host_that_is_asked_for(header: bytes, host: str) -> None:
    assert guard.host_of({"headers": [(b"host", header)]}) == host


def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port}"):
            server.bound("127.0.0.1", port)


@pytest.mark.parametrize("port", [-1, 70000])
def test_a_port_that_is_none(port: int) -> None:
    with pytest.raises(UsageError, match=str(port)):
        server.bound("127.0.0.1", port)
