"""The people of a network as its coordinator sees them: their roles, their account, and what she may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from autan.ground.texts.language import words
from autan.people.accounts.actions import MAY_MANAGE
from autan.people.accounts.models import Person
from autan.territories.networks.core.invitations import InvitationState
from autan.territories.networks.models import Mandate, Network, PersonInvitation, Territory
from autan.territories.networks.queries.people import network_mandates, unused_invitations


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleView:
    """One role of a person.

    Attributes:
        is_current: True when it gives rights today.
        may_end: True when it has no end yet, or one to come.
    """

    mandate: Mandate
    role: str
    place: str
    is_current: bool
    may_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """Somebody who holds or held a role in a network.

    Attributes:
        may_manage: True when the reader may close the account, or open it again.
        roles: every role in the network, first given first.
    """

    account: Person
    may_manage: bool
    roles: tuple[RoleView, ...]


def people_views(network: Network, *, today: date) -> list[PersonView]:
    """Give the people of a network, by name. One query."""
    return [
        _view(person, mandates, today)
        for person, mandates in groupby(network_mandates(network), key=lambda mandate: mandate.person)
    ]


def person_view(network: Network, person: Person, reader: Person, *, today: date) -> PersonView:
    """Give one person of a network to who coordinates it. Three queries."""
    mandates = [mandate for mandate in network_mandates(network) if mandate.person_id == person.pk]
    return _view(person, mandates, today, may_manage=reader.has_perm(MAY_MANAGE, person))


def _view(person: Person, mandates: Iterable[Mandate], today: date, *, may_manage: bool = False) -> PersonView:
    roles = tuple(
        RoleView(
            mandate=mandate,
            role=_(Mandate.Role(mandate.role).label),
            place=_place(mandate.territory, mandate.network),
            is_current=mandate.is_in_force_on(today),
            may_end=mandate.valid_to is None or mandate.valid_to > today,
        )
        for mandate in mandates
    )
    return PersonView(account=person, may_manage=may_manage, roles=roles)


def _place(territory: Territory | None, network: Network | None) -> str:
    """What a role is on, in the language of the page."""
    return territory.short_name if territory else words(network.name) if network else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    """An invitation that nobody has used yet."""

    invitation: PersonInvitation
    role: str
    place: str
    sent_on: date
    until: date
    is_expired: bool


def invitation_views(network: Network, *, now: datetime) -> list[InvitationView]:
    """Give the invitations of a network that nobody has used yet, newest first. One query."""
    return [
        InvitationView(
            invitation=invitation,
            role=_(Mandate.Role(invitation.role).label),
            place=_place(invitation.territory, invitation.network),
            sent_on=localtime(invitation.created_at).date(),
            until=localtime(invitation.expires_at).date(),
            is_expired=invitation.state(now) is InvitationState.EXPIRED,
        )
        for invitation in unused_invitations(network)
    ]
