"""The only writer of what is answered to a message of the group, by its link or on the page of the meeting."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import cast

from django.utils import timezone

from autan.cooperation.working_group.actions.decisions import decision_ref, task_ref
from autan.cooperation.working_group.actions.meetings import meeting_ref
from autan.cooperation.working_group.actions.messages import refuse_over
from autan.cooperation.working_group.actions.workflow import TASK
from autan.cooperation.working_group.core.mail_answers import MailLinkState, MeetingAnswer, link_state
from autan.cooperation.working_group.models import Decision, MailLink, Meeting, Participation, Seat
from autan.ground.errors import RuleError
from autan.people.individuals.actions import individual_named
from autan.people.journal.actions import Act, Actor, acting, record_remark
from autan.people.workflows.actions import take

_OWN_SEAT = "on répond pour son propre siège"


def answer_invitation(*, link: MailLink, answer: MeetingAnswer, represented_by: str, now: datetime) -> Participation:
    """Record what somebody answers to an invitation by the link of a message, which serves once."""
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

    Raises RuleError: the meeting is cancelled or over.
    """
    permission = "working_group.answer_for_seat"
    with acting(by=by, act="answer_meeting", permission=permission, on=seat, refusal=_OWN_SEAT) as act:
        participation, _made = Participation.objects.get_or_create(meeting=meeting, seat=seat)
        _answer(act, participation, answer, represented_by, now)
    return participation


def _answer(act: Act, participation: Participation, answer: MeetingAnswer, represented_by: str, now: datetime) -> None:
    refuse_over(participation.meeting, timezone.localdate(now))
    participation.answer, participation.answered_at = answer.value, now
    name = represented_by.strip() if answer is MeetingAnswer.REPRESENTED else ""
    network = participation.meeting.body.network.slug
    participation.representative = individual_named(name, network=network) if name else None
    participation.save()
    summary = f"Réponse à l’invitation : {answer.label.fr}"
    act.record(meeting_ref(participation.meeting), summary=summary, network=participation.meeting.body.network.slug)


def answer_reminder(*, link: MailLink, text: str, is_done: bool, now: datetime) -> None:
    """Record what somebody says of a task or a decision by the link of a reminder, which serves once.

    A task may be said done; the progress of a decision is read elsewhere, so only words are kept of it.

    Raises DomainError: nothing is said.
    """
    with _using(link, "answer_reminder", now) as act:
        if link.task is None and link.decision is None:
            raise RuleError("ce lien ne répond pas à un rappel")
        ref = task_ref(link.task) if link.task else decision_ref(cast("Decision", link.decision))
        network = link.seat.body.network.slug
        if link.task and is_done:
            take(TASK, "finish_task", link.task, by=None, by_name=link.seat.shown_name, at=now)
        if text.strip() or not (link.task and is_done):
            record_remark(act, ref, text=text, network=network, summary="Réponse à un rappel")


@contextmanager
def _using(link: MailLink, name: str, now: datetime) -> Iterator[Act]:
    """Open an act in the name of whoever holds a link, and use the link up with it."""
    with acting(by=None, by_name=link.seat.shown_name, act=name) as act:
        # read again under a lock: of two answers sent at once, one alone uses the link
        mail_link = MailLink.objects.select_for_update().get(pk=link.pk)
        state = link_state(sent_at=mail_link.sent_at, used_at=mail_link.used_at, now=now)
        if state is not MailLinkState.GOOD:
            message = "ce lien {label}\u00a0: demandez-en un autre à qui vous a écrit"
            raise RuleError(message, label=state.label)
        mail_link.used_at = link.used_at = now
        mail_link.save(update_fields=["used_at"])
        yield act
