"""Who reads the notes and drafts of a workshop, takes part in its minutes, and keeps it."""

from typing import Any

import rules

from autan.accounts.rights import Rights
from autan.territories.models import Network
from autan.territories.rights import ACTING_ROLES, acts_for_territory, coordinates_network, holds_role_in
from autan.workshops.models import Workshop


@rules.predicate
def starts_workshop(person: Any, network: Network | None) -> bool:
    """The person coordinates the network, or acts for a member of it: any member may host."""
    if network is None:
        return False
    return bool(coordinates_network(person, network)) or holds_role_in(person, network.slug, ACTING_ROLES)


@rules.predicate
def keeps_workshop(person: Any, workshop: Workshop | None) -> bool:
    """The person acts for the host or a co-pilot, or coordinates the network."""
    if workshop is None or not person.is_authenticated:
        return False
    if coordinates_network(person, workshop.network):
        return True
    return any(acts_for_territory(person, place) for place in (workshop.host, *workshop.copilots.all()))


@rules.predicate
def reads_workshop_notes(person: Any, workshop: Workshop | None) -> bool:
    """The person holds a role in the network or on a member of it, or attended."""
    if workshop is None or not person.is_authenticated or not person.is_active:
        return False
    return holds_role_in(person, workshop.network.slug) or workshop.attendees.filter(person=person).exists()


@rules.predicate
def attended_workshop(person: Any, workshop: Workshop | None) -> bool:
    """The person is among those who attended, or keeps the workshop."""
    if workshop is None or not person.is_authenticated or not person.is_active:
        return False
    return workshop.attendees.filter(person=person).exists() or bool(keeps_workshop(person, workshop))


RIGHTS: Rights = {
    "workshops.start_workshop": starts_workshop,
    "workshops.keep_workshop": keeps_workshop,
    "workshops.read_notes": reads_workshop_notes,
    "workshops.amend_minutes": attended_workshop,
}
