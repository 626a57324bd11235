"""Decisions: the public register, one decision with what became of it, and what those who run its body change."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.cooperation.working_group.actions.bodies import REFUSAL
from autan.cooperation.working_group.actions.decisions import decision_ref, follow_up, record_decision
from autan.cooperation.working_group.actions.workflow import DECISION
from autan.cooperation.working_group.core.bodies import MeetingState
from autan.cooperation.working_group.core.decisions import InvalidDecisionError
from autan.cooperation.working_group.core.progress import DecisionFilter
from autan.cooperation.working_group.forms.decisions import DecisionForm, FollowUpForm, WithdrawForm
from autan.cooperation.working_group.models import Body, Decision, Meeting
from autan.cooperation.working_group.presenters.decisions import decision_rows, mode_words, reservation_rows, task_rows
from autan.cooperation.working_group.queries.bodies import bodies_of, find_body, find_meeting, seats_in
from autan.cooperation.working_group.queries.decisions import find_decision, follow, followed_decisions, years_of
from autan.cooperation.working_group.queries.figures import group_figures
from autan.evidence.figures.core.sources import evidence_refs
from autan.evidence.figures.forms import for_reader
from autan.evidence.figures.queries.registry import describe_evidence
from autan.ground.errors import DomainError, RuleError
from autan.ground.lists.presenters import DeclaredList
from autan.ground.texts.language import words
from autan.ground.texts.refusals import refusal_words
from autan.ground.web.forms.sending import show_form
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, public
from autan.people.journal.actions import require_right
from autan.people.workflows.access import transition_view
from autan.territories.networks.queries.networks import get_network

DECISIONS = DeclaredList(
    size=20,
    filter=DecisionFilter,
    empty=gettext_lazy("Aucune décision ne répond à ces choix."),
    none=gettext_lazy("Aucune décision n’est connue."),
)
_DEPENDS = "the right is that of running the body that decided"


@public
def decisions(request: HttpRequest, network: str) -> HttpResponse:
    """Show the decisions of a network and their progress; readers from outside see the published ones."""
    network_record, today = get_network(network), timezone.localdate()
    decision_filter = DecisionFilter.read(request.GET)
    decisions = followed_decisions(network_record, decision_filter, reader=request.user, today=today)
    years, bodies = years_of(network_record, reader=request.user), bodies_of(network_record, reader=request.user)
    context = {
        "network": network_record,
        "listing": DECISIONS.page(
            request.GET,
            decisions,
            show=partial(decision_rows, today=today, reader=request.user),
            offered={
                "year": [(str(year), str(year)) for year in years],
                "body": [(body.slug, words(body.name)) for body in bodies],
            },
        ),
        "figures": group_figures(network_record, "decisions", "carried_out", "late", year=decision_filter.year),
        "reads_all": request.user.has_perm("working_group.read_group", network_record),
    }
    return render(request, "working_group/decisions.html", context)


@guarded("a decision that is not public is read by those of the network")
def decision(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a decision with its vote, its owner, its progress and its evidence."""
    return _show(request, find_decision(slug, reader=request.user))


def _show(
    request: HttpRequest, decision: Decision, form: FollowUpForm | None = None, *, status: int = 200
) -> HttpResponse:
    today, reader = timezone.localdate(), request.user
    may_run = reader.has_perm("working_group.run_body", decision.body)
    is_inside = reader.has_perm("working_group.read_group", decision.network)
    (row,) = decision_rows(follow([decision], today=today), today=today, reader=reader)
    if form is None and may_run and decision.withdrawn_on is None:
        form = for_reader(
            FollowUpForm(body=decision.body, on=today, decision=decision), reader, network=decision.network.slug
        )
    cards = describe_evidence(evidence_refs(decision.evidence), reader=reader)
    context = {
        "network": decision.network,
        "decision": decision,
        "row": row,
        "how": mode_words(decision),
        "reservations": reservation_rows(decision, list(seats_in(decision.body)), reader),
        "cards": [card for card in cards.values() if card],
        "kept_from": sum(card is None for card in cards.values()),
        "tasks": task_rows(decision.tasks.select_related("owner__territory"), today=today) if is_inside else [],
        "meeting": decision.meeting
        if decision.meeting and reader.has_perm("working_group.read_meeting", decision.meeting)
        else None,
        "form": form,
        "withdraw_form": WithdrawForm() if may_run and decision.withdrawn_on is None else None,
        "is_inside": is_inside,
        "reads_all": is_inside,
        "ref": decision_ref(decision) if is_inside else None,
    }
    return render(request, "working_group/decision.html", context, status=status)


@guarded_form(_DEPENDS)
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a decision of a body, taken outside a meeting."""
    body = find_body(slug, reader=request.user)
    return _record(request, body, None)


@guarded_form(_DEPENDS)
def add_in_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a decision that a meeting took."""
    meeting = find_meeting(slug, reader=request.user)
    return _record(request, meeting.body, meeting)


def _record(request: HttpRequest, body: Body, meeting: Meeting | None) -> HttpResponse:
    by, today = person_of(request), timezone.localdate()
    require_right(by, "working_group.run_body", on=body, refusal=REFUSAL)
    day = meeting.day if meeting and meeting.state != MeetingState.CANCELLED else today
    initial = {"decided_on": day, "is_public": body.is_public}
    form = for_reader(
        DecisionForm(request.POST or None, body=body, on=day, initial=initial), by, network=body.network.slug
    )
    if request.method == "POST" and form.is_valid():
        try:
            decision = record_decision(by=by, body=body, meeting=meeting, draft=form.document(), today=today)
        except InvalidDecisionError as error:
            for problem in error.problems:
                form.add_error(None, words(problem).capitalize() + ".")
        except DomainError as error:
            form.add_error(None, refusal_words(error))
        else:
            return redirect("working_group:decision", slug=decision.slug)
    context = {"network": body.network, "body": body, "meeting": meeting, "reads_all": True}
    return show_form(request, form, "working_group/decision_form.html", **context)


@guarded_act(_DEPENDS)
def follow_decision(request: HttpRequest, slug: str) -> HttpResponse:
    """Change how a decision is followed."""
    decision, by, today = find_decision(slug, reader=request.user), person_of(request), timezone.localdate()
    require_right(by, "working_group.run_body", on=decision.body, refusal=REFUSAL)
    form = for_reader(FollowUpForm(request.POST, body=decision.body, on=today), by, network=decision.network.slug)
    if form.is_valid():
        try:
            follow_up(by=by, decision=decision, following=form.document(), today=today)
        except InvalidDecisionError as error:
            for problem in error.problems:
                form.add_error(None, words(problem).capitalize() + ".")
        except (DomainError, RuleError) as error:
            form.add_error("read_in", refusal_words(error))
        else:
            messages.success(request, _("Le suivi de la décision est enregistré."))
            return redirect("working_group:decision", slug=slug)
    return _show(request, find_decision(slug, reader=request.user), form, status=422)


withdraw = transition_view(DECISION, "withdraw_decision")
