"""Proposals of the scale of the network: listed, made, changed, discussed, decided."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from autan.cooperation.crossreading.actions.proposals import (
    WRITES,
    change_proposal,
    comment_on_proposal,
    decide_proposal,
    make_proposal,
    proposal_ref,
)
from autan.cooperation.crossreading.core.recommendations import ProposalStatus
from autan.cooperation.crossreading.forms import FIGURES, ProposalDecisionForm, ProposalForm, chosen_figure
from autan.cooperation.crossreading.models import Proposal
from autan.cooperation.crossreading.presenters.proposals import present_proposal, present_proposals
from autan.cooperation.crossreading.queries.proposals import comments_on, find_proposal, find_remark, proposals_of
from autan.cooperation.crossreading.views.shared import INSIDE, inner_network, number_of, rights_of
from autan.evidence.figures.forms import for_reader
from autan.ground.texts.core.notation import read_whole
from autan.ground.web.forms.sending import act_on_form, report_outcome, show_form
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, signed_in
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


def _written(request: HttpRequest, slug: str) -> Network:
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
    network = _written(request, slug)
    form = _form(request, network, {"finding": chosen_figure(request.GET.get("constat", ""))})
    record = act_on_form(
        request,
        form,
        lambda: make_proposal(by=person_of(request), network=network, proposal=form.document()),
        done=_("La proposition est enregistrée."),
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
    network = _written(request, slug)
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
        done=_("La proposition est enregistrée."),
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

    if act_on_form(request, form, decide, done=_("La décision est notée.")):
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
