"""The menu: the section where one is, and the entries that stand under it."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("demo_network")


def current(html: str, menu: str) -> list[str]:
    """The links that a menu says are current."""
    inside = html.partition(f'class="{menu}')[2].partition("</nav>")[0]
    return re.findall(r'aria-current="[a-z]+">([^<]+)</a>', inside)


@pytest.mark.parametrize(
    ("address", "section", "entry"),
    [
        ("/reseaux/dialogue-toulouse/plans/", ["Plans"], ["Plans"]),
        ("/reseaux/dialogue-toulouse/actions/", ["Plans"], ["Actions"]),
        ("/enquetes/", ["Enquête"], ["Enquête"]),
        ("/codage/", ["Enquête"], ["Réponses ouvertes"]),
        ("/comparer/", ["Comparer"], []),
        ("/recherche/", [], []),
    ],
)
def test_a_page_says_its_section_and_its_place_there(
    client: Client, address: str, section: list[str], entry: list[str]
):
    html = client.get(address, follow=True).content.decode()
    assert current(html, "site-nav") == section
    assert current(html, "section-nav") == entry


def test_what_stands_under_a_section_is_not_in_the_bar(client: Client):
    html = client.get("/").content.decode()
    bar = html.partition('class="site-nav"')[2].partition("</nav>")[0]
    assert "Plans" in bar
    assert "Actions" not in bar
    assert "section-nav" not in html
    assert 'popovertarget="site-menu">Menu</button>' in html, "a phone opens the bar by a button, without a script"
    assert bar.startswith(' id="site-menu" popover')


def test_the_menu_leads_to_pages_in_the_language_of_the_page(client: Client):
    """One process answers in both: what it keeps of one language must not serve the other."""
    for prefix, label in (("", "Bibliothèque"), ("/en", "Library")):
        html = client.get(f"{prefix}/bibliotheque/").content.decode()
        bar = html.partition('class="site-nav"')[2].partition("</nav>")[0]
        links = re.findall(r'<a href="([^"?]+)', bar)
        assert f"{prefix}/bibliotheque/" in links
        assert all(link.startswith("/en/") == bool(prefix) for link in links)
        assert current(html, "section-nav") == [label]
