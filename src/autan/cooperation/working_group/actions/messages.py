"""The only sender of messages of the group: invitations, reminders, cancellations; and what is answered by a link."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from autan.cooperation.working_group.actions.bodies import REFUSAL
from autan.cooperation.working_group.actions.decisions import decision_ref
from autan.cooperation.working_group.actions.following import finish_task, task_ref
from autan.cooperation.working_group.actions.meetings import meeting_ref
from autan.cooperation.working_group.core.mail_answers import (
    REMINDED_EVERY,
    REMINDED_UNTIL,
    MailLinkState,
    MeetingAnswer,
    link_state,
    meeting_reminder_is_due,
)
from autan.cooperation.working_group.core.meeting_times import MeetingState
from autan.cooperation.working_group.models import Decision, MailLink, Meeting, Participation, Seat, Task
from autan.cooperation.working_group.queries.bodies import held_on, seats_in
from autan.cooperation.working_group.queries.following import DueItem, waiting_for_owners
from autan.cooperation.working_group.renderers import render_due, render_meeting
from autan.ground.errors import RuleError
from autan.people.accounts.renderers import PersonalEmail
from autan.people.individuals.actions import individual_named
from autan.people.journal.actions import Act, Actor, acting, record_remark
from autan.people.mail.actions import queue_message
from autan.people.mail.connectors import Sender
from autan.territories.networks.models import Network

_RUN = "working_group.run_body"
_OWN_SEAT = "on répond pour son propre siège"


def invite_to_meeting(*, by: Actor | None, meeting: Meeting, site: str, on: date) -> list[Seat]:
    """Invite by mail those who sit on the day of a meeting and have an address; once for each version of the meeting.

    Returns:
        The seats that a message was queued for.

    Raises:
        RuleError: the meeting is cancelled or over.
        NotAllowedError: `by` does not run the body.
    """
    with acting(by=by, act="invite_to_meeting", permission=_RUN, on=meeting.body, refusal=REFUSAL) as act:
        _refuse_over(meeting, on)
        sent = []
        for seat in _reachable(meeting):
            participation, _made = Participation.objects.get_or_create(meeting=meeting, seat=seat)
            if participation.invited_sequence == meeting.sequence:
                continue
            is_first = participation.invited_on is None
            participation.invited_on, participation.invited_sequence = on, meeting.sequence
            # an answer to the former day or place says nothing of the new one
            participation.answer, participation.answered_at = "", None
            participation.save()
            _send(meeting, participation, "invitation" if is_first else "moved", site)
            sent.append(seat)
        if sent:
            summary = f"Invitations envoyées : {len(sent)}"
            act.record(meeting_ref(meeting), summary=summary, network=meeting.body.network.slug)
    return sent


def remind_of_meeting(*, by: Actor | None, meeting: Meeting, site: str, on: date, is_daily: bool = False) -> list[Seat]:
    """Remind those who were invited and did not answer, each once a day at most; return their seats.

    Where nobody asks for it, `is_daily`, those alone whose reminder has fallen due.

    Raises:
        RuleError: the meeting is cancelled or over.
        NotAllowedError: `by` does not run the body.
    """
    with acting(by=by, act="remind_of_meeting", permission=_RUN, on=meeting.body, refusal=REFUSAL) as act:
        _refuse_over(meeting, on)
        reachable = {seat.pk: seat for seat in _reachable(meeting)}
        silent = Participation.objects.filter(meeting=meeting, answer="", invited_on__isnull=False, seat__in=reachable)
        due = [row for row in silent if (_falls_due(row, meeting, on) if is_daily else row.reminded_on != on)]
        for participation in due:
            participation.reminded_on = on
            participation.save(update_fields=["reminded_on"])
            _send(meeting, participation, "reminder", site)
        if due:
            summary = f"Rappels envoyés : {len(due)}"
            act.record(meeting_ref(meeting), summary=summary, network=meeting.body.network.slug)
    return [reachable[row.seat_id] for row in due]


def _falls_due(participation: Participation, meeting: Meeting, on: date) -> bool:
    # an invitation stands for the reminders whose day had passed when it left
    written = max(day for day in (participation.invited_on, participation.reminded_on) if day is not None)
    return meeting_reminder_is_due(meets_on=meeting.day, written_on=written, today=on)


def announce_cancellation(*, by: Actor | None, meeting: Meeting, site: str) -> int:
    """Tell those who were invited that a meeting is cancelled, once; return how many are told.

    Raises:
        RuleError: it is not cancelled.
        NotAllowedError: `by` does not run the body.
    """
    with acting(by=by, act="announce_cancellation", permission=_RUN, on=meeting.body, refusal=REFUSAL) as act:
        if meeting.state != MeetingState.CANCELLED:
            raise RuleError("cette réunion n’est pas annulée")
        invitations = Participation.objects.filter(meeting=meeting, invited_on__isnull=False).exclude(seat__email="")
        for participation in invitations.select_related("seat__territory"):
            email = render_meeting(meeting, participation.seat, "cancelled", site=site)
            _queue(
                meeting.body.network,
                participation.seat,
                email,
                key=f"group.cancelled/{meeting.pk}/{participation.seat_id}",
            )
        summary = f"Annulation annoncée : {len(invitations)}"
        act.record(meeting_ref(meeting), summary=summary, network=meeting.body.network.slug)
    return len(invitations)


def remind_owners(
    *, by: Actor | None, network: Network, site: str, on: date, is_daily: bool = False
) -> Sequence[DueItem]:
    """Remind those who have a task or a decision due within a week or past, each thing once a week at most.

    Where nobody asks for it, `is_daily`, bodies that want it alone, and nothing long past its day.

    Returns:
        Everything that is due, those whose owner has left or has no address included; `is_reminded` says which left.

    Raises:
        NotAllowedError: `by` does not coordinate the network.
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


