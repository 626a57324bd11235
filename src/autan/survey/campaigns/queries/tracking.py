"""Where a collected campaign stands: what each member settled, who is reminded, what was sent, what they comment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count

from autan.people.journal.models import Remark
from autan.people.journal.queries import remarks_on_many
from autan.people.mail.core import MessageStatus
from autan.survey.campaigns.core.campaigns import (
    ANSWERS,
    ROOM,
    EmailStatus,
    InvitationRole,
    Recipient,
    ReminderDecision,
    answers_object,
    decide_reminder,
)
from autan.survey.campaigns.models import Answer, Invitation, Message, SectionValidation
from autan.survey.campaigns.queries.answers import answers_by_member, read_revisions
from autan.survey.campaigns.queries.campaigns import CampaignView
from autan.survey.campaigns.queries.invitations import invitations_of
from autan.survey.questionnaires.core.answers.answer import Respondent
from autan.survey.questionnaires.core.kinds import UNSETTLED
from autan.survey.questionnaires.core.limits import find_breaches, has_limits
from autan.survey.questionnaires.core.progress import AnsweringProgress, measure_progress
from autan.survey.questionnaires.core.questionnaire import Question
from autan.territories.networks.models import Mandate
from autan.territories.networks.rights import in_force_today


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """The holder of one personal link, with what is known of it today.

    Attributes:
        progress: what its holder is asked, and has settled.
        due_on: first day of the next reminder, when it is only too soon; else None.
    """

    invitation: Invitation
    progress: AnsweringProgress
    messages: tuple[Message, ...]
    decision: ReminderDecision
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedMember:
    """One territory asked by a campaign, and where it stands.

    Attributes:
        validated: codes of the sections that its lead validated; empty text for the whole.
        invitees: holders of its links that are not revoked, the lead first.
    """

    siren: str
    name: str
    progress: AnsweringProgress
    validated: frozenset[str]
    last_at: datetime | None
    last_by: str
    invitees: tuple[Invitee, ...]
    remarks: int

    @property
    def is_finished(self) -> bool:
        """Whether nothing is expected of it: all is settled, or validated with what was left out."""
        return not self.progress.remaining or has_validated(self.validated, self.progress)


def validations_by_member(view: CampaignView, sirens: Collection[str]) -> dict[str, frozenset[str]]:
    """Return the codes of the sections that members validated, by SIREN; empty text for the whole. One query."""
    rows = SectionValidation.objects.filter(
        campaign=view.record, withdrawn_at__isnull=True, territory__siren__in=sirens
    ).values_list("territory_id", "section")
    validated: dict[str, set[str]] = {}
    for siren, section in rows:
        validated.setdefault(str(siren), set()).add(section)
    return {siren: frozenset(sections) for siren, sections in validated.items()}


def has_validated(validated: frozenset[str], progress: AnsweringProgress) -> bool:
    """Say whether the whole, or each section of some progress, is validated. No query."""
    return "" in validated or {part.section.code for part in progress.sections} <= validated


def track_campaign(
    view: CampaignView, *, now: datetime, today: date, shown: Sequence[Respondent] | None = None
) -> tuple[TrackedMember, ...]:
    """Return where members stand, all of them or some, in order. Five queries, whatever their number."""
    shown = view.respondents if shown is None else shown
    sirens = [member.siren for member in shown]
    answers = answers_by_member(view.record, sirens)
    validated = validations_by_member(view, sirens)
    progress = {siren: measure_progress(view.questionnaire, answers.get(siren, {})) for siren in sirens}
    invitees = _invitees_by_member(view, progress, validated, now=now, today=today)
    remarks = remarks_by_member(view)
    members = []
    for respondent in shown:
        own_answers = answers.get(respondent.siren, {})
        last = max(own_answers.values(), key=lambda answer: answer.at, default=None)
        members.append(
            TrackedMember(
                siren=respondent.siren,
                name=respondent.name,
                progress=progress[respondent.siren],
                validated=validated.get(respondent.siren, frozenset()),
                last_at=last.at if last else None,
                last_by=last.by_name if last else "",
                invitees=tuple(invitees.get(respondent.siren, ())),
                remarks=len(remarks.get(respondent.siren, ())),
            )
        )
    return tuple(members)


def list_invitees(view: CampaignView, *, now: datetime, today: date) -> tuple[Invitee, ...]:
    """Return every holder of a link that is not revoked, by member, with the decision of today. Five queries."""
    return tuple(invitee for member in track_campaign(view, now=now, today=today) for invitee in member.invitees)


def unfinished_members(view: CampaignView) -> list[Respondent]:
    """Return the members that have something left to settle or validate, in the order of the network. Three queries.

    Whoever settled fewer questions, whichever they are, than everybody is asked has, unless it validated; the others
    alone are gone through, rule by rule.
    """
    plain = sum(question.is_asked and not question.relevance for question in view.questionnaire.questions)
    current = Answer.objects.filter(campaign=view.record, is_current=True)
    settled = current.exclude(state__in=[state.value for state in UNSETTLED]).order_by()
    counts = dict(settled.values_list("territory_id").annotate(count=Count("pk")))
    whole = measure_progress(view.questionnaire, {})
    validated = validations_by_member(view, view.sirens)
    finished = {siren for siren, codes in validated.items() if has_validated(codes, whole)}
    near = [siren for siren in view.sirens if siren not in finished and counts.get(siren, 0) >= plain]
    answers = answers_by_member(view.record, near) if near else {}
    finished |= {siren for siren in near if not measure_progress(view.questionnaire, answers.get(siren, {})).remaining}
    return [member for member in view.respondents if member.siren not in finished]


def reached_sirens(view: CampaignView) -> set[str]:
    """Return the SIREN codes of the members that somebody holds a link for. One query."""
    invitations = Invitation.objects.filter(campaign=view.record, revoked_at__isnull=True, replaced_by__isnull=True)
    return {str(siren) for siren in invitations.values_list("territory_id", flat=True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many members somebody holds a link for, have opened one, and answered a question at least."""

    invited: int
    opened: int
    answering: int


