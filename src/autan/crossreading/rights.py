"""Who reads plans across, decides of what was found, and discusses what is proposed."""

from autan.accounts.rights import Rights
from autan.territories.models import Mandate
from autan.territories.rights import coordinates_network, has_role_in_network, is_in_network, leads_territory

RIGHTS: Rights = {
    "crossreading.align": has_role_in_network(Mandate.Role.COORDINATOR, Mandate.Role.MEMBER_OFFICER),
    "crossreading.coordinate": coordinates_network,
    "crossreading.read_internal": is_in_network,
    "crossreading.answer": leads_territory,
}
