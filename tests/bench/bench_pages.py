"""One territory page: processor time and queries, each of the eleven in turn, cache warm; the members compared."""

import statistics
import time

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from autan.ground.extension_points import TerritorySection
from autan.ground.registry import registered
from autan.territories.networks.models import Territory
from tests.bench.measures import Measure

ROUNDS = 5


def run() -> list[Measure]:
    """Median processor time under 30 ms; two queries for each section that a room gives, and those of every page."""
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    pages = [reverse("site:territory", args=[territory.siren]) for territory in Territory.objects.all()]
    queries = []
    for page in pages:
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        queries.append(len(captured))
    milliseconds = [_milliseconds(client, page) for _ in range(ROUNDS) for page in pages]
    client.get("/comparer/")
    compared = [_milliseconds(client, "/comparer/") for _ in range(20)]
    sections = registered(TerritorySection)
    median, slowest = statistics.median(milliseconds), max(milliseconds)
    return [
        Measure(
            name=f"territory page, {len(pages)} territories",
            result=f"median {median:.1f} ms of CPU, slowest {slowest:.1f} ms",
            goal="median under 30 ms",
            is_met=median < 30,
        ),
        Measure(
            name="members compared",
            result=f"mean {statistics.mean(compared):.1f} ms of CPU, slowest {max(compared):.1f} ms",
            goal="mean under 90 ms",
            is_met=statistics.mean(compared) < 90,
        ),
        Measure(
            name="territory page, queries",
            result=f"at most {max(queries)}",
            goal=f"no more than 2 for each of {len(sections)} sections of rooms, and 4",
            is_met=max(queries) <= 2 * len(sections) + 4,
        ),
    ]


def _milliseconds(client: Client, page: str) -> float:
    began = time.process_time()
    client.get(page)
    return (time.process_time() - began) * 1000
