"""Who reads lessons and needs that are not published, writes them, answers, and declares an adoption."""

from autan.people.accounts.rights import Rights, is_published, on
from autan.territories.networks.rights import (
    acts_for_territory,
    coordinates_network,
    is_in_network,
    leads_territory,
    takes_part_in_network,
)

_writes = on("network", coordinates_network) | on("territory", acts_for_territory)
"""The person coordinates the network, or acts for the territory in whose name it is said."""

RIGHTS: Rights = {
    "lessons.take_part": takes_part_in_network,
    "lessons.write_lesson": _writes,
    "lessons.publish_lesson": on("network", coordinates_network) | on("territory", leads_territory),
    "lessons.read_lesson": is_published | _writes,  # a draft is private
    "lessons.read_need": is_published | on("network", is_in_network),
    "lessons.read_needs_of": is_in_network,
    "lessons.write_need": _writes,
    "lessons.answer_need": on("network", takes_part_in_network),
    "lessons.write_offer": _writes,
    "lessons.declare_adoption": acts_for_territory,
}
