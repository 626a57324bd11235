"""Memory of the server under a mixed load: pages of two networks, searches, files, sign-ins, in several threads.

It lasts two minutes; `BENCH_SECONDS=3600 make bench ARGS=memory` makes it an hour. Memory is that of every process of
the server, after a first half that fills its caches and at the end.
"""

import os
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from tests.bench.measures import Measure
from tests.functional.served import Served, served

SECONDS, THREADS, MOST_GROWTH_PCT = int(os.environ.get("BENCH_SECONDS", "120")), 4, 10
PAGES = (
    "/", "/en/", "/reseaux/entente-ysaure/", "/reseaux/dialogue-toulouse/?ouvrir=groupe", "/territoires/243100518/",
    "/territoires/200072643/en-une-page/", "/territoires/200072643/en-une-page/pdf/", "/comparer/", "/atlas/",
    "/faits/", "/bibliotheque/", "/enquetes/2013/resultats/", "/enquetes/essai-2026/resultats/", "/syntheses/2014/",
    "/preuves/observatory.243100518.ghg_per_inhabitant.2016/", "/recherche/?q=bois", "/recherche/?q=plan+climat",
    "/rien-de-tel/", "/api/v1/networks", "/compte/login/",
)  # fmt: skip


def run() -> list[Measure]:
    """No more than a tenth of growth once the caches are full."""
    with served(Path(settings.AUTAN_HOME)) as server:
        server.wait()
        asked, begun = 0, time.monotonic()
        asked += _load(server, begun + SECONDS / 2)
        filled = memory_mb(server)
        asked += _load(server, begun + SECONDS)
        ended = memory_mb(server)
    growth = (ended / filled - 1) * 100
    return [
        Measure(
            name=f"memory of the server, {asked} requests in {SECONDS} s",
            result=f"{filled:.0f} MB then {ended:.0f} MB ({growth:+.1f}%)",
            goal=f"less than {MOST_GROWTH_PCT}% more",
            is_met=growth < MOST_GROWTH_PCT,
        )
    ]


def _load(server: Served, until: float) -> int:
    """Ask for pages until a moment, in threads; how many were asked for."""

    def ask(first: int) -> int:
        count = 0
        while time.monotonic() < until:
            with suppress(OSError):
                server.ask(urllib.parse.quote(PAGES[(first + count) % len(PAGES)], safe="/?=+&."), timeout=60)
            count += 1
        return count

    with ThreadPoolExecutor(THREADS) as pool:
        return sum(pool.map(ask, range(0, len(PAGES), len(PAGES) // THREADS)))


def memory_mb(server: Served) -> float:
    """Resident memory of the server and its workers, in megabytes."""
    return sum(_resident_mb(pid) for pid in process_ids(server))


def process_ids(server: Served) -> list[str]:
    """The server and its workers."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text(encoding="ascii")
    return [str(server.process.pid), *children.split()]


def _resident_mb(pid: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
