"""Who may open the pages by which a network is coordinated; where the address of a subject without a network leads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from autan.ground.wordings import Sentence
from autan.people.accounts.access import person_of, public
from autan.people.accounts.models import Person
from autan.people.journal.access import View
from autan.people.journal.actions import require_right
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network
from autan.territories.networks.queries.people import coordinating_people, network_asked

DEPENDS = "the right is that of coordinating this network"


def coordinated_network(request: HttpRequest, slug: str) -> tuple[Person, Network]:
    """Return who signed in, and the network that she coordinates."""
    person, network = person_of(request), get_network(slug)
    require_right(person, "territories.coordinate_network", on=network, refusal=_who_may(network))
    return person, network


def _who_may(network: Network) -> str:
    """Who opens these pages, by name, so that one knows whom to ask."""
    names = [person.name for person in coordinating_people(network)]
    text = f"\u00a0: {', '.join(names)}" if names else ""
    return Sentence(
        "cette page est à la coordination du réseau «\u202f{name_fr}\u202f»{told} ; demandez-lui un rôle",
        name_fr=network.name_fr,
        told=text,
    )


def network_home(page: str, *, key: str = "slug") -> View:
    """Return the view that leads to a page of the network asked for, of the reader’s own, or of the first one.

    `page`: name of the address; `key`: name of the network in it.
    """

    @public
    @require_safe
    def home(request: HttpRequest) -> HttpResponse:
        network = network_asked(request.user, request.GET.get("reseau", ""))
        if network is None:
            return render(request, "site/empty.html")
        return redirect(reverse(page, kwargs={key: network.slug}))

    return home
