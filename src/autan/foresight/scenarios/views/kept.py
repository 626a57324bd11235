"""Scenarios that people keep: one, several side by side, files given and taken up, and the explanation of a number."""

from collections.abc import Mapping
from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.explanation import explain_lever, explain_total
from autan.foresight.engine.core.scenarios import ScenarioDocument
from autan.foresight.engine.exporters import write_scenario_json, write_scenario_workbook
from autan.foresight.scenarios.actions.scenarios import keep_scenario, revise_scenario
from autan.foresight.scenarios.actions.workflow import SCENARIO
from autan.foresight.scenarios.forms import KeepForm, ScenarioFileForm
from autan.foresight.scenarios.presenters.comparisons import comparison_view
from autan.foresight.scenarios.presenters.explanations import explanation_view, leaving_words, money_rows
from autan.foresight.scenarios.presenters.lever_form import trial_problems
from autan.foresight.scenarios.queries.kept_scenarios import (
    beyond_sliders,
    changes_since,
    document_of,
    find_kept,
    kept_of,
    open_scenario,
    parameters_of,
    read_for_sliders,
)
from autan.foresight.scenarios.queries.places import ForesightPlace, body_of, find_place
from autan.foresight.scenarios.queries.trials import Trial, try_out
from autan.foresight.scenarios.views.computed_places import of_computed_place, of_place
from autan.ground.errors import ConflictError, Fault, ImportFileError, UnknownError
from autan.ground.texts.refusals import refusal_words, sentence_words
from autan.people.accounts.access import by_link, guarded, guarded_act, person_of, public
from autan.people.journal.actions import require_right
from autan.people.workflows.access import transition_view
from autan.territories.networks.models import Network

_READS = "a scenario that is not published is read by those of its place"
_KEEPS = "the right is that of keeping scenarios in the place"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRITERS = {"json": (write_scenario_json, "application/json"), "xlsx": (write_scenario_workbook, _XLSX)}


def _document(trial: Trial, title: str) -> ScenarioDocument:
    return ScenarioDocument(
        title=title,
        place=trial.place.code,
        horizon=trial.result.scenario.horizon,
        levers=trial.result.scenario.levers,
        national=national.code if (national := trial.result.scenario.national) is not None else "",
        assumptions={assumption.code: assumption.own for assumption in trial.assumptions if assumption.own is not None},
    )


def _to_levers(place: str, parameters: Mapping[str, str]) -> HttpResponse:
    """Lead to the page of levers with these choices."""
    return redirect(reverse("foresight:try", args=[place], query=parameters))


def _what_is_wrong(trial: Trial) -> str:
    """Why a trial is not kept: nothing is kept of a scenario of which a part is refused; empty when nothing is."""
    problems = [reason for _place, reason in trial_problems(trial)]
    return _("Rien n’est gardé tant qu’un choix est refusé\u00a0: %s") % " ".join(problems) if problems else ""


@public
@of_computed_place
def trial_file(request: HttpRequest, foresight_place: ForesightPlace, extension: str) -> HttpResponse:
    """What was tried, as a file that `autan scenario` reads again, with its versions."""
    if extension not in _WRITERS:
        raise UnknownError(extension)
    trial = try_out(foresight_place, request.GET.dict(), reader=request.user)
    if problem := _what_is_wrong(trial):
        messages.warning(request, problem)
        return _to_levers(foresight_place.code, trial.written)
    write, kind = _WRITERS[extension]
    content = write(_document(trial, _("Essai")), trial.result)
    name = f'attachment; filename="scenario-{foresight_place.code}.{extension}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})


@public
@of_computed_place
def explain(request: HttpRequest, foresight_place: ForesightPlace) -> HttpResponse:
    """The emissions and the energy of a trial, and what each lever changes: formula, inputs, assumptions, sources."""
    trial = try_out(foresight_place, request.GET.dict(), reader=request.user)
    scenario, year = trial.result.scenario, trial.result.scenario.horizon
    totals = [
        explain_total(scenario, measure=measure, year=year)
        for measure in (ScenarioMeasure.EMISSIONS, ScenarioMeasure.ENERGY)
    ]
    levers = [
        explain_lever(scenario, key=lever.key, year=year, measure=ScenarioMeasure.EMISSIONS)
        for lever in scenario.levers
    ]
    context = {
        "place": foresight_place,
        "year": year,
        "totals": [explanation_view(total) for total in totals],
        "levers": [explanation_view(lever) for lever in levers],
        "money": money_rows(scenario, year),
        "leaving": leaving_words(trial.result),
        "refused": trial_problems(trial),
        "key": trial.key,
        "back": reverse("foresight:try", args=[foresight_place.code], query=trial.written),
    }
    return render(request, "foresight/explain.html", context)


