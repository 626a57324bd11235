"""An invented network of two members, the cast in it, a draft of one member."""

import pytest

from autan.cooperation.lessons.actions.lessons import LessonInput, add_lesson, publish_lesson
from autan.cooperation.lessons.models import Lesson
from autan.cooperation.workshops.models import Workshop
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE, Cast, gather_cast, gather_neighbour, make_network
from tests.cooperation.lessons.making import TODAY, whole_content
from tests.kept_rows import written_again


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


@pytest.fixture
@written_again
def draft(network: Network, there: Territory) -> Lesson:
    """A draft of the other member, which lacks nothing."""
    workshop = Workshop.objects.create(
        slug="atelier", network=network, title="Lire ses compteurs", format="visit", host=there, link_token="jeton"
    )
    lesson_input = LessonInput(content=whole_content(), territory=there, workshop=workshop)
    return add_lesson(by=None, network=network, lesson_input=lesson_input, slug="capteurs")


@pytest.fixture
@written_again
def lesson(draft: Lesson) -> Lesson:
    return publish_lesson(by=None, lesson=draft, today=TODAY)
