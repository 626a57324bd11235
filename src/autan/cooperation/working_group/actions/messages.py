"""The only sender of messages of the group: invitations, reminders, cancellations, and what falls due."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from autan.cooperation.working_group.actions.bodies import REFUSAL
from autan.cooperation.working_group.actions.decisions import decision_ref, task_ref
from autan.cooperation.working_group.actions.meetings import meeting_ref
from autan.cooperation.working_group.core.bodies import MeetingState
from autan.cooperation.working_group.core.mail_answers import REMINDED_EVERY, REMINDED_UNTIL, meeting_reminder_is_due
from autan.cooperation.working_group.models import MailLink, Meeting, Participation, Seat, Task
from autan.cooperation.working_group.queries.bodies import held_on, seats_in
from autan.cooperation.working_group.queries.decisions import DueItem, waiting_for_owners
from autan.cooperation.working_group.renderers import render_due, render_meeting
from autan.ground.errors import RuleError
from autan.people.accounts.renderers import PersonalEmail
from autan.people.journal.actions import Act, Actor, acting
from autan.people.mail.actions import queue_message
from autan.people.mail.connectors import Sender
from autan.people.workflows.actions import Step
from autan.territories.networks.models import Network


def send_invitations(step: Step[Meeting]) -> list[Seat]:
    """Invite by mail those who sit on the day of a meeting and have an address; once for each version of the meeting.

    Returns the seats that a message was queued for.
    """
    meeting, sent = step.row, []
    for seat in _reachable(meeting):
        participation, _made = Participation.objects.get_or_create(meeting=meeting, seat=seat)
        if participation.invited_sequence == meeting.sequence:
            continue
        is_first = participation.invited_on is None
        participation.invited_on, participation.invited_sequence = step.today, meeting.sequence
        # an answer to the former day or place says nothing of the new one
        participation.answer, participation.answered_at = "", None
        participation.save()
        _send(meeting, participation, "invitation" if is_first else "moved", step.fields["site"])
        sent.append(seat)
    return sent


def send_reminders(step: Step[Meeting]) -> list[Seat]:
    """Remind those who were invited and did not answer, each once a day at most; return their seats.

    Where nobody asks for it, `is_daily`, those alone whose reminder has fallen due.
    """
    meeting, on, is_daily = step.row, step.today, step.fields.get("is_daily", False)
    reachable = {seat.pk: seat for seat in _reachable(meeting)}
    silent = Participation.objects.filter(meeting=meeting, answer="", invited_on__isnull=False, seat__in=reachable)
    due = [row for row in silent if (_falls_due(row, meeting, on) if is_daily else row.reminded_on != on)]
    for participation in due:
        participation.reminded_on = on
        participation.save(update_fields=["reminded_on"])
        _send(meeting, participation, "reminder", step.fields["site"])
    return [reachable[row.seat_id] for row in due]


def _falls_due(participation: Participation, meeting: Meeting, on: date) -> bool:
    # an invitation stands for the reminders whose day had passed when it left
    written = max(day for day in (participation.invited_on, participation.reminded_on) if day is not None)
    return meeting_reminder_is_due(meets_on=meeting.day, written_on=written, today=on)


def announce_cancellation(step: Step[Meeting]) -> int:
    """Tell those who were invited that a meeting is cancelled, where a site is given; return how many are told."""
    meeting, site = step.row, step.fields.get("site")
    if site is None:
        return 0
    invitations = Participation.objects.filter(meeting=meeting, invited_on__isnull=False).exclude(seat__email="")
    for participation in invitations.select_related("seat__territory"):
        email = render_meeting(meeting, participation.seat, "cancelled", site=site)
        key = f"group.cancelled/{meeting.pk}/{participation.seat_id}"
        _queue(meeting.body.network, participation.seat, email, key=key)
    summary = f"Annulation annoncée : {len(invitations)}"
    step.act.record(meeting_ref(meeting), summary=summary, network=meeting.body.network.slug)
    return len(invitations)


def remind_owners(
    *, by: Actor | None, network: Network, site: str, on: date, is_daily: bool = False
) -> Sequence[DueItem]:
    """Remind those who have a task or a decision due within a week or past, each thing once a week at most.

    Where nobody asks for it, `is_daily`, bodies that want it alone, and nothing long past its day. Returns everything
    that is due, those whose owner has left or has no address included; `is_reminded` says which left.
    """
    permission = "territories.coordinate_network"
    with acting(by=by, act="remind_owners", permission=permission, on=network, refusal=REFUSAL) as act:
        return [
            replace(due_item, is_reminded=_remind(act, due_item, site, on, is_daily=is_daily))
            for due_item in waiting_for_owners(network, on=on)
        ]


def _remind(act: Act, due_item: DueItem, site: str, on: date, *, is_daily: bool) -> bool:
    seat, thing = due_item.seat, due_item.thing
    is_recent = thing.reminded_on is not None and on - thing.reminded_on < REMINDED_EVERY
    if seat is None or due_item.has_left or not seat.email or is_recent:
        return False
    if is_daily and not (seat.body.reminds and on <= due_item.due_on + REMINDED_UNTIL):
        return False
    thing.reminded_on = on
    thing.save(update_fields=["reminded_on"])
    is_task = isinstance(thing, Task)
    link = MailLink.objects.create(seat=seat, **{"task" if is_task else "decision": thing})
    network = thing.network
    _queue(network, seat, render_due(due_item, link, site=site), key=f"group.due/{link.pk}")
    ref = task_ref(thing) if isinstance(thing, Task) else decision_ref(thing)
    act.record(ref, summary="Rappel d’échéance envoyé", network=network.slug)
    return True


def _reachable(meeting: Meeting) -> list[Seat]:
    return [seat for seat in held_on(list(seats_in(meeting.body)), meeting.day) if seat.email]


def _send(meeting: Meeting, participation: Participation, kind: str, site: str) -> None:
    link = MailLink.objects.create(participation=participation, seat=participation.seat)
    email = render_meeting(meeting, participation.seat, kind, site=site, link=link)
    _queue(meeting.body.network, participation.seat, email, key=f"group.{kind}/{link.pk}")


def _queue(network: Network, seat: Seat, email: PersonalEmail, *, key: str) -> None:
    queue_message(
        kind=key.partition("/")[0],
        to=seat.email,
        subject=email.subject,
        body=email.body,
        network=network.slug,
        sender=Sender(name=network.sender_name, reply_to=network.reply_to),
        key=key,
    )


def refuse_over(meeting: Meeting, on: date) -> None:
    """Refuse to write about a meeting that is cancelled or over."""
    if meeting.state == MeetingState.CANCELLED:
        raise RuleError("cette réunion est annulée")
    if meeting.day < on:
        raise RuleError("cette réunion est passée")
