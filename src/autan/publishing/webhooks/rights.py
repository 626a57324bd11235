"""Who has programs told of what changes in a network: its coordination alone, which reads its journal."""

from autan.people.accounts.rights import Rights
from autan.territories.networks.rights import coordinates_network

RIGHTS: Rights = {"webhooks.manage": coordinates_network}
