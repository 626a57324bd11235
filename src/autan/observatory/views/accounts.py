"""The energy page of a territory, the page of one of its values, and what it filed with its climate plan."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from autan.errors import RuleError
from autan.observatory.actions.own_values import choose_source, record_own_value
from autan.observatory.core.catalogue import BASE_MEASURES
from autan.observatory.core.own_value_checks import InvalidOwnValueError
from autan.observatory.forms import ChoiceForm, OwnValueForm
from autan.observatory.presenters.account_pages import accounts_page, filings_page, own_value_page
from autan.observatory.queries.own_values import find_own_value
from autan.observatory.views.people import person_of
from autan.territories.lake.register import UnknownTerritoryError
from autan.territories.models import Territory
from autan.territories.queries.bodies import find_territory


def accounts(request: HttpRequest, siren: str) -> HttpResponse:
    """Energy, greenhouse gases, production, carbon and bill of a territory, source by source."""
    place = _place_or_404(siren)
    base = request.GET.get("base", "")[:10]
    may_give = request.user.is_authenticated and request.user.has_perm("observatory.record_own_value", place)
    context = {"place": place, "may_give": may_give, **accounts_page(siren, base=base)}
    return render(request, "observatory/accounts.html", context)


def filings(request: HttpRequest, siren: str) -> HttpResponse:
    """The regulatory grids of each filing of a territory, with the cells that lack."""
    place = _place_or_404(siren)
    return render(request, "observatory/filings.html", {"place": place, **filings_page(siren)})


def own_value(request: HttpRequest, siren: str, measure: str) -> HttpResponse:
    """One measure: the provider's value, the territory's own, the gap, which one is used, and the history."""
    place = _place_or_404(siren)
    if measure not in BASE_MEASURES:
        raise Http404(measure)
    page = own_value_page(siren, measure)
    may_give = request.user.is_authenticated and request.user.has_perm("observatory.record_own_value", place)
    context = {"place": place, "may_give": may_give, **page}
    if may_give:
        context["form"] = OwnValueForm(measure=measure, date=str(page["date"]))
        context["choice"] = ChoiceForm()
    return render(request, "observatory/own_value.html", context)


@login_required
def give_value(request: HttpRequest, siren: str, measure: str) -> HttpResponse:
    """Record the value of a territory."""
    person, place = person_of(request), _place_or_404(siren)
    if measure not in BASE_MEASURES or not person.has_perm("observatory.record_own_value", place):
        raise PermissionDenied
    form = OwnValueForm(request.POST, measure=measure)
    if form.is_valid():
        try:
            record_own_value(by=person, territory=place, given=form.given)
        except InvalidOwnValueError as error:
            form.blame(error)
        else:
            messages.success(request, _("Valeur enregistrée."))
            return redirect("observatory:own-value", siren=siren, measure=measure)
    context = {
        "place": place,
        "may_give": True,
        "form": form,
        "choice": ChoiceForm(),
        **own_value_page(siren, measure),
    }
    return render(request, "observatory/own_value.html", context, status=400)


@login_required
def choose(request: HttpRequest, siren: str, measure: str) -> HttpResponse:
    """Say which of the two values is used."""
    person, place = person_of(request), _place_or_404(siren)
    if measure not in BASE_MEASURES or not person.has_perm("observatory.record_own_value", place):
        raise PermissionDenied
    form = ChoiceForm(request.POST)
    if form.is_valid() and _choose(request, place, measure, form):
        return redirect("observatory:own-value", siren=siren, measure=measure)
    page = own_value_page(siren, measure)
    entry = OwnValueForm(measure=measure, date=str(page["date"]))
    context = {"place": place, "may_give": True, "form": entry, "choice": form, **page}
    return render(request, "observatory/own_value.html", context, status=400)


def _choose(request: HttpRequest, place: Territory, measure: str, form: ChoiceForm) -> bool:
    key, date = form.cleaned_data["own_value"], form.cleaned_data["date"]
    try:
        choose_source(
            by=person_of(request),
            territory=place,
            measure=measure,
            date=date,
            own_value=find_own_value(key) if key else None,
            reason=form.cleaned_data["reason"],
        )
    except RuleError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Choix enregistré."))
    return True


def _place_or_404(siren: str) -> Territory:
    try:
        return find_territory(siren)
    except UnknownTerritoryError as error:
        raise Http404(str(error)) from None
