"""Heavy work on the server as it is run: who waits for the lane holds no page, and what was made is given to all."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.functional.demonstration import AUTAN, environment_of
from tests.functional.served import Served, served
from tests.homes import make_home

PLAIN, HEAVY, TABLE = "/a-propos/", "/a-propos/?dessin=rien&fichier=png", "/api/v1/networks.csv"
HOLD = """
import fcntl, sys, time
places = [open(f"{sys.argv[1]}/lane-{rank}.lock", "wb") for rank in range(64)]
for place in places:
    fcntl.flock(place, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(600)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    path = tmp_path / "home"
    make_home(path)
    return path


@contextmanager
def full_lane(home: Path) -> Iterator[None]:
    """Hold every place of the lane in another process, which is killed when the block ends."""
    lane = home / "cache" / "lane"
    lane.mkdir(parents=True, exist_ok=True)
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(lane)], stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield
    finally:
        holder.kill()
        holder.communicate()


def ask_many(pool: ThreadPoolExecutor, server: Served, path: str, readers: int) -> list[Future]:
    """Readers who ask for the same at once, all of them read by the server."""
    submits = [pool.submit(server.ask, path, timeout=120) for _ in range(readers)]
    time.sleep(1)
    return submits


def test_a_page_is_answered_while_eight_readers_wait_for_heavy_work_that_a_killed_process_leaves(home: Path) -> None:
    with served(home, "--workers", "2") as server, ThreadPoolExecutor(8) as pool:
        with full_lane(home):
            futures = ask_many(pool, server, HEAVY, 8)
            for _ in range(20):
                assert server.ask(PLAIN)[0] == 200
            assert not [one for one in futures if one.done()], "each of the eight waits for its turn"
        answers = [one.result() for one in futures]
    assert {status for status, _, _ in answers} == {200}
    assert len({body for _, _, body in answers}) == 1


def test_what_was_made_is_given_at_once_to_the_next_reader_until_something_is_written(home: Path) -> None:
    with served(home, "--workers", "2") as server:
        status, headers, table = server.ask(TABLE)
        _, page_headers, page = server.ask(HEAVY)
        assert status == 200
        with full_lane(home):
            assert server.ask(TABLE)[2] == table
            assert server.ask(HEAVY)[2] == page
            with server.connect() as reader:
                head = f"Host: 127.0.0.1:{server.port}\r\nIf-None-Match: {page_headers['etag']}"
                reader.sendall(f"GET {HEAVY} HTTP/1.1\r\n{head}\r\n\r\n".encode())
                assert b" 304 " in reader.recv(200)
        words = ["start", "--no-serve", "--network", "Vallée d’essai", "--email", "a@exemple.fr", "--name", "A"]
        subprocess.run([AUTAN, *words], env=environment_of(home), check=True, capture_output=True)
        _, changed, table = server.ask(TABLE)
    assert changed["etag"] != headers["etag"]
    assert "Vallée d’essai" in table.decode()


def test_one_reader_with_too_many_tabs_is_refused_with_a_delay_and_the_way_on(home: Path) -> None:
    with served(home) as server, ThreadPoolExecutor(24) as pool:
        with full_lane(home):
            ask_many(pool, server, HEAVY, 24)
            status, headers, page = server.ask(HEAVY)
            english = server.ask(f"/en{HEAVY}")[2].decode()
            refused, delayed, problem = server.ask(TABLE)
        assert server.ask(PLAIN)[0] == 200
    assert (status, refused) == (503, 503)
    assert headers["retry-after"] == delayed["retry-after"] == "15"
    words = page.decode()
    assert "son tour n’est pas venu" in words
    assert f'href="{HEAVY.replace("&", "&amp;")}"' in words
    assert "/donnees-ouvertes/tables/" in words
    assert "its turn has not come" in english
    assert "redemandez-le" in json.loads(problem)["detail"]


def test_heavy_work_of_one_client_is_counted_for_all_the_processes(home: Path) -> None:
    with served(home, "--workers", "2") as server:
        answers = [server.ask(f"{HEAVY}&rang={rank}") for rank in range(130)]
    statuses = [status for status, _, _ in answers]
    assert statuses[:60] == [200] * 60
    assert 503 in statuses, "sixty a minute, whichever process answers"
    assert {headers["retry-after"] for status, headers, _ in answers if status == 503} == {"15"}


def test_a_worker_killed_while_it_waits_leaves_the_lane_to_the_next(home: Path) -> None:
    with served(home) as server, ThreadPoolExecutor(1) as pool:
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
        with full_lane(home):
            submit = pool.submit(server.ask, HEAVY)
            time.sleep(1)
            for worker in children.read_text().split():
                subprocess.run(["kill", "-9", worker], check=True)
            assert submit.exception(timeout=30) is not None
        server.wait()
        assert server.ask(HEAVY)[0] == 200
