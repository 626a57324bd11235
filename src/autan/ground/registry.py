"""What rooms give to each other: objects of known kinds, which the rooms below and beside find by their class.

Each room registers its figures and its evidence in its `evidence_registration.py`, the rest in its `registration.py`.
These files are imported at the first need of one of their kinds: a command that asks for no such object loads no room,
one that asks for figures does not load the pages that show them. Plug-ins come after the rooms.
"""

from bisect import insort
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.utils.module_loading import autodiscover_modules

from autan.ground.garbage_collection import kept_for_good
from autan.ground.plugins import plugin_objects

EVIDENCE, OTHERS = "evidence_registration", "registration"
"""Files of a room, in which it registers. A kind of the first says so: `REGISTERED_IN = EVIDENCE`."""
_objects: dict[type, list[Any]] = {}


def register(*items: object) -> None:
    """Make objects known to whoever asks for their class. One whose `rank` is lower comes first."""
    for item in items:
        # to the right of those of the same rank: these stay in the order of the rooms
        insort(_objects.setdefault(type(item), []), item, key=lambda item: getattr(item, "rank", 0))


def registered[E](kind: type[E]) -> Sequence[E]:
    """Return the objects of a class that rooms have registered, by rank, then in the order of the rooms."""
    _load(getattr(kind, "REGISTERED_IN", OTHERS))
    return _objects.get(kind, ())


def load_rooms() -> None:
    """Import all that every room registers. Servers do so before the first request."""
    for file in (EVIDENCE, OTHERS):
        _load(file)


@cache
def _load(file: str) -> None:
    with kept_for_good():
        autodiscover_modules(file)
        register(*(item for item in plugin_objects(object) if getattr(item, "REGISTERED_IN", OTHERS) == file))
