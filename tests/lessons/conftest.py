"""An invented network of two members, the cast in it, a draft of one member."""

import pytest

from autan.accounts.models import Person
from autan.evidence.core.texts import Text
from autan.lessons.actions.lessons import LessonInput, add_lesson, publish_lesson
from autan.lessons.models import Lesson
from autan.perimeters.core.bodies import EpciKind
from autan.territories.actions.memberships import admit_member
from autan.territories.actions.networks import create_network
from autan.territories.actions.territories import invent_territory
from autan.territories.core.members import Certainty
from autan.territories.models import Network, Territory
from autan.workshops.models import Workshop
from tests.cast import Cast, gather_cast, gather_neighbour
from tests.lessons.making import TODAY, whole_content

HERE, THERE = "999000016", "999000024"


@pytest.fixture
def network(db: None) -> Network:
    network = create_network(by=None, slug="essai", name=Text("Réseau d’essai", "Trial network"), is_invented=True)
    for siren, name in ((HERE, "Ici"), (THERE, "Là")):
        territory = invent_territory(
            by=None, siren=siren, name=f"CC {name}", short_name=name, kind=EpciKind.CC, communes=3, population=1000
        )
        admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED)
    return network


@pytest.fixture
def here(network: Network) -> Territory:
    return Territory.objects.get(siren=HERE)


@pytest.fixture
def there(network: Network) -> Territory:
    return Territory.objects.get(siren=THERE)


@pytest.fixture
def people(network: Network, here: Territory) -> Cast:
    return gather_cast(network=network, member=here)


@pytest.fixture
def neighbour(db: None) -> Person:
    other = create_network(by=None, slug="voisin", name=Text("Réseau voisin", "Neighbour"), is_invented=True)
    return gather_neighbour(other)


@pytest.fixture
def draft(network: Network, there: Territory) -> Lesson:
    """A draft of the other member, which lacks nothing."""
    workshop = Workshop.objects.create(
        slug="atelier", network=network, title="Lire ses compteurs", format="visit", host=there, link_token="jeton"
    )
    given = LessonInput(content=whole_content(), territory=there, workshop=workshop)
    return add_lesson(by=None, network=network, given=given, slug="capteurs")


@pytest.fixture
def lesson(draft: Lesson) -> Lesson:
    return publish_lesson(by=None, lesson=draft, today=TODAY)
