"""The page of what the lake holds: editions of the sources, how old, covering whom, and what is damaged."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from autan.accounts.access import person_of, public, signed_in
from autan.data_updates.actions.data_start import MAY_ADD, take_shipped_tables
from autan.data_updates.presenters.sources import view_edition
from autan.data_updates.queries.data_start import start_lines
from autan.data_updates.queries.refresh_runs import latest_run
from autan.measures.queries.editions import held_editions
from autan.territories.queries.networks import get_network, list_networks, network_members

COORDINATE = "territories.coordinate_network"


@public
def open_data(request: HttpRequest) -> HttpResponse:
    """Every edition of every source; its coverage is that of the network asked for, else of the first."""
    networks, asked = list_networks(), request.GET.get("reseau", "")
    network = get_network(asked) if asked else next(iter(networks), None)
    members = network_members(network.slug) if network else ()
    rows = [view_edition(edition, members=members, today=timezone.localdate()) for edition in held_editions()]
    context = {
        "network": network,
        "networks": networks,
        "rows": rows,
        "damaged": [row for row in rows if row.edition.is_damaged],
        "lines": start_lines([member.siren for member in members]) if members else (),
        "may_add": (may_add := request.user.has_perm(MAY_ADD)),
        "run": latest_run(network.slug) if network and may_add else None,
        "is_coordinator": bool(network and request.user.has_perm(COORDINATE, network)),
    }
    return render(request, "data_updates/open_data.html", context)


@signed_in
@require_POST
def take_shipped(request: HttpRequest) -> HttpResponse:
    """Take in every table that ships, for whatever network."""
    count = take_shipped_tables(by=person_of(request))
    messages.success(request, _("Les %(count)d tables livrées sont en place.") % {"count": count})
    network = request.POST.get("reseau", "")[:60]
    return redirect(f"{reverse('observatory:open-data')}?{urlencode({'reseau': network})}#a-prendre")
