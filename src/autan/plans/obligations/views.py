"""What people state of the competences of a territory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from autan.ground.web.forms.sending import act_on_form
from autan.people.accounts.access import guarded_form, person_of
from autan.people.journal.actions import require_right
from autan.plans.obligations.actions import state_competence
from autan.plans.obligations.core.competences import Holding
from autan.plans.obligations.forms import CompetenceForm
from autan.plans.plans.models import StatedCompetence
from autan.territories.networks.queries.bodies import find_territory


@guarded_form("the right is that of leading this territory")
def competences(request: HttpRequest, siren: str) -> HttpResponse:
    """State whether a territory holds a competence, with the source."""
    place = find_territory(siren)
    require_right(person_of(request), "plans.start_plan", on=place)
    form = CompetenceForm(request.POST or None)

    def state() -> StatedCompetence:
        fields = {**form.cleaned_data, "holding": Holding(form.cleaned_data["holding"])}
        return state_competence(by=person_of(request), territory=place, **fields)

    if act_on_form(request, form, state, done=_("La compétence est déclarée."), field="source"):
        return redirect("obligations:state_competence", siren=siren)
    context = {"form": form, "place": place}
    return render(request, "obligations/state_competence.html", context, status=422 if form.errors else 200)
