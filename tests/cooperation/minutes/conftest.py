"""Meetings of a network, whose minutes the coordination writes and whoever holds a role in it amends."""

import pytest

from autan.cooperation.minutes.actions.minutes import start_minutes
from autan.cooperation.minutes.models import Minutes
from autan.cooperation.minutes.queries import MinutesHolder
from autan.ground import registry
from autan.ground.registry import registered
from autan.ground.wordings import Text
from autan.people.journal.core import ObjectRef
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network
from tests.cast import Cast, gather_cast
from tests.kept_rows import written_again

TEXT = """## Le site

La chaufferie brûle du **bois** d’ici. Elle a coûté cher.

1. Une visite
   - le silo
2. Un *repas*

> On a commencé trop grand.
"""


@pytest.fixture
@written_again
def network(db: None) -> Network:
    return create_network(by=None, slug="essai", name=Text("Réseau d’essai", "Trial network"), is_invented=True)


@pytest.fixture
@written_again
def people(network: Network) -> Cast:
    return gather_cast(network=network, member=follow_territory(by=None, siren="243100633"))


@pytest.fixture
def meeting(network: Network, monkeypatch: pytest.MonkeyPatch) -> ObjectRef:
    """A meeting of the network: the network itself stands for it."""
    holder = MinutesHolder(
        room="essais",
        kind="meeting",
        find=get_network,
        heading=lambda held: [("Réseau", held.name_fr), ("Présents", "Ana Témoin")],
        page=lambda key: f"/reseaux/{key}/",
        read="territories.read_internal",
        amend="territories.read_internal",
        write="territories.coordinate_network",
    )
    monkeypatch.setitem(registry._objects, MinutesHolder, [*registered(MinutesHolder), holder])
    return ObjectRef("essais", "meeting", network.slug)


@pytest.fixture
@written_again
def minutes(meeting: ObjectRef, network: Network) -> Minutes:
    return start_minutes(by=None, meeting=meeting, network=network, title="Visite de la chaufferie", text=TEXT)