def reach_of(view: CampaignView) -> Reach:
    """Count the members that were reached, and those that answer. Two queries."""
    links = Invitation.objects.filter(campaign=view.record, revoked_at__isnull=True).order_by()
    rows = list(links.values_list("territory_id", "first_used_at"))
    answering = Answer.objects.filter(campaign=view.record).order_by().values("territory_id").distinct().count()
    return Reach(
        invited=len({siren for siren, _used_at in rows}),
        opened=len({siren for siren, used_at in rows if used_at}),
        answering=answering,
    )


def contacts_of(view: CampaignView, sirens: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return whom to invite for some members: name and address of their officer, else of the last who was invited."""
    former = Invitation.objects.filter(
        campaign__network=view.record.network, territory_id__in=sirens, role=InvitationRole.LEAD.value
    )
    officers = Mandate.objects.filter(
        in_force_today(), territory__siren__in=sirens, role=Mandate.Role.MEMBER_OFFICER, person__is_active=True
    )
    contacts = {
        str(invitation.territory_id): (invitation.name, invitation.email) for invitation in former.order_by("pk")
    }
    rows = officers.order_by("-pk").values_list("territory__siren", "person__name", "person__email")
    return contacts | {siren: (name, email) for siren, name, email in rows}


def _invitees_by_member(
    view: CampaignView,
    progress_by_member: Mapping[str, AnsweringProgress],
    validated: Mapping[str, frozenset[str]],
    *,
    now: datetime,
    today: date,
) -> dict[str, list[Invitee]]:
    invitations, delay = invitations_of(view.record, progress_by_member), view.record.reminder_delay_days
    live = [link for link in invitations if link.revoked_at is None and link.replaced_by_id is None]
    live.sort(key=lambda invitation: not invitation.is_lead)
    messages: dict[int, list[Message]] = {}
    sent = Message.objects.filter(invitation__in=[link.pk for link in live]).select_related("outgoing")
    for message in sent.defer("outgoing__content"):
        messages.setdefault(message.invitation_id, []).append(message)
    invitees: dict[str, list[Invitee]] = {}
    for invitation in live:
        progress = progress_by_member[invitation.territory_id].within(tuple(invitation.sections))
        own_messages = tuple(messages.get(invitation.pk, ()))
        last = next((message.day for message in own_messages if message.status is not MessageStatus.FAILED), None)
        recipient = Recipient(
            email=invitation.email,
            email_status=EmailStatus(invitation.email_status),
            link=invitation.state(now),
            remaining=len(progress.remaining),
            last_message=last,
            is_validated=has_validated(validated.get(invitation.territory_id, frozenset()), progress),
        )
        decision = decide_reminder(recipient, today=today, delay_days=delay)
        due_on = last + timedelta(days=delay) if last and decision is ReminderDecision.TOO_SOON else None
        invitees.setdefault(invitation.territory_id, []).append(
            Invitee(invitation=invitation, progress=progress, messages=own_messages, decision=decision, due_on=due_on)
        )
    return invitees


def breaches_of(view: CampaignView) -> tuple[dict[str, Any], ...]:
    """Return the answers of a campaign that say at once what they may not, by member. One query at most."""
    limited = {q.code: (section, q) for _rank, section, q in view.questionnaire.numbered() if has_limits(q)}
    if not limited:
        return ()
    current = Answer.objects.filter(campaign=view.record, is_current=True, question__in=list(limited))
    members = {member.siren: member for member in view.respondents}
    breaches = []
    for answer in read_revisions(current.order_by("territory_id", "question")):
        section, question = limited[answer.question]
        faults = find_breaches(question, answer.value, is_partial=answer.is_partial)
        if faults and answer.siren in members:
            breach = {
                "member": members[answer.siren],
                "section": section,
                "question": question,
                "messages": tuple(fault.message for fault in faults),
            }
            breaches.append(breach)
    return tuple(breaches)


def remarks_by_member(view: CampaignView) -> dict[str, list[Remark]]:
    """Return the comments of each territory that made some, by SIREN, oldest first. One query."""
    keys = {answers_object(view.record.slug, siren).key: siren for siren in view.sirens}
    remarks_by_key = remarks_on_many(ROOM, ANSWERS, keys=keys, place=None)
    return {keys[key]: remarks for key, remarks in remarks_by_key.items()}


def remarks_of_members(view: CampaignView) -> list[tuple[Respondent, list[tuple[Question | None, Remark]]]]:
    """Return the comments of each territory, in the order of the network, each with the question it is about."""
    remarks = remarks_by_member(view)
    questions = {question.code: question for question in view.questionnaire.questions}
    return [
        (member, [(questions.get(remark.place), remark) for remark in remarks[member.siren]])
        for member in view.respondents
        if member.siren in remarks
    ]
