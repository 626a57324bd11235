"""Putting the passages of plans on the frame: one plan, accepted suggestions, the second reading."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.cooperation.crossreading.actions.alignments import (
    AlignmentInput,
    align_passages,
    draw_second_reading,
    read_blind,
)
from autan.cooperation.crossreading.core.alignments import DecisionState
from autan.cooperation.crossreading.presenters.matrix import blind_lines, passage_rows, plan_lines
from autan.cooperation.crossreading.queries.readings import (
    find_passage,
    last_second_reading,
    left_to_read,
    network_reading,
    passages_to_read,
    suggestions_for,
)
from autan.cooperation.crossreading.views.shared import INSIDE, inner_network, number_of, rights_of
from autan.ground.errors import UnknownError
from autan.ground.lists.presenters import DeclaredList
from autan.ground.web.forms.sending import report_outcome
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, signed_in

PLANS = DeclaredList(size=100, empty=gettext_lazy("Aucun plan publié n’est connu pour les membres de ce réseau."))
PASSAGES = DeclaredList(size=40, empty=gettext_lazy("Tout est lu."))


@guarded(INSIDE)
@signed_in
def plans(request: HttpRequest, slug: str) -> HttpResponse:
    """The plans of the members, and how far each was read; what was aligned and is withdrawn since."""
    network = inner_network(request, slug)
    reading = network_reading(slug)
    context = {
        "network": network,
        "listing": PLANS.page(request.GET, plan_lines(reading)),
        "withdrawn": reading.withdrawn,
        "may": rights_of(request, network),
        "note": reading.note,
    }
    return render(request, "crossreading/plans.html", context)


@guarded_form(INSIDE)
def plan(request: HttpRequest, slug: str, plan: str) -> HttpResponse:
    """The passages of one plan: what is suggested, what was decided, by whom; suggestions accepted together."""
    network = inner_network(request, slug)
    reading = network_reading(slug)
    passages = passages_to_read(reading, plan)
    if request.method == "POST":
        seen = dict(text.rpartition("@")[::2] for text in request.POST.getlist("accept"))
        alignment_inputs = [
            AlignmentInput(
                passage=passage.read.passage,
                domains=passage.suggestion.domains,
                theme=passage.suggestion.theme,
                suggestion=passage.suggestion,
                seen=number_of(seen[passage.read.passage.key]),
            )
            for passage in passages
            if passage.suggestion and passage.read.passage.key in seen
        ]
        message = ngettext("%d passage aligné.", "%d passages alignés.", len(alignment_inputs)) % len(alignment_inputs)
        with report_outcome(request, message):
            align_passages(by=person_of(request), network=network, alignment_inputs=alignment_inputs)
        return redirect(_back(request, slug, plan))
    is_all = request.GET.get("voir") == "tout"
    shown = [passage for passage in passages if is_all or passage.read.state is not DecisionState.STANDS]
    context = {
        "network": network,
        "plan": plan,
        "title": reading.corpus.titles[plan],
        "listing": PASSAGES.page(request.GET, shown, show=lambda rows: passage_rows(rows, reading.frame)),
        "is_all": is_all,
        "left": sum(passage.read.state is not DecisionState.STANDS for passage in passages),
        "total": len(passages),
        "frame": reading.frame,
        "may": rights_of(request, network),
    }
    return render(request, "crossreading/plan.html", context)


def _back(request: HttpRequest, slug: str, plan: str) -> str:
    shown = "?voir=tout" if request.POST.get("voir") == "tout" else ""
    return reverse("crossreading:plan", kwargs={"slug": slug, "plan": plan}) + shown


@guarded_act("the right is that of aligning in this network")
def align(request: HttpRequest, slug: str) -> HttpResponse:
    """Put one passage on the frame, or leave it out."""
    network = inner_network(request, slug)
    passage = find_passage(slug, request.POST.get("passage", ""))
    is_out = request.POST.get("decision") == "out"
    domains = tuple(request.POST.getlist("domain"))
    seen = request.POST.get("revision", "")
    alignment_input = AlignmentInput(
        passage=passage,
        domains=() if is_out else domains,
        theme="" if is_out else request.POST.get("theme", ""),
        suggestion=suggestions_for(network_reading(slug), [passage])[0],
        seen=number_of(seen),
    )
    with report_outcome(request, _("La lecture du passage est enregistrée.")):
        align_passages(by=person_of(request), network=network, alignment_inputs=[alignment_input])
    return redirect(_back(request, slug, passage.plan))


@guarded_form(INSIDE)
def second_reading(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a tenth of the passages again, blind; and how far both readings agree."""
    network = inner_network(request, slug)
    draw = last_second_reading(network)
    person = person_of(request)
    if request.method == "POST":
        if "draw" in request.POST:
            with report_outcome(request, _("Les passages à relire sont tirés.")):
                draw_second_reading(by=person, network=network, seed=timezone.localdate().toordinal())
        else:
            if draw is None:
                raise UnknownError("aucune seconde lecture n’est ouverte")
            passage = find_passage(slug, request.POST.get("passage", ""))
            domains = [] if request.POST.get("decision") == "out" else request.POST.getlist("domain")
            with report_outcome(request, _("Votre lecture est enregistrée.")):
                read_blind(by=person, draw=draw, passage=passage, domains=domains)
        return redirect("crossreading:second_reading", slug=slug)
    reading = network_reading(slug)
    left = left_to_read(reading, draw, person) if draw else []
    context = {
        "network": network,
        "draw": draw,
        "done": draw.given.count() if draw else 0,
        "left": len(left),
        "next": left[0] if left else None,
        "frame": reading.frame,
        "agreement": reading.agreement,
        "note": reading.note,
        "differing": blind_lines(reading),
        "may": rights_of(request, network),
    }
    return render(request, "crossreading/second_reading.html", context)
