"""Every route at the size of the country: 1,255 members, 500 questions, 100,000 answers, 20,000 actions, rooms filled.

The site is walked from the network by its links, by anybody and by who coordinates; two addresses of each route are
opened twice, and the costliest is told. What counts is the time of the processor, caches warm, and the size before it
is compressed; compressed size, queries and the first visit are beside. What is made in the lane of heavy work
(`people/prepared_files/access.py`) may cost more.
"""

import gzip
import sys
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from autan.ground.heavy_work import LaneNeeded, Turn, turn_is
from autan.people.accounts.models import Person
from tests.bench.great_network import CAMPAIGN, SLUG, make_great_network
from tests.bench.great_rooms import fill_rooms
from tests.bench.measures import Measure
from tests.functional.crawler import route_of, walk

GOAL_MS, GOAL_KB, OF_EACH = 500, 300, 2
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

    @property
    def excess(self) -> float:
        """How many times the goal it costs, by the worse of both; the size of a file is what it holds."""
        return max(self.warm_ms / GOAL_MS, self.raw_kb / GOAL_KB if self.is_page else 0)


class MeasuringClient(Client):
    """A browser that opens each address twice, and keeps what it cost."""

    def __init__(self) -> None:
        super().__init__()
        self.visits: dict[str, list[Visit]] = {}

    def get(self, path: Any, *args: Any, **kwargs: Any) -> Any:
        """Open a page as a browser does, then again."""
        began = time.process_time()
        with CaptureQueriesContext(connection) as queries:
            response, is_heavy = self._open(path, *args, **kwargs)
        cold, asked = time.process_time() - began, len(queries)  # the next request empties the log
        body = b"".join(response) if response.streaming else response.content
        began = time.process_time()
        again = super().get(path, *args, **kwargs)
        if again.streaming:
            b"".join(again)
        warm = time.process_time() - began
        visit = Visit(
            path=path,
            cold_ms=cold * 1000,
            warm_ms=warm * 1000,
            raw_kb=len(body) / 1000,
            sent_kb=len(gzip.compress(body, 6)) / 1000,
            queries=asked,
            is_heavy=is_heavy,
            is_page=response.headers.get("Content-Type", "").startswith("text/html"),
        )
        self.visits.setdefault(route_of(path.partition("?")[0]), []).append(visit)
        return response

    def _open(self, path: Any, *args: Any, **kwargs: Any) -> tuple[Any, bool]:
        """Open a page, and say whether a thread of pages left it to the lane."""
        try:
            with turn_is(Turn.ELSEWHERE):
                return super().get(path, *args, **kwargs), False
        except LaneNeeded:
            return super().get(path, *args, **kwargs), True


def run() -> list[Measure]:
    """Every page under 500 ms and 300 kB."""
    coordinator = make_great_network()
    fill_rooms()
    return crawl(coordinator)


def crawl(coordinator: Person) -> list[Measure]:
    """Open every route that links lead to, and measure it."""
    settings.ALLOWED_HOSTS = ["testserver"]
    measures = []
    routes = {route for route in get_resolver().reverse_dict if isinstance(route, str)} | {"every other"}
    for who, person in (("anybody", None), ("coordination", coordinator)):
        browser = MeasuringClient()
        if person:
            browser.force_login(person)
        done = walk(browser, wanted=routes, of_each=OF_EACH, files=set(), start=STARTS)
        sys.stderr.write("".join(f"{who}: {status} {path}\n" for path, status in done.failed.items()))
        worst = [max(visits, key=lambda visit: visit.excess) for visits in browser.visits.values()]
        measures += [_measure(visit, who) for visit in sorted(worst, key=lambda visit: -visit.excess)]
    return measures


def _measure(visit: Visit, who: str) -> Measure:
    lane = ", in the lane" if visit.is_heavy else ""
    return Measure(
        name=f"{visit.path}, {who}",
        result=f"{visit.warm_ms:.0f} ms (first {visit.cold_ms:.0f}), {visit.raw_kb:.0f} kB"
        f" ({visit.sent_kb:.0f} sent), {visit.queries} queries{lane}",
        goal=f"under {GOAL_MS} ms and {GOAL_KB} kB",
        is_met=visit.is_heavy or visit.excess < 1,
    )
