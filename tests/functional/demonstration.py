"""Starts the real `autan demo` in a folder and on a port of its own, and stops it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from coverage import Coverage

AUTAN = Path(sys.executable).parent / "autan"
READY_WITHIN_SECONDS = 300


def free_port() -> int:
    """A port that nobody holds."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment_of(home: Path) -> dict[str, str]:
    """The variables of a person who has set nothing but the folder."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("AUTAN_", "DATABASE_", "DJANGO_"))
    }
    return {**kept, "AUTAN_HOME": str(home)}


def home_of(folder: Path) -> Path:
    """The home of a demonstration that is served from a folder."""
    return folder / "state"


def folder_of_the_run(own: Path) -> Path:
    """The folder that all the processes of a run share; `own` is that of one process (`getbasetemp`)."""
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def shared_demonstration(own: Path) -> Path:
    """The folder that a person has for data in which the real command prepares, once for all the processes of a run."""
    return folder_of_the_run(own) / "prepared-demonstration"


def counted() -> list[str]:
    """What goes before a command so that the lines it runs count, where those of this process are counted."""
    counting = Coverage.current()
    if counting is None:
        return []
    branches = ["--branch"] if counting.get_option("run:branch") else []
    return [sys.executable, "-m", "coverage", "run", "--parallel-mode", *branches]


def prepare_demonstration(data: Path) -> None:
    """Run `autan demo` for a person who has set nothing, whose folder for data this is; it has its name once ready."""
    being_made = data.with_name(f"{data.name}-being-made")
    environment = {name: value for name, value in environment_of(data).items() if name != "AUTAN_HOME"}
    command = [*counted(), str(AUTAN), "demo", "--no-serve"]
    done = subprocess.run(
        command, env=environment | {"XDG_DATA_HOME": str(being_made)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    being_made.rename(data)


@contextmanager
def serve_demonstration(home: Path) -> Iterator[str]:
    """Run `autan demo` on a copy until the block ends; give the address of the site without its last slash.

    Raises:
        AssertionError: the site does not answer in time; the message holds what the command said.
    """
    port = free_port()
    address, said = f"http://127.0.0.1:{port}", home / "said.txt"
    with said.open("w") as output:
        command = subprocess.Popen(
            [AUTAN, "demo", "--port", str(port)],
            env=environment_of(home_of(home)),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        assert answers(address, command), f"autan demo did not serve; it said:\n{said.read_text()}"
        yield address
    finally:
        if command.poll() is None:
            os.killpg(command.pid, signal.SIGTERM)
        command.wait(timeout=120)


def answers(address: str, command: subprocess.Popen[bytes]) -> bool:
    """Wait until the site answers; False when the command ends or the time is over."""
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline and command.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=30) as response:  # noqa: S310 - loopback
                return response.status == 200
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    return False
