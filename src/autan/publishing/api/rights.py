"""Who gives and revokes keys (who holds the machine, accounts that administer the site), and what a key may write."""

from dataclasses import dataclass
from typing import Any

import rules

from autan.people.accounts.models import Person
from autan.people.accounts.rights import Rights
from autan.territories.networks.models import Membership, Network, Territory

RIGHTS: Rights = {"api.manage_keys": rules.is_superuser}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyActor:
    """Who acts by a key: its holder, with one right of hers, in one network; any other is refused."""

    holder: Person
    network: str
    permission: str

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
        return perm == self.permission and self._is_in_network(obj) and self.holder.has_perm(perm, obj)

    def _is_in_network(self, obj: Any) -> bool:
        if isinstance(obj, Territory):
            members = Membership.objects.filter(network__slug=self.network, territory=obj, valid_to__isnull=True)
            return members.exists()
        return isinstance(obj, Network) and obj.slug == self.network
