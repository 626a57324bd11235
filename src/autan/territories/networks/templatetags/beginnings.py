"""What may be made: in an empty room, in the head of every page, from a model in a form."""

from typing import Any

from django import template
from django.urls import reverse

from autan.ground.extension_points import Beginning, Subject
from autan.ground.texts.language import words
from autan.territories.networks.models import Network
from autan.territories.networks.queries.beginnings import (
    MODEL,
    beginning_address,
    find_beginning,
    models_of,
    open_beginnings,
    subjects_at_hand,
)
from autan.territories.networks.queries.networks import list_networks
from autan.territories.networks.queries.people import place_led

register = template.Library()


@register.inclusion_tag("territories/beginning.html", takes_context=True)
def beginning(context: dict[str, Any], code: str, network: Network | None = None) -> dict[str, Any]:
    """Fill the beginning of an empty page: what it is for, an example of it, its first act for whoever may do it.

    The network is that of the page unless one is told.
    """
    item, reader = find_beginning(code), context["request"].user
    shown = network or context.get("network")
    shown = shown if isinstance(shown, Network) else None
    territory = place_led(reader, shown) if shown and item.subject is Subject.TERRITORY else None
    act = beginning_address(item, reader, network=shown, territory=territory)
    others = ""
    if act and shown and territory and reader.has_perm("territories.coordinate_network", shown):
        others = f"{reverse('site:territories')}?reseau={shown.slug}"
    return {
        "purpose": item.purpose,
        "example": _example(item, shown),
        "act": act,
        "label": str(item.act) % {"name": territory.sentence_name, "of_name": territory.of_name}
        if territory
        else item.act,
        "territories": others,
        "models": [(model.title, f"{act}?{MODEL}={model.code}") for model in models_of(code)] if act else (),
    }


def _example(item: Beginning, shown: Network | None) -> str:
    """The same page of the invented network; empty in that one, and where there is none."""
    invented = next((network for network in list_networks() if network.is_invented), None)
    return reverse(item.example, args=[invented.slug]) if item.example and invented and shown != invented else ""


@register.inclusion_tag("territories/starting_models.html", takes_context=True)
def starting_models(context: dict[str, Any], code: str) -> dict[str, Any]:
    """List the models that a form may start from, the one that it starts from marked."""
    return {"models": models_of(code), "chosen": context["request"].GET.get(MODEL, "")}


@register.inclusion_tag("territories/new_things.html", takes_context=True)
def new_things(context: dict[str, Any]) -> dict[str, Any]:
    """List what the reader may make about the network and the territory of the page, else about her own."""
    request = context["request"]
    network, territory = subjects_at_hand(request.user, request.path, context.get("network"))
    items = list(open_beginnings(request.user, network, territory))
    parts = (
        (words(network.name) if network else "", [pair for pair in items if pair[0].subject is not Subject.TERRITORY]),
        (territory.short_name if territory else "", [pair for pair in items if pair[0].subject is Subject.TERRITORY]),
    )
    return {"parts": [(name, pairs) for name, pairs in parts if pairs]}
