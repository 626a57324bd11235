"""Says whether a page shows something invented; asked once for every page of every room, by the frame that they share.

A page is marked for what it is about: an object of its context that is an invented network or territory, or that hangs
on one (a campaign, a link, a figure). What it only lists, among real things, is named as invented on its own line.
"""

from collections.abc import Iterable

from autan.evidence.figures.core.figures import Figure
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.bodies import invented_sirens
from autan.territories.networks.queries.networks import is_invented_network

_DEPTH = 3
_WAYS = ("network", "territory", "record", "campaign", "edition", "view", "access", "desk", "figure")


def shows_invented(values: Iterable[object]) -> bool:
    """Say whether what a page is about is invented. No query when the page holds a network or a territory.

    `values`: what the page was given to show. A network or a territory among them decides; else the others are asked
    what they hang on.
    """
    shown = list(values)
    decisive = [value.is_invented for value in shown if isinstance(value, Network | Territory)]
    return any(decisive) if decisive else any(_is_invented(value, _DEPTH) for value in shown)


def _is_invented(value: object, depth: int) -> bool:
    if isinstance(value, Network | Territory):
        return value.is_invented
    if isinstance(value, Figure):
        return bool(invented_sirens(value.territories))
    if depth == 0 or not type(value).__module__.startswith("autan."):
        return False
    return _hangs_on_invented(value, depth)


def _hangs_on_invented(value: object, depth: int) -> bool:
    """Follow what the thing belongs to; a network may be named by its slug."""
    if getattr(value, "is_invented", False) is True:
        return True
    parts = [part for name in _WAYS if (part := getattr(value, name, None)) is not None]
    return any(
        is_invented_network(part) if isinstance(part, str) else _is_invented(part, depth - 1)
        for part in parts
        if not callable(part)
    )
