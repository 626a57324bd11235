"""Proposals of the scale of the network; recommendations, of which those retained are read by everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from autan.cooperation.crossreading.actions.proposals import (
    WRITES,
    WRITES_RECOMMENDATIONS,
    change_proposal,
    comment_on_proposal,
    decide_proposal,
    make_proposal,
    proposal_ref,
    recommendation_ref,
    refresh_finding,
    rewrite_recommendation,
    write_recommendation,
)
from autan.cooperation.crossreading.core.findings import Addressee
from autan.cooperation.crossreading.core.recommendations import ProposalStatus, RecommendationStatus
from autan.cooperation.crossreading.forms import (
    FIGURES,
    FindingForm,
    ProposalDecisionForm,
    ProposalForm,
    RecommendationForm,
    chosen_figure,
)
from autan.cooperation.crossreading.models import Proposal, Recommendation
from autan.cooperation.crossreading.presenters.proposals import (
    evidence_of,
    present_proposal,
    present_proposals,
    present_recommendation,
)
from autan.cooperation.crossreading.queries.proposals import (
    comments_on,
    find_proposal,
    find_recommendation,
    find_remark,
    proposals_of,
    recommendations_in,
)
from autan.cooperation.crossreading.views.shared import INSIDE, inner_network, number_of, rights_of
from autan.evidence.figures.forms import for_reader
from autan.ground.texts.core.notation import read_whole
from autan.ground.web.forms.sending import act_on_form, report_outcome, show_form
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, public, signed_in
from autan.people.journal.actions import require_right
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network, network_members

_ALIGNS = "the right is that of aligning in this network"


@guarded(INSIDE)
@signed_in
def proposals(request: HttpRequest, slug: str) -> HttpResponse:
    """The proposals of a network, those under discussion first."""
    network = inner_network(request, slug)
    context = {
        "network": network,
        "proposals": present_proposals(proposals_of(network), reader=request.user),
        "may": rights_of(request, network),
    }
    return render(request, "crossreading/proposals.html", context)


def _writable_network(request: HttpRequest, slug: str) -> Network:
    """Return a network whose proposals the person writes."""
    network = get_network(slug)
    require_right(person_of(request), "crossreading.align", on=network, refusal=WRITES)
    return network


def _form(request: HttpRequest, network: Network, initial: dict[str, object]) -> ProposalForm:
    members = {member.siren: member.short_name for member in network_members(network.slug)}
    form = ProposalForm(request.POST or None, members=members, initial=initial)
    return for_reader(form, request.user, network=network.slug)


@guarded_form(_ALIGNS)
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a proposal; the address of the figure that it comes from may come with the link."""
    network = _writable_network(request, slug)
    form = _form(request, network, {"finding": chosen_figure(request.GET.get("constat", ""))})
    record = act_on_form(
        request,
        form,
        lambda: make_proposal(by=person_of(request), network=network, proposal=form.document()),
        success=_("La proposition est enregistrée."),
        names=(
            "title",
            lambda: [
                (one.title, reverse("crossreading:proposal", args=[slug, one.slug])) for one in proposals_of(network)
            ],
        ),
    )
    if record:
        return redirect("crossreading:proposal", slug=slug, proposal=record.slug)
    return show_form(request, form, "crossreading/propose.html", network=network, may=rights_of(request, network))


@guarded_form(_ALIGNS)
def change(request: HttpRequest, slug: str, proposal: str) -> HttpResponse:
    """Change a proposal that is not decided."""
    network = _writable_network(request, slug)
    record = find_proposal(network, proposal)
    names = [name for name in ProposalForm.base_fields if name != "carrier"]
    initial = {name: getattr(record, name) for name in names}
    initial |= {name: chosen_figure(initial[name]) for name in FIGURES}
    form = _form(request, network, initial | {"carrier": record.carrier.siren if record.carrier else ""})
    seen, by = number_of(request.POST.get("revision", "")), person_of(request)
    changed = act_on_form(
        request,
        form,
        lambda: change_proposal(by=by, proposal=record, revised=form.document(), seen=seen),
        success=_("La proposition est enregistrée."),
    )
    if changed:
        return redirect("crossreading:proposal", slug=slug, proposal=record.slug)
    context = {"network": network, "proposal": record, "may": rights_of(request, network)}
    return show_form(request, form, "crossreading/propose.html", **context)


@guarded_form(INSIDE)
def proposal(request: HttpRequest, slug: str, proposal: str) -> HttpResponse:
    """Show a proposal with its comments, and take the decision on it."""
    network = inner_network(request, slug)
    record = find_proposal(network, proposal)
    form = ProposalDecisionForm(request.POST if "status" in request.POST else None)

    def decide() -> Proposal:
        data, by = form.cleaned_data, person_of(request)
        status = ProposalStatus(data["status"])
        return decide_proposal(by=by, proposal=record, status=status, on=data["on"], words=data["words"])

    if act_on_form(request, form, decide, success=_("La décision est notée.")):
        return redirect("crossreading:proposal", slug=slug, proposal=record.slug)
    return show_form(
        request,
        form,
        "crossreading/proposal.html",
        network=network,
        view=present_proposal(record, reader=request.user),
        proposal=record,
        comments=comments_on(network, proposal_ref(record)),
        may=rights_of(request, network),
    )


@guarded_act(INSIDE)
def comment(request: HttpRequest, slug: str, proposal: str) -> HttpResponse:
    """Say something of a proposal, or answer a comment."""
    network = inner_network(request, slug)
    record = find_proposal(network, proposal)
    answered = request.POST.get("reply_to", "")
    with report_outcome(request, _("Votre commentaire est enregistré.")):
        comment_on_proposal(
            by=person_of(request),
            proposal=record,
            text=request.POST.get("text", ""),
            reply_to=find_remark(proposal_ref(record), number)
            if (number := read_whole(answered)) is not None
            else None,
        )
    return redirect("crossreading:proposal", slug=slug, proposal=record.slug)


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
    require_right(person, "crossreading.coordinate", on=network, refusal=WRITES_RECOMMENDATIONS)
    form = for_reader(FindingForm(request.POST or None), request.user, network=slug)
    record = act_on_form(
        request,
        form,
        lambda: write_recommendation(by=person, network=network, figure_id=form.cleaned_data["figure"][0].key),
        success=_("L’ébauche est faite\u00a0: récrivez-la avec vos mots."),
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

    if act_on_form(request, form, rewrite, success=_("La recommandation est enregistrée.")):
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
