"""Subjects and texts of the e-mails to those who hold a personal link: invitation and reminder."""

from datetime import date

from autan.people.accounts.renderers import PersonalEmail, render_personal_email
from autan.survey.campaigns.core.campaigns import MessageKind
from autan.survey.campaigns.models import Campaign, Invitation
from autan.survey.campaigns.presenters import opt_out_link, personal_link
from autan.survey.campaigns.queries.questionnaires import questionnaire_of
from autan.survey.campaigns.queries.tracking import Invitee


def render_invitation(invitation: Invitation, *, site: str, token: str) -> PersonalEmail:
    """Return the e-mail that gives a personal link to its holder."""
    sections = questionnaire_of(invitation.campaign).sections
    titles = [section.title.fr for section in sections if section.code in invitation.sections]
    return _render(MessageKind.INVITATION, invitation, site, token, sections=titles)


def render_reminder(campaign: Campaign, invitee: Invitee, *, site: str, token: str, on: date) -> PersonalEmail:
    """Return the e-mail that says, on a day, what remains for the holder of a link."""
    return _render(
        MessageKind.REMINDER,
        invitee.invitation,
        site,
        token,
        parts=[part for part in invitee.progress.sections if part.remaining],
        remaining=len(invitee.progress.remaining),
        days_left=(campaign.closed_on - on).days if campaign.closed_on else None,
    )


def _render(kind: MessageKind, invitation: Invitation, site: str, token: str, **words: object) -> PersonalEmail:
    return render_personal_email(
        f"surveys/mail/{kind.value}.txt",
        invitation=invitation,
        campaign=invitation.campaign,
        territory=invitation.territory,
        link=personal_link(token, site=site),
        opt_out=opt_out_link(invitation, site=site),
        **words,
    )
