"""« Votre réseau » leads through all that a network does in a year; what it does not want is set aside."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.plans.funding.actions.calls import write_call
from autan.plans.funding.core.calls import CallKind, FundingCall
from autan.territories.networks.actions.person_invitations import invite_person
from autan.territories.networks.models import Mandate, Network, Territory
from tests.cast import Cast
from tests.functional.new_network import MEMBER, NEW, make_new_network

pytestmark = pytest.mark.django_db
PAGE, ASIDE = (reverse(f"territories:{name}", args=[NEW]) for name in ("coordination", "set_aside"))
PARTS = (
    "Membres", "Carte", "Personnes", "Données", "Plans", "Obligations", "Compétences", "Actions", "Projets",
    "Indicateurs", "Patrimoine", "Appels et fonds", "Faits", "Filières et innovation", "Enquête", "Réponses ouvertes",
    "Ateliers", "Savoir-faire", "Besoins", "Groupe de travail", "Lecture croisée", "Propositions", "Prospective",
    "Recommandations", "Synthèse",
)  # fmt: skip
NEEDED = {"Membres", "Personnes", "Synthèse"}


@pytest.fixture
def people() -> Cast:
    return make_new_network()


def signed_in(person: object) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def parts_of(page: str) -> list[str]:
    return [title.strip() for title in re.findall(r"<h3>([^<]+)<span", page)]


def offered_by(browser: Client) -> set[str]:
    """What « Nouveau » offers on the page of the year."""
    shown = browser.get(PAGE).content.decode().partition('class="new-things"')[2].partition("</details>")[0]
    return set(re.findall(r"<li><a [^>]*>([^<]+)</a>", shown))


def menu_of(browser: Client, address: str) -> set[str]:
    page = browser.get(address).content.decode()
    return set(re.findall(r'<li><a href="[^"]*"[^>]*>([^<]+)</a>', page.partition("<main")[0]))


def test_every_part_of_the_year_is_there_and_opens_where_it_is_done(people: Cast) -> None:
    browser = signed_in(people.coordinator)
    page = browser.get(PAGE).content.decode()
    assert tuple(parts_of(page)) == PARTS
    addresses = re.findall(r'<div class="next-act"><a class="button[^"]*" href="([^"]+)"', page)
    assert len(addresses) == len(PARTS)
    for address in addresses:
        assert browser.get(address, follow=True).status_code == 200, address


def test_what_is_set_aside_leaves_the_page_and_the_menu_and_comes_back(people: Cast) -> None:
    browser, visitor = signed_in(people.coordinator), Client()
    workshops = reverse("workshops:network", args=[NEW])
    assert "Ateliers" in menu_of(visitor, workshops)
    offered = offered_by(browser)
    browser.post(ASIDE, {"code": "ateliers"})
    page = browser.get(PAGE).content.decode()
    assert "Ateliers" not in parts_of(page)
    assert "Ateliers" not in menu_of(visitor, workshops)
    assert "Groupe de travail" in menu_of(visitor, workshops)
    assert browser.get(workshops).status_code == 200
    assert "Reprendre" in page
    assert offered - offered_by(browser) == {"Un atelier"}
    browser.post(ASIDE, {"code": "ateliers", "act": "take_up"})
    assert "Ateliers" in parts_of(browser.get(PAGE).content.decode())
    assert "Ateliers" in menu_of(visitor, workshops)
    assert offered_by(browser) == offered


def test_all_but_what_no_network_can_do_without_is_set_aside(people: Cast) -> None:
    browser = signed_in(people.coordinator)
    for code in re.findall(r'name="code" value="([^"]+)"', browser.get(PAGE).content.decode()):
        browser.post(ASIDE, {"code": code})
    page = browser.get(PAGE).content.decode()
    assert set(parts_of(page)) == NEEDED
    assert offered_by(browser) == {"Des membres", "Une invitation", "Une synthèse"}
    assert page.count("Reprendre") == len(PARTS) - len(NEEDED)
    assert not menu_of(Client(), reverse("site:network", args=[NEW])) & {"Plans", "Ateliers", "Savoir-faire"}


def test_days_ahead_say_what_falls_and_who_is_waited_for(people: Cast) -> None:
    today, network = timezone.localdate(), Network.objects.get(slug=NEW)
    call = FundingCall(kind=CallKind.FUND, name="Fonds chaleur", closes_on=today + timedelta(days=30), source="Page 3")
    write_call(by=people.coordinator, network=network, call=call)
    invite_person(
        by=people.coordinator, email="neuve@exemple.fr", name="Noé Attendu", role=Mandate.Role.MEMBER_OFFICER,
        network=network, site="http://localhost", territory=Territory.objects.get(siren=MEMBER), is_mailed=False,
    )  # fmt: skip
    ahead = signed_in(people.coordinator).get(PAGE).content.decode().partition("Dates à venir")[2].partition("</ul>")[0]
    days = [" ".join(re.sub("<[^>]+>", " ", line).split()) for line in ahead.split("<li>")[1:]]
    assert [("Noé Attendu" in line, "Fonds chaleur" in line) for line in days] == [(True, False), (False, True)]
    assert "attendu de Noé Attendu" in days[0]


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
