"""What a server needs for 11, 100 and 1,255 members: disk, memory, processor of a page, its backup.

Each size is a home of its own, with the demonstration beside: every member has an officer, 79 answers, a published plan
and sixteen actions. Two processes serve it to four readers for half a minute. The processor is that of the server.
"""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings

from tests.bench.bench_memory import memory_mb, process_ids
from tests.bench.measures import Measure
from tests.functional.demonstration import AUTAN, environment_of
from tests.functional.served import Served, served

SIZES, SECONDS, READERS = (11, 100, 1_255), 30, 4
GOAL_MB, GOAL_MS = 2_048, 500
PAGES = (
    "/reseaux/france/", "/reseaux/france/territoires/", "/reseaux/france/plans/", "/reseaux/france/actions/",
    "/enquetes/grande-enquete/", "/enquetes/grande-enquete/questionnaire/", "/comparer/?network=france",
    "/atlas/?network=france", "/territoires/200000172/", "/recherche/?q=bois", "/compte/login/", "/donnees-ouvertes/",
)  # fmt: skip


def run() -> list[Measure]:
    """Under 2 GB and half a second a page, at each size."""
    return [measure for members in SIZES for measure in _measure(members, Path(settings.AUTAN_HOME))]


def _measure(members: int, prepared: Path) -> list[Measure]:
    home = prepared.parent / f"{prepared.name}-{members}"
    shutil.copytree(prepared, home)
    try:
        subprocess.run([sys.executable, "-m", "tests.bench.sizes_run", str(home), str(members)], check=True)
        backup = home.parent / f"{home.name}.zip"
        subprocess.run([AUTAN, "backup", str(backup)], env=environment_of(home), check=True, capture_output=True)
        disk = sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 1e6
        with served(home, "--workers", "2") as server:
            begun = memory_mb(server)
            for page in PAGES:
                server.ask(page, timeout=120)
            before = _processor_s(server)
            asked = _read(server)
            page_ms = (_processor_s(server) - before) / asked * 1000
            ended = memory_mb(server)
    finally:
        shutil.rmtree(home)
    result = f"{begun:.0f} MB, then {ended:.0f}; {page_ms:.0f} ms a page of {asked}"
    weight = f"; home {disk:.0f} MB, backup {backup.stat().st_size / 1e6:.0f} MB"
    goal = f"under {GOAL_MB} MB and {GOAL_MS} ms"
    is_met = ended < GOAL_MB and page_ms < GOAL_MS
    return [Measure(name=f"{members} members, two processes", result=result + weight, goal=goal, is_met=is_met)]


def _read(server: Served) -> int:
    """Ask for pages for a while, in threads; how many were asked for."""
    until = time.monotonic() + SECONDS

    def ask(first: int) -> int:
        count = 0
        while time.monotonic() < until:
            status, _headers, _body = server.ask(PAGES[(first + count) % len(PAGES)], timeout=120)
            assert status == 200, PAGES[(first + count) % len(PAGES)]
            count += 1
        return count

    with ThreadPoolExecutor(READERS) as pool:
        return sum(pool.map(ask, range(0, len(PAGES), len(PAGES) // READERS)))


def _processor_s(server: Served) -> float:
    """Seconds of the processor that the server and its workers have used."""
    ticks = 0
    for pid in process_ids(server):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