@guarded_act(_KEEPS)
@of_computed_place
def keep(request: HttpRequest, foresight_place: ForesightPlace) -> HttpResponse:
    """Keep what was tried under a title."""
    require_right(person_of(request), "foresight.keep_scenario", on=body_of(foresight_place))
    trial = try_out(foresight_place, request.POST.dict(), reader=request.user)
    form = KeepForm(request.POST)
    form.full_clean()
    title, problem = form.cleaned_data.get("title"), _what_is_wrong(trial)
    if problem or not title or not trial.result.scenario.levers:
        messages.error(request, problem or _("Un scénario se garde avec un titre et au moins un levier."))
        return _to_levers(foresight_place.code, trial.written)
    scenario = keep_scenario(
        by=person_of(request),
        place=body_of(foresight_place),
        document=_document(trial, title),
        authors=form.cleaned_data.get("authors", ""),
    )
    return redirect("foresight:kept", slug=scenario.slug)


@guarded_act(_KEEPS)
def revise(request: HttpRequest, slug: str) -> HttpResponse:
    """Put what was tried in a scenario that was kept; what somebody else changed meanwhile is not lost."""
    scenario = find_kept(slug, reader=request.user)
    trial = try_out(find_place(scenario.place_code), request.POST.dict(), reader=request.user)
    form = KeepForm(request.POST)
    form.full_clean()
    # what was typed goes back in the address, so that a refusal loses none of it
    back = _to_levers(scenario.place_code, trial.written | {"scenario": slug})
    if problem := _what_is_wrong(trial):
        messages.error(request, problem)
        return back
    try:
        revise_scenario(
            by=person_of(request),
            scenario=scenario,
            document=_document(trial, form.cleaned_data.get("title") or scenario.title),
            revision=form.cleaned_data.get("revision") or 0,
        )
    except ConflictError as error:
        messages.error(request, refusal_words(error))
    else:
        messages.success(request, _("Le scénario est enregistré avec ces choix."))
    return back


@guarded(_READS)
def kept(request: HttpRequest, slug: str) -> HttpResponse:
    """One scenario that was kept: the page of levers, as it was."""
    scenario = find_kept(slug, reader=request.user)
    document = document_of(scenario)
    if lost := [sentence_words(fault.problem) for fault in beyond_sliders(document, find_place(scenario.place_code))]:
        message = _("Cette page ne montre pas tout de ce scénario. Il y faudrait\u00a0: %s.")
        messages.warning(request, message % "\u202f; ".join(dict.fromkeys(lost)))
    return _to_levers(scenario.place_code, parameters_of(document) | {"v": scenario.key, "scenario": slug})


publish = transition_view(SCENARIO, "publish_scenario", "withdraw_scenario")
delete = transition_view(SCENARIO, "delete_scenario")


@public
@of_place
def scenarios(request: HttpRequest, foresight_place: ForesightPlace) -> HttpResponse:
    """The scenarios of a place, side by side: those that are asked for, all of the first ones otherwise."""
    kept_scenarios = kept_of(foresight_place.code, reader=request.user)
    slugs = request.GET.getlist("s")
    body = body_of(foresight_place)
    context = {
        "place": foresight_place,
        "network": body if isinstance(body, Network) else None,
        "scenarios": kept_scenarios,
        "asked": slugs,
        "unknown": ", ".join(sorted(set(slugs) - {scenario.slug for scenario in kept_scenarios})),
        "view": comparison_view(
            foresight_place, [scenario for scenario in kept_scenarios if not slugs or scenario.slug in slugs]
        ),
        "may_keep": bool(body.pk) and request.user.has_perm("foresight.keep_scenario", body),
    }
    return render(request, "foresight/scenarios.html", context)


@by_link("anybody opens the levers with a file of her own; nothing is written")
@of_computed_place
def take_up(request: HttpRequest, foresight_place: ForesightPlace) -> HttpResponse:
    """Open the levers with the choices of a file; every fault of the file at its place, and nothing is written."""
    form = ScenarioFileForm(request.POST or None, request.FILES or None)
    faults: tuple[Fault, ...] = ()
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            document = read_for_sliders(upload.read(), upload.name, foresight_place)
        except ImportFileError as error:
            faults = tuple(sorted(error.faults, key=lambda fault: fault.row or 0))
        else:
            messages.success(request, _taken_words(document))
            return _to_levers(foresight_place.code, parameters_of(document))
    status = 422 if request.method == "POST" else 200
    return render(
        request, "foresight/file.html", {"place": foresight_place, "form": form, "faults": faults}, status=status
    )


def _taken_words(document: ScenarioDocument) -> str:
    """What was opened, and whether its numbers were computed with what is here today."""
    sentence = _("«\u202f%(title)s\u202f» est ouvert sur les curseurs\u202f; rien n’est enregistré.")
    message = sentence % {"title": document.title}
    if document.versions is None:
        return message
    changed = changes_since(asdict(document.versions), open_scenario(document))
    names = {"data": _("les données"), "assumptions": _("les hypothèses")}
    listed = ", ".join(names[code] for code in changed if code in names)
    if not listed:
        return f"{message} {_('Ses chiffres sont les mêmes aujourd’hui.')}"
    return f"{message} {_('Depuis son calcul ont changé : %s ; les chiffres peuvent différer.') % listed}"
