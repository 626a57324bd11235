"""The mark of what is invented: on every page about the invented network, in French and English, and nowhere else."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from autan.evidence.figures.queries.registry import OPERATOR, find_figure
from autan.instance.demo.people import INVENTED_NETWORK
from autan.instance.site.presenters.invented import shows_invented
from autan.people.accounts.models import Person
from autan.publishing.edition_files.presenters.edition import Colophon
from autan.publishing.editions.models import Edition
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import network_members

BAND = '<p class="invented">'
TITLE = re.compile(r"\((réseau )?inventé\)[^<]* · Autan</title>")
CAMPAIGNS = ("essai-2026", "essai-2023")
FIGURES = (
    "survey.essai-2026.q13.median",
    "survey.essai-2026.q05.count_yes",
    "territories.999000016.population.2026",
    "territories.entente-ysaure.communes.2026",
)
REAL = (
    *("/", "/a-propos/", "/faits/", "/sources/", "/compte/login/"),
    *(
        "/territoires/",
        "/territoires/243100518/?ouvrir=tout",
        "/territoires/244400404/?ouvrir=tout",
        "/reseaux/dialogue-toulouse/",
    ),
    *("/enquetes/", "/enquetes/2013/", "/enquetes/2013/policy/"),
    *("/preuves/facts.S067/", "/preuves/territories.243100518.population.2026/"),
)

pytestmark = [pytest.mark.usefixtures("demo_network"), pytest.mark.by_turns]


def values_of(room: str, name: str) -> tuple[str, ...]:
    """What an invented thing may be named by in an address of a room; nothing for other words."""
    plans = dict.fromkeys(("plans", "projects", "action_files"), ("houdelle-plan",))
    others = {"estate": ("999000057-atelier-de-la-voirie",), "workshops": ("essai-ombrieres",)}
    slugs = {"surveys": CAMPAIGNS, "site": (INVENTED_NETWORK,), **plans, **others}
    known = {
        "slug": slugs.get(room, ()),
        "network": (INVENTED_NETWORK,),
        "campaign": CAMPAIGNS,
        "siren": ("999000016", "999000107", "999000123"),
        "code": ("q03", "q13", "q31"),
        "question": ("q13",),
        "figure_id": FIGURES,
        "section": ("policy", "content", "targets"),
    }
    return known.get(name, ())


def addresses(patterns: list[URLPattern | URLResolver], room: str = "") -> Iterator[str]:
    """Every address of the site that can be about the invented network."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, pattern.namespace or room)
            continue
        names = list(pattern.pattern.converters)
        for values in product(*(values_of(room, name) for name in names)) if names else ():
            yield reverse(f"{room}:{pattern.name}", kwargs=dict(zip(names, values, strict=True)))


def pages_of(client: Client) -> dict[str, str]:
    """The pages, by address: those that answer with a page to a reader who follows the links."""
    found = {}
    for path in addresses(get_resolver().url_patterns):
        answer = client.get(path)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            found[path] = answer.content.decode()
    return found


@pytest.fixture
def coordinator(client):
    client.force_login(Person.objects.get(email="coordination-essai@exemple.fr"))
    return client


@pytest.mark.parametrize("who", ["anybody", "coordinator"])
def test_every_page_about_the_invented_network_is_marked(who, request):
    client = request.getfixturevalue("coordinator") if who == "coordinator" else Client()
    pages = pages_of(client)
    assert len(pages) >= 20
    assert [path for path, html in pages.items() if html.count(BAND) != 1] == []
    assert [path for path, html in pages.items() if not TITLE.search(html)] == []


def test_invented_territories_are_marked_in_both_languages():
    client = Client()
    for member in network_members(INVENTED_NETWORK)[::4]:
        french = client.get(f"/territoires/{member.siren}/?ouvrir=tout").content.decode()
        english = client.get(f"/en/territoires/{member.siren}/?ouvrir=tout").content.decode()
        assert french.count(BAND) == english.count(BAND) == 1


