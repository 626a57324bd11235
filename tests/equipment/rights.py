"""Who reads equipment that is not published, and writes it."""

from autan.people.accounts.rights import Rights, is_published, on
from autan.territories.networks.rights import acts_for_territory, coordinates_network, takes_part_in_network

_writes = on("network", coordinates_network) | on("territory", acts_for_territory)
RIGHTS: Rights = {
    "equipment.read": is_published | _writes,
    "equipment.write": _writes,
    "equipment.add": takes_part_in_network,
}
