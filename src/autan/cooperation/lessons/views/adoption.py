"""Adoption of lessons: over a network, and a step declared; a name taken out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.cooperation.lessons.actions.lessons import declare_step
from autan.cooperation.lessons.actions.personal import forget_name
from autan.cooperation.lessons.core.adoption import DENOMINATOR, TAKEN_UP
from autan.cooperation.lessons.forms import NameForm, StepForm
from autan.cooperation.lessons.models import AdoptionStepRecord
from autan.cooperation.lessons.presenters.adoption import chains_of
from autan.cooperation.lessons.queries.figures import adoption_figures
from autan.cooperation.lessons.queries.lessons import adoptions_of_network, find_lesson, places_acted_for
from autan.cooperation.lessons.views.lessons import lesson_page
from autan.ground.lists.presenters import DeclaredList
from autan.ground.web.forms.sending import act_on_form, report_outcome
from autan.people.accounts.access import guarded_act, person_of, public
from autan.people.journal.actions import require_any
from autan.territories.networks.queries.networks import get_network, network_members

CHAINS = DeclaredList(size=10, item="section", empty=gettext_lazy("Aucune reprise n’est déclarée."))


@public
def adoption(request: HttpRequest, network: str) -> HttpResponse:
    """Show the adoption figures of a network with their definition, then the chains of lessons."""
    network_record = get_network(network)
    names = {member.siren: member.short_name for member in network_members(network)}
    knows = request.user.has_perm("lessons.read_needs_of", network_record)
    chains = chains_of(adoptions_of_network(network), names, knows=knows)
    may_coordinate = request.user.has_perm("territories.coordinate_network", network_record)
    context = {
        "network": network_record,
        "figures": adoption_figures(network),
        "definition": TAKEN_UP,
        "denominator": DENOMINATOR,
        "listing": CHAINS.page(request.GET, chains),
        "forget": NameForm() if may_coordinate else None,
    }
    return render(request, "lessons/adoption.html", context)


@guarded_act("the right is that of acting for the territory that takes up")
def declare(request: HttpRequest, slug: str) -> HttpResponse:
    """Declare how far a territory has gone with a lesson."""
    lesson = find_lesson(slug, reader=request.user)
    places = places_acted_for(lesson.network, request.user)
    require_any(places)
    form = StepForm(request.POST, places=places)
    by, today = person_of(request), timezone.localdate()

    def write() -> AdoptionStepRecord:
        territory = form.places[form.cleaned_data["territory"]]
        return declare_step(by=by, lesson=lesson, territory=territory, step=form.document(), today=today)

    success = _("La reprise est déclarée\u202f; les étapes d’avant sont gardées.")
    if act_on_form(request, form, write, success=success) is None:
        return lesson_page(request, lesson, form)
    return redirect("lessons:lesson", slug=slug)


@guarded_act("the right is that of coordinating the network")
def forget(request: HttpRequest, network: str) -> HttpResponse:
    """Take a name out of lessons, needs and adoption of a network; the counts stay."""
    network_record, form = get_network(network), NameForm(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    with report_outcome(request):
        count = forget_name(by=person_of(request), network=network_record, name=name)
        message = ngettext("Nom retiré de %(n)d endroit\u202f; les décomptes restent.",
                        "Nom retiré de %(n)d endroits\u202f; les décomptes restent.", count)  # fmt: skip
        messages.success(request, message % {"n": count})
    return redirect("lessons:adoption", network=network)
