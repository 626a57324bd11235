"""« Rien d’autre » of a starting state: an energy that nobody uses is stated absent, and not merely not counted."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from autan.foresight.scenarios.actions.own_quantities import QuantityInput, save_quantities
from autan.foresight.scenarios.models import OwnQuantity
from autan.foresight.scenarios.views import places
from autan.plans.plans.models import CompletenessStatement
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, Cast

STATE = f"/prospective/{HERE}/etat-de-depart/"
STATING = reverse("plans:state_list_complete", kwargs={"siren": HERE, "section": "starting-state"})


def give(territory: Territory, code: str) -> None:
    quantity = QuantityInput(kind=OwnQuantity.Kind.ENERGY, code=code, value=10, year=2023, source="essai")
    save_quantities(by=None, territory=territory, quantity_inputs=[quantity])


def test_an_energy_that_is_not_counted_is_absent_once_somebody_says_so(client: Client, people: Cast, here: Territory):
    page = client.get(STATE).content.decode()
    assert "non compté ici" in page
    assert "énoncé absent" not in page
    client.force_login(people.officer)
    assert "aucune autre énergie utilisée" in client.get(STATE).content.decode()
    done = client.post(STATING, {"is_complete": "yes"}, follow=True).content.decode()
    assert people.officer.name in done
    assert "énoncé absent" in done
    give(here, "residential-heating-oil")
    assert CompletenessStatement.objects.exists()
    give(here, "residential-heating-coal")
    assert not CompletenessStatement.objects.exists()
    client.post(STATING, {"is_complete": "yes"})
    client.post(STATING, {"is_complete": "no"})
    assert "énoncé absent" not in client.get(STATE).content.decode()


def test_the_page_of_a_state_tells_each_stock_how_it_is_known_and_those_that_nobody_counts(
    client: Client, here: Territory
) -> None:
    text = client.get(f"/prospective/{here.siren}/etat-de-depart/").content.decode().replace("\u202f", " ")
    counted = text.split("Ce qui est compté</h2>")[1].split("<h2>")[0]
    assert "9 000" in counted.split("Résidences principales")[1].split("</tr>")[0]
    assert "2023" in counted.split("Résidences principales")[1].split("</tr>")[0]
    assert "points lumineux" in counted.split("Non connus ici")[1]


def test_a_network_says_a_caution_once_and_pages_its_members(
    client: Client, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(query: str = "") -> str:
        return client.get(f"/prospective/{network.slug}/etat-de-depart/{query}").content.decode().replace("\u00a0", " ")

    caution = "L’enquête nationale sur les réseaux de chaleur n’en liste aucun ici"
    head, members = page().split("Membre par membre</h2>")
    assert head.count(caution) == 1
    assert f"Ici, Là : {caution}" in head
    assert members.count(caution) == 2
    monkeypatch.setattr(places, "MEMBERS", replace(places.MEMBERS, size=1))
    first, second = (page(query).split("Membre par membre</h2>")[1] for query in ("", "?page=2"))
    assert (first.count(caution), second.count(caution)) == (1, 1)
    assert "Page 2 sur 2" in second
