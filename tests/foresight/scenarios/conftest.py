"""An invented network of two members whose starting states are given, and the cast in it."""

import pytest

from autan.foresight.scenarios.actions.own_quantities import QuantityInput, save_quantities
from autan.foresight.scenarios.models import OwnQuantity
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE, Cast, gather_cast, gather_neighbour, make_network
from tests.kept_rows import written_again

CELLS = {
    "residential-heating-natural_gas": 40_000,
    "residential-heating-oil": 20_000,
    "residential-heating-wood": 10_000,
    "residential-other-electricity": 30_000,
    "tertiary-other-electricity": 25_000,
    "tertiary-heating-natural_gas": 15_000,
    "tertiary-heating-wood": 0,
    "tertiary-heating-oil": 0,
    "road_transport-passengers-oil": 50_000,
    "road_transport-freight-oil": 30_000,
}
PIVOTS = {
    "population": 20_000,
    "dwellings": 9_000,
    "houses": 6_000,
    "flats": 3_000,
    "dwellings_natural_gas": 5_000,
    "dwellings_oil": 1_800,
    "employed_residents": 8_000,
    "vehicle_km_oil": 80_000_000,
    "car_passenger_km": 128_000_000,
}
EMISSIONS = {"residential": 13_500, "tertiary": 3_100, "road_transport": 21_200}


def give_state(territory: Territory, *, scale: float = 1.0) -> None:
    """Give a territory homes, services and roads."""
    kinds = (
        (OwnQuantity.Kind.ENERGY, CELLS),
        (OwnQuantity.Kind.EMISSIONS, EMISSIONS),
        (OwnQuantity.Kind.PIVOT, PIVOTS),
        (OwnQuantity.Kind.PRODUCTION, {"solar_pv": 4_000}),
        (OwnQuantity.Kind.SINK, {"forest": 5_000}),
    )
    quantity_inputs = [
        QuantityInput(kind=kind, code=code, value=value * scale, year=2023, source="essai")
        for kind, values in kinds
        for code, value in values.items()
    ]
    save_quantities(by=None, territory=territory, quantity_inputs=quantity_inputs)


@pytest.fixture
@written_again
def network(db: None) -> Network:
    return make_network()


@pytest.fixture
@written_again
def here(network: Network) -> Territory:
    territory = Territory.objects.get(siren=HERE)
    give_state(territory)
    return territory


@pytest.fixture
@written_again
def both(here: Territory, network: Network) -> Network:
    give_state(Territory.objects.get(siren=THERE), scale=0.5)
    return network


@pytest.fixture
@written_again
def people(both: Network, here: Territory) -> Cast:
    return gather_cast(network=both, member=here)


@pytest.fixture
@written_again
def neighbour(db: None) -> Person:
    other = create_network(by=None, slug="voisin", name=Text("Réseau voisin", "Neighbour"), is_invented=True)
    return gather_neighbour(other)
