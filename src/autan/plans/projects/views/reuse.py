"""What is taken up again: a plan begun from another, an action that stands in several plans."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from autan.ground.web.forms.fields import TickForm, in_french
from autan.ground.web.forms.sending import act_on_form, report_outcome, show_form
from autan.people.accounts.access import guarded_form, person_of
from autan.people.journal.actions import require_any
from autan.plans.plans.models import Plan
from autan.plans.plans.queries.plans import find_plan
from autan.plans.projects.actions.reuse import begin_from, place_in_plans
from autan.plans.projects.forms import BasisForm
from autan.plans.projects.queries.sheets import find_sheet
from autan.plans.projects.queries.working import models_of_plan, places_led_beside, plans_written_beside


@guarded_form("the right is that of leading the territory of the new plan")
def basis(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a plan from another one: its axes, its actions without what was done, decided or paid."""
    content, person = find_plan(slug, reader=request.user), person_of(request)
    subjects = list(content.record.subjects.all())
    places = places_led_beside(subjects, person)
    if request.method == "POST":
        require_any(places)
    is_own = person.has_perm("plans.write_plan", content.record)
    initial = {"title": content.record.title} if is_own else {}  # the title of another member names its territory
    form = BasisForm(request.POST or None, initial=initial, places=places)
    models = models_of_plan(content.record, reader=person)

    def begin() -> Plan:
        place = next(place for place in places if place.siren == form.cleaned_data["place"])
        lines = content.lines if is_own and place in subjects else ()
        title = form.cleaned_data["title"]
        return begin_from(by=person, source=content.record, title=title, place=place, models=models, lines=lines)

    success = _("Le plan est commencé, en brouillon\u00a0: relisez chaque action avant de la publier.")
    if plan := act_on_form(request, form, begin, success=success):
        return redirect("projects:plan", slug=plan.slug)
    context = {"plan": content.record, "places": places, "count": len(models), "is_own": is_own}
    return show_form(request, form, "projects/basis.html", **context)


@guarded_form("the right is that of writing each plan where the action comes or goes")
def plans(request: HttpRequest, slug: str) -> HttpResponse:
    """Say in which other plans an action stands: one sheet, that each of them shows."""
    content, person = find_sheet(slug, reader=request.user), person_of(request)
    offered, current = plans_written_beside(content.record, person), list(content.record.also_in.all())
    ticked = [plan.slug for plan in current]
    plans_by_slug, label = {plan.slug: plan for plan in offered}, _("Les plans que vous écrivez")
    sent = request.POST if request.method == "POST" else None
    form = TickForm(sent, "plan", label, plans_by_slug, in_french, initial=ticked)
    if request.method == "POST":
        require_any(offered)
        with report_outcome(request, _("Les plans de l’action sont enregistrés\u202f; elle compte une fois.")):
            place_in_plans(by=person, sheet=content.record, plans=form.chosen, among=offered)
        return redirect("projects:sheet", slug=slug)
    others = [plan for plan in current if plan not in offered and person.has_perm("plans.read_plan", plan)]
    context = {"heading": content.record, "form": form, "others": others}
    return render(request, "projects/plans.html", context)
