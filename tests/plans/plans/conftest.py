"""An invented network of two members, made by the product's own actions, the cast in it, and a plan."""

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from autan.plans.plans.actions.plans import start_plan
from autan.plans.plans.core.plans import PlanHeading, PlanKind, PlanScope
from autan.plans.plans.models import Plan
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Mandate, Network, Territory
from tests.cast import PASSWORD, Cast, gather_cast
from tests.kept_rows import written_again

SICOVAL, MURETAIN = "243100633", "200068641"


@pytest.fixture
@written_again
def network(db: None) -> Network:
    network = create_network(by=None, slug="essai", name=Text("Réseau d’essai", "Trial network"))
    for siren in (SICOVAL, MURETAIN):
        territory = follow_territory(by=None, siren=siren)
        stated = [EvidenceRef(kind="fact", key="W003")]
        admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED, evidence=stated)
    return network


@pytest.fixture
def member(network: Network) -> Territory:
    return Territory.objects.get(siren=SICOVAL)


@pytest.fixture
@written_again
def people(network: Network, member: Territory) -> Cast:
    return gather_cast(network=network, member=member)


@pytest.fixture
@written_again
def neighbour(db: None) -> Person:
    """The coordinator of another network."""
    other = create_network(by=None, slug="voisin", name=Text("Réseau voisin", "Neighbour"), is_invented=True)
    person = register_person(by=None, email="voisin@exemple.fr", name="Voisin", password=PASSWORD)
    grant_mandate(by=None, person=person, role=Mandate.Role.COORDINATOR, network=other)
    return person


@pytest.fixture
@written_again
def plan(member: Territory) -> Plan:
    """A draft PCAET of the member."""
    heading = PlanHeading(
        slug="sicoval-pcaet", title="PCAET du Sicoval", kind=PlanKind.PCAET, scope=PlanScope.TERRITORY
    )
    return start_plan(by=None, heading=heading, subjects=[member])
