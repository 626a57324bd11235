"""The tests cannot speak to another machine."""

import socket

import pytest

from tests.network import NetworkIsShutError


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80, 0, 0), ("example.org", 80)])
def test_another_machine_is_out_of_reach(address: tuple[object, ...]) -> None:
    family = socket.AF_INET6 if len(address) == 4 else socket.AF_INET
    with socket.socket(family) as client, pytest.raises(NetworkIsShutError):
        client.connect(address)


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(NetworkIsShutError):
        socket.create_connection(("example.org", 80))


def test_this_machine_can_be_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(("localhost", server.getsockname()[1])) as client,
    ):
        client.sendall(b"ping")
