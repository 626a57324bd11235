"""An invented network of two members that follow indicators, and the cast in it."""

from datetime import date

import pytest

from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.plans.indicators.actions.indicators import IndicatorInput, follow_indicator
from autan.plans.indicators.actions.values import GivenYearValue, record_values
from autan.plans.indicators.core.values import YearValue
from autan.plans.indicators.models import Indicator
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE, Cast, gather_cast, gather_neighbour, make_network
from tests.kept_rows import written_again

SINCE = date(2019, 1, 1)


@pytest.fixture
@written_again
def network(db: None) -> Network:
    return make_network()


@pytest.fixture
def here(network: Network) -> Territory:
    return Territory.objects.get(siren=HERE)


@pytest.fixture
def there(network: Network) -> Territory:
    return Territory.objects.get(siren=THERE)


@pytest.fixture
@written_again
def people(network: Network, here: Territory) -> Cast:
    return gather_cast(network=network, member=here)


@pytest.fixture
@written_again
def neighbour(db: None) -> Person:
    other = create_network(by=None, slug="voisin", name=Text("Réseau voisin", "Neighbour"), is_invented=True)
    return gather_neighbour(other)


def follow(territory: Territory, code: str, *, is_published: bool = True, **fields: object) -> Indicator:
    """Follow an indicator of the catalogue, without a measure."""
    indicator_input = IndicatorInput(is_published=is_published, **fields)
    return follow_indicator(by=None, territory=territory, code=code, since=SINCE, indicator_input=indicator_input)


def give(indicator: Indicator, *numbers: float | None, start: int = 2020, source: str = "service") -> Indicator:
    """Give values, one a year."""
    year_values = [
        GivenYearValue(indicator=indicator, value=YearValue(year=start + rank, value=number, source=source))
        for rank, number in enumerate(numbers)
    ]
    record_values(by=None, territory=indicator.territory, year_values=year_values)
    return Indicator.objects.select_related("territory").get(pk=indicator.pk)
