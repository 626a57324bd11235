"""An invented network of two members, of which one gave its starting state, and the cast in it."""

import pytest

from autan.accounts.models import Person
from autan.evidence.core.texts import Text
from autan.foresight.actions.own_quantities import QuantityInput, give_quantities
from autan.foresight.core.scenario_documents import OwnAssumption, ScenarioDocument
from autan.foresight.models import OwnQuantity
from autan.territories.actions.memberships import admit_member
from autan.territories.actions.networks import create_network
from autan.territories.actions.territories import invent_territory
from autan.territories.core.members import Certainty, EpciKind
from autan.territories.models import Network, Territory
from tests.cast import Cast, gather_cast, gather_neighbour
from tests.foresight.making import CELLS, PIVOTS, a_lever

HERE = "999000016"


@pytest.fixture
def network(db: None) -> Network:
    network = create_network(by=None, slug="essai", name=Text("Réseau d’essai", "Trial network"), is_invented=True)
    territory = invent_territory(
        by=None, siren=HERE, name="CC Ici", short_name="Ici", kind=EpciKind.CC, communes=3, population=1000
    )
    admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED)
    return network


@pytest.fixture
def here(network: Network) -> Territory:
    territory = Territory.objects.get(siren=HERE)
    cells = {"-".join(place): value for place, value in CELLS.items()}
    given = [(OwnQuantity.Kind.ENERGY, code, value) for code, value in cells.items()]
    given += [(OwnQuantity.Kind.PIVOT, code, value) for code, value in PIVOTS.items()]
    given += [(OwnQuantity.Kind.EMISSIONS, "agriculture", 50_000.0), (OwnQuantity.Kind.EMISSIONS, "waste", 5_000.0)]
    give_quantities(
        by=None,
        territory=territory,
        given=[
            QuantityInput(kind=kind, code=code, value=value, year=2021, source="Essai") for kind, code, value in given
        ],
    )
    return territory


@pytest.fixture
def people(network: Network, here: Territory) -> Cast:
    return gather_cast(network=network, member=here)


@pytest.fixture
def neighbour(db: None) -> Person:
    other = create_network(by=None, slug="voisin", name=Text("Réseau voisin", "Neighbour"), is_invented=True)
    return gather_neighbour(other)


def a_document(*levers, title="Sobre en 2050", place=HERE, **changes) -> ScenarioDocument:
    chosen = levers or (a_lever("heating_one_degree", 50), a_lever("electric_car_share", 40))
    own = {"renovation_realisation": OwnAssumption(value=0.8, reason="suivi local")}
    held = {"title": title, "place": place, "horizon": 2060, "levers": chosen, "assumptions": own}
    return ScenarioDocument(**held | changes)
