"""The trend of a place, and the page of levers where a scenario is tried."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from autan.accounts.access import public
from autan.foresight.presenters.lever_form import step_views
from autan.foresight.presenters.scenario_page import result_view
from autan.foresight.queries.places import find_place
from autan.foresight.queries.trials import horizons_of, try_out


@public
def place(request: HttpRequest, place: str) -> HttpResponse:
    """What happens without levers, ten to forty years on, beside the national path."""
    held = find_place(place)
    if not held.sectors:
        return render(request, "foresight/unknown.html", {"place": held})
    trial = try_out(held, {"h": str(max(horizons_of(held)))})
    return render(request, "foresight/place.html", {"place": held, "view": result_view(trial)})


@public
def try_levers(request: HttpRequest, place: str) -> HttpResponse:
    """Levers with their quantities; what they give at once. With `part=results`, the results alone."""
    held = find_place(place)
    if not held.sectors:
        return render(request, "foresight/unknown.html", {"place": held})
    trial = try_out(held, request.GET.dict())
    link = f"{reverse('foresight:try', args=[place])}?{urlencode(trial.choices.written() | {'v': trial.key})}"
    context = {
        "place": held,
        "view": result_view(trial),
        "steps": step_views(trial),
        "horizons": horizons_of(held),
        "link": link,
        "is_changed": request.GET.get("v", trial.key) != trial.key and "part" not in request.GET,
    }
    is_part = request.GET.get("part") == "results"
    return render(request, "foresight/trial.html" if is_part else "foresight/try.html", context)
