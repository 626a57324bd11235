"""Texts of the messages of the room: an invitation, a role given, changed or ended."""

from autan.people.accounts.renderers import PersonalEmail, render_personal_email
from autan.territories.networks.models import Mandate, PersonInvitation


def render_person_invitation(invitation: PersonInvitation, *, link: str) -> PersonalEmail:
    """Return the message that gives a link to whom it is for."""
    return render_personal_email(
        "territories/mail/invitation.txt", invitation=invitation, network=invitation.network, link=link
    )


def render_role(mandate: Mandate, *, is_ended: bool) -> PersonalEmail:
    """Return the message that says that a role was given, changed or ended."""
    return render_personal_email(
        "territories/mail/role.txt",
        person=mandate.person,
        role=Mandate.Role(mandate.role).label,
        place=mandate.territory or mandate.network,
        mandate=mandate,
        is_ended=is_ended,
    )
