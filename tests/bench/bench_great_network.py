"""Pages at the size of the country: 1,255 members, 500 questions, 100,000 answers and journal lines, 5,000 resources.

Each page is opened by who coordinates the network and, where it is public, by anybody, its caches warm; what counts is
the time of the processor and the size before it is compressed.
"""

import time

from django.conf import settings
from django.test import Client

from tests.bench.great_network import CAMPAIGN, SLUG, make_great_network
from tests.bench.measures import Measure

GOAL_MS, GOAL_KB = 500, 300
SIREN = "243100518"
PUBLIC = (
    f"/reseaux/{SLUG}/", f"/reseaux/{SLUG}/territoires/", "/bibliotheque/", f"/territoires/{SIREN}/", "/faits/",
    f"/reseaux/{SLUG}/plans/", f"/reseaux/{SLUG}/plans/comparer/", f"/reseaux/{SLUG}/plans/competences/",
    f"/enquetes/{CAMPAIGN}/", f"/enquetes/{CAMPAIGN}/questionnaire/",
)  # fmt: skip
COORDINATION = (
    *PUBLIC, "/", "/bureau/", "/journal/", "/messages/", f"/reseaux/{SLUG}/coordination/",
    f"/reseaux/{SLUG}/membres/", f"/reseaux/{SLUG}/personnes/", f"/enquetes/{CAMPAIGN}/suivi/",
    f"/enquetes/{CAMPAIGN}/suivi/rappels/", f"/enquetes/{CAMPAIGN}/s1/",
    f"/enquetes/{CAMPAIGN}/questions/q1_0/reponses/",
    f"/enquetes/{CAMPAIGN}/repondre/{SIREN}/", f"/enquetes/{CAMPAIGN}/repondre/{SIREN}/rubriques/s1/",
    f"/enquetes/{CAMPAIGN}/telecharger/", f"/enquetes/{CAMPAIGN}/lire-un-fichier/", "/mes-fichiers/",
)  # fmt: skip


def run() -> list[Measure]:
    """Every page under 500 ms and 300 kB."""
    settings.ALLOWED_HOSTS = ["testserver"]
    coordination, anybody = Client(), Client()
    coordination.force_login(make_great_network())
    opened = [(anybody, "anybody", page) for page in PUBLIC] + [(coordination, "coordination", p) for p in COORDINATION]
    return [_measure(browser, who, page) for browser, who, page in opened]


def _measure(browser: Client, who: str, page: str) -> Measure:
    browser.get(page)
    began = time.process_time()
    response = browser.get(page)
    spent, size = (time.process_time() - began) * 1000, len(response.content) / 1000
    assert response.status_code == 200, page
    return Measure(
        name=f"{page}, {who}",
        result=f"{spent:.0f} ms, {size:.0f} kB",
        goal=f"under {GOAL_MS} ms and {GOAL_KB} kB",
        is_met=spent < GOAL_MS and size < GOAL_KB,
    )
