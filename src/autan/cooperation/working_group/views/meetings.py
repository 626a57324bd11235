"""Meetings: read, planned, moved, cancelled, prepared, held, and their minutes begun."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.cooperation.minutes.actions.minutes import start_minutes
from autan.cooperation.minutes.models import Minutes
from autan.cooperation.minutes.queries import may_read_minutes, minutes_of
from autan.cooperation.working_group.actions.answers import answer_meeting
from autan.cooperation.working_group.actions.bodies import REFUSAL
from autan.cooperation.working_group.actions.decisions import assign_task
from autan.cooperation.working_group.actions.meetings import (
    meeting_ref,
    move_meeting,
    plan_meeting,
    record_attendance,
    set_agenda,
)
from autan.cooperation.working_group.actions.workflow import MEETING
from autan.cooperation.working_group.core.bodies import MeetingState, list_candidates
from autan.cooperation.working_group.forms.bodies import (
    AgendaForm,
    AttendanceForm,
    CancelForm,
    InvitationAnswerForm,
    MeetingForm,
    StartMinutesForm,
    TaskForm,
    hours_of,
)
from autan.cooperation.working_group.models import Meeting, Task
from autan.cooperation.working_group.presenters.decisions import decision_rows, task_rows
from autan.cooperation.working_group.presenters.meeting_record import first_text, meeting_fields
from autan.cooperation.working_group.presenters.meetings import agenda_rows, seat_rows, slot_words, state_words
from autan.cooperation.working_group.queries.bodies import (
    find_body,
    find_meeting,
    held_on,
    own_seat,
    participations_in,
    seats_in,
)
from autan.cooperation.working_group.queries.decisions import decisions_of_meeting, follow
from autan.cooperation.working_group.queries.figures import agenda_of, open_candidates
from autan.evidence.figures.core.sources import evidence_refs
from autan.evidence.figures.queries.registry import evidence_cards
from autan.ground.errors import NotAllowedError
from autan.ground.texts.language import words
from autan.ground.web.forms.sending import act_on_form, report_outcome, resting_on, show_form
from autan.ground.wordings import Text
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of
from autan.people.journal.actions import require_right
from autan.people.workflows.access import transition_view

_DEPENDS = "the right is that of running the body that meets"


@guarded("a meeting that is not public is read by those of the network")
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a meeting with its agenda, its attendance, its decisions and its tasks."""
    return _meeting_page(request, find_meeting(slug, reader=request.user))


def _meeting_page(request: HttpRequest, meeting: Meeting, refused: TaskForm | None = None) -> HttpResponse:
    """The page of a meeting; a task that was refused is on it, with what was typed."""
    network, reader, today = meeting.body.network, request.user, timezone.localdate()
    may_run = reader.has_perm("working_group.run_body", meeting.body)
    is_inside = reader.has_perm("working_group.read_group", network)
    participations = participations_in(meeting, reader=reader)
    rows = seat_rows(held_on(list(seats_in(meeting.body)), meeting.day), on=meeting.day, participations=participations)
    decisions = decisions_of_meeting(meeting, reader=reader)
    minutes = minutes_of(meeting_ref(meeting))
    is_over = meeting.day < today or meeting.state == MeetingState.HELD
    context = {
        "network": network,
        "meeting": meeting,
        "when": slot_words(meeting),
        "fields": meeting_fields(meeting),
        "state": state_words(meeting, today),
        "is_over": is_over,
        "is_begun": meeting.day <= today,
        "is_cancelled": meeting.state == MeetingState.CANCELLED,
        "agenda": agenda_rows(agenda_of(meeting), network.slug),
        "rows": rows if is_inside or meeting.body.is_public else [],
        "decisions": decision_rows(follow(decisions, today=today), today=today, reader=reader),
        "tasks": task_rows(meeting.tasks.select_related("owner__territory"), today=today) if is_inside else [],
        "minutes": minutes if minutes and may_read_minutes(minutes, reader) else None,
        "has_minutes": minutes is not None,
        "cards": evidence_cards(evidence_refs(meeting.evidence), reader=reader),
        "may_run": may_run,
        "is_inside": is_inside,
        "reads_all": is_inside,
        "cancel_form": CancelForm(),
        "answer_form": InvitationAnswerForm() if not is_over and own_seat(reader, meeting.body, meeting.day) else None,
        "task_form": refused or (TaskForm(body=meeting.body, on=today) if may_run else None),
        "ref": meeting_ref(meeting) if may_run else None,
    }
    return render(request, "working_group/meeting.html", context, status=422 if refused else 200)


