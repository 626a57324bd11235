"""Main pages: processor time and queries of a territory, members compared, and the EcoIndex of each kind of page."""

import bisect
import gzip
import re
import statistics
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from autan.ground.extension_points import TerritorySection
from autan.ground.registry import registered
from autan.territories.networks.models import Territory
from tests.bench.measures import Measure

ROUNDS = 5
KINDS = {
    "home": "/",
    "territories": "/territoires/",
    "territory": "/territoires/243100518/",
    "energy": "/territoires/243100518/energie/",
    "one page": "/territoires/243100518/en-une-page/",
    "atlas": "/atlas/",
    "comparison": "/comparer/",
    "campaign": "/enquetes/2013/",
    "results": "/enquetes/2013/resultats/",
    "edition": "/syntheses/2026/",
    "plans": "/reseaux/dialogue-toulouse/plans/",
    "library": "/bibliotheque/",
    "facts": "/faits/",
    "sources": "/sources/",
    "proof": "/preuves/facts.S067/",
    "proof of a ratio": "/preuves/observatory.dialogue-toulouse.bill_homes_per_dwelling.2024/",
    "duties": "/reseaux/dialogue-toulouse/obligations/",
    "plans side by side": "/reseaux/entente-ysaure/plans/comparer/",
    "editions compared": "/syntheses/2026/comparer/",
    "levers": "/prospective/243100518/essayer/",
    "kept scenario": "/prospective/scenarios/les-trois-pas-dans-lordre-invente/",
    "starting state": "/prospective/dialogue-toulouse/etat-de-depart/",
    "actions": "/reseaux/entente-ysaure/actions/",
    "plan": "/plans/toulouse-pcaet/",
    "sites of innovation": "/atlas/filieres/",
    "crossreading": "/lecture-croisee/",
    "questionnaire": "/enquetes/2013/questionnaire/",
    "open data": "/donnees-ouvertes/",
    "open tables": "/donnees-ouvertes/tables/",
}
# quantiles of the EcoIndex (collectif GreenIT, 2021): elements outside drawings, requests, kilobytes sent
_ELEMENTS = (
    0,
    47,
    75,
    159,
    233,
    298,
    358,
    417,
    476,
    537,
    603,
    674,
    753,
    843,
    949,
    1076,
    1237,
    1459,
    1801,
    2479,
    594601,
)
_REQUESTS = (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920)
_KILOBYTES = (
    *(0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08, 2142.06),
    *(2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26),
)


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
        *(_ecoindex_of(client, name, path) for name, path in KINDS.items()),
    ]


class _Elements(HTMLParser):
    """Counts the elements of a page, those inside its drawings apart, and what else it asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.count, self.drawn, self._depth = 0, 0, 0
        self.asked: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.drawn += self._depth > 0
        self.count += 1
        self._depth += tag == "svg"
        given = dict(attrs)
        if tag in {"script", "img"} or (tag == "link" and given.get("rel") in {"stylesheet", "preload", "icon"}):
            self.asked.add(given.get("src") or given.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "svg"


def _ecoindex_of(client: Client, name: str, path: str) -> Measure:
    content = client.get(path, follow=True).content
    page = _Elements()
    page.feed(content.decode())
    asked = [address for address in page.asked if address]
    sent = len(gzip.compress(content)) + sum(map(_weight, asked))
    score = ecoindex(page.count - page.drawn, 1 + len(asked), sent / 1000)
    return Measure(
        name=f"EcoIndex, {name}",
        result=f"{score:.0f} ({page.count} elements, {page.drawn} of them in drawings, {sent / 1000:.0f} kB)",
        goal="70 or more, under 1,500 elements",
        is_met=score >= 70 and page.count < 1500,
    )


def _weight(address: str) -> int:
    """Bytes sent for a file of the look; a file that the site makes weighs little."""
    file = finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", urlsplit(address).path.removeprefix(settings.STATIC_URL)))
    return len(gzip.compress(Path(file).read_bytes())) if isinstance(file, str) else 0


def ecoindex(elements: int, requests: int, kilobytes: float) -> float:
    """The EcoIndex of a page, 0 to 100: three parts for its elements, two for its requests, one for its weight.

    >>> round(ecoindex(100, 10, 50.0)), round(ecoindex(1500, 7, 80.0))
    (89, 54)
    """
    ranks = [_rank(_ELEMENTS, elements), _rank(_REQUESTS, requests), _rank(_KILOBYTES, kilobytes)]
    return 100 - 5 * (3 * ranks[0] + 2 * ranks[1] + ranks[2]) / 6


def _rank(quantiles: tuple[float, ...], value: float) -> float:
    place = min(bisect.bisect_right(quantiles, value), len(quantiles) - 1)
    return place - 1 + (value - quantiles[place - 1]) / (quantiles[place] - quantiles[place - 1])


def _milliseconds(client: Client, page: str) -> float:
    began = time.process_time()
    client.get(page)
    return (time.process_time() - began) * 1000
