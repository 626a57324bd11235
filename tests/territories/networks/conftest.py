"""An invented network of two members, made by the product's own actions, and the cast in it."""

import pytest

from autan.ground.wordings import Text
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast, gather_cast
from tests.kept_rows import written_again

SICOVAL, MURETAIN, TOULOUSE = "243100633", "200068641", "243100518"


@pytest.fixture
@written_again
def network(db: None) -> Network:
    network = create_network(by=None, slug="essai", name=Text("Réseau d’essai", "Trial network"), is_invented=True)
    for siren in (SICOVAL, MURETAIN):
        territory = follow_territory(by=None, siren=siren)
        admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED)
    return network


@pytest.fixture
def member(network: Network) -> Territory:
    return Territory.objects.get(siren=SICOVAL)


@pytest.fixture
@written_again
def other_network(db: None) -> Network:
    return create_network(by=None, slug="voisin", name=Text("Réseau voisin", "Neighbour"), is_invented=True)


@pytest.fixture
@written_again
def people(network: Network, member: Territory) -> Cast:
    return gather_cast(network=network, member=member)
