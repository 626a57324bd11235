"""The trend of a place, and the page of levers where a scenario is tried."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from autan.foresight.engine.importers.scenarios import shipped_examples
from autan.foresight.scenarios.forms import KeepForm
from autan.foresight.scenarios.presenters.furthest_view import furthest_view
from autan.foresight.scenarios.presenters.lever_form import (
    assumption_choices,
    assumption_views,
    step_views,
    trial_problems,
)
from autan.foresight.scenarios.presenters.national_view import national_choices
from autan.foresight.scenarios.presenters.scenario_page import result_view
from autan.foresight.scenarios.presenters.uncertainty_page import uncertainty_page
from autan.foresight.scenarios.queries.kept_scenarios import find_kept, kept_of
from autan.foresight.scenarios.queries.places import ForesightPlace, body_of
from autan.foresight.scenarios.queries.reference_paths import reference_choices
from autan.foresight.scenarios.queries.trials import furthest_trials, horizons_of, try_out, uncertainty_of
from autan.foresight.scenarios.views.computed_places import of_computed_place
from autan.ground.texts.language import words
from autan.people.accounts.access import public


@public
@of_computed_place
def place(request: HttpRequest, foresight_place: ForesightPlace) -> HttpResponse:
    """What happens without levers, ten to forty years on, beside the national path; how far all of them go."""
    trial = try_out(foresight_place, {"h": str(max(horizons_of(foresight_place)))})
    furthest = furthest_view(furthest_trials(foresight_place))
    context = {"place": foresight_place, "view": result_view(trial), "furthest": furthest}
    return render(request, "foresight/place.html", context)


@public
@of_computed_place
def try_levers(request: HttpRequest, foresight_place: ForesightPlace) -> HttpResponse:
    """Levers with their quantities; what they give at once. With `part=results`, the results alone."""
    trial = try_out(foresight_place, request.GET.dict(), reader=request.user)
    body = body_of(foresight_place)  # without a key: a place that the product does not follow
    may_keep = bool(body.pk) and request.user.has_perm("foresight.keep_scenario", body)
    current = find_kept(slug, reader=request.user) if may_keep and (slug := request.GET.get("scenario", "")) else None
    query = urlencode(trial.written | {"v": trial.key})
    is_part = request.GET.get("part") == "results"
    context = {
        "place": foresight_place,
        "view": result_view(trial),
        "steps": () if is_part else step_views(trial),
        "horizons": sorted({*horizons_of(foresight_place), trial.choices.horizon}),
        "query": query,
        "written": trial.written,
        "may_keep": may_keep,
        "current": current,
        "keep_form": KeepForm(
            initial=forms.model_to_dict(current) | {"authors": current.signature} if current else None
        ),
        "is_part": is_part,
        "is_changed": request.GET.get("v", trial.key) != trial.key and not is_part,
    }
    if is_part:
        return render(request, "foresight/trial_parts.html", context)
    context |= {
        "examples": shipped_examples(),
        "assumptions": assumption_views(trial),
        "own_values": trial.assumptions,
        "to_change": assumption_choices(trial),
        "kept": kept_of(foresight_place.code, reader=request.user),
        "beside": [(code, words(label)) for code, label in reference_choices(foresight_place, reader=request.user)],
        "nationals": national_choices(),
        "national": trial.written.get("p", ""),
        "asked": trial.reference.code if trial.reference else "",
    }
    return render(request, "foresight/try.html", context)


@public
@of_computed_place
def uncertainty(request: HttpRequest, foresight_place: ForesightPlace) -> HttpResponse:
    """Ranges of what was tried, the assumptions that move it most, and those that would change a decision."""
    trial = try_out(foresight_place, request.GET.dict(), reader=request.user)
    rival = (
        find_kept(slug, reader=request.user, place=foresight_place) if (slug := request.GET.get("avec", "")) else None
    )
    context = {
        "place": foresight_place,
        "view": uncertainty_page(trial, uncertainty_of(trial, rival=rival)),
        "refused": trial_problems(trial),
        "rival": rival,
        "kept": kept_of(foresight_place.code, reader=request.user),
        "written": trial.written,
        "back": urlencode(trial.written),
    }
    return render(request, "foresight/uncertainty.html", context)
