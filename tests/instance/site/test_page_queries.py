"""The queries that each main page asks, kept as text beside this test: a new one shows in the change that adds it.

`WRITE_SNAPSHOTS=1 pytest tests/instance/site/test_page_queries.py` writes the texts again.
"""

import os
import re
from itertools import groupby
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from autan.people.accounts.models import Person
from tests.cast import PASSWORD, Cast

SNAPSHOTS = Path(__file__).parent / "page_queries"
NETWORK, MEMBER, CAMPAIGN = "dialogue-toulouse", "243100633", "2013"
PUBLIC_PAGES = {
    "home": "/",
    "network": f"/reseaux/{NETWORK}/",
    "territory": f"/territoires/{MEMBER}/",
    "energy": f"/territoires/{MEMBER}/energie/",
    "compare": "/comparer/",
    "atlas": "/atlas/",
    "facts": "/faits/",
    "sources": "/sources/",
    "library": "/bibliotheque/",
    "results": f"/enquetes/{CAMPAIGN}/resultats/",
    "campaigns": "/enquetes/",
    "plans": f"/reseaux/{NETWORK}/plans/",
    "editions": "/syntheses/",
    "edition": "/syntheses/2014/",
    "search": "/recherche/?q=bois",
}
PAGES_OF_THE_COORDINATOR = {
    "desk": "/bureau/",
    "coordination": f"/reseaux/{NETWORK}/coordination/",
    "members": f"/reseaux/{NETWORK}/membres/",
    "people": f"/reseaux/{NETWORK}/personnes/",
    "quality": "/qualite/",
    "journal": "/journal/",
}
PAGES_OF_AN_OPEN_SURVEY = {
    "tracking": "/enquetes/essai-2026/suivi/",
    "answering": "/enquetes/essai-2026/repondre/999000107/",
}


def outline(sql: str) -> str:
    """A query without its values and its columns: what it reads and by what."""
    text = re.sub(r"^SELECT (DISTINCT )?.*? FROM ", r"SELECT \1… FROM ", sql.replace("\n", " "))
    text = re.sub(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b", "?", text)
    return re.sub(r"\((\?(?:, \?)+)\)", "(?, …)", text).replace('"', "")


def queries_of(client: Client, address: str) -> str:
    """The queries of a page that was opened once before, in order; the same ones in a row are counted."""
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    outlines = [outline(query["sql"]) for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    lines = [(sql, len(list(same))) for sql, same in groupby(outlines)]
    return "".join(f"{sql}{f'  × {count}' if count > 1 else ''}\n" for sql, count in lines)


def check(name: str, text: str) -> None:
    """Compare with what is kept, or keep it."""
    kept = SNAPSHOTS / f"{name}.sql"
    if os.environ.get("WRITE_SNAPSHOTS"):
        kept.write_text(text)
    assert text == kept.read_text(), f"{name}: WRITE_SNAPSHOTS=1 keeps the new queries, once read"


pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="the texts are those of SQLite")


@pytest.mark.by_turns
@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_what_a_public_page_asks(demo_network: object, client: Client, name: str) -> None:
    check(name, queries_of(client, PUBLIC_PAGES[name]))


@pytest.mark.parametrize("name", PAGES_OF_THE_COORDINATOR)
def test_what_a_page_asks_for_the_coordination(cast: Cast, client: Client, name: str) -> None:
    assert client.login(email=cast.coordinator.email, password=PASSWORD)
    check(name, queries_of(client, PAGES_OF_THE_COORDINATOR[name]))


@pytest.mark.parametrize("name", PAGES_OF_AN_OPEN_SURVEY)
def test_what_a_page_of_an_open_survey_asks(demo_network: object, client: Client, name: str) -> None:
    client.force_login(Person.objects.get(email="coordination-essai@exemple.fr"))
    check(name, queries_of(client, PAGES_OF_AN_OPEN_SURVEY[name]))


def test_each_text_kept_is_that_of_a_page() -> None:
    assert {path.stem for path in SNAPSHOTS.iterdir()} == {
        *PUBLIC_PAGES,
        *PAGES_OF_THE_COORDINATOR,
        *PAGES_OF_AN_OPEN_SURVEY,
    }
