"""« Votre réseau » leads through all that a network does in a year; what it does not want is set aside."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.functional.new_network import NEW, make_new_network

pytestmark = pytest.mark.django_db
PAGE, ASIDE = (reverse(f"territories:{name}", args=[NEW]) for name in ("coordination", "set_aside"))
PARTS = (
    "Membres", "Carte", "Personnes", "Données", "Plans", "Actions", "Indicateurs", "Enquête", "Ateliers",
    "Savoir-faire", "Faits", "Groupe de travail", "Prospective", "Synthèse",
)  # fmt: skip


@pytest.fixture
def people() -> Cast:
    return make_new_network()


def signed_in(person: object) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def parts_of(page: str) -> list[str]:
    return [title.strip() for title in re.findall(r"<h2>([^<]+)<span", page)]


def menu_of(browser: Client, address: str) -> set[str]:
    page = browser.get(address).content.decode()
    return set(re.findall(r'<li><a href="[^"]*"[^>]*>([^<]+)</a>', page.partition("<main")[0]))


def test_every_part_of_the_year_is_there_and_opens_where_it_is_done(people: Cast) -> None:
    browser = signed_in(people.coordinator)
    page = browser.get(PAGE).content.decode()
    assert set(parts_of(page)) == set(PARTS)
    steps = page.partition('class="network-steps"')[2].partition("</ol>")[0]
    addresses = re.findall(r'<a class="button[^"]*" href="([^"]+)"', steps)
    assert len(addresses) == len(PARTS)
    for address in addresses:
        assert browser.get(address, follow=True).status_code == 200, address


def test_what_is_set_aside_leaves_the_page_and_the_menu_and_comes_back(people: Cast) -> None:
    browser, visitor = signed_in(people.coordinator), Client()
    workshops = reverse("workshops:network", args=[NEW])
    assert "Ateliers" in menu_of(visitor, workshops)
    browser.post(ASIDE, {"code": "ateliers"})
    page = browser.get(PAGE).content.decode()
    assert "Ateliers" not in parts_of(page)
    assert "Ateliers" not in menu_of(visitor, workshops)
    assert "Groupe de travail" in menu_of(visitor, workshops)
    assert browser.get(workshops).status_code == 200
    assert "Reprendre" in page
    browser.post(ASIDE, {"code": "ateliers", "act": "take_up"})
    assert "Ateliers" in parts_of(browser.get(PAGE).content.decode())
    assert "Ateliers" in menu_of(visitor, workshops)


def test_a_second_click_writes_nothing_more(people: Cast) -> None:
    browser = signed_in(people.coordinator)
    for _click in range(2):
        browser.post(ASIDE, {"code": "prospective"})
    assert browser.get(PAGE).content.decode().count("« Prospective » mis de côté") == 1


def test_members_cannot_be_set_aside_and_only_the_coordination_acts(people: Cast) -> None:
    coordinator, officer = signed_in(people.coordinator), signed_in(people.officer)
    assert coordinator.post(ASIDE, {"code": "membres"}).status_code == 404
    assert coordinator.post(ASIDE, {}).status_code == 404
    assert officer.post(ASIDE, {"code": "ateliers"}).status_code == 403
    assert "Ateliers" in parts_of(coordinator.get(PAGE).content.decode())
