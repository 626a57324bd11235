"""Who makes, sees and revokes keys, and what a key may write. Keys that only read are the command line's."""

from dataclasses import dataclass
from typing import Any

import rules

from autan.people.accounts.models import Person
from autan.people.accounts.rights import Rights
from autan.plans.plans.models import Plan
from autan.plans.projects.models import ActionSheet
from autan.publishing.api.models import ReadKey
from autan.survey.campaigns.models import Answer
from autan.territories.networks.models import Membership, Network, Territory
from autan.territories.networks.rights import coordinates_network, reads_journal, takes_part_in_network


@rules.predicate
def holds_key(person: Any, key: ReadKey | None) -> bool:
    """The key writes for this person."""
    return key is not None and key.holder_id is not None and key.holder_id == person.pk


@rules.predicate
def coordinates_network_of_key(person: Any, key: ReadKey | None) -> bool:
    """The person coordinates the network in which the key writes."""
    return key is not None and bool(key.network) and bool(reads_journal(person, key.network))


RIGHTS: Rights = {
    "api.give_reading_key": rules.always_false,
    "api.hold_key": takes_part_in_network,
    "api.see_keys": coordinates_network,
    "api.revoke_key": holds_key | coordinates_network_of_key,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyActor:
    """Who acts by a key: its holder, with some rights of hers, in one network; any other is refused."""

    holder: Person
    network: str
    permissions: frozenset[str]

    @property
    def pk(self) -> Any:
        """Key of the holder, who signs what is written."""
        return self.holder.pk

    @property
    def name(self) -> str:
        """Name of the holder."""
        return self.holder.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Say whether the key gives a right on an object, and its holder still has it."""
        return perm in self.permissions and self._is_in_network(obj) and self.holder.has_perm(perm, obj)

    def _is_in_network(self, obj: Any) -> bool:
        if isinstance(obj, ActionSheet | Plan):
            places = obj.carriers if isinstance(obj, ActionSheet) else obj.subjects
            own = getattr(obj, "network", None)
            return any(self._is_in_network(place) for place in (own, *places.all()))
        if isinstance(obj, Territory):
            members = Membership.objects.filter(network__slug=self.network, territory=obj, valid_to__isnull=True)
            return members.exists()
        if isinstance(obj, Answer):
            return bool(obj.campaign.network_id == self.network)
        return isinstance(obj, Network) and obj.slug == self.network
