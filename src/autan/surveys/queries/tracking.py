"""Where does a collected campaign stand: who has settled what, who is to be reminded, what was sent?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from autan.questionnaires.core.answers.answer import RecordedAnswer
from autan.questionnaires.core.progress import Progress, measure_progress
from autan.surveys.core.campaigns.invitations import EmailStatus, LinkLife
from autan.surveys.core.campaigns.reminders import Holder, MessageStatus, ReminderVerdict, judge_reminder
from autan.surveys.models import Answer, Invitation, Message, Reply, SectionValidation
from autan.surveys.queries.campaigns import CampaignView
from autan.surveys.queries.invitations import invitations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """The holder of one link, with what is known of it today.

    Attributes:
        invitation: the link.
        progress: what its holder is asked, and has settled.
        messages: e-mails sent, latest first.
        verdict: whether a reminder is due today, or why not.
        due_on: first day of the next reminder, when it is only too soon; else None.
    """

    invitation: Invitation
    progress: Progress
    messages: tuple[Message, ...]
    verdict: ReminderVerdict
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedMember:
    """One territory asked by a campaign, and where it stands.

    Attributes:
        siren: its code.
        name: name shown.
        progress: what it has settled, section by section.
        validated: codes of the sections that its lead validated; empty text for the whole.
        last_at: when its last answer was recorded, or None.
        last_by: who recorded it; may be empty.
        guests: holders of its links that are not revoked, the lead first.
        replies: how many comments it made on what will be published.
    """

    siren: str
    name: str
    progress: Progress
    validated: frozenset[str]
    last_at: datetime | None
    last_by: str
    guests: tuple[Guest, ...]
    replies: int

    @property
    def lead(self) -> Guest | None:
        """The holder of the lead link, or None when nobody was invited."""
        return next((guest for guest in self.guests if guest.invitation.is_lead), None)


def track_campaign(view: CampaignView, *, now: datetime, today: date) -> tuple[TrackedMember, ...]:
    """Return where each member stands, in the order of the network. Five queries, whatever the number of members."""
    answers = _answers_by_member(view)
    guests = _guests_by_member(view, answers, now=now, today=today)
    validated: dict[str, set[str]] = {}
    for standing in SectionValidation.objects.filter(campaign=view.record, withdrawn_at__isnull=True):
        validated.setdefault(standing.territory_id, set()).add(standing.section)
    replies = Counter(reply.territory_id for reply in Reply.objects.filter(campaign=view.record))
    members = []
    for respondent in view.respondents:
        given = answers.get(respondent.siren, [])
        last = max(given, key=lambda answer: (answer.at, answer.pk), default=None)
        members.append(
            TrackedMember(
                siren=respondent.siren,
                name=respondent.name,
                progress=measure_progress(view.questionnaire, _as_core(view, given)),
                validated=frozenset(validated.get(respondent.siren, ())),
                last_at=last.at if last else None,
                last_by=last.by_name if last else "",
                guests=tuple(guests.get(respondent.siren, ())),
                replies=replies[respondent.siren],
            )
        )
    return tuple(members)


def guests_due(view: CampaignView, *, now: datetime, today: date) -> tuple[Guest, ...]:
    """Return every holder of a link that is not revoked, by member, with the verdict of today. Three queries."""
    found = _guests_by_member(view, _answers_by_member(view), now=now, today=today)
    return tuple(guest for siren in view.sirens for guest in found.get(siren, ()))


def _answers_by_member(view: CampaignView) -> dict[str, list[Answer]]:
    answers: dict[str, list[Answer]] = {}
    for answer in Answer.objects.filter(campaign=view.record, is_current=True):
        answers.setdefault(answer.territory_id, []).append(answer)
    return answers


def _as_core(view: CampaignView, answers: Sequence[Answer]) -> dict[str, RecordedAnswer]:
    return {answer.question: answer.as_core(view.record.slug) for answer in answers}


def _guests_by_member(
    view: CampaignView, answers: Mapping[str, Sequence[Answer]], *, now: datetime, today: date
) -> dict[str, list[Guest]]:
    live = [invitation for invitation in invitations_of(view.record) if invitation.revoked_at is None]
    live.sort(key=lambda invitation: not invitation.is_lead)
    messages: dict[int, list[Message]] = {}
    for message in Message.objects.filter(invitation__in=[invitation.pk for invitation in live]):
        messages.setdefault(message.invitation_id, []).append(message)
    guests: dict[str, list[Guest]] = {}
    for invitation in live:
        given = _as_core(view, answers.get(invitation.territory_id, ()))
        progress = measure_progress(view.questionnaire, given).within(tuple(invitation.sections))
        sent = tuple(messages.get(invitation.pk, ()))
        holder = Holder(
            email=invitation.email,
            email_status=EmailStatus(invitation.email_status),
            link=LinkLife(expires_at=invitation.expires_at, revoked_at=invitation.revoked_at).state(now),
            remaining=progress.asked - progress.settled,
            last_message=next((message.day for message in sent if message.status != MessageStatus.FAILED), None),
        )
        delay = view.record.reminder_delay_days
        verdict = judge_reminder(holder, today=today, delay_days=delay)
        last = holder.last_message
        due_on = last + timedelta(days=delay) if last and verdict is ReminderVerdict.TOO_SOON else None
        guest = Guest(invitation=invitation, progress=progress, messages=sent, verdict=verdict, due_on=due_on)
        guests.setdefault(invitation.territory_id, []).append(guest)
    return guests
