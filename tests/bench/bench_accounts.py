"""The energy page of a territory: server time and queries; and one EPCI's figures from a lake of the whole country."""

import statistics
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.observatory.queries import figures as queries
from autan.opendata.sources.lake import snapshots
from autan.territories.networks.models import Territory
from tests.bench.measures import Measure, median_seconds
from tests.bench.national_file import make_national_file
from tests.opendata.observatory.making import add_file

ROUNDS = 5
PAGE_MS, QUERIES, QUERY_MS = 60, 6, 15
FAR_AWAY = "200046977"  # Métropole de Lyon: no row of the shipped tables is about it


def run() -> list[Measure]:
    """Energy page under 60 ms and six queries; figures of one EPCI of the national lake under 15 ms."""
    settings.ALLOWED_HOSTS = ["testserver"]
    median, most = _pages()
    national_ms, rows = _national()
    return [
        Measure(
            name="energy page of a territory",
            result=f"median {median:.1f} ms, at most {most} queries",
            goal=f"under {PAGE_MS} ms, no more than {QUERIES} queries",
            is_met=median < PAGE_MS and most <= QUERIES,
        ),
        Measure(
            name="figures of one EPCI, lake of the country",
            result=f"{national_ms:.1f} ms of query time ({rows} rows of consumption)",
            goal=f"under {QUERY_MS} ms",
            is_met=national_ms < QUERY_MS,
        ),
    ]


def _pages() -> tuple[float, int]:
    client = Client()
    sirens = list(Territory.objects.filter(is_invented=False).values_list("siren", flat=True))
    pages = [reverse("observatory:energy", args=[siren]) for siren in sirens]
    most = 0
    for page in pages:
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        most = max(most, len(captured))
    return statistics.median(_milliseconds(client, page) for _ in range(ROUNDS) for page in pages), most


def _milliseconds(client: Client, page: str) -> float:
    began = time.process_time()
    client.get(page)
    return (time.process_time() - began) * 1000


def _national() -> tuple[float, int]:
    """Query time of one page once the lake holds every commune; tallies are made once for each state of the lake."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "conso.csv"
        make_national_file(file)
        rows = add_file(source="ore-communes", file=file).rows
    assert queries.territory_figures(FAR_AWAY)
    assert current_perimeter().place(FAR_AWAY).communes
    assert snapshots.current_snapshots()

    def figures_again() -> None:
        queries.place_figures_at.cache_clear()
        queries.territory_figures(FAR_AWAY)

    return median_seconds(figures_again, runs=20) * 1000, rows
