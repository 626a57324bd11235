"""The server as it is run: slow clients, limits, signals, a full disk, a base that goes away, its logs."""

import json
import os
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.functional.demonstration import environment_of
from tests.functional.served import Served, served
from tests.homes import make_home
from tests.mailing import mail_server

SLOW_SOCKETS = 60
POST = (
    b"POST /compte/login/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=abcdefghijklmnopqrstuvwxyz012345\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("server") / "home"
    make_home(path)
    return path


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Served]:
    with served(home, AUTAN_LOG_FORMAT="json") as running:
        yield running


def test_sixty_slow_bodies_do_not_slow_pages_down(server: Served) -> None:
    server.ask("/a-propos/")
    sockets = [server.connect() for _ in range(SLOW_SOCKETS)]
    try:
        for slow in sockets:
            slow.sendall(POST + b"Content-Length: 1000000\r\n\r\nabc")
        times = []
        for _ in range(25):
            began = time.monotonic()
            assert server.ask("/a-propos/")[0] == 200
            times.append(time.monotonic() - began)
        assert statistics.median(times) < 0.2, times
        assert b" 408 " in sockets[0].recv(200), "a body that does not come is refused in the end"
    finally:
        for slow in sockets:
            slow.close()


def test_slow_readers_do_not_slow_pages_down(server: Served) -> None:
    sockets = [server.connect() for _ in range(SLOW_SOCKETS)]
    try:
        for slow in sockets:
            slow.sendall(b"GET /a-propos/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert server.ask("/a-propos/")[0] == 200
    finally:
        for slow in sockets:
            slow.close()


def test_a_body_announced_too_long_is_refused_before_it_is_sent(server: Served) -> None:
    with server.connect() as sender:
        sender.sendall(POST + b"Content-Length: 64000001\r\n\r\n")
        answer = b"".join(iter(lambda: sender.recv(1000), b"")).decode()
        assert " 413 " in answer
        assert answer.lower().count("content-type: text/plain; charset=utf-8") == 1
        assert "64\u00a0Mo\u00a0: rien n’est enregistré" in answer, "in words, with the way on"


def test_long_bodies_of_one_client_leave_room_for_the_others(home: Path) -> None:
    """Four wait in the temporary folder; the next is told to come back, and another client is read."""
    with served(home) as server:
        sockets = [server.connect() for _ in range(5)]
        try:
            for slow in sockets:
                slow.sendall(POST + b"Content-Length: 2000000\r\n\r\nabc")
                time.sleep(0.2)
            refused = sockets[4].recv(500)
            assert b" 503 " in refused
            assert b"retry-after: 5" in refused.lower()
            with socket.create_connection(("127.0.0.1", server.port), source_address=("127.0.0.2", 0)) as other:
                other.sendall(POST + b"Content-Length: 2000000\r\n\r\n" + b"a" * 2_000_000)
                assert b" 403 " in other.recv(200), "the page is reached, and asks for its token"
            assert server.ask("/a-propos/")[0] == 200
        finally:
            for slow in sockets:
                slow.close()


def test_a_body_sent_in_pieces_is_read_whole(server: Served) -> None:
    with server.connect() as sender:
        sender.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\na=1&b\r\n2\r\n=2\r\n0\r\n\r\n")
        assert b" 403 " in sender.recv(200), "the page is reached, and asks for its token"


def test_a_body_that_stops_before_its_end_is_no_form(server: Served) -> None:
    with server.connect() as sender:
        sender.sendall(POST + b"Content-Length: 100\r\n\r\na=1")
        sender.shutdown(socket.SHUT_WR)
        assert b" 200 " not in sender.recv(200)
    assert server.ask("/a-propos/")[0] == 200


def test_a_request_leaves_one_line_by_its_route_without_token_or_address(server: Served) -> None:
    server.ask("/enquetes/lien/un-jeton-secret/?q=marie")
    server.ask("/chemin/inconnu-secret/")
    lines = [line for line in server.said.read_text().splitlines() if "autan.requests" in line]
    routes = [(json.loads(line)["route"], json.loads(line)["status"]) for line in lines]
    assert ("enquetes/lien/<str:token>/", "404") in routes
    assert ("-", "404") in routes
    text = server.said.read_text()
    assert not [word for word in ("secret", "marie", "127.0.0.1", "Traceback") if word in text.partition("{")[2]]


def test_known_addresses_are_given(server: Served) -> None:
    assert server.ask("/health/")[0] == 200
    assert json.loads(server.ask("/health/")[2]) == {"database": "ok", "disk": "ok"}
    assert b"Disallow: /compte/" in server.ask("/robots.txt")[2]
    assert server.ask("/favicon.ico")[0] == 200
    assert server.ask("/.well-known/security.txt")[0] == 404


@pytest.mark.parametrize("after", [0.05, 0.4, 1.5, 3.0])
def test_a_signal_is_obeyed_at_any_moment_of_the_start(home: Path, after: float) -> None:
    with served(home, "--workers", "2", ready=False) as starting:
        time.sleep(after)
        starting.stop(within=25)


def test_a_signal_is_obeyed_while_slow_bodies_are_open(home: Path) -> None:
    with served(home, "--workers", "2") as running, running.connect() as slow:
        slow.sendall(POST + b"Content-Length: 1000\r\n\r\nabc")
        running.stop(within=25)


def test_a_base_that_is_locked_or_lost_is_said_and_comes_back(home: Path) -> None:
    with served(home) as running:
        assert running.ask("/a-propos/")[0] == 200
        base = home / "autan.sqlite3"
        kept = {path: path.read_bytes() for path in home.glob("autan.sqlite3*")}
        with closing(sqlite3.connect(base)) as other, other:
            other.execute("ALTER TABLE territories_network RENAME TO moved_away")
        with closing(sqlite3.connect(base)) as other:
            other.execute("PRAGMA journal_mode")
            status, headers, _ = running.ask("/")
            other.execute("ALTER TABLE moved_away RENAME TO territories_network")
        assert kept
        assert status == 503
        assert headers["retry-after"] == "30"
        assert running.ask("/a-propos/")[0] == 200


def can_mount() -> bool:
    return os.geteuid() == 0 and Path("/bin/mount").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not can_mount():
        pytest.skip("a small disk needs the rights of root")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this machine mounts no disk")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_is_said_and_the_site_comes_back(small_disk: Path) -> None:
    home = small_disk / "home"
    make_home(home)
    with served(home) as running:
        filler = small_disk / "filler"
        with filler.open("wb") as file, suppress(OSError):
            while True:
                file.write(b"x" * 65536)
                file.flush()
        assert json.loads(running.ask("/health/")[2])["disk"] == "failed"
        assert running.ask("/health/")[0] == 503
        assert running.ask("/a-propos/")[0] == 200, "what is only read is served"
        filler.unlink()
        assert running.ask("/a-propos/")[0] == 200


@pytest.mark.parametrize("options", [("--port", "0"), ("--port", "70000"), ("--log-level", "loud")])
def test_a_wrong_option_is_refused_in_words(home: Path, options: tuple[str, str]) -> None:
    with served(home, *options, ready=False) as refused:
        assert refused.process.wait(timeout=60) in {2, 6}
        assert "Traceback" not in refused.said.read_text()


def test_a_busy_port_and_an_address_of_another_machine_are_refused(home: Path, server: Served) -> None:
    for options, words in ((("--port", str(server.port)), "déjà pris"), (("--host", "192.0.2.1"), "192.0.2.1")):
        with served(home, *options, ready=False) as refused:
            assert refused.process.wait(timeout=60) == 6
            assert words in " ".join(refused.said.read_text().split())


QUEUE_ONE = """
import django
django.setup()
from autan.people.mail.actions import queue_message
queue_message(kind="essai.mot", to="marie@exemple.fr", subject="Bonjour", body="Bonjour")
"""


def test_the_server_sends_what_is_queued_beside_its_pages(tmp_path: Path) -> None:
    home = tmp_path / "home"
    make_home(home)
    with mail_server() as mail, served(home, "--workers", "2", AUTAN_MAIL=f"smtp://127.0.0.1:{mail.port}") as running:
        environment = environment_of(home) | {"DJANGO_SETTINGS_MODULE": "autan.instance.project.settings"}
        subprocess.run([sys.executable, "-c", QUEUE_ONE], env=environment, check=True)
        deadline = time.monotonic() + 30
        while not mail.taken and time.monotonic() < deadline:
            time.sleep(0.2)
        time.sleep(3)
        assert len(mail.taken) == 1, "once, though each process looks at the queue"
        assert running.ask("/a-propos/")[0] == 200


def test_a_killed_server_leaves_a_home_that_opens(home: Path) -> None:
    with served(home, "--workers", "2") as running:
        os.killpg(running.process.pid, signal.SIGKILL)
        running.process.wait(timeout=90)
    with closing(sqlite3.connect(home / "autan.sqlite3")) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with served(home) as running:
        assert running.ask("/a-propos/")[0] == 200
