"""Shuts the network during the tests; the machine's own loopback stays open."""

import ipaddress
import socket
from typing import Any

import pytest


class NetworkIsShutError(RuntimeError):
    """A test tried to speak to another machine."""


def is_loopback(address: Any) -> bool:
    """Say whether a socket address stays on this machine: a local socket file, or a loopback name or number."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host in {"localhost", ""}


def shut_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make any connection beyond loopback fail, and any look-up of a name other than this machine's."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if not is_loopback(address):
            message = f"no network in tests: {address}"
            raise NetworkIsShutError(message)
        connect(self, address)

    def guarded_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        if host is not None and not is_loopback((host.decode() if isinstance(host, bytes) else host,)):
            message = f"no network in tests: {host}"
            raise NetworkIsShutError(message)
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
