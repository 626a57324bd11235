"""The people of a network as its coordinator sees them: their roles, their account, and what she may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from autan.accounts.actions import MAY_MANAGE
from autan.accounts.models import Person
from autan.evidence.language import words
from autan.territories.core.invitations import InvitationState
from autan.territories.models import Mandate, Network, PersonInvitation
from autan.territories.queries.people import network_mandates
from autan.territories.queries.person_invitations import unused_invitations

_PEOPLE_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleView:
    """One role of a person.

    Attributes:
        key: number of the mandate.
        role: its words.
        place: network or territory that it is on.
        since: first day.
        until: day on which it ends, or None.
        is_standing: True when it gives rights today.
        may_end: True when it has no end yet, or one to come.
    """

    key: int
    role: str
    place: str
    since: date
    until: date | None
    is_standing: bool
    may_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """Somebody who holds or held a role in a network.

    Attributes:
        key: number of the account.
        name: name shown in the journal.
        email: address to sign in with.
        is_active: False when the account is closed.
        may_manage: True when the reader may close the account, or open it again.
        roles: every role in the network, first given first.
    """

    key: int
    name: str
    email: str
    is_active: bool
    may_manage: bool
    roles: tuple[RoleView, ...]


def people_page(network: Network, *, number: str | None, today: date) -> "Page[PersonView]":
    """Give one page of the people of a network, by name. One query.

    Args:
        network: the network.
        number: number of the page, as an address gives it.
        today: day of the reader.
    """
    people = [
        _view(person, tuple(mandates), today)
        for person, mandates in groupby(network_mandates(network), key=lambda mandate: mandate.person)
    ]
    return Paginator(people, _PEOPLE_A_PAGE).get_page(number)


def person_view(network: Network, person: Person, reader: Person, *, today: date) -> PersonView:
    """Give one person of a network to who coordinates it. Three queries."""
    mandates = [mandate for mandate in network_mandates(network) if mandate.person_id == person.pk]
    return _view(person, mandates, today, may_manage=reader.has_perm(MAY_MANAGE, person))


def _view(person: Person, mandates: Sequence[Mandate], today: date, *, may_manage: bool = False) -> PersonView:
    return PersonView(
        key=person.pk,
        name=person.name,
        email=person.email,
        is_active=person.is_active,
        may_manage=may_manage,
        roles=tuple(_role(mandate, today) for mandate in mandates),
    )


def _role(mandate: Mandate, today: date) -> RoleView:
    place = (
        mandate.territory.short_name if mandate.territory else words(mandate.network.name) if mandate.network else ""
    )
    return RoleView(
        key=mandate.pk,
        role=_(Mandate.Role(mandate.role).label),
        place=place,
        since=mandate.valid_from,
        until=mandate.valid_to,
        is_standing=mandate.stands_on(today),
        may_end=mandate.valid_to is None or mandate.valid_to > today,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    """An invitation that nobody has used yet.

    Attributes:
        key: its number.
        name: name of who is invited.
        email: address that the link is for.
        role: words of the role.
        place: network or territory that the role is on.
        sent_on: day on which it left.
        until: day on which it expires.
        is_expired: True when the link no longer opens anything.
        mail_error: why the message could not leave, or empty.
    """

    key: int
    name: str
    email: str
    role: str
    place: str
    sent_on: date
    until: date
    is_expired: bool
    mail_error: str


def invitation_views(network: Network, *, now: datetime) -> list[InvitationView]:
    """Give the invitations of a network that nobody has used yet, newest first. One query."""
    return [_invitation(invitation, now) for invitation in unused_invitations(network)]


def _invitation(invitation: PersonInvitation, now: datetime) -> InvitationView:
    return InvitationView(
        key=invitation.pk,
        name=invitation.name,
        email=invitation.email,
        role=_(Mandate.Role(invitation.role).label),
        place=invitation.territory.short_name if invitation.territory else words(invitation.network.name),
        sent_on=localtime(invitation.created_at).date(),
        until=localtime(invitation.expires_at).date(),
        is_expired=invitation.state(now) is InvitationState.EXPIRED,
        mail_error=invitation.mail_error,
    )