@pytest.mark.parametrize("path", REAL)
def test_no_page_about_what_is_real_is_marked(path):
    html = Client().get(path).content.decode()
    assert BAND not in html
    assert "(inventé) · Autan</title>" not in html


def test_what_only_lists_the_invented_names_it_as_such():
    client = Client()
    assert "territoire inventé" in client.get("/territoires/", {"q": "lurcelle"}).content.decode()
    assert "(campagne inventée)" in client.get("/enquetes/").content.decode()
    assert "(réseau inventé)" in client.get("/").content.decode()


def test_the_home_stays_that_of_the_real_network_with_a_way_to_the_other():
    html = Client().get("/").content.decode()
    assert "Dialogue métropolitain de Toulouse</h1>" in html
    assert f'href="/reseaux/{INVENTED_NETWORK}/"' in html
    assert 'href="/reseaux/dialogue-toulouse/"' in Client().get(f"/reseaux/{INVENTED_NETWORK}/").content.decode()


def test_a_network_that_does_not_exist_is_said_plainly():
    assert Client().get("/reseaux/rien/").status_code == 404
    assert Client().get("/reseaux/rien/territoires/").status_code == 404


def test_an_invented_territory_says_plainly_that_it_has_no_energy_data():
    html = Client().get("/territoires/999000099/?ouvrir=tout").content.decode()
    assert "aucune n’a été imaginée" in html
    assert "Rien de documenté" not in html
    assert "On ne crie pas dans une cave" in html


def test_the_pages_of_the_invented_network_ask_few_queries(client, django_assert_max_num_queries):
    for path in (
        f"/reseaux/{INVENTED_NETWORK}/",
        f"/reseaux/{INVENTED_NETWORK}/territoires/",
        "/territoires/999000016/?ouvrir=tout",
    ):
        client.get(path)
        with django_assert_max_num_queries(58):
            client.get(path)


def test_what_a_page_is_about_may_hang_on_what_is_invented():
    real, invented = (Network.objects.get(slug=slug) for slug in ("dialogue-toulouse", INVENTED_NETWORK))
    colophon = {"published_on": date(2026, 11, 25), "content_hash": "0", "network_name": "x"}
    assert shows_invented([Edition(slug="essai", network=INVENTED_NETWORK)])
    assert not shows_invented([Edition(slug="essai", network="dialogue-toulouse")])
    assert shows_invented([Colophon(**colophon, is_invented=True)])
    assert not shows_invented([Colophon(**colophon), "texte", 3, None, find_figure(FIGURES[2], reader=OPERATOR).method])
    assert shows_invented([find_figure(FIGURES[2], reader=OPERATOR)])
    assert shows_invented([Territory.objects.get(siren="999000016"), invented])
    assert not shows_invented([real, Edition(slug="essai", network=INVENTED_NETWORK)])


def links_of(html: str, start: str) -> list[str]:
    return sorted({link for link in re.findall(r'href="(/[^"#?]*)', html) if link.startswith(start)})


def test_every_file_of_answers_says_that_they_are_invented():
    client = Client()
    html = client.get("/enquetes/essai-2026/telecharger/").content.decode()
    files = links_of(html, "/enquetes/essai-2026/telecharger/")
    answers = [client.get(path) for path in files if path != "/enquetes/essai-2026/telecharger/"]
    assert len(answers) >= 6
    assert all("reseau-invente" in answer.headers["Content-Disposition"] for answer in answers)
    words = [
        answer.getvalue().decode("utf-8", "replace") for answer in answers if "text/" in answer.headers["Content-Type"]
    ]
    assert words
    assert all("réseau inventé" in text for text in words)


def test_the_trace_of_every_figure_of_a_section_is_marked():
    client = Client()
    traces = links_of(client.get("/enquetes/essai-2026/method/").content.decode(), "/preuves/")
    assert len(traces) > 30
    assert [path for path in traces if client.get(path).content.decode().count(BAND) != 1] == []
