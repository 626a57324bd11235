"""An invented network of two members, the cast in it, a published plan of one member, and an action of it."""

from collections.abc import Sequence

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.plans.plans.actions.plans import start_plan
from autan.plans.plans.core.plans import PlanHeading, PlanKind, PlanScope
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast, gather_cast, gather_neighbour
from tests.kept_rows import written_again

SICOVAL, MURETAIN = "243100633", "200068641"
TYPED = {
    "title": "Développer le covoiturage",
    "description": "Aires et lignes de covoiturage",
    "officer": "Camille Exemple",
    "status": "ongoing",
    "start": "2024-01",
    "end": "30/06/2025",
    "budget": "150 k€ HT",
    "partners": "Région, Tisséo",
    "notes": "À relancer",
}


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
def other(network: Network) -> Territory:
    return Territory.objects.get(siren=MURETAIN)


@pytest.fixture
@written_again
def people(network: Network, member: Territory) -> Cast:
    return gather_cast(network=network, member=member)


@pytest.fixture
@written_again
def neighbour(db: None) -> Person:
    """The coordinator of another network."""
    other = create_network(by=None, slug="voisin", name=Text("Réseau voisin", "Neighbour"), is_invented=True)
    return gather_neighbour(other)


@pytest.fixture
@written_again
def plan(member: Territory) -> Plan:
    """A published PCAET of the member."""
    heading = PlanHeading(
        slug="sicoval-pcaet", title="PCAET du Sicoval", kind=PlanKind.PCAET, scope=PlanScope.TERRITORY
    )
    plan = start_plan(by=None, heading=heading, subjects=[member])
    Plan.objects.filter(pk=plan.pk).update(is_published=True)
    plan.refresh_from_db()
    return plan


@pytest.fixture
@written_again
def sheet(plan: Plan) -> ActionSheet:
    """An action of that plan, on an axis and a sub-axis."""
    return add_sheet(
        by=None, plan=plan, sheet_input=SheetInput(typed=TYPED, axis=["1. Mobilités", "1.1. Partager la voiture"])
    )


@pytest.fixture
def elsewhere(other: Territory) -> Plan:
    """A plan of the other member, not published."""
    heading = PlanHeading(title="PCAET voisin", kind=PlanKind.PCAET, scope=PlanScope.TERRITORY)
    return start_plan(by=None, heading=heading, subjects=[other])


def add(
    plan: Plan | None, title: str, *, carriers: Sequence[Territory] = (), out: bool = True, **typed: str
) -> ActionSheet:
    """Add an action that says little, published or not, to a plan or to territories."""
    sheet_input = SheetInput(typed={"title": title, **typed}, carriers=list(carriers) or None, is_published=out)
    return add_sheet(by=None, plan=plan, sheet_input=sheet_input)
