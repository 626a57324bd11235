"""What the pages of the room share: the network, and what a person may do in it."""

from collections.abc import Mapping

from django.http import HttpRequest

from autan.ground.errors import NotAllowedError
from autan.ground.texts.core.notation import read_whole
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network

INSIDE = "what is decided inside a network is read by its people"


def rights_of(request: HttpRequest, network: Network) -> Mapping[str, bool]:
    """Return what a person may do in a network, by word."""
    names = {"align": "crossreading.align", "coordinate": "crossreading.coordinate"}
    rights = {word: request.user.has_perm(right, network) for word, right in names.items()}
    return rights | {"inside": request.user.has_perm("crossreading.read_internal", network)}


def inner_network(request: HttpRequest, slug: str) -> Network:
    """Return a network, for its people."""
    network = get_network(slug)
    if not request.user.has_perm("crossreading.read_internal", network):
        raise NotAllowedError("cette page est celle des personnes du réseau")
    return network


def number_of(text: str) -> int:
    """Return the revision that a form holds; 0, which nothing has, for what is no number."""
    return read_whole(text) or 0
