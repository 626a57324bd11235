"""What open files tell of duties: filed climate plans, and published accounts of the organisation."""

import pytest
from django.test import Client
from django.urls import reverse

from autan.territories.networks.actions.territories import invent_territory
from autan.territories.networks.models import Network
from autan.territories.perimeters.core.bodies import EpciKind
from tests.plans.obligations.test_pages import OF_SICOVAL, page

CASTRES = reverse("obligations:territory", kwargs={"siren": "248100430"})
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


def test_a_territorial_body_that_filed_nothing_is_named_and_accused_of_nothing(client: Client, network: Network):
    found = client.get("/recherche/", {"q": "vallee sud grand paris"}).content.decode()
    first = found.split("search-hits")[1].split("</li>")[0]
    assert ">Vallée Sud Grand Paris</a>" in first
    assert "ce qui ne dit pas qu’il n’en a pas" in first
    assert "Grand-Orly" in client.get("/recherche/", {"q": "EPT"}).content.decode()


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
    found = client.get("/recherche/", {"q": name.lower()}).content.decode()
    first = found.split("search-hits")[1].split("</li>")[0]
    assert f">{name}</a>" in first
    assert "ni établissements publics territoriaux du Grand Paris" in first
    assert "/territoires/" not in first
