"""A network of one's own, with no survey, no synthesis, no data and no contours: each page still says what it knows."""

import pytest
from django.test import Client

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_network():
    network = create_network(by=None, slug="est", name=Text("Réseau essai", "Trial network"))
    admit_member(
        by=None,
        network=network,
        territory=follow_territory(by=None, siren="243500139"),
        certainty=Certainty.CONFIRMED,
        evidence=[EvidenceRef(kind="source", key="page#liste")],
    )


@pytest.mark.parametrize("path", ["/", "/en/", "/territoires/", "/territoires/243500139/", "/a-propos/"])
def test_each_page_opens(own_network, path):
    answer = Client().get(path)
    assert answer.status_code == 200
    assert "Rennes" in answer.content.decode() or path == "/a-propos/"


def test_an_empty_home_says_what_to_do():
    answer = Client().get("/")
    assert answer.status_code == 503
    assert "aucun réseau n’y est enregistré" in answer.content.decode()
