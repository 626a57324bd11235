"""The page of what the lake holds: which sources, how old, covering whom, and what is damaged."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from autan.observatory.lake import damaged_snapshots
from autan.observatory.presenters.sources import view_edition
from autan.observatory.queries.figures import lake_status
from autan.territories.queries.networks import list_networks, network_members


def open_data(request: HttpRequest) -> HttpResponse:
    """Every edition of every source; its coverage is that of the network asked for, else of the first."""
    networks = list_networks()
    asked = request.GET.get("reseau", "")
    network = next((item for item in networks if item.slug == asked), None) if asked else next(iter(networks), None)
    if asked and network is None:
        raise Http404
    members = network_members(network.slug) if network else ()
    damaged = [f"{snapshot.card.source}/{snapshot.name}" for snapshot in damaged_snapshots()]
    today = timezone.localdate()
    rows = [view_edition(status, members=members, damaged=damaged, today=today) for status in lake_status()]
    context = {"network": network, "networks": networks, "rows": rows, "damaged": [r for r in rows if r.is_damaged]}
    return render(request, "observatory/open_data.html", context)