def answer_invitation(*, link: MailLink, answer: MeetingAnswer, represented_by: str, now: datetime) -> Participation:
    """Record what somebody answers to an invitation by the link of a message, which serves once.

    Raises:
        RuleError: the link has served or expired, or the meeting is cancelled or over.
    """
    with _using(link, "answer_invitation", now) as act:
        participation = link.participation
        if participation is None:
            raise RuleError("ce lien ne répond pas à une invitation")
        _answer(act, participation, answer, represented_by, now)
    return participation


def answer_meeting(
    *, by: Actor | None, meeting: Meeting, seat: Seat, answer: MeetingAnswer, represented_by: str, now: datetime
) -> Participation:
    """Record what somebody with an account answers for a seat of theirs; a later answer takes its place.

    Raises:
        NotAllowedError: `by` does not hold the seat.
        RuleError: the meeting is cancelled or over.
    """
    permission = "working_group.answer_for_seat"
    with acting(by=by, act="answer_meeting", permission=permission, on=seat, refusal=_OWN_SEAT) as act:
        participation, _made = Participation.objects.get_or_create(meeting=meeting, seat=seat)
        _answer(act, participation, answer, represented_by, now)
    return participation


def _answer(act: Act, participation: Participation, answer: MeetingAnswer, represented_by: str, now: datetime) -> None:
    _refuse_over(participation.meeting, timezone.localdate(now))
    participation.answer, participation.answered_at = answer.value, now
    name = represented_by.strip() if answer is MeetingAnswer.REPRESENTED else ""
    network = participation.meeting.body.network.slug
    participation.representative = individual_named(name, network=network) if name else None
    participation.save()
    summary = f"Réponse à l’invitation : {answer.label.fr}"
    act.record(meeting_ref(participation.meeting), summary=summary, network=network)


def answer_reminder(*, link: MailLink, text: str, is_done: bool, now: datetime) -> None:
    """Record what somebody says of a task or a decision by the link of a reminder, which serves once.

    A task may be said done; the progress of a decision is read elsewhere, so only words are kept of it.

    Raises:
        DomainError: nothing is said.
        RuleError: the link has served or expired, or the task was done already.
    """
    with _using(link, "answer_reminder", now) as act:
        if link.task is None and link.decision is None:
            raise RuleError("ce lien ne répond pas à un rappel")
        ref = task_ref(link.task) if link.task else decision_ref(cast("Decision", link.decision))
        network = link.seat.body.network.slug
        if link.task and is_done:
            finish_task(by=None, by_name=link.seat.shown_name, task=link.task, on=timezone.localdate(now))
        if text.strip() or not (link.task and is_done):
            record_remark(act, ref, text=text, network=network, summary="Réponse à un rappel")


@contextmanager
def _using(link: MailLink, name: str, now: datetime) -> Iterator[Act]:
    """Open an act in the name of who holds a link, and use the link up with it."""
    network = link.seat.body.network.slug
    with acting(by=None, by_name=link.seat.shown_name, network=network, act=name) as act:
        # read again under a lock: of two answers sent at once, one alone uses the link
        mail_link = MailLink.objects.select_for_update().get(pk=link.pk)
        state = link_state(sent_at=mail_link.sent_at, used_at=mail_link.used_at, now=now)
        if state is not MailLinkState.GOOD:
            message = "ce lien {label}\u00a0: demandez-en un autre à qui vous a écrit"
            raise RuleError(message, label=state.label)
        mail_link.used_at = link.used_at = now
        mail_link.save(update_fields=["used_at"])
        yield act


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


def _refuse_over(meeting: Meeting, on: date) -> None:
    if meeting.state == MeetingState.CANCELLED:
        raise RuleError("cette réunion est annulée")
    if meeting.day < on:
        raise RuleError("cette réunion est passée")
