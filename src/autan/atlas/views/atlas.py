"""The pages of the atlas, and its files."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from autan.accounts.access import public
from autan.atlas.forms.atlas import AtlasForm
from autan.atlas.presenters.atlas_page import atlas_page, theme_page
from autan.atlas.presenters.innovation_page import innovation_page
from autan.atlas.renderers.map_files import EXPORTS, render_file, render_theme
from autan.atlas.views.networks import asked_network
from autan.evidence.views.files import attached
from autan.territories.queries.networks import list_networks, network_members


@public
def atlas(request: HttpRequest) -> HttpResponse:
    """One measure, or one theme, on a map."""
    networks = list_networks()
    if not networks:
        return render(request, "site/empty.html", status=503)
    network = asked_network(request, networks)
    form = AtlasForm(request.GET, network=network, networks=networks)
    choice = form.choice
    page = atlas_page(choice, network_members(network.slug)) if choice else {}
    if form.theme:
        page = theme_page(form.theme, network.slug)
    return render(request, "atlas/atlas.html", {"form": form, "network": network, "choice": choice, **page})


@public
def innovation(request: HttpRequest) -> HttpResponse:
    """Energy chains, clusters and sites of a network."""
    networks = list_networks()
    if not networks:
        return render(request, "site/empty.html", status=503)
    page = innovation_page(asked_network(request, networks), year=_year(request))
    return render(request, "atlas/innovation.html", page)


def _year(request: HttpRequest) -> int | None:
    """The year asked for; None for every year, and for what is no year."""
    asked = request.GET.get("annee", "")
    return int(asked) if re.fullmatch(r"\d{4}", asked, re.ASCII) else None


@public
def atlas_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same map as a file."""
    networks = list_networks()
    if form not in EXPORTS or not networks:
        raise Http404(form)
    network = asked_network(request, networks)
    asked = AtlasForm(request.GET, network=network, networks=networks)
    choice = asked.choice
    found = render_file(choice, network_members(network.slug), form) if choice else None
    if asked.theme:
        found = render_theme(asked.theme, network, form)
    if found is None:
        raise Http404(form)
    name, content = found
    return attached(content, name, EXPORTS[form])
