"""A PostgreSQL for a test: a new database of the one that DATABASE_URL names, or a server of the machine's own."""

import os
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.functional.demonstration import free_port


def find_binaries() -> Path | None:
    paths = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return paths[-1].parent if paths else None


def as_postgres(*words: object) -> subprocess.CompletedProcess[bytes]:
    """Run a command of PostgreSQL, which refuses root."""
    other = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] if os.geteuid() == 0 else []
    return subprocess.run([*other, *map(str, words)], check=True, capture_output=True, cwd="/")


@contextmanager
def new_database() -> Iterator[str]:
    """Address of an empty database; the test is skipped where there is no PostgreSQL."""
    import psycopg

    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        name = f"backup_{uuid.uuid4().hex}"
        with psycopg.connect(given, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
            yield f"{given.rpartition('/')[0]}/{name}"
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[arg-type]
        return
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL on this machine")
    with tempfile.TemporaryDirectory() as folder, own_server(binaries, Path(folder)) as address:
        yield address


@contextmanager
def own_server(binaries: Path, folder: Path) -> Iterator[str]:
    """Start a PostgreSQL in a folder, and stop it at the end."""
    folder.chmod(0o755)
    port, data = free_port(), folder / "data"
    data.mkdir()
    if os.geteuid() == 0:
        subprocess.run(["chown", "postgres:postgres", data], check=True)
    as_postgres(binaries / "initdb", "-D", data, "-U", "autan", "--auth=trust", "--encoding=UTF8", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data} -c fsync=off"
    as_postgres(binaries / "pg_ctl", "-D", data, "-l", data / "log", "-w", "-o", options, "start")
    try:
        yield f"postgresql://autan@127.0.0.1:{port}/postgres"
    finally:
        as_postgres(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
