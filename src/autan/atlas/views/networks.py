"""The network that a page is about."""

from collections.abc import Sequence

from django.http import HttpRequest

from autan.territories.models import Network


def asked_network(request: HttpRequest, networks: Sequence[Network]) -> Network:
    """The network that an address names; the first one where it names none that there is."""
    asked = request.GET.get("network")
    return next((network for network in networks if network.slug == asked), networks[0])
