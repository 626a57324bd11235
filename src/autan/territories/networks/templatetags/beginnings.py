"""`{% beginning purpose … %}`: what an empty page is for, an example of it, and the first act for who may do it."""

from typing import Any

from django import template
from django.urls import reverse

from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import list_networks

register = template.Library()


@register.inclusion_tag("territories/beginning.html", takes_context=True)
def beginning(
    context: dict[str, Any], purpose: str, *, example: str = "", may_act: object = False, act: str = "", label: str = ""
) -> dict[str, Any]:
    """Fill the beginning of an empty page.

    `example` names the route of the same page of a network, shown for the invented one where there is one; `act` is
    the address of the first act.
    """
    shown = context.get("network")
    invented = next((network for network in list_networks() if network.is_invented), None)
    has_example = example and invented and not (isinstance(shown, Network) and shown.is_invented)
    return {
        "purpose": purpose,
        "example": reverse(example, args=[invented.slug]) if has_example and invented else "",
        "act": act if may_act else "",
        "label": label,
    }
