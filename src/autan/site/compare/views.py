"""The page where any indicator is compared, over the members and beside territories that are alike."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from autan.accounts.models import Person
from autan.site.compare.pages import compare_page
from autan.territories.queries.networks import list_networks
from autan.territories.queries.people import mandates_of


def compare(request: HttpRequest) -> HttpResponse:
    """One indicator side by side."""
    networks = list_networks()
    if not networks:
        return render(request, "site/empty.html", status=503)
    network = next((item for item in networks if item.slug == request.GET.get("network")), networks[0])
    page = compare_page(request.GET, network, networks, own=own_siren(request))
    return render(request, "site/compare.html", page)


def own_siren(request: HttpRequest) -> str:
    """SIREN of the territory that the reader acts for, or empty."""
    if not isinstance(request.user, Person):
        return ""
    held = [mandate.territory.siren for mandate in mandates_of(request.user) if mandate.territory]
    return held[0] if held else ""
