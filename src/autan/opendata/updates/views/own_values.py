"""The page of one value of a territory: the provider's, its own, and which one is used; then many in a file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from autan.evidence.imports.views import answer_import
from autan.ground.web.forms.sending import act_on_form
from autan.opendata.measures.core.catalogue import base_measure
from autan.opendata.observatory.queries.own_values import find_own_value
from autan.opendata.updates.actions.own_value_imports import COLUMNS, own_values_import
from autan.opendata.updates.actions.own_values import choose_source, record_own_value
from autan.opendata.updates.core.own_value_checks import InvalidOwnValueError
from autan.opendata.updates.forms.own_values import OwnValueForm, SourceChoiceForm
from autan.opendata.updates.presenters import own_value_page
from autan.people.accounts.access import person_of, public, signed_in
from autan.people.journal.actions import require_right
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.bodies import find_territory

RECORD = "observatory.record_own_value"


@public
def own_value(request: HttpRequest, siren: str, measure: str) -> HttpResponse:
    """One measure: the provider's value, the territory's own, the gap, which one is used, and the history."""
    return _measure_page(request, find_territory(siren), measure)


@signed_in
def give_value(request: HttpRequest, siren: str, measure: str) -> HttpResponse:
    """Record the value of a territory."""
    place = _place_to_fill(request, siren, measure)
    form = OwnValueForm(request.POST, measure=measure)
    if form.is_valid():
        try:
            record_own_value(by=person_of(request), territory=place, value_input=form.given)
        except InvalidOwnValueError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Valeur enregistrée."))
            return redirect("updates:own-value", siren=siren, measure=measure)
    return _measure_page(request, place, measure, form=form, status=400)


@signed_in
def choose(request: HttpRequest, siren: str, measure: str) -> HttpResponse:
    """Say which of the two values is used."""
    place, form = _place_to_fill(request, siren, measure), SourceChoiceForm(request.POST)
    if form.is_valid() and _choose(request, place, measure, form):
        return redirect("updates:own-value", siren=siren, measure=measure)
    return _measure_page(request, place, measure, choice=form, status=400)


def _place_to_fill(request: HttpRequest, siren: str, measure: str) -> Territory:
    """The territory of a form, for whoever may give its values.

    Raises UnknownMeasureError: no territory can give a value for this measure.
    """
    base_measure(measure)
    place = find_territory(siren)
    require_right(person_of(request), RECORD, on=place)
    return place


def _choose(request: HttpRequest, place: Territory, measure: str, form: SourceChoiceForm) -> bool:
    def choose() -> bool:
        data = form.cleaned_data
        own_value = find_own_value(data["own_value"]) if data["own_value"] else None
        by, reason = person_of(request), data["reason"]
        choose_source(by=by, territory=place, measure=measure, date=data["date"], own_value=own_value, reason=reason)
        return True

    return bool(act_on_form(request, form, choose, success=_("Choix enregistré.")))


def _measure_page(
    request: HttpRequest,
    place: Territory,
    measure: str,
    *,
    form: OwnValueForm | None = None,
    choice: SourceChoiceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a measure; with its forms for whoever may give a value.

    Raises UnknownMeasureError: no territory can give a value for it.
    """
    base_measure(measure)
    is_named = request.user.has_perm("territories.act_for_territory", place)
    page = own_value_page(place.siren, measure, is_named=is_named)
    if request.user.has_perm(RECORD, place):
        page["form"] = form or OwnValueForm(measure=measure, date=str(page["date"]))
        page["choice"] = choice or SourceChoiceForm()
    return render(request, "data_review/own_value.html", {"place": place, **page}, status=status)


@signed_in
def own_values_file(request: HttpRequest, siren: str) -> HttpResponse:
    """Take in own values from a table; the rows may be those of any territory that the person speaks for."""
    person, place = person_of(request), find_territory(siren)
    require_right(person, RECORD, on=place)
    context = {"place": place, "columns": COLUMNS}
    return answer_import(request, own_values_import(person), "data_review/own_values_file.html", context)
