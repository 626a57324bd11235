"""Home, territories, about, and the desk of a person who signed in."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from autan.accounts.models import Person
from autan.site.desk import desk_page
from autan.site.pages import home_page, territories_page, territory_page
from autan.territories.lake.register import UnknownTerritoryError
from autan.territories.models import Network
from autan.territories.queries.bodies import search_bodies
from autan.territories.queries.networks import list_networks

_MOST_FOUND = 40


def home(request: HttpRequest) -> HttpResponse:
    """The first network in one screen: a real one where there is one."""
    networks = list_networks()
    if not networks:
        return render(request, "site/empty.html", status=503)
    return render(request, "site/home.html", home_page(networks[0], networks, request.user))


def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Any network in one screen."""
    networks = list_networks()
    return render(request, "site/home.html", home_page(_network_or_404(networks, slug), networks, request.user))


def territories(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The members of a network side by side, of the first one when none is named, and a search over every EPCI."""
    networks = list_networks()
    if not networks:
        return render(request, "site/empty.html", status=503)
    shown = _network_or_404(networks, slug) if slug else networks[0]
    query = request.GET.get("q", "").strip()[:80]
    found = search_bodies(query)[:_MOST_FOUND] if query else []
    page = territories_page(shown, networks)
    return render(request, "site/territories.html", {**page, "query": query, "found": found})


def _network_or_404(networks: Sequence[Network], slug: str) -> Network:
    found = next((network for network in networks if network.slug == slug), None)
    if found is None:
        message = f"no network {slug!r}"
        raise Http404(message)
    return found


def territory(request: HttpRequest, siren: str) -> HttpResponse:
    """Everything known of one territory."""
    try:
        page = territory_page(siren, request.user)
    except UnknownTerritoryError as error:
        raise Http404(str(error)) from None
    return render(request, "site/territory.html", page)


def about(request: HttpRequest) -> HttpResponse:
    """What this is, its rules, and what is known not to be known."""
    return render(request, "site/about.html", {"networks": list_networks()})


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What a person has to do here, and may do."""
    return render(request, "site/desk.html", desk_page(_person(request)))


def _person(request: HttpRequest) -> Person:
    """The person of a request that passed the door."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user
