"""Who reads the notes and drafts of a workshop, takes part in its minutes, and keeps it."""

from typing import Any

import rules

from autan.cooperation.workshops.models import Workshop
from autan.people.accounts.rights import Rights, on, on_any
from autan.territories.networks.rights import (
    acts_for_territory,
    coordinates_network,
    is_in_network,
    takes_part_in_network,
)


@rules.predicate
def attended(person: Any, workshop: Workshop | None) -> bool:
    """The person is among those who attended."""
    if workshop is None or not person.is_authenticated or not person.is_active:
        return False
    return workshop.attendees.filter(person=person).exists()


_keeps = on("network", coordinates_network) | on("host", acts_for_territory) | on_any("copilots", acts_for_territory)
"""The person coordinates the network, or acts for the host or a co-pilot."""

RIGHTS: Rights = {
    "workshops.start_workshop": takes_part_in_network,  # any member may host
    "workshops.keep_workshop": _keeps,
    "workshops.erase_workshop": on("network", coordinates_network),
    "workshops.read_notes": on("network", is_in_network) | attended,
    "workshops.amend_minutes": attended | _keeps,
}
