"""Starts the real `autan serve` on a home, and speaks HTTP to it by hand."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.functional.demonstration import AUTAN, environment_of, free_port

READY_WITHIN_SECONDS = 300


class Served:
    """A server under test: its port, its process, what it wrote."""

    def __init__(self, port: int, process: subprocess.Popen[bytes], said: Path) -> None:
        self.port, self.process, self.said = port, process, said

    def ask(self, path: str, *, timeout: float = 90) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of a page; an error is an answer too."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=timeout) as response:
                return response.status, dict(response.headers), response.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, dict(error.headers), error.read()

    def connect(self) -> socket.socket:
        """An open socket to the server."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def wait(self) -> None:
        """Wait until it answers."""
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.said.read_text()
            try:
                self.ask("/health/", timeout=30)
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise AssertionError(self.said.read_text())

    def stop(self, *, within: float = 90) -> int:
        """Tell it to stop, as a service manager does; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=within)


@contextmanager
def served(home: Path, *options: str, ready: bool = True, **variables: str) -> Iterator[Served]:
    """Serve a home until the block ends, by one process unless the options say how many: each takes two seconds."""
    workers = () if "--workers" in options else ("--workers", "1")
    port = free_port()
    said = home.parent / f"{home.name}-{port}-said.txt"  # several servers may share a home
    with said.open("wb") as output:
        process = subprocess.Popen(
            [AUTAN, "serve", "--port", str(port), *workers, *options],
            env=environment_of(home) | variables,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Served(port, process, said)
    try:
        if ready:
            server.wait()
        yield server
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=120)
