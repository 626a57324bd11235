"""From the home of a new network to a published note, by links and buttons alone: clicks and time of the server."""

import pytest
from django.test import Client

from autan.ground.wordings import Text
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Mandate
from tests.cast import make_people
from tests.functional.clicking import ClickingPerson

DEPARTMENT, MEMBERS = "22", 8
MOST_CLICKS = 60


@pytest.mark.django_db
def test_a_network_of_eight_publishes_its_first_note_in_sixty_clicks() -> None:
    network = create_network(by=None, slug="armor", name=Text("Pays d’Armor", "Armor"))
    (camille,) = make_people("camille")
    Mandate.objects.create(person=camille, role=Mandate.Role.COORDINATOR, network=network, valid_from="2026-01-01")
    browser = Client()
    browser.force_login(camille)
    person = ClickingPerson(browser, "/")
    person.follow("Nouveau", "^Des membres$")
    person.press("^Chercher$", {"department": DEPARTMENT}, clicks=1)
    person.press("^Tout cocher$")
    person.press("Ajouter au réseau", {"source": "Statuts"})
    person.end("eight members")
    person.follow("Nouveau", "^Un besoin$")
    person.press("Exprimer ce besoin", {"title": "Un relevé des chaudières"})
    person.end("a need")
    person.follow("Nouveau", "^Une synthèse$")
    person.press("Composer une première note")
    person.end("a note")
    person.press("^Publier$", {"formats": ["html"]}, clicks=5)  # its other files have tests of their own
    person.end("published")
    assert person.clicks <= MOST_CLICKS, person.steps
    visitor = ClickingPerson(Client(), "/reseaux/armor/")
    visitor.follow("L’énergie dans les territoires")
    assert "Pays d’Armor" in visitor.text
    assert str(MEMBERS) in visitor.text or "huit" in visitor.text
