"""Each table, title, field and button of the pages of the demonstration has a name, or words, of its own."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.test import Client

from autan.people.accounts.models import Person
from autan.plans.plans.models import Plan

pytestmark = pytest.mark.by_turns

PUBLIC = (
    "/",
    "/territoires/",
    "/territoires/243100518/?ouvrir=tout",
    "/faits/",
    "/faits/S067/",
    "/sources/",
    "/preuves/observatory.243100518.electricity_total.2024/",
    "/comparer/",
    "/atlas/?indicator=capacity_solar_pv",
    "/atlas/filieres/",
    "/enquetes/2013/",
    "/enquetes/2013/governance/",
    "/syntheses/2014/?ouvrir=tout",
    "/plans/",
    "/actions/",
    "/prospective/",
    "/prospective/243100518/essayer/",
    "/donnees-ouvertes/tables/",
    "/donnees-personnelles/",
)
COORDINATED = (
    "/reseaux/dialogue-toulouse/membres/",
    "/reseaux/dialogue-toulouse/personnes/",
    "/donnees-ouvertes/?reseau=dialogue-toulouse",
    "/journal/",
    "/questionnaires/",
)


class Parts(HTMLParser):
    """Gathers the tables without a name and the header cells without a word."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[bool] = []
        self.nameless = 0
        self.heading: str | None = None
        self.empty_headings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "table":
            self.tables.append(bool(values.get("aria-label") or values.get("aria-labelledby")))
        elif tag == "caption" and self.tables:
            self.tables[-1] = True
        elif tag == "th":
            self.heading = values.get("aria-label") or ""
        elif self.heading is not None:
            self.heading += values.get("aria-label") or values.get("title") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.nameless += not self.tables.pop()
        elif tag == "th":
            self.empty_headings += not (self.heading or "").strip()
            self.heading = None

    def handle_data(self, data: str) -> None:
        if self.heading is not None:
            self.heading += data


def parts_of(html: str) -> tuple[int, int]:
    parts = Parts()
    parts.feed(html)
    return parts.nameless, parts.empty_headings


@pytest.mark.usefixtures("demo_network")
@pytest.mark.parametrize("path", PUBLIC)
def test_each_table_of_a_page_has_a_name_and_no_empty_heading(client: Client, path: str) -> None:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    assert parts_of(answer.content.decode()) == (0, 0)


@pytest.mark.usefixtures("demo_network")
@pytest.mark.parametrize("path", COORDINATED)
def test_each_table_of_a_page_of_work_too(client: Client, path: str) -> None:
    client.force_login(Person.objects.get(email="coordination@exemple.fr"))
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    assert parts_of(answer.content.decode()) == (0, 0)


@pytest.mark.usefixtures("demo_network")
def test_the_tables_and_forms_of_every_plan_have_names(client: Client) -> None:
    client.force_login(Person.objects.get(email="coordination@exemple.fr"))
    plans = [f"/plans/{slug}/" for slug in Plan.objects.order_by("slug").values_list("slug", flat=True)[:6]]
    assert plans
    assert [path for path in plans if parts_of(client.get(path, follow=True).content.decode()) != (0, 0)] == []


@pytest.mark.usefixtures("demo_network")
def test_proofs_of_one_measure_have_titles_of_their_own(client: Client) -> None:
    paths = [f"/preuves/observatory.{siren}.electricity_total.2024/" for siren in ("243100518", "200072643")]
    titles = []
    for path in paths:
        title = re.search(r"<title>(.*?)</title>", client.get(path).content.decode(), re.DOTALL)
        assert title
        titles.append(title[1])
    assert Counter(titles).most_common(1)[0][1] == 1, titles


@pytest.mark.usefixtures("demo_network")
def test_the_results_of_levers_are_not_announced_whole(client: Client) -> None:
    html = client.get("/prospective/243100518/essayer/").content.decode()
    results = re.search(r"<div class=\"results\"[^>]*>", html)
    assert results
    assert "aria-live" not in results[0]
    assert '<p class="visually-hidden" role="status" data-announced></p>' in html
