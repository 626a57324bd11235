"""An invented network of two members, a project of one as a site, a plan with a target, and a planned workshop."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from autan.cooperation.workshops.actions.workshops import start_workshop
from autan.cooperation.workshops.core.formats import Moment, WorkshopFormat, WorkshopStatus
from autan.cooperation.workshops.core.notes import NoteInput, NoteKind
from autan.cooperation.workshops.core.workshops import PlanTarget, WorkshopHeading
from autan.cooperation.workshops.models import Workshop
from autan.cooperation.workshops.queries import target_choices
from autan.ground.wordings import Text
from autan.plans.plans.actions.plans import save_section, start_plan
from autan.plans.plans.core.plans import LineInput, PlanHeading, PlanKind, PlanScope
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.projects import keep_project
from autan.plans.projects.core.projects import ProjectHeading
from autan.plans.projects.models import Project
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast, gather_cast
from tests.kept_rows import written_again

SICOVAL, MURETAIN = "243100633", "200068641"
TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
TARGET = {"quantity": "ghg", "part": "residential", "kind": "change", "value": "-40", "unit": "pct", "horizon": "2030"}


@pytest.fixture
@written_again
def network(db: None) -> Network:
    network = create_network(by=None, slug="essai", name=Text("Réseau d’essai", "Trial network"), is_invented=True)
    for siren in (SICOVAL, MURETAIN):
        territory = follow_territory(by=None, siren=siren)
        admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED)
    return network


@pytest.fixture
@written_again
def people(network: Network) -> Cast:
    return gather_cast(network=network, member=Territory.objects.get(siren=SICOVAL))


@pytest.fixture
@written_again
def site(network: Network) -> Project:
    heading = ProjectHeading(
        slug="chaufferie", name=Text("Chaufferie du bourg", "Boiler"), ambition=Text("Chauffer au bois", "Heat"),
        commune="", sirens=(SICOVAL,), lines=(), states=(), evidence=(),
    )  # fmt: skip
    return keep_project(by=None, network=network, heading=heading)


@pytest.fixture
@written_again
def target(network: Network) -> PlanTarget:
    """The one target of the published plan of a member."""
    heading = PlanHeading(slug="pcaet", title="PCAET du Sicoval", kind=PlanKind.PCAET, scope=PlanScope.TERRITORY)
    plan = start_plan(by=None, heading=heading, subjects=[Territory.objects.get(siren=SICOVAL)])
    Plan.objects.filter(pk=plan.pk).update(is_published=True)
    plan.refresh_from_db()
    save_section(by=None, plan=plan, section="targets", lines=[LineInput(key="", typed=TARGET)])
    ((_key, found),) = target_choices(network, None)
    return found


@pytest.fixture
def heading(site: Project, target: PlanTarget) -> WorkshopHeading:
    return WorkshopHeading(
        slug="chaufferie-2026", title="Le bois d’ici", format=WorkshopFormat.SITE_TARGET,
        status=WorkshopStatus.PLANNED, host=SICOVAL, copilots=(MURETAIN,), day=TODAY, place="Mairie",
        sites=(site.slug,), target=target,
    )  # fmt: skip


@pytest.fixture
@written_again
def workshop(network: Network, heading: WorkshopHeading) -> Workshop:
    return start_workshop(by=None, network=network, heading=heading, today=TODAY)


def note(text: str = "Deux pannes par hiver", **fields: object) -> NoteInput:
    whole: dict[str, object] = {
        "identifier": str(uuid4()), "moment": Moment.UNDERSTAND, "kind": NoteKind.FACT, "text": text,
        "author": "Ana", "written_at": NOW,
    }  # fmt: skip
    return NoteInput(**(whole | fields))  # type: ignore[arg-type]  # each test gives what it changes
