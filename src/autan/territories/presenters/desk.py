"""What waits for a person who coordinates: the people of her networks."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.language import words
from autan.extension_points import TOOLS, DeskItem, DeskLine
from autan.territories.queries.people import coordinated_networks


def people_lines(person: Any) -> Iterable[DeskItem]:
    """Lead to the people of each network that a person coordinates. One query."""
    for network in coordinated_networks(person):
        yield DeskItem(
            title=_("Personnes et rôles"),
            url=reverse("territories:people", kwargs={"slug": network.slug}),
            detail=words(network.name),
            rank=TOOLS,
        )


PEOPLE_LINES = DeskLine(build=people_lines)
