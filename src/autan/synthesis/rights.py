"""Who may read a draft, record a text and publish. Built on the mandates of the room of territories."""

import rules
from django.db.models import Q

from autan.accounts.models import Person
from autan.accounts.rights import Rights
from autan.synthesis.models import Edition
from autan.territories.models import Mandate, Membership, Network
from autan.territories.rights import coordinates_network, standing_mandates


@rules.predicate
def reads_draft(person: Person, edition: Edition | None) -> bool:
    """The person holds a mandate on the network of the edition, or on one of its members."""
    if edition is None or not (person.is_authenticated and person.is_active):
        return False
    members = Membership.objects.filter(network__slug=edition.network, valid_to__isnull=True)
    on_network = Q(network__slug=edition.network) | Q(territory__in=members.values("territory"))
    return standing_mandates(person).filter(on_network).exists()


@rules.predicate
def writes_edition(person: Person, network: Network | None) -> bool:
    """The person coordinates the network."""
    return network is not None and bool(coordinates_network(person, network))


@rules.predicate
def replies_for_member(person: Person, siren: str | None) -> bool:
    """The person is the officer of this member."""
    if not (person.is_authenticated and person.is_active):
        return False
    held = standing_mandates(person).filter(role=Mandate.Role.MEMBER_OFFICER)
    return held.filter(territory__siren=siren).exists()


RIGHTS: Rights = {
    "synthesis.read_draft": reads_draft,
    "synthesis.write_edition": writes_edition,
    "synthesis.reply_for_member": replies_for_member,
}
