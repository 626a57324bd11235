"""Where who coordinates goes from the desk: the page of each of her networks."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.language import words
from autan.extension_points import TOOLS, DeskItem, DeskLine
from autan.territories.queries.networks import network_members
from autan.territories.queries.people import coordinated_networks

_FIRST = 5


def network_lines(person: Any) -> Iterable[DeskItem]:
    """Lead to the page of each network that a person coordinates, and to its first step where nobody is in it yet."""
    for network in coordinated_networks(person):
        if not network_members(network.slug):
            yield DeskItem(
                title=_("Choisir les membres du réseau"),
                url=reverse("territories:add_members", kwargs={"slug": network.slug}),
                detail=words(network.name),
                rank=_FIRST,
            )
        yield DeskItem(
            title=_("Votre réseau"),
            url=reverse("territories:coordination", kwargs={"slug": network.slug}),
            detail=words(network.name),
            rank=TOOLS,
        )


NETWORK_LINES = DeskLine(build=network_lines)
