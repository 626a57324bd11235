"""Who reads plans across, decides of what was found, and discusses what is proposed."""

from autan.people.accounts.rights import Rights
from autan.territories.networks.models import Mandate
from autan.territories.networks.rights import coordinates_network, has_role_in_network, is_in_network, leads_territory

RIGHTS: Rights = {
    "crossreading.align": has_role_in_network(Mandate.Role.COORDINATOR, Mandate.Role.MEMBER_OFFICER),
    "crossreading.coordinate": coordinates_network,
    "crossreading.read_internal": is_in_network,
    "crossreading.answer": leads_territory,
}
