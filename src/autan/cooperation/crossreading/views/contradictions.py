"""Contradictions of a network: both sides of each, what is decided; the answers of members."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.cooperation.crossreading.actions.contradictions import answer_question, review_contradiction
from autan.cooperation.crossreading.core.contradictions import ContradictionFilter, ReviewStatus
from autan.cooperation.crossreading.importers import tolerances
from autan.cooperation.crossreading.presenters.contradictions import kind_choices, question_url, subject_views
from autan.cooperation.crossreading.presenters.proposals import strengths_page
from autan.cooperation.crossreading.queries.contradictions import (
    find_contradiction,
    find_question,
    gather_by_subject,
    reviewed_contradictions,
)
from autan.cooperation.crossreading.queries.findings import coded_counts
from autan.cooperation.crossreading.views.shared import INSIDE, inner_network, rights_of
from autan.ground.errors import DomainError
from autan.ground.lists.presenters import DeclaredList
from autan.ground.texts.refusals import refusal_words
from autan.ground.web.forms.sending import report_outcome
from autan.ground.web.presenters import OPENED
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, signed_in
from autan.people.mail.actions import LocalLinkError
from autan.territories.networks.queries.networks import network_members

CONTRADICTIONS = DeclaredList(
    size=40,
    filter=ContradictionFilter,
    item="",
    empty=gettext_lazy("Aucune contradiction ici\u00a0: seul ce qui est enregistré est comparé."),
)


@guarded_form(INSIDE)
def contradictions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the contradictions of a network, open ones first, and take the decision on one."""
    network = inner_network(request, slug)
    refusal, fingerprint = "", request.POST.get("contradiction", "")
    if request.method == "POST":
        contradiction = find_contradiction(network, fingerprint)
        status = request.POST.get("decision", "")
        try:
            review_contradiction(
                by=person_of(request),
                network=network,
                contradiction=contradiction,
                status=ReviewStatus(status) if status in set(ReviewStatus) else ReviewStatus.OPEN,
                reason=request.POST.get("reason", ""),
                site=settings.AUTAN_SITE,
            )
        except (DomainError, LocalLinkError) as error:
            refusal = refusal_words(error)
        else:
            messages.success(request, _("La décision est enregistrée."))
            return redirect(f"{request.get_full_path()}#c-{fingerprint}")
    everything = reviewed_contradictions(network)
    contradiction_filter = ContradictionFilter.read(request.GET)
    names = {member.siren: member.short_name for member in network_members(slug)}
    context = {
        "network": network,
        "listing": CONTRADICTIONS.page(
            request.GET,
            gather_by_subject([reviewed for reviewed in everything if contradiction_filter.keeps(reviewed.found)]),
            show=lambda rows: subject_views(
                rows, names, reader=request.user, unfolded=[fingerprint, *request.GET.getlist(OPENED)]
            ),
            offered={"kind": kind_choices(everything), "siren": list(names.items())},
        ),
        "total": len(everything),
        "open_count": sum(reviewed.status is ReviewStatus.OPEN for reviewed in everything),
        "tolerances": tolerances(),
        "refusal": refusal,
        "may": rights_of(request, network),
    }
    return render(request, "crossreading/contradictions.html", context, status=422 if refusal else 200)


@guarded_act("the right is that of leading the member that was asked")
def answer(request: HttpRequest, slug: str, fingerprint: str) -> HttpResponse:
    """Keep the answer of a member to a question."""
    network = inner_network(request, slug)
    question = find_question(network, fingerprint)
    with report_outcome(request, _("La réponse est enregistrée\u202f; la coordination la lira.")):
        answer_question(by=person_of(request), question=question, answer=request.POST.get("answer", ""))
    return redirect(question_url(question))


@guarded(INSIDE)
@signed_in
def strengths(request: HttpRequest, slug: str) -> HttpResponse:
    """Strengths and weaknesses: how many members each rule finds, which, and on what."""
    network = inner_network(request, slug)
    context = {
        "network": network,
        "parts": strengths_page(network, timezone.localdate()),
        "coded": coded_counts(slug),
        "may": rights_of(request, network),
    }
    return render(request, "crossreading/strengths.html", context)
