"""Services asked from the page of the open data: start, look, stop, ask again, accept."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from autan.accounts.access import person_of, requires
from autan.data_updates.actions.data_start import MAY_ADD
from autan.data_updates.actions.refresh_runs import ask_again, start_refresh, stop_refresh
from autan.data_updates.queries.refresh_runs import get_run, get_step, latest_run
from autan.territories.queries.networks import get_network


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
    return redirect(f"{reverse('observatory:open-data')}?{urlencode({'reseau': slug})}#services")
