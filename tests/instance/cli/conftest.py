"""An invented network of two members, and its cast: what commands are run on."""

import pytest

from autan.ground.wordings import Text
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import invent_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network, Territory
from autan.territories.perimeters.core.bodies import EpciKind
from tests.cast import Cast, gather_cast
from tests.kept_rows import written_again

HERE, THERE = "999000016", "999000024"


@pytest.fixture
@written_again
def network(db: None) -> Network:
    network = create_network(by=None, slug="essai", name=Text("Réseau d’essai", "Trial network"), is_invented=True)
    for siren, name in ((HERE, "Ici"), (THERE, "Là")):
        territory = invent_territory(
            by=None, siren=siren, name=f"CC {name}", short_name=name, kind=EpciKind.CC, communes=3, population=1000
        )
        admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED)
    return network


@pytest.fixture
@written_again
def people(network: Network) -> Cast:
    return gather_cast(network=network, member=Territory.objects.get(siren=HERE))
