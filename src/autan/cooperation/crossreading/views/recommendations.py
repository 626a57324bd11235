"""Recommendations: drafted from counted findings, rewritten, kept up to date; those retained are read by everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from autan.cooperation.crossreading.actions.recommendations import (
    WRITES,
    recommendation_ref,
    refresh_finding,
    rewrite_recommendation,
    write_recommendation,
)
from autan.cooperation.crossreading.core.findings import Addressee
from autan.cooperation.crossreading.core.recommendations import RecommendationStatus
from autan.cooperation.crossreading.forms import FindingForm, RecommendationForm
from autan.cooperation.crossreading.models import Recommendation
from autan.cooperation.crossreading.presenters.proposals import evidence_of, present_recommendation
from autan.cooperation.crossreading.queries.proposals import find_recommendation, recommendations_in
from autan.cooperation.crossreading.views.shared import INSIDE, inner_network, number_of, rights_of
from autan.evidence.figures.forms import for_reader
from autan.ground.web.forms.sending import act_on_form, report_outcome, show_form
from autan.people.accounts.access import guarded_form, person_of, public
from autan.people.journal.actions import require_right
from autan.territories.networks.queries.networks import get_network


@public
def recommendations(request: HttpRequest, slug: str) -> HttpResponse:
    """The recommendations of a network by addressee: all of them for its people, those retained for everybody."""
    network = get_network(slug)
    may = rights_of(request, network)
    views = [present_recommendation(record, reader=request.user) for record in recommendations_in(network)]
    adopted = RecommendationStatus.ADOPTED.value
    shown = [view for view in views if may["inside"] or view["record"].status == adopted]
    parts = [
        (addressee, [view for view in shown if view["record"].addressee == addressee.value]) for addressee in Addressee
    ]
    context = {"network": network, "parts": [part for part in parts if part[1]], "may": may}
    return render(request, "crossreading/recommendations.html", context)


@guarded_form("the right is that of coordinating this network, which the action asks")
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Draft a recommendation from a counted finding, chosen here or sent by the page that shows it."""
    network = inner_network(request, slug)
    person = person_of(request)
    require_right(person, "crossreading.coordinate", on=network, refusal=WRITES)
    form = for_reader(FindingForm(request.POST or None), request.user, network=slug)
    record = act_on_form(
        request,
        form,
        lambda: write_recommendation(by=person, network=network, figure_id=form.cleaned_data["figure"][0].key),
        done=_("L’ébauche est faite\u00a0: récrivez-la avec vos mots."),
    )
    if record:
        return redirect("crossreading:recommendation", slug=slug, recommendation=record.slug)
    return show_form(request, form, "crossreading/draft.html", network=network, may=rights_of(request, network))


@guarded_form(INSIDE)
def recommendation(request: HttpRequest, slug: str, recommendation: str) -> HttpResponse:
    """Show a recommendation with its finding then and now and its evidence, and take its new text."""
    network = inner_network(request, slug)
    record = find_recommendation(network, recommendation)
    person = person_of(request)
    if "take" in request.POST:
        with report_outcome(request, _("La recommandation est rapportée au constat d’aujourd’hui.")):
            refresh_finding(by=person, recommendation=record)
        return redirect("crossreading:recommendation", slug=slug, recommendation=record.slug)
    initial = {name: getattr(record, name) for name in ("text_fr", "text_en", "addressee", "status")}
    form = RecommendationForm(request.POST or None, initial=initial)

    def rewrite() -> Recommendation:
        data = form.cleaned_data
        return rewrite_recommendation(
            by=person,
            recommendation=record,
            text_fr=data["text_fr"],
            text_en=data["text_en"],
            addressee=Addressee(data["addressee"]),
            status=RecommendationStatus(data["status"]),
            seen=number_of(request.POST.get("revision", "")),
        )

    if act_on_form(request, form, rewrite, done=_("La recommandation est enregistrée.")):
        return redirect("crossreading:recommendation", slug=slug, recommendation=record.slug)
    return show_form(
        request,
        form,
        "crossreading/recommendation.html",
        network=network,
        view=present_recommendation(record, reader=request.user),
        cards=evidence_of(record, reader=request.user),
        recommendation=record,
        ref=recommendation_ref(record),
        may=rights_of(request, network),
    )
