"""Where who coordinates goes from the desk: the page of each of her networks."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.language import words
from autan.extension_points import TOOLS, DeskItem, DeskLine, NetworkStep, NetworkStepView
from autan.registry import registered
from autan.territories.queries.people import coordinated_networks

_FIRST = 5


def network_lines(person: Any) -> Iterable[DeskItem]:
    """Lead to the page of each network that a person coordinates, and to the next step of those that are new."""
    for network in coordinated_networks(person):
        if step := _next_step(network.slug, person):
            detail = f"{words(network.name)} · {step.known}"
            yield DeskItem(title=step.label, url=step.url, detail=detail, rank=_FIRST)
        yield DeskItem(
            title=_("Votre réseau"),
            url=reverse("territories:coordination", kwargs={"slug": network.slug}),
            detail=words(network.name),
            rank=TOOLS,
        )


def _next_step(slug: str, reader: Any) -> NetworkStepView | None:
    """The first step to be done in a network whose last is not done; None where it is: nothing is new there."""
    *before, last = (source.build for source in registered(NetworkStep))
    end = last(slug, reader)
    if end is None or end.is_done:
        return None
    undone = (step for build in before if (step := build(slug, reader)) and not step.is_done)
    return next(undone, end)


NETWORK_LINES = DeskLine(build=network_lines)
