"""The page of what the lake holds, where services are asked and files are added."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from autan.evidence.imports.views import answer_import
from autan.opendata.measures.queries.editions import held_editions, latest_cards
from autan.opendata.updates.actions.data_start import MAY_ADD, take_shipped_tables
from autan.opendata.updates.actions.lake_imports import LAKE_FILES, MAPPED
from autan.opendata.updates.actions.refresh_runs import ask_again, start_refresh, stop_refresh
from autan.opendata.updates.forms.open_data import DataFileForm
from autan.opendata.updates.presenters import view_edition, view_pair
from autan.opendata.updates.queries.data_start import start_lines
from autan.opendata.updates.queries.reconciliations import reconciliations_of
from autan.opendata.updates.queries.refresh_runs import get_run, get_step, latest_run
from autan.people.accounts.access import person_of, public, requires, signed_in
from autan.territories.networks.queries.networks import get_network, list_networks, network_members

COORDINATE = "territories.coordinate_network"


@public
def open_data(request: HttpRequest) -> HttpResponse:
    """Every edition of every source; its coverage is that of the network asked for, else of the first."""
    networks, slug = list_networks(), request.GET.get("reseau", "")
    network = get_network(slug) if slug else next(iter(networks), None)
    members = network_members(network.slug) if network else ()
    rows = [view_edition(edition, members=members, today=timezone.localdate()) for edition in held_editions()]
    context = {
        "network": network,
        "networks": networks,
        "rows": rows,
        "damaged": [row for row in rows if row["edition"].is_damaged],
        "lines": start_lines([member.siren for member in members]) if members else (),
        "may_add": (may_add := request.user.has_perm(MAY_ADD)),
        "run": latest_run(network.slug) if network and may_add else None,
        "is_coordinator": bool(network and request.user.has_perm(COORDINATE, network)),
    }
    return render(request, "data_updates/open_data.html", context)


@public
def account_limits(request: HttpRequest) -> HttpResponse:
    """Say what the accounts do not tell: what holds for all, then what each source in use says of itself."""
    cards = sorted(latest_cards().values(), key=lambda card: (card.producer, card.title))
    return render(request, "data_updates/limits.html", {"cards": cards})


@public
def reconciliation(request: HttpRequest, source: str, edition: str) -> HttpResponse:
    """What other producers say of the places of an edition, as it was kept with it."""
    reconciled = reconciliations_of(source, edition)
    if reconciled is None:
        raise Http404
    card, pairs = reconciled
    context = {"card": card, "pairs": [view_pair(pair) for pair in pairs]}
    return render(request, "data_updates/reconciliation.html", context)


@signed_in
@require_POST
def take_shipped(request: HttpRequest) -> HttpResponse:
    """Take in every table that ships, for whatever network."""
    count = take_shipped_tables(by=person_of(request))
    messages.success(request, _("Les %(count)d tables livrées sont en place.") % {"count": count})
    network = request.POST.get("reseau", "")[:60]
    return redirect(f"{reverse('updates:open-data')}?{urlencode({'reseau': network})}#a-prendre")


@requires(MAY_ADD)
@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the services of the sources that lack, or of the one named."""
    start_refresh(by=person_of(request), network=get_network(slug), sources=request.POST.getlist("source"))
    return _back(slug)


@requires(MAY_ADD)
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """The part of the page that tells how far the run is, read again by the script while services are asked."""
    return render(request, "data_updates/refresh_run.html", {"run": latest_run(slug), "network": get_network(slug)})


@requires(MAY_ADD)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask no other service."""
    run = get_run(pk)
    stop_refresh(by=person_of(request), run=run)
    return _back(run.network.slug)


@requires(MAY_ADD)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the service of one source again, and adopt what it gives where that was accepted."""
    step = get_step(pk)
    ask_again(by=person_of(request), step=step, accept=request.POST.get("accept") == "1")
    return _back(step.run.network.slug)


def _back(slug: str) -> HttpResponse:
    return redirect(f"{reverse('updates:open-data')}?{urlencode({'reseau': slug})}#services")


@requires(MAY_ADD)
def add_data(request: HttpRequest) -> HttpResponse:
    """Take in a file of a source: what it would change is shown, then it is adopted as dated editions."""
    mapping = request.GET.get("correspondance", "")
    form = partial(DataFileForm, initial={"source": f"{MAPPED}{mapping}"}) if mapping else DataFileForm
    return answer_import(request, LAKE_FILES, "data_updates/add_data.html", {}, form=form)
