"""Where who coordinates goes from the desk: the page of each of her networks."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.language import words
from autan.extension_points import TOOLS, DeskItem, DeskLine
from autan.territories.queries.people import coordinated_networks


def network_lines(person: Any) -> Iterable[DeskItem]:
    """Lead to the page of each network that a person coordinates. One query."""
    for network in coordinated_networks(person):
        yield DeskItem(
            title=_("Votre réseau"),
            url=reverse("territories:coordination", kwargs={"slug": network.slug}),
            detail=words(network.name),
            rank=TOOLS,
        )


NETWORK_LINES = DeskLine(build=network_lines)
