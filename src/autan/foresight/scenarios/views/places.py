"""A territory or a network: its starting state and its reference curves."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.evidence.grids.presenters import Grid
from autan.evidence.grids.views import GridPage
from autan.foresight.scenarios.actions.own_quantities import (
    InvalidQuantityError,
    QuantityInput,
    explain_offset,
    save_quantities,
)
from autan.foresight.scenarios.forms import OffsetForm, QuantityForm, read_quantities
from autan.foresight.scenarios.models import OwnQuantity
from autan.foresight.scenarios.presenters.reference_page import ground_choices, plan_views, references_view
from autan.foresight.scenarios.presenters.state_grid import state_grid
from autan.foresight.scenarios.presenters.state_page import quantity_choices, state_view
from autan.foresight.scenarios.queries.own_quantities import STARTING_STATE, own_quantities_of, stated_whole
from autan.foresight.scenarios.queries.places import ForesightPlace, find_place
from autan.foresight.scenarios.queries.reference_curves import aiming_plans
from autan.foresight.scenarios.views.computed_places import of_place
from autan.foresight.starting_states.core.reference_curves import OffsetCause
from autan.ground.errors import NotAllowedError
from autan.ground.lists.presenters import DeclaredList
from autan.ground.texts.refusals import sentence_words
from autan.people.accounts.access import guarded_form, person_of, public, public_form
from autan.people.journal.actions import NOT_ALLOWED, require_right
from autan.people.prepared_files.access import answer_about
from autan.plans.plans.presenters.completeness import list_statement
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.networks import list_networks

PLANS, MEMBERS = DeclaredList(size=20), DeclaredList(size=100)


@public
def home(request: HttpRequest) -> HttpResponse:
    """The networks, and what foresight is here."""
    return render(request, "foresight/home.html", {"networks": list_networks()})


@public_form
@of_place
def state(request: HttpRequest, foresight_place: ForesightPlace) -> HttpResponse:
    """Energy by sector and carrier, how each is known, what is missing; its people give their own values."""
    place = foresight_place.code
    form = _quantity_form(request, foresight_place)
    if request.method == "POST" and form is not None and form.is_valid():
        kind, _slash, code = form.cleaned_data.pop("what").partition("/")
        quantity_input = QuantityInput(kind=OwnQuantity.Kind(kind), code=code, **form.cleaned_data)
        try:
            save_quantities(by=person_of(request), territory=find_territory(place), quantity_inputs=[quantity_input])
        except InvalidQuantityError as error:
            form.add_error("value", sentence_words(error.problem))
        else:
            messages.success(request, _("La valeur est enregistrée ; elle prend la place de ce qui était calculé."))
            return redirect("foresight:state", place=place)
    may_record = form is not None and request.user.has_perm("observatory.record_own_value", find_territory(place))
    view = state_view(foresight_place, stated_whole(tuple(foresight_place.states)))
    context = {
        "place": foresight_place,
        "view": view,
        "listing": MEMBERS.page(request.GET, view["members"]),
        "form": form,
        "may_record": may_record,
        "statement": None
        if foresight_place.is_network
        else list_statement(find_territory(place), STARTING_STATE, reader=request.user),
    }
    return render(request, "foresight/state.html", context, status=422 if form is not None and form.errors else 200)


@guarded_form("the right is that of acting for this territory")
def state_values(request: HttpRequest, place: str) -> HttpResponse:
    """Every quantity that a territory may give, in one grid."""
    territory = find_territory(place)
    require_right(person_of(request), "foresight.give_state", on=territory if territory.pk else None)
    foresight_place = find_place(place)

    def save(typed: Grid) -> str:
        quantity_inputs = read_quantities(typed)
        if typed.refused:
            return ""
        save_quantities(by=person_of(request), territory=territory, quantity_inputs=quantity_inputs)
        count = len(quantity_inputs)
        return ngettext("%d valeur enregistrée.", "%d valeurs enregistrées.", count) % count

    return GridPage(
        request=request,
        grid=state_grid(foresight_place, own_quantities_of(place)),
        save=save,
        template="foresight/state_values.html",
        file=f"etat-de-depart-{place}",
        context={"place": foresight_place},
    ).answer()


def _quantity_form(request: HttpRequest, foresight_place: ForesightPlace) -> QuantityForm | None:
    """The form of a quantity, for those who act for the territory; None for others and for networks."""
    if not _gives(request, foresight_place):
        return None
    return QuantityForm(
        request.POST or None, choices=quantity_choices(foresight_place), initial={"year": foresight_place.year}
    )


@public_form
@of_place
def references(request: HttpRequest, foresight_place: ForesightPlace) -> HttpResponse:
    """The national strategy shared out, the levers of the State, the region, the plans; why a sector is off it."""
    return answer_about(request, len(foresight_place.states), lambda: _references(request, foresight_place))


def _references(request: HttpRequest, foresight_place: ForesightPlace) -> HttpResponse:
    view = references_view(foresight_place, request.user)
    form = (
        OffsetForm(request.POST or None, sectors=view["offsets"], grounds=ground_choices())
        if _gives(request, foresight_place) and view["offsets"]
        else None
    )
    if request.method == "POST" and form is not None and form.is_valid():
        ground, territory = OffsetCause(form.cleaned_data.pop("ground")), find_territory(foresight_place.code)
        explain_offset(by=person_of(request), territory=territory, ground=ground, **form.cleaned_data)
        messages.success(request, _("La raison est enregistrée, et montrée à côté de l’écart."))
        return redirect("foresight:references", place=foresight_place.code)
    plans = PLANS.page(
        request.GET,
        aiming_plans(foresight_place, reader=request.user),
        show=partial(plan_views, place=foresight_place, reader=request.user),
    )
    context = {"place": foresight_place, "view": view, "form": form, "listing": plans}
    status = 422 if form is not None and form.errors else 200
    return render(request, "foresight/references.html", context, status=status)


def _gives(request: HttpRequest, foresight_place: ForesightPlace) -> bool:
    """Whether this person acts for the territory; nobody does for a network or for one that no network follows.

    Raises NotAllowedError: she does not, and sent a form.
    """
    territory = None if foresight_place.is_network else find_territory(foresight_place.code)
    gives = bool(territory and territory.pk) and request.user.has_perm("foresight.give_state", territory)
    if request.method == "POST" and not gives:
        raise NotAllowedError(NOT_ALLOWED)
    return gives
