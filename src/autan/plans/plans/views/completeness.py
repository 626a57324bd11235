"""« Rien d’autre » : stating that a section of a plan, or a list of a territory, is complete, or no longer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.ground.web.forms.sending import report_outcome
from autan.ground.web.presenters import EVERY_PART, OPENED
from autan.people.accounts.access import guarded_act, person_of
from autan.people.journal.actions import require_right
from autan.plans.plans.actions.imports import reopen, state_complete
from autan.plans.plans.models import Plan
from autan.plans.plans.presenters.section_forms import section_address
from autan.plans.plans.queries.complete_lists import find_list
from autan.plans.plans.queries.plans import find_plan
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.bodies import find_territory


def _state(request: HttpRequest, subject: Plan | Territory, section: str) -> None:
    """State that there is nothing else, or take it back, and say it on the next page."""
    by, is_statement = person_of(request), request.POST.get("is_complete") == "yes"
    success = _("C’est déclaré complet, à ce jour.") if is_statement else _("La déclaration est retirée.")
    with report_outcome(request, success):
        if is_statement:
            state_complete(by=by, subject=subject, section=section, on=timezone.localdate())
        else:
            reopen(by=by, subject=subject, section=section)


@guarded_act("the right is that of writing this plan")
def section(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """State that there is nothing else in a section of a plan, or take it back."""
    plan = find_plan(slug, reader=request.user).record
    require_right(person_of(request), "plans.write_plan", on=plan)
    _state(request, plan, section)
    return redirect(section_address(slug, section))


@guarded_act("the right is that which the room of this list asks for on the territory")
def territory_list(request: HttpRequest, siren: str, section: str) -> HttpResponse:
    """State that a list of a territory holds all that there is, or take it back."""
    place, stated = find_territory(siren), find_list(section)
    require_right(person_of(request), stated.permission, on=place, refusal=stated.refusal)
    _state(request, place, section)
    page, name = stated.address
    return redirect(f"{reverse(page, kwargs={name: siren})}?{OPENED}={EVERY_PART}#liste-{section}")
