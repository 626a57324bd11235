"""Choosing what a territory follows: from the catalogue, of its own, how, and no longer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.ground.descriptions.core.documents import from_columns
from autan.ground.web.forms.sending import act_on_form, report_outcome, show_form
from autan.people.accounts.access import guarded_act, guarded_form, person_of
from autan.people.journal.actions import require_right
from autan.plans.indicators.actions.indicators import (
    REFUSAL,
    IndicatorInput,
    QuotedIndicatorError,
    change_indicator,
    follow_indicator,
    follow_own_indicator,
    set_targets,
    stop_following,
)
from autan.plans.indicators.core.findings import MOST_KEY
from autan.plans.indicators.forms import FollowForm, OwnDefinitionForm, follow_initial
from autan.plans.indicators.importers import catalogue
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.presenters.pages import catalogue_groups
from autan.plans.indicators.queries.indicators import definition_of, find_indicator, indicators_of, people_of
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.beginnings import starting_values
from autan.territories.networks.queries.bodies import find_territory

_DEPENDS = "the right is that of choosing what this territory follows"


def chosen_territory(request: HttpRequest, siren: str) -> Territory:
    """Return a territory whose indicators the person chooses."""
    place = find_territory(siren)
    require_right(person_of(request), "indicators.choose_indicators", on=place, refusal=REFUSAL)
    return place


@guarded_form(_DEPENDS)
def add(request: HttpRequest, siren: str) -> HttpResponse:
    """Take up indicators of the catalogue."""
    place = chosen_territory(request, siren)
    indicators = indicators_of(place, reader=request.user)
    if request.method == "POST":
        codes = [code for code in request.POST.getlist("code") if code in catalogue()]
        for code in codes:
            follow_indicator(by=person_of(request), territory=place, code=code, since=timezone.localdate())
        if codes:
            message = ngettext("%d indicateur suivi de plus.", "%d indicateurs suivis de plus.", len(codes)) % len(
                codes
            )
            messages.success(request, message)
            return redirect("indicators:territory", siren=siren)
        messages.error(request, _("Cochez au moins un indicateur."))
    context = {
        "place": place,
        "groups": catalogue_groups(indicator.code for indicator in indicators),
        "key_count": sum(indicator.is_key for indicator in indicators),
        "most": MOST_KEY,
        "chosen": starting_values("indicator", request.GET).get("code", ()),
    }
    return render(request, "indicators/add.html", context)


@guarded_form(_DEPENDS)
def add_own(request: HttpRequest, siren: str) -> HttpResponse:
    """Take up an indicator that the territory defines for itself."""
    place = chosen_territory(request, siren)
    form = OwnDefinitionForm(request.POST or None)

    def follow() -> Indicator:
        indicator_input, today = IndicatorInput(action=form.cleaned_data["action"]), timezone.localdate()
        return follow_own_indicator(
            by=person_of(request), territory=place, own=form.document(), since=today, indicator_input=indicator_input
        )

    if response := act_on_form(request, form, follow, field="formula" if form["formula"].value() else "nature"):
        return redirect("indicators:change", slug=response.slug)
    return show_form(request, form, "indicators/add_own.html", place=place, groups=catalogue_groups(()))


@guarded_form(_DEPENDS)
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """How an indicator is followed: who owns it, how often, for which action, towards which targets."""
    indicator = _chosen_indicator(request, slug)
    definition, initial = definition_of(indicator), follow_initial(indicator)
    document = from_columns(IndicatorInput, indicator)
    form = FollowForm(
        request.POST or None,
        document=document,
        initial=initial,
        people=people_of(indicator.territory),
        plans=list(indicator.territory.plans.all()),
        has_measure=bool(definition.measure),
    )

    def follow_otherwise() -> Indicator:
        set_targets(by=person_of(request), indicator=indicator, targets=form.cleaned_data["targets"])
        return change_indicator(by=person_of(request), indicator=indicator, indicator_input=form.indicator_input())

    if act_on_form(request, form, follow_otherwise, success=_("Le suivi de l’indicateur est enregistré.")):
        return redirect("indicators:indicator", slug=slug)
    return show_form(request, form, "indicators/change.html", indicator=indicator, definition=definition)


@guarded_act(_DEPENDS)
def stop(request: HttpRequest, slug: str) -> HttpResponse:
    """Stop following an indicator, unless a text quotes it."""
    indicator = _chosen_indicator(request, slug)
    siren = indicator.territory.siren
    message = _("L’indicateur n’est plus suivi\u202f; le journal garde ses valeurs.")
    with report_outcome(request, message, also=(QuotedIndicatorError,)):
        stop_following(by=person_of(request), indicator=indicator)
        return redirect("indicators:territory", siren=siren)
    return redirect("indicators:indicator", slug=slug)


def _chosen_indicator(request: HttpRequest, slug: str) -> Indicator:
    indicator = find_indicator(slug, reader=request.user)
    require_right(person_of(request), "indicators.choose_indicators", on=indicator.territory, refusal=REFUSAL)
    return indicator
