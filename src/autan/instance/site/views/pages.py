"""Home, territories, one territory, search, about, and the desk of a person who signed in."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from autan.ground.texts.language import current_language
from autan.instance.site.presenters.desk import desk_page
from autan.instance.site.presenters.digest import digest_page
from autan.instance.site.presenters.networks import home_page, territories_page
from autan.instance.site.presenters.searching import search_everywhere
from autan.instance.site.presenters.territories import territory_page
from autan.instance.site.renderers.digest import print_digest
from autan.people.accounts.access import person_of, public, signed_in
from autan.territories.charts.templatetags.charts import CANONICAL_PATH
from autan.territories.networks.models import Network
from autan.territories.networks.queries.bodies import search_bodies
from autan.territories.networks.queries.networks import UnknownNetworkError, list_networks
from autan.territories.networks.queries.people import network_asked

_MOST_FOUND = 40
_LONGEST_SEARCH = 80
_MOST_PARTS = 20  # folded parts of a home opened by one address


@public
def home(request: HttpRequest) -> HttpResponse:
    """One network in one screen: that of the reader, else the first one, real where there is one."""
    networks = list_networks()
    if not networks:
        return render(request, "site/empty.html", status=503)
    return _home(request, network_asked(request.user, "") or networks[0], networks)


@public
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Any network in one screen."""
    networks = list_networks()
    return _home(request, _choose(networks, slug), networks)


def _home(request: HttpRequest, shown: Network, networks: Sequence[Network]) -> HttpResponse:
    opened = request.GET.getlist("ouvrir")[:_MOST_PARTS]
    page = home_page(shown, networks, request.user, opened=opened)
    _draw_for_all(request, "network", shown)
    return render(request, "site/home.html", page)


@public
def territories(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The members of a network side by side, of the first one when none is named, and a search over every EPCI."""
    networks = list_networks()
    if not networks:
        return render(request, "site/empty.html", status=503)
    asked = network_asked(request.user, request.GET.get("reseau", ""))
    shown = _choose(networks, slug) if slug else asked or networks[0]
    query = _words(request)
    found = [each.epci for each in search_bodies(query)[:_MOST_FOUND]]
    page = territories_page(shown, networks, number=request.GET.get("page"))
    _draw_for_all(request, "network_territories", shown)
    return render(request, "site/territories.html", {**page, "query": query, "found": found})


def _draw_for_all(request: HttpRequest, page: str, shown: Network) -> None:
    """Say which page shows the drawings of this one to everybody, whatever the network of who reads."""
    setattr(request, CANONICAL_PATH, reverse(f"site:{page}", kwargs={"slug": shown.slug}))


def _choose(networks: Sequence[Network], slug: str) -> Network:
    found = next((network for network in networks if network.slug == slug), None)
    if found is None:
        raise UnknownNetworkError(slug, [network.slug for network in networks])
    return found


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:_LONGEST_SEARCH]


@public
def territory(request: HttpRequest, siren: str) -> HttpResponse:
    """Everything known of one territory."""
    return render(request, "site/territory.html", territory_page(siren, request.user))


@public
def territory_digest(request: HttpRequest, siren: str) -> HttpResponse:
    """One territory on one page, for its elected representatives."""
    return render(request, "site/territory_digest.html", {"view": digest_page(siren, request.user)})


@public
def territory_digest_pdf(request: HttpRequest, siren: str) -> HttpResponse:
    """The same page as PDF, shown by the browser."""
    view = digest_page(siren, request.user)
    content = print_digest(view, on=timezone.localdate(), full_url=request.build_absolute_uri)
    name = f"autan-{siren}-en-une-page.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Content-Language": current_language()}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@public
def search(request: HttpRequest) -> HttpResponse:
    """What every room holds that answers some words, and the reader may see."""
    query = _words(request)
    kind, number = request.GET.get("type", ""), request.GET.get("page")
    results = search_everywhere(query, request.user, kind=kind, number=number)
    return render(request, "site/search.html", {"query": query, "results": results, "page": results.page})


@public
def about(request: HttpRequest) -> HttpResponse:
    """What this is, its rules, and what is known not to be known."""
    return render(request, "site/about.html", {"networks": list_networks()})


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """What a person has to do here, and may do."""
    return render(request, "site/desk.html", desk_page(person_of(request)))
