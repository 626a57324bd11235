"""What `deploy/` promises, as one machine can tell: the unit of systemd, and a server without any right."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.functional.demonstration import AUTAN, free_port
from tests.functional.served import Served
from tests.repo.tree import REPOSITORY

DEPLOY = REPOSITORY / "deploy"
MOST_EXPOSED = "20"  # of 100, as `systemd-analyze security` counts
NOBODY = "10001"
ALONE = """
set -e
mount --make-rprivate /
mount --bind "$1" /mnt
mount -t tmpfs tmpfs /tmp -o mode=1777
mount -o remount,ro,bind /
cd /
exec setpriv --reuid={nobody} --regid={nobody} --clear-groups --bounding-set -all --no-new-privs \
    env -i PATH=/usr/bin:/bin AUTAN_HOME=/mnt/home PYTHONDONTWRITEBYTECODE=1 {autan} serve --port {port}
"""


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not there")
    path = tmp_path_factory.mktemp("systemd") / "autan.service"
    path.write_text((DEPLOY / "autan.service").read_text().replace("/opt/autan/bin/autan", str(AUTAN)))
    return path


def test_the_unit_is_read_without_a_fault(unit: Path) -> None:
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_unit_gives_few_rights(unit: Path) -> None:
    words = ["systemd-analyze", "security", "--offline=yes", f"--threshold={MOST_EXPOSED}", "--no-pager", unit]
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0


def test_the_container_copies_what_is_there_and_runs_as_nobody() -> None:
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    copied = [words.split()[1:-1] for words in lines if words.startswith("COPY ") and "--from" not in words]
    assert [name for names in copied for name in names if not (REPOSITORY / name).exists()] == []
    assert f"USER {NOBODY}" in lines
    assert any(line.startswith("HEALTHCHECK") and "/health/" in line for line in lines)
    assert re.search(r"^psycopg", (REPOSITORY / "requirements-dev.lock").read_text(), re.MULTILINE)


def may_run_alone() -> bool:
    """Root alone may take a root of its own; who has no right must then be able to read this Python."""
    if os.name != "posix" or os.geteuid() != 0 or not all(map(shutil.which, ("unshare", "setpriv", "mount"))):
        return False
    mounts = subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False)
    words = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", str(AUTAN), "--version"]
    reads = subprocess.run(words, capture_output=True, check=False, cwd="/")
    return mounts.returncode == reads.returncode == 0 and AUTAN.parts[1] != "tmp"


def test_who_has_no_right_serves_on_a_root_that_is_read_only(tmp_path: Path) -> None:
    if not may_run_alone():
        pytest.skip("needs root, and mounts of its own")
    state, port = tmp_path / "state", free_port()
    state.mkdir(mode=0o700)
    os.chown(state, int(NOBODY), int(NOBODY))
    script = ALONE.format(nobody=NOBODY, autan=AUTAN, port=port)
    said = tmp_path / "said.txt"
    with said.open("wb") as output:
        words = ["unshare", "-m", "sh", "-c", script, "sh", str(state)]
        process = subprocess.Popen(words, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    server = Served(port, process, said)
    try:
        server.wait()
        status, _headers, body = server.ask("/health/")
        assert (status, body) == (200, b'{"database": "ok", "disk": "ok"}')
        assert (state / "home" / "autan.sqlite3").stat().st_uid == int(NOBODY)
        assert server.stop() == 0
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
