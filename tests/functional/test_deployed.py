"""What `deploy/` promises, as one machine can tell: the unit, started by systemd, and a server without any right."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
SYSTEMD = Path("/lib/systemd/systemd")
TARGETS = ("sysinit", "basic", "network-online", "shutdown")
FIRST_PROCESS = """
set -e
mount --make-rprivate /
mount --bind "$1" /mnt
mount --bind /mnt/lib /var/lib
mount -t tmpfs tmpfs /run -o mode=755
mount -t tmpfs tmpfs /tmp -o mode=1777
mkdir -p /run/systemd
cp -r /mnt/system /run/systemd/system
umount -R /sys/fs/cgroup
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mount -o remount,ro,bind /
exec env -i container=lxc PATH=/usr/sbin:/usr/bin SYSTEMD_UNIT_PATH=/run/systemd/system {systemd} --system
"""
"""The first process of a machine of its own: its processes, mounts, groups and state, the network of this one."""


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


@contextmanager
def own_group() -> Iterator[Path]:
    """A group of processes of its own, which systemd takes for that of the machine."""
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    root = next((Path(fields[1]) for fields in mounts if fields[2] == "cgroup2"), None)
    if not SYSTEMD.exists() or root is None or not may_run_alone():
        pytest.skip("needs systemd, root, and groups of its own")
    group = root / f"autan-test-{os.getpid()}"
    try:
        group.mkdir()
    except OSError:
        pytest.skip("no group may be made")
    try:
        yield group
    finally:
        for folder in sorted((path for path in group.rglob("*") if path.is_dir()), reverse=True):
            with suppress(OSError):
                folder.rmdir()
        with suppress(OSError):
            group.rmdir()


def write_units(folder: Path, port: int) -> None:
    """The unit as it ships, but for where the program and its port are; targets that ask for nothing; its log."""
    units = folder / "system"
    (units / "autan.service.d").mkdir(parents=True)
    text = (DEPLOY / "autan.service").read_text()
    text = text.replace("/opt/autan/bin/autan", str(AUTAN)).replace("--port 8000", f"--port {port}")
    (units / "autan.service").write_text(text)
    (units / "default.target").write_text("[Unit]\nDescription=Default\nWants=autan.service\n")
    for name in TARGETS:
        (units / f"{name}.target").write_text(f"[Unit]\nDescription={name}\nDefaultDependencies=no\n")
    log = "append:/mnt/said.txt"
    (units / "autan.service.d/log.conf").write_text(f"[Service]\nStandardOutput={log}\nStandardError={log}\n")


def test_systemd_starts_the_unit_again_after_a_fall_and_stops_it(tmp_path: Path) -> None:
    with own_group() as group:
        port, state = free_port(), tmp_path / "lib/private/autan"
        write_units(tmp_path, port)
        (tmp_path / "lib").mkdir()
        enter = f'echo $$ > {group}/cgroup.procs; exec unshare -C -p -m -u -i --fork --mount-proc sh -c "$1" sh "$2"'
        words = ["sh", "-c", enter, "sh", FIRST_PROCESS.format(systemd=SYSTEMD), str(tmp_path)]
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, start_new_session=True)
        server = Served(port, process, tmp_path / "said.txt")
        try:
            server.wait()
            first = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[0]

            def inside(*command: str) -> str:
                entered = ["nsenter", "-t", first, "-m", "-p", "-C", "-u", "-i", *command]
                return subprocess.run(entered, capture_output=True, text=True, check=True).stdout

            main = inside("systemctl", "show", "autan", "-p", "MainPID", "--value").strip()
            status = dict(line.split(":\t", 1) for line in inside("cat", f"/proc/{main}/status").splitlines())
            rights = (status["CapBnd"], status["NoNewPrivs"], status["Seccomp"])
            assert rights == ("0" * 16, "1", "2")
            assert status["Uid"].split()[0] != "0"
            assert ((state / "autan.sqlite3").stat().st_mode & 0o777, state.stat().st_uid > 0) == (0o600, True)
            inside("systemctl", "kill", "-s", "KILL", "autan")
            server.wait()
            assert inside("systemctl", "show", "autan", "-p", "NRestarts", "--value") == "1\n"
            inside("systemctl", "stop", "autan")
            assert inside("systemctl", "show", "autan", "-p", "Result,ExecMainStatus", "--value").split() == [
                "success",
                "0",
            ]
        finally:
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
            for child in children.read_text().split() if children.exists() else ():
                os.kill(int(child), signal.SIGKILL)
            process.wait(timeout=60)
