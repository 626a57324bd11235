"""What is kept of networks, territories, members and people."""

from autan.territories.models.networks import FormerIdentity, Membership, Network, Outline, Territory
from autan.territories.models.people import ROLES_ON_NETWORK, ROLES_ON_TERRITORY, Mandate, PersonInvitation

__all__ = [
    "ROLES_ON_NETWORK",
    "ROLES_ON_TERRITORY",
    "FormerIdentity",
    "Mandate",
    "Membership",
    "Network",
    "Outline",
    "PersonInvitation",
    "Territory",
]
