"""« Rien d’autre » : stating that a section of a plan, or the plans of a territory, are complete, or no longer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.ground.web.forms.sending import report_outcome
from autan.people.accounts.access import guarded_act, person_of
from autan.people.journal.actions import require_right
from autan.plans.plans.actions.completeness import reopen_plans, reopen_section, state_complete, state_plans_complete
from autan.plans.plans.queries.plans import find_plan
from autan.territories.networks.queries.bodies import find_territory


def _is_statement(request: HttpRequest) -> bool:
    return request.POST.get("is_complete") == "yes"


def _done(request: HttpRequest) -> str:
    return _("C’est déclaré complet, à ce jour.") if _is_statement(request) else _("La déclaration est retirée.")


@guarded_act("the right is that of writing this plan")
def section(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """State that there is nothing else in a section of a plan, or take it back."""
    plan, by = find_plan(slug, reader=request.user).record, person_of(request)
    require_right(by, "plans.write_plan", on=plan)
    with report_outcome(request, _done(request)):
        if _is_statement(request):
            state_complete(by=by, plan=plan, section=section, on=timezone.localdate())
        else:
            reopen_section(by=by, plan=plan, section=section)
    return redirect(f"{reverse('plans:fill', kwargs={'slug': slug})}#{section}")


@guarded_act("the right is that of leading this territory")
def plans(request: HttpRequest, siren: str) -> HttpResponse:
    """State that a territory has no other plan than those recorded here, or take it back."""
    place, by = find_territory(siren), person_of(request)
    require_right(by, "plans.start_plan", on=place)
    with report_outcome(request, _done(request)):
        if _is_statement(request):
            state_plans_complete(by=by, territory=place, on=timezone.localdate())
        else:
            reopen_plans(by=by, territory=place)
    return redirect(f"{reverse('site:territory', kwargs={'siren': siren})}#plans")
