"""Who reads a call that is not published, and writes those of a network."""

from autan.people.accounts.rights import Rights, is_published, on
from autan.territories.networks.rights import takes_part_in_network

RIGHTS: Rights = {
    "funding.write_calls": takes_part_in_network,
    "funding.write_call": on("network", takes_part_in_network),
    "funding.read_call": is_published | on("network", takes_part_in_network),
}
