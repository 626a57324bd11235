"""Subjects and texts of the e-mails to those who hold a personal link: invitation and reminder."""

from datetime import date

from django.template.loader import render_to_string

from autan.surveys.connectors.email import CampaignEmail
from autan.surveys.core.campaigns.reminders import MessageKind
from autan.surveys.models import Campaign, Invitation
from autan.surveys.presenters.personal_links import opt_out_link, personal_link
from autan.surveys.queries.questionnaires import questionnaire_of
from autan.surveys.queries.tracking import Invitee


def render_invitation(invitation: Invitation, *, site: str, token: str) -> CampaignEmail:
    """Return the e-mail that gives a personal link to its holder."""
    sections = questionnaire_of(invitation.campaign).sections
    titles = [section.title.fr for section in sections if section.code in invitation.sections]
    return _render(MessageKind.INVITATION, invitation, site, token, {"sections": titles})


def render_reminder(campaign: Campaign, invitee: Invitee, *, site: str, token: str, on: date) -> CampaignEmail:
    """Return the e-mail that says, on a day, what remains for the holder of a link."""
    words = {
        "parts": [part for part in invitee.progress.sections if part.remaining],
        "remaining": len(invitee.progress.remaining),
        "days_left": (campaign.closed_on - on).days if campaign.closed_on else None,
    }
    return _render(MessageKind.REMINDER, invitee.invitation, site, token, words)


def _render(
    kind: MessageKind, invitation: Invitation, site: str, token: str, words: dict[str, object]
) -> CampaignEmail:
    opt_out = opt_out_link(token, site=site)
    context = {
        "invitation": invitation,
        "campaign": invitation.campaign,
        "territory": invitation.territory,
        "link": personal_link(token, site=site),
        "opt_out": opt_out,
        **words,
    }
    subject, _, body = render_to_string(f"surveys/mail/{kind.value}.txt", context).partition("\n")
    headers = {"List-Unsubscribe": f"<{opt_out}>", "Auto-Submitted": "auto-generated"}
    return CampaignEmail(subject=subject.strip(), body=body.strip() + "\n", to=[invitation.email], headers=headers)
