"""What rooms give to each other: objects of known kinds, which the rooms below and beside find by their class.

Each room registers its objects in its `registration.py`. These files are imported at the first need, so that a command
that asks for no such object does not load every room.
"""

from bisect import insort
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.utils.module_loading import autodiscover_modules

_objects: dict[type, list[Any]] = {}


def register(*given: object) -> None:
    """Make objects known to who asks for their class. One whose `rank` is lower comes first."""
    for each in given:
        insort(_objects.setdefault(type(each), []), each, key=_rank)


def registered[E](kind: type[E]) -> Sequence[E]:
    """Return the objects of a class that rooms have registered, by rank, then in the order of the rooms."""
    load_rooms()
    return _objects.get(kind, ())


@cache
def load_rooms() -> None:
    """Import the `registration.py` of every room. Servers do so before the first request."""
    autodiscover_modules("registration")


def _rank(each: object) -> int:
    return getattr(each, "rank", 0)
