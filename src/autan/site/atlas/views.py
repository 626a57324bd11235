"""The pages of the atlas, and its files."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from autan.site.atlas.exports import EXPORTS
from autan.site.atlas.pages import atlas_page, file_of
from autan.territories.models import Network
from autan.territories.queries.networks import list_networks


def atlas(request: HttpRequest) -> HttpResponse:
    """One indicator on a map."""
    networks = list_networks()
    if not networks:
        return render(request, "site/empty.html", status=503)
    network = _network_of(request, networks)
    return render(request, "site/atlas.html", atlas_page(request.GET, network, networks))


def atlas_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same map as a file."""
    networks = list_networks()
    if form not in EXPORTS or not networks:
        raise Http404(form)
    found = file_of(request.GET, _network_of(request, networks), networks, form)
    if found is None:
        raise Http404(form)
    name, content = found
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=EXPORTS[form][0], headers=headers)


def _network_of(request: HttpRequest, networks: Sequence[Network]) -> Network:
    asked = request.GET.get("network")
    return next((network for network in networks if network.slug == asked), networks[0])
