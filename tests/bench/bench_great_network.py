"""Every route at the size of the country: 1,255 members, 500 questions, 100,000 answers, 20,000 actions, rooms filled.

The site is walked from the network by its links, by anybody and by who coordinates; one address of each route is
opened twice (and the page with all its parts, where it offers that), each in a new process as a server begins it, and
the costliest is told. What counts is the time of the processor, of the first visit too, and the size before it is
compressed; compressed size and queries are beside. What is made in the lane of heavy work
(`people/prepared_files/access.py`) may cost more: it is opened once, for some seconds of the processor at most, and is
listed after the pages. Each visit is written as it is made.

To walk again without making the home again (some minutes): `python -m tests.bench.national_home FOLDER` once, then
`BENCH_HOME=FOLDER make bench ARGS=great_network`.
"""

import gzip
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from autan.ground.heavy_work import LaneNeeded, Turn, turn_is
from autan.people.accounts.models import Person
from tests.bench.great_network import CAMPAIGN, COORDINATOR, SLUG
from tests.bench.measures import Measure
from tests.bench.national_home import make_national_home
from tests.functional.crawler import route_of, walk

GOAL_MS, GOAL_KB, OF_EACH = 500, 300, 1
OPENED_ONCE_MS = 3_000
"""What costs more the first time is not opened again: it is mended, or made in the lane."""
LANE_SECONDS = 6
"""Seconds of the processor that the walk waits for what is made in the lane; where it leads is met elsewhere."""
STARTS = (
    f"/reseaux/{SLUG}/", "/", f"/reseaux/{SLUG}/territoires/", f"/enquetes/{CAMPAIGN}/", f"/reseaux/{SLUG}/plans/",
    f"/reseaux/{SLUG}/actions/", f"/reseaux/{SLUG}/besoins/", f"/comparer/?network={SLUG}", f"/atlas/?network={SLUG}",
    "/donnees-ouvertes/",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What an address cost: milliseconds of the processor, first and warm, bytes, queries."""

    path: str
    cold_ms: float
    warm_ms: float
    raw_kb: float
    sent_kb: float
    queries: int
    is_heavy: bool
    is_page: bool
    is_cut: bool = False

    def __str__(self) -> str:
        """The costs in words."""
        if self.is_cut:
            return f"more than {LANE_SECONDS} s, in the lane"
        lane = ", in the lane" if self.is_heavy else ""
        size = f"{self.raw_kb:.0f} kB ({self.sent_kb:.0f} sent)"
        return f"{self.warm_ms:.0f} ms (first {self.cold_ms:.0f}), {size}, {self.queries} queries{lane}"

    @property
    def excess(self) -> float:
        """How many times the goal it costs, by the worse of both; the size of a file is what it holds."""
        return max(self.warm_ms / GOAL_MS, self.cold_ms / GOAL_MS, self.raw_kb / GOAL_KB if self.is_page else 0)


class TooLong(BaseException):
    """What is made in the lane is not waited for; no error, so that no handler takes it for a fault of the page."""


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Stop what runs for more than so many seconds of the processor.

    Raises:
        TooLong: it did.
    """

    def stop(_signal: int, _frame: object) -> None:
        raise TooLong

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@dataclass(frozen=True, slots=True)
class Page:
    """What a walk reads of an answer: its words stay with the process that made them when it is no page."""

    status_code: int
    headers: dict[str, str]
    content: bytes
    request: dict[str, str]
    streaming: bool = False

    def close(self) -> None:
        """Close nothing."""


CUT = Page(200, {"Content-Type": "text/plain"}, b"", {})
"""What the walk reads of a page that it did not wait for: no link."""


class MeasuringClient:
    """A browser that opens each address twice in a process of its own, and keeps what it cost."""

    def __init__(self, person: Person | None) -> None:
        self.who = "coordination" if person else "anybody"
        self.browser = Client(raise_request_exception=False)
        self.visits: dict[str, list[Visit]] = {}
        if person:
            self.browser.force_login(person)

    def get(self, path: str, *, follow: bool) -> Page:
        """Open a page as a browser does, then again, in a copy of this process, which opens none itself."""
        connection.close()
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            try:
                with os.fdopen(writing, "wb") as out:
                    pickle.dump(self._visit(path, follow=follow), out)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(0)  # whatever happens, this copy does not go on with the walk
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            page, visit = pickle.load(answer)  # noqa: S301 - written by the copy of this process
        os.waitpid(child, 0)
        self.visits.setdefault(route_of(path.partition("?")[0]), []).append(visit)
        sys.stderr.write(f"{len(self.visits)} {self.who} {page.status_code} {path}: {visit}\n")
        return page

    def _visit(self, path: str, *, follow: bool) -> tuple[Page, Visit]:
        began = time.process_time()
        try:
            with CaptureQueriesContext(connection) as queries:
                response, is_heavy = self._open(path, follow=follow)
        except TooLong:
            return CUT, Visit(path=path, cold_ms=LANE_SECONDS * 1000, warm_ms=LANE_SECONDS * 1000, raw_kb=0, sent_kb=0,
                              queries=0, is_heavy=True, is_page=False, is_cut=True)  # fmt: skip
        cold, asked = time.process_time() - began, len(queries)  # the next request empties the log
        body = b"".join(response) if response.streaming else response.content
        warm = cold if is_heavy or cold * 1000 > OPENED_ONCE_MS else self._again(path, follow=follow)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        visit = Visit(
            path=path,
            cold_ms=cold * 1000,
            warm_ms=warm * 1000,
            raw_kb=len(body) / 1000,
            sent_kb=len(gzip.compress(body, 6)) / 1000,
            queries=asked,
            is_heavy=is_heavy,
            is_page=is_page,
        )
        where = {"PATH_INFO": response.request["PATH_INFO"]}
        return Page(response.status_code, dict(response.headers), body if is_page else b"", where), visit

    def _again(self, path: str, *, follow: bool) -> float:
        """Open a page a second time; seconds of the processor."""
        began = time.process_time()
        response: Any = self.browser.get(path, follow=follow)
        if response.streaming:
            b"".join(response)
        return time.process_time() - began

    def _open(self, path: str, *, follow: bool) -> tuple[Any, bool]:
        """Open a page, and say whether a thread of pages left it to the lane."""
        try:
            with turn_is(Turn.ELSEWHERE):
                return self.browser.get(path, follow=follow), False
        except LaneNeeded:
            with bounded(LANE_SECONDS):
                return self.browser.get(path, follow=follow), True


def run() -> list[Measure]:
    """Every page under 500 ms and 300 kB."""
    make_national_home()
    return crawl(Person.objects.get(email=COORDINATOR))


def crawl(coordinator: Person) -> list[Measure]:
    """Open every route that links lead to, and measure it."""
    settings.ALLOWED_HOSTS = ["testserver"]
    measures = []
    routes = {route for route in get_resolver().reverse_dict if isinstance(route, str)} | {"every other"}
    for person in (None, coordinator):
        browser = MeasuringClient(person)
        done = walk(browser, wanted=routes, of_each=OF_EACH, files=set(), start=STARTS)
        sys.stderr.write("".join(f"{browser.who}: {status} {path}\n" for path, status in done.failed.items()))
        worst = [max(visits, key=lambda visit: visit.excess) for visits in browser.visits.values()]
        measures += [
            _measure(visit, browser.who) for visit in sorted(worst, key=lambda visit: (visit.is_heavy, -visit.excess))
        ]
    return measures


def _measure(visit: Visit, who: str) -> Measure:
    return Measure(
        name=f"{visit.path}, {who}",
        result=str(visit),
        goal="in the lane" if visit.is_heavy else f"under {GOAL_MS} ms and {GOAL_KB} kB",
        is_met=visit.is_heavy or visit.excess < 1,
    )
