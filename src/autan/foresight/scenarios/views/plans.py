"""What the plans of a place add up to, and what one action sheet does in quantities of levers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from autan.foresight.engine.core.engine import run
from autan.foresight.scenarios.actions.action_levers import REFUSAL, InvalidActionLeverError, set_action_levers
from autan.foresight.scenarios.forms import action_lever_formset
from autan.foresight.scenarios.presenters.plans_page import plans_page
from autan.foresight.scenarios.queries.kept_scenarios import chosen_of, find_kept, kept_of, open_scenario
from autan.foresight.scenarios.queries.places import ForesightPlace
from autan.foresight.scenarios.queries.plan_scenarios import levers_of_sheet, plans_scenario
from autan.foresight.scenarios.queries.trials import horizons_of, read_horizon
from autan.foresight.scenarios.views.computed_places import of_computed_place
from autan.ground.errors import NotAllowedError
from autan.ground.texts.refusals import sentence_words
from autan.people.accounts.access import guarded_form, person_of, public
from autan.plans.projects.queries.sheets import find_sheet

_WRITES = "the right is that of writing this action"


@public
@of_computed_place
def plans(request: HttpRequest, foresight_place: ForesightPlace) -> HttpResponse:
    """The levers of the action sheets of a place as one scenario, beside a kept one when it is asked for."""
    horizon, problem = read_horizon(foresight_place, request.GET.get("h", ""))
    slug = request.GET.get("s", "")
    target = find_kept(slug, reader=request.user, place=foresight_place) if slug else None
    scenario = plans_scenario(foresight_place, horizon=horizon, reader=request.user, target=target)
    aimed = chosen_of(target) if target is not None else None
    view = plans_page(scenario, run(open_scenario(scenario.document)), foresight_place, aimed=aimed)
    context = {
        "place": foresight_place,
        "view": view,
        "target": target,
        "kept": kept_of(foresight_place.code, reader=request.user),
        "horizon": horizon,
        "horizons": sorted({*horizons_of(foresight_place), horizon}),
        "problem": sentence_words(problem),
        "query": urlencode(view["choices"]),
    }
    return render(request, "foresight/plans.html", context)


@guarded_form(_WRITES)
def action(request: HttpRequest, slug: str) -> HttpResponse:
    """What an action sheet does, line by line; what cannot be read is kept, and said at its place."""
    content = find_sheet(slug, reader=request.user)
    if not request.user.has_perm("projects.write_action", content.record):
        raise NotAllowedError(REFUSAL)
    formset = action_lever_formset(levers_of_sheet(slug), request.POST or None)
    if formset.is_valid():
        lever_inputs = [form.lever_input for form in formset if form.lever_input]
        try:
            set_action_levers(by=person_of(request), sheet=content.record, lever_inputs=lever_inputs)
        except InvalidActionLeverError as error:
            refused = [form for form in formset if form.cleaned_data.get("kind") == error.kind]
            refused[-1].add_error(None, sentence_words(error.problem))
        else:
            messages.success(request, _("Ce que fait cette action est enregistré."))
            return redirect("projects:sheet", slug=slug)
    context = {"heading": content.record, "formset": formset}
    return render(request, "foresight/action.html", context, status=422 if formset.total_error_count() else 200)
