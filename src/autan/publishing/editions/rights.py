"""Who may read a draft, record a text and publish. Built on the mandates of the room of territories."""

import rules

from autan.people.accounts.models import Person
from autan.people.accounts.rights import Rights
from autan.publishing.editions.models import Edition
from autan.territories.networks.models import Mandate, Network
from autan.territories.networks.rights import coordinates_network, holds_role_in, mandates_held


@rules.predicate
def reads_draft(person: Person, edition: Edition | None) -> bool:
    """The person holds a mandate on the network of the edition, or on one of its members."""
    return edition is not None and holds_role_in(person, edition.network)


@rules.predicate
def writes_edition(person: Person, network: Network | None) -> bool:
    """The person coordinates the network."""
    return network is not None and bool(coordinates_network(person, network))


@rules.predicate
def replies_for_member(person: Person, siren: str | None) -> bool:
    """The person is the officer of this member."""
    mandates = (mandate for mandate in mandates_held(person) if mandate.role == Mandate.Role.MEMBER_OFFICER)
    return any(mandate.territory is not None and mandate.territory.siren == siren for mandate in mandates)


RIGHTS: Rights = {
    "synthesis.read_draft": reads_draft,
    "synthesis.write_edition": writes_edition,
    "synthesis.reply_for_member": replies_for_member,
}
