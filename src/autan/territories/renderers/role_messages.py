"""Texts of the messages about roles to who holds them."""

from autan.accounts.renderers import PersonalEmail, render_personal_email
from autan.territories.models import Mandate


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
