"""The trend of a place, and the page of levers where a scenario is tried."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from autan.accounts.access import public
from autan.foresight.presenters.lever_form import step_views
from autan.foresight.presenters.scenario_page import result_view
from autan.foresight.queries.places import ForesightPlace, find_place
from autan.foresight.queries.trials import horizons_of, try_out
from autan.territories.queries.bodies import find_territory
from autan.territories.queries.networks import get_network


@public
def place(request: HttpRequest, place: str) -> HttpResponse:
    """What happens without levers, ten to forty years on, beside the national path."""
    held = find_place(place)
    if not held.sectors:
        return render(request, "foresight/unknown.html", {"place": held})
    trial = try_out(held, {"h": str(max(horizons_of(held)))})
    return render(request, "foresight/place.html", {"place": held, "view": result_view(trial)})


def _may_keep(request: HttpRequest, held: ForesightPlace) -> bool:
    """Whether this person keeps scenarios here; the place may be one that the product does not follow."""
    body = get_network(held.code) if held.is_network else find_territory(held.code)
    return bool(body.pk) and bool(request.user.has_perm("foresight.keep_scenario", body))


@public
def try_levers(request: HttpRequest, place: str) -> HttpResponse:
    """Levers with their quantities; what they give at once. With `part=results`, the results alone."""
    held = find_place(place)
    if not held.sectors:
        return render(request, "foresight/unknown.html", {"place": held})
    trial = try_out(held, request.GET.dict())
    query = urlencode(trial.choices.written() | {"v": trial.key})
    is_part = request.GET.get("part") == "results"
    context = {
        "place": held,
        "view": result_view(trial),
        "steps": () if is_part else step_views(trial),
        "horizons": horizons_of(held),
        "query": query,
        "written": trial.choices.written(),
        "may_keep": _may_keep(request, held),
        "is_changed": request.GET.get("v", trial.key) != trial.key and not is_part,
    }
    return render(request, "foresight/trial.html" if is_part else "foresight/try.html", context)
