"""Who may open the pages by which a network is coordinated."""

from django.http import HttpRequest

from autan.accounts.access import person_of
from autan.accounts.models import Person
from autan.errors import Sentence
from autan.journal.actions import require_right
from autan.territories.models import Network
from autan.territories.queries.networks import get_network
from autan.territories.queries.people import coordinating_people

DEPENDS = "the right is that of coordinating this network"


def coordinated_network(request: HttpRequest, slug: str) -> tuple[Person, Network]:
    """Return who signed in, and the network that she coordinates.

    Raises:
        UnknownNetworkError: there is no such network.
        NotAllowedError: she does not coordinate it.
    """
    person, network = person_of(request), get_network(slug)
    require_right(person, "territories.coordinate_network", on=network, refusal=_who_may(network))
    return person, network


def _who_may(network: Network) -> str:
    """Who opens these pages, by name, so that one knows whom to ask."""
    names = [person.name for person in coordinating_people(network)]
    told = f"\u00a0: {', '.join(names)}" if names else ""
    return Sentence(
        "cette page est à la coordination du réseau «\u202f{name_fr}\u202f»{told} ; demandez-lui un rôle",
        name_fr=network.name_fr,
        told=told,
    )
