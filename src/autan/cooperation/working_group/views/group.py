"""The group of a network: what it is, its annual objectives, who does what by when."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.cooperation.working_group.actions.decisions import keep_objective
from autan.cooperation.working_group.actions.messages import remind_owners
from autan.cooperation.working_group.actions.workflow import OBJECTIVE, TASK
from autan.cooperation.working_group.forms.bodies import ObjectiveForm, ObjectiveSettleForm
from autan.cooperation.working_group.models import Objective
from autan.cooperation.working_group.presenters.decisions import decision_rows, objective_rows, task_rows
from autan.cooperation.working_group.presenters.meetings import meeting_rows
from autan.cooperation.working_group.queries.bodies import bodies_of, coming_meetings, meetings_of
from autan.cooperation.working_group.queries.decisions import (
    decisions_in,
    follow,
    next_objective_rank,
    objectives_of,
    tasks_of,
    waiting_for_owners,
)
from autan.cooperation.working_group.queries.figures import group_figures
from autan.evidence.figures.core.sources import refs_as_json
from autan.evidence.figures.forms import for_reader
from autan.ground.lists.presenters import DeclaredList
from autan.ground.web.forms.sending import report_outcome
from autan.people.accounts.access import guarded, guarded_act, person_of, public, signed_in
from autan.people.journal.actions import require_right
from autan.people.workflows.access import transition_view
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network

MEETINGS, TASKS = DeclaredList(size=20), DeclaredList(size=30, empty=gettext_lazy("Rien n’est à faire."))
_LAST = 5
_COORDINATE = "territories.coordinate_network"
_DEPENDS = "the right is that of running the group of this network"


@public
def group(request: HttpRequest, network: str) -> HttpResponse:
    """The group of a network: bodies, next meetings, last decisions, objectives of the newest year."""
    network_record, today = get_network(network), timezone.localdate()
    decisions = list(decisions_in(network_record, reader=request.user)[:_LAST])
    objectives = objectives_of(network_record)
    newest = [objective for objective in objectives if objective.year == objectives[0].year]
    context = {
        "network": network_record,
        "bodies": bodies_of(network_record, reader=request.user),
        "coming": meeting_rows(coming_meetings(meetings_of(network_record, reader=request.user), today), today=today),
        "rows": decision_rows(follow(decisions, today=today), today=today, reader=request.user),
        "objectives": objective_rows(newest, request.user),
        "figures": group_figures(network_record, "decisions", "carried_out", "late") if decisions else [],
        "may_run": request.user.has_perm(_COORDINATE, network_record),
        "reads_all": request.user.has_perm("working_group.read_group", network_record),
    }
    return render(request, "working_group/group.html", context)


@public
def calendar(request: HttpRequest, network: str) -> HttpResponse:
    """The meetings of a network: those to come, then those that are past."""
    network_record, today = get_network(network), timezone.localdate()
    meetings = meetings_of(network_record, reader=request.user)
    listing = MEETINGS.page(request.GET, meetings.filter(day__lt=today), show=partial(meeting_rows, today=today))
    context = {
        "network": network_record,
        "coming": meeting_rows(meetings.filter(day__gte=today).order_by("day", "begins_at"), today=today),
        "listing": listing,
        "bodies": bodies_of(network_record, reader=request.user),
        "reads_all": request.user.has_perm("working_group.read_group", network_record),
    }
    return render(request, "working_group/calendar.html", context)


@public
def objectives(request: HttpRequest, network: str) -> HttpResponse:
    """The annual objectives of a network, with what states them and what is documented since."""
    form = ObjectiveForm(initial={"year": timezone.localdate().year})
    return _show_objectives(request, get_network(network), form)


def _show_objectives(request: HttpRequest, network: Network, form: ObjectiveForm, *, status: int = 200) -> HttpResponse:
    for_reader(form, request.user, network=network.slug)
    context = {
        "network": network,
        "rows": [
            row | {"settle_form": _settling(row["objective"])}
            for row in objective_rows(objectives_of(network), request.user)
        ],
        "form": form if request.user.has_perm(_COORDINATE, network) else None,
        "reads_all": request.user.has_perm("working_group.read_group", network),
    }
    return render(request, "working_group/objectives.html", context, status=status)


def _settling(objective: Objective) -> ObjectiveSettleForm:
    initial = {"state": objective.state, "reason": objective.settled_for}
    return ObjectiveSettleForm(initial=initial, auto_id=f"objective-{objective.pk}-%s")


@guarded_act(_DEPENDS)
def add_objective(request: HttpRequest, network: str) -> HttpResponse:
    """Keep one more objective of a year."""
    by = person_of(request)
    network_record, form = get_network(network), for_reader(ObjectiveForm(request.POST), by, network=network)
    require_right(by, _COORDINATE, on=network_record)
    if not form.is_valid():
        return _show_objectives(request, network_record, form, status=422)
    data = form.cleaned_data
    rank = next_objective_rank(network_record, data["year"])
    evidence = refs_as_json(data["evidence"])
    objective = Objective(year=data["year"], rank=rank, text_fr=data["text"], evidence=evidence)
    keep_objective(by=by, network=network_record, objective=objective)
    messages.success(request, _("L’objectif est enregistré."))
    return redirect("working_group:objectives", network=network)


settle = transition_view(OBJECTIVE, "settle_objective", form=ObjectiveSettleForm)
done = transition_view(TASK, "finish_task")


@guarded("tasks are read by those who read the group")
@signed_in
def tasks(request: HttpRequest, network: str) -> HttpResponse:
    """Show the tasks of a network with their owners, and what is due without an owner."""
    network_record, today = get_network(network), timezone.localdate()
    by = person_of(request)
    require_right(by, "working_group.read_group", on=network_record)
    tasks = tasks_of(network_record)
    waiting = waiting_for_owners(network_record, on=today)
    context = {
        "network": network_record,
        "listing": TASKS.page(
            request.GET,
            tasks.filter(done_on__isnull=True),
            show=lambda rows: [
                (row, by.has_perm("working_group.do_task", row["task"])) for row in task_rows(rows, today=today)
            ],
        ),
        "done": task_rows(tasks.filter(done_on__isnull=False).order_by("-done_on")[: TASKS.size], today=today),
        "orphans": [due_item for due_item in waiting if due_item.seat is None or due_item.has_left],
        "due_count": len(waiting),
        "may_run": by.has_perm(_COORDINATE, network_record),
        "reads_all": True,
    }
    return render(request, "working_group/tasks.html", context)


@guarded_act(_DEPENDS)
def remind(request: HttpRequest, network: str) -> HttpResponse:
    """Remind by mail those who have something due."""
    network_record = get_network(network)
    site, today = settings.AUTAN_SITE, timezone.localdate()
    with report_outcome(request):
        due_items = remind_owners(by=person_of(request), network=network_record, site=site, on=today)
        sent = sum(due_item.is_reminded for due_item in due_items)
        words = ngettext("%(n)d rappel est parti.", "%(n)d rappels sont partis.", sent) % {"n": sent}
        messages.success(request, words)
    return redirect("working_group:tasks", network=network)
