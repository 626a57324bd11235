"""A plain page while eight, then sixty readers ask for the costliest addresses at once, beside its quiet time.

The server is the real one, on the demonstration, then on the home of the size of the country. Each reader has an
address of its own on this machine, as sixty clients have; what they ask for was not made before: pages, pictures,
workbooks, tables. What is refused says when to ask again. Then what the same files cost once they are kept: seconds of
the processor, and bytes.
"""

import http.client
import os
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.bench.great_network import SLUG
from tests.bench.measures import Measure
from tests.bench.national_home import make_national_home
from tests.functional.served import Served, served

MOST_TIMES, MOST_KEPT_CPU, PAUSE_SECONDS, QUIET_READINGS = 3, 0.1, 0.1, 30
CROWDS = (8, 60)
PLAIN = {"the home, kept": "/", "a page that is made": "/reseaux/{}/actions/"}
DEMONSTRATION = "entente-ysaure"
COSTLY = (
    "/comparer/?network={0}&n={1}",
    "/atlas/?network={0}&n={1}",
    "/reseaux/{0}/en-une-page/?n={1}",
    "/comparer/?network={0}&dessin={0}-ghg-per-inhabitant-bars&fichier=png&n={1}",
    "/reseaux/{0}/actions/export.xlsx?n={1}",
    "/reseaux/{0}/actions/calendrier.ics?n={1}",
    "/donnees-ouvertes/tables/{0}/actions.csv?n={1}",
    "/api/v1/figures.csv?network={0}",
)
"""Pages and files of a network; a number keeps what one reader was given from answering the next."""
KEPT = tuple(address for address in COSTLY if "export" in address or "csv" in address)


def run() -> list[Measure]:
    """No more than three times its quiet time; a file that is kept under 0.1 s of the processor."""
    measures = _measures_of(DEMONSTRATION)
    make_national_home()
    return [*measures, *_measures_of(SLUG, KEPT)]


def _measures_of(slug: str, kept: Sequence[str] = ()) -> list[Measure]:
    connection.close()
    with served(Path(settings.AUTAN_HOME)) as server:
        measures = [
            _crowded(server, name, path.format(slug), slug, readers)
            for readers in CROWDS
            for name, path in PLAIN.items()
        ]
        return measures + [_kept(server, path.format(slug, 0)) for path in kept]


def _crowded(server: Served, name: str, plain: str, slug: str, readers: int) -> Measure:
    """Compare a plain page in quiet with itself while a crowd reads."""
    quiet = statistics.median(_seconds(server, plain) for _ in range(QUIET_READINGS))
    seconds, statuses = _while_many_read(server, plain, slug, readers, crowd=f"{plain.count('/')}{readers}")
    times = statistics.median(seconds) / quiet
    answers = ", ".join(f"{count} answers {status}" for status, count in sorted(statuses.items()))
    return Measure(
        name=f"{name}, {plain}, while {readers} read what costs most ({len(seconds)} times; {answers})",
        result=f"{times:.1f} times its quiet {quiet * 1000:.0f} ms, {max(seconds) / quiet:.0f} at most",
        goal=f"under {MOST_TIMES} times; 200 or 503",
        is_met=times < MOST_TIMES and statuses.keys() <= {HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE},
    )


def _while_many_read(
    server: Served, plain: str, slug: str, readers: int, crowd: str
) -> tuple[list[float], Counter[int]]:
    """Seconds of the plain page, asked for again until each reader is answered, and what they were answered."""
    seconds = []
    with ThreadPoolExecutor(readers) as pool:
        answers = [
            pool.submit(_status, server.port, rank, COSTLY[rank % len(COSTLY)].format(slug, f"{crowd}.{rank}"))
            for rank in range(readers)
        ]
        while not seconds or not all(answer.done() for answer in answers):
            time.sleep(PAUSE_SECONDS)
            seconds.append(_seconds(server, plain))
        return seconds, Counter(answer.result() for answer in answers)


def _status(port: int, reader: int, path: str) -> int:
    """What a reader is answered, from an address of its own."""
    source = (f"127.0.1.{reader + 1}", 0)
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=300, source_address=source)) as browser:
        browser.request("GET", path)
        response = browser.getresponse()
        response.read()
        return response.status


def _seconds(server: Served, path: str) -> float:
    began = time.perf_counter()
    assert server.ask(path, timeout=300)[0] == HTTPStatus.OK, path
    return time.perf_counter() - began


def _kept(server: Served, path: str) -> Measure:
    _seconds(server, path)
    began = _processor_seconds(server)
    size = len(server.ask(path, timeout=300)[2])
    spent = _processor_seconds(server) - began
    return Measure(
        name=f"{path}, kept",
        result=f"{spent:.2f} s of the processor, {size / 1e6:.1f} MB",
        goal=f"under {MOST_KEPT_CPU} s",
        is_met=spent < MOST_KEPT_CPU,
    )


def _processor_seconds(server: Served) -> float:
    """What the workers of the server have spent since they began."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text(encoding="ascii")
    fields = [
        Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for pid in children.split()
    ]
    return sum(int(field[11]) + int(field[12]) for field in fields) / os.sysconf("SC_CLK_TCK")