@guarded_act("one answers for a seat of one's own")
def answer_here(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer an invitation with an account, for one's own seat."""
    meeting, by = find_meeting(slug, reader=request.user), person_of(request)
    seat, form = own_seat(by, meeting.body, meeting.day), InvitationAnswerForm(request.POST)
    if seat is None:
        raise NotAllowedError(REFUSAL)
    if not form.is_valid():
        messages.error(request, _("Choisissez une réponse."))
        return redirect("working_group:meeting", slug=slug)
    with report_outcome(request, _("Votre réponse est enregistrée.")):
        answer_meeting(by=by, meeting=meeting, seat=seat, **form.cleaned_data, now=timezone.now())
    return redirect("working_group:meeting", slug=slug)


@guarded_form("the right is that of running this body")
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a meeting of a body on the calendar."""
    body, by = find_body(slug, reader=request.user), person_of(request)
    require_right(by, "working_group.run_body", on=body, refusal=REFUSAL)
    form = MeetingForm(request.POST or None, initial={"is_public": body.is_public})
    if meeting := act_on_form(
        request, form, lambda: plan_meeting(by=by, body=body, meeting_input=form.document()), field="begins"
    ):
        return redirect("working_group:agenda", slug=meeting.slug)
    return show_form(request, form, "working_group/meeting_form.html", network=body.network, body=body, reads_all=True)


@guarded_form(_DEPENDS)
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Change when and where a meeting is; a change of hour between both dates is said."""
    meeting = _run(request, slug)
    by = person_of(request)
    form = MeetingForm(request.POST or None, document=meeting, initial=hours_of(meeting.slot))

    def change() -> tuple[Text | None]:
        # in a tuple: a move without a warning is None, as a refused form is
        return (move_meeting(by=by, meeting=meeting, meeting_input=form.document()),)

    if moved := act_on_form(request, form, change, field="begins"):
        for warning in filter(None, moved):
            messages.warning(request, words(warning).capitalize() + ".")
        messages.success(request, _("La réunion est changée\u202f; prévenez ceux qui étaient invités."))
        return redirect("working_group:meeting", slug=slug)
    context = {"network": meeting.body.network, "body": meeting.body, "meeting": meeting, "reads_all": True}
    return show_form(request, form, "working_group/meeting_form.html", **context)


def _with_site(request: HttpRequest, _form: None) -> dict[str, str]:
    return {"reason": request.POST.get("reason", ""), "site": settings.AUTAN_SITE}


cancel = transition_view(MEETING, "cancel_meeting", read_fields=_with_site)
invite = transition_view(MEETING, "invite_to_meeting", read_fields=_with_site)
remind = transition_view(MEETING, "remind_of_meeting", read_fields=_with_site)


@guarded_form(_DEPENDS)
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """Set the agenda of a meeting, from its points and the open matters that may be drawn for it."""
    meeting = _run(request, slug)
    points, revision = agenda_of(meeting), meeting.agenda_revision
    matters = list_candidates(open_candidates(meeting.body.network, on=meeting.day), points)
    form = AgendaForm(request.POST or None, points=points, matters=matters)
    resting_on(form, revision)

    def change() -> Meeting:
        return set_agenda(by=person_of(request), meeting=meeting, points=form.agenda(), revision=revision)

    if act_on_form(request, form, change):
        return redirect(f"working_group:{'agenda' if 'more' in request.POST else 'meeting'}", slug=slug)
    return show_form(request, form, "working_group/agenda.html", **_of_meeting(meeting))


@guarded_form(_DEPENDS)
def attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the attendance of a meeting, seat by seat; a seat without a choice stays unknown."""
    meeting = _run(request, slug)
    seats = held_on(list(seats_in(meeting.body)), meeting.day)
    rows = seat_rows(seats, on=meeting.day, participations=participations_in(meeting, reader=request.user))
    form = AttendanceForm(request.POST or None, guests=meeting.guests, seats=rows)
    resting_on(form, meeting.guests, [(row["attendance"], row["represented_by"]) for row in rows])

    def record() -> Meeting:
        by, said, guests = person_of(request), form.attendances(), form.cleaned_data["guests"]
        return record_attendance(by=by, meeting=meeting, attendances=said, guests=guests, today=timezone.localdate())

    if act_on_form(request, form, record, success=_("Les présences sont enregistrées.")):
        return redirect("working_group:meeting", slug=slug)
    context = _of_meeting(meeting) | {"rows": list(zip(rows, form.rows.values(), strict=True))}
    return show_form(request, form, "working_group/attendance.html", **context)


def _of_meeting(meeting: Meeting) -> dict[str, Any]:
    return {"network": meeting.body.network, "meeting": meeting, "when": slot_words(meeting), "reads_all": True}


@guarded_form(_DEPENDS)
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the minutes of a meeting, from its agenda and its decisions."""
    meeting = _run(request, slug)
    network = meeting.body.network
    form = StartMinutesForm(request.POST or None, initial={"text": first_text(meeting)})

    def begin() -> Minutes:
        title = _("Compte rendu\u00a0: %(title)s, %(when)s") % {"title": meeting.title_fr, "when": slot_words(meeting)}
        text, ref = form.cleaned_data["text"], meeting_ref(meeting)
        return start_minutes(by=person_of(request), meeting=ref, network=network, title=title, text=text)

    if minutes := act_on_form(request, form, begin, field="text"):
        return redirect("minutes:minutes", slug=minutes.slug)
    return show_form(request, form, "working_group/start_minutes.html", **_of_meeting(meeting))


@guarded_act(_DEPENDS)
def task(request: HttpRequest, slug: str) -> HttpResponse:
    """Give somebody something to do, from a meeting."""
    meeting, today = _run(request, slug), timezone.localdate()
    form = TaskForm(request.POST, body=meeting.body, on=today)
    by, given_on = person_of(request), min(meeting.day, today)

    def write() -> Task:
        return assign_task(by=by, given_on=given_on, meeting=meeting, **form.cleaned_data)

    if act_on_form(request, form, write, success=_("La tâche est confiée.")) is None:
        return _meeting_page(request, meeting, form)
    return redirect("working_group:meeting", slug=slug)


def _run(request: HttpRequest, slug: str) -> Meeting:
    meeting = find_meeting(slug, reader=request.user)
    require_right(person_of(request), "working_group.run_body", on=meeting.body, refusal=REFUSAL)
    return meeting
