"""Subject and text of the message that invites a person."""

from django.template.loader import render_to_string

from autan.territories.models import PersonInvitation


def render_person_invitation(invitation: PersonInvitation, *, link: str) -> tuple[str, str]:
    """Return the subject and the text of the message that gives a link to whom it is for."""
    context = {"invitation": invitation, "network": invitation.network, "link": link}
    subject, _, body = render_to_string("territories/mail/invitation.txt", context).partition("\n")
    return subject.strip(), body.strip() + "\n"
