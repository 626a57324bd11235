"""The page of what the lake holds: editions of the sources, how old, covering whom, and what is damaged."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from autan.accounts.access import public
from autan.observatory.actions.lake_imports import MAY_ADD
from autan.observatory.presenters.sources import view_edition
from autan.observatory.queries.editions import held_editions
from autan.territories.queries.networks import get_network, list_networks, network_members


@public
def open_data(request: HttpRequest) -> HttpResponse:
    """Every edition of every source; its coverage is that of the network asked for, else of the first."""
    networks, asked = list_networks(), request.GET.get("reseau", "")
    network = get_network(asked) if asked else next(iter(networks), None)
    members = network_members(network.slug) if network else ()
    rows = [view_edition(edition, members=members, today=timezone.localdate()) for edition in held_editions()]
    context = {"network": network, "networks": networks, "rows": rows, "damaged": [r for r in rows if r.is_damaged]}
    return render(request, "observatory/open_data.html", {**context, "may_add": request.user.has_perm(MAY_ADD)})
