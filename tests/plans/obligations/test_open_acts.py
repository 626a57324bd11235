"""What open files tell of duties: filed climate plans, and published accounts of the organisation."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from autan.territories.networks.actions.territories import invent_territory
from autan.territories.networks.models import Network
from autan.territories.perimeters.core.bodies import GREATER_PARIS, EpciKind
from autan.territories.perimeters.lake.latest_epci import territorial_bodies
from autan.territories.perimeters.lake.register import communes_of
from tests.plans.obligations.test_pages import OF_SICOVAL, page

CASTRES = reverse("obligations:territory", kwargs={"siren": "248100430"})
BODY = "/etablissements-publics-territoriaux/{}/"
TRACE = "/preuves/plans.essai.current.{}.2026-11-30/"


def test_a_filed_plan_meets_the_filing_on_its_day_and_the_plan_on_a_day_not_known(
    client: Client, network: Network, shipped: object
):
    text = page(client, OF_SICOVAL, jour="2026-11-30")
    assert "démarche 1101 « PCAET 2019-2024 », dite en mise en œuvre à cette date, 29 janvier 2020" in text
    assert "faite, date non connue ici" in text


def test_a_filing_tells_nothing_before_its_last_change(client: Client, network: Network, shipped: object):
    text = page(client, OF_SICOVAL, jour="2020-01-28")
    assert "démarche 1101" not in text
    assert "faite, date non connue ici" not in text


def test_a_published_account_says_its_year_and_gives_no_next_date(client: Client, network: Network, shipped: object):
    text = page(client, CASTRES, jour="2026-11-30")
    assert "bilan publié des émissions de 2020" in text
    assert "fait au moins une fois, prochaine échéance non connue ici" in text
    assert "bilan publié des émissions de 2020" not in page(client, CASTRES, jour="2019-12-31")


def test_the_count_of_known_acts_leads_to_the_filing_and_to_the_words_of_the_rule(
    client: Client, network: Network, shipped: object
):
    text = page(client, TRACE.format("met.pcaet_depot"))
    assert "Démarche 1101 « PCAET 2019-2024 »" in text
    assert "État : mise en œuvre, au 29 janvier 2020" in text
    assert "à confirmer sur Légifrance" in text


def test_a_rule_that_counts_nobody_still_leads_to_its_words(client: Client, network: Network, shipped: object):
    text = page(client, TRACE.format("duty.zaenr_epci"))
    assert "à confirmer sur Légifrance" in text
    assert client.get(TRACE.format("met.moon")).status_code == 404


def test_a_territorial_body_has_its_page_its_communes_and_its_duty_and_is_accused_of_nothing(
    client: Client, network: Network, shipped: object
):
    first = first_hit(client, "vallee sud grand paris")
    assert ">Vallée Sud-Grand Paris</a>" in first
    assert "11 communes" in first
    assert "Grand-Orly" in client.get("/recherche/", {"q": "EPT"}).content.decode()
    text = page(client, BODY.format("200057966"), jour="2026-11-30")
    assert "Antony 92002" in plain(text)
    assert "ce qui ne dit pas qu’il n’en a pas" in text
    assert "sans doute obligée" in text
    assert "Plan climat-air-énergie des établissements publics territoriaux" in text
    assert "l’article en vigueur n’a pas été relu" in text
    assert "les textes lus ici ne le nomment pas" in text  # every other duty
    assert "dit en mise en œuvre par son dépôt national" in page(client, BODY.format("200057875"), jour="2026-11-30")
    assert "Démarche 1212 « Projet de PCAET »" in plain(page(client, BODY.format("200057867")))
    assert client.get(BODY.format("243100518")).status_code == 404
    assert BODY.format("200057867") in page(client, reverse("obligations:rules"))


def test_the_communes_of_greater_paris_are_each_in_one_territorial_body_but_paris():
    communes = [code for body in territorial_bodies().values() for code in body.communes]
    assert len(communes) == len(set(communes))
    assert {*communes_of(GREATER_PARIS)} - {*communes} == {"75056"}


@pytest.mark.parametrize("name", ["Plaine Commune", "Est Ensemble"])
def test_a_body_that_the_register_does_not_hold_is_named_and_no_other_stands_for_it(
    client: Client, network: Network, shipped: object, name: str
):
    invent_territory(
        by=None,
        siren="999000016",
        name="CC de la Plaine",
        short_name="Plaine",
        kind=EpciKind.CC,
        communes=3,
        population=900,
    )
    first = first_hit(client, name.lower())
    assert f">{name}</a>" in first
    assert "établissement public territorial de la Métropole du Grand Paris" in first
    assert "/territoires/" not in first


def first_hit(client: Client, words: str) -> str:
    return client.get("/recherche/", {"q": words}).content.decode().split("search-hits")[1].split("</li>")[0]


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())
