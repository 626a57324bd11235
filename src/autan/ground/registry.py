"""What rooms give to each other: objects of known kinds, which the rooms below and beside find by their class.

Each room registers its figures and its evidence in its `evidence_registration.py`, the rest in its `registration.py`.
These files are imported at the first need of one of their kinds: a command that asks for no such object loads no room,
one that asks for figures does not load the pages that show them. What is asked for by its name may be registered by
its name and its place alone: it is imported when it, or all of its kind, is asked for. Plug-ins come after the rooms.
"""

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import count
from operator import attrgetter
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import autodiscover_modules

from autan.ground.garbage_collection import kept_for_good
from autan.ground.plugins import plugin_objects

EVIDENCE, OTHERS = "evidence_registration", "registration"
"""Files of a room, in which it registers. A kind of the first says so: `REGISTERED_IN = EVIDENCE`."""
_objects: dict[type, list[Any]] = {}
_turn = count()
_turns: dict[int, int] = {}
"""Turn of who registered each object, by its identity: objects stay for good."""


@dataclass(frozen=True, slots=True)
class _AtNeed:
    module: str
    attribute: str
    names: Mapping[type, Sequence[str]]
    turn: int


_at_need: list[_AtNeed] = []


def register(*items: object) -> None:
    """Make objects known to whoever asks for their class. One whose `rank` is lower comes first."""
    _put(items, next(_turn))


def register_at_need(place: str, names: Mapping[type, Sequence[str]]) -> None:
    """Make objects known before they are imported.

    Args:
        place: module and attribute that holds them, one or several: `autan.plans.funding.presenters:EVIDENCE`.
        names: by class, the names of all of them.
    """
    module, _, attribute = place.partition(":")
    _at_need.append(_AtNeed(module, attribute, names, next(_turn)))


def _put(items: Iterable[object], turn: int) -> None:
    for item in items:
        objects = _objects.setdefault(type(item), [])
        if any(other is item for other in objects):  # two threads may import the same at once
            continue
        _turns[id(item)] = turn
        # by rank, then in the order of the rooms, whenever they are imported
        insort(objects, item, key=lambda one: (getattr(one, "rank", 0), _turns[id(one)]))


def registered[E](kind: type[E]) -> Sequence[E]:
    """Return the objects of a class that rooms have registered, by rank, then in the order of the rooms."""
    _load(getattr(kind, "REGISTERED_IN", OTHERS))
    _import_some(late for late in tuple(_at_need) if kind in late.names)
    return _objects.get(kind, ())


def registered_named[E](kind: type[E], name: str) -> E | None:
    """Return the object of a class that bears a name (the class says where: `NAMED_BY`), or None."""
    _load(getattr(kind, "REGISTERED_IN", OTHERS))
    _import_some(late for late in tuple(_at_need) if name in late.names.get(kind, ()))
    return next((item for item in _objects.get(kind, ()) if _name_of(item)[1] == name), None)


def _name_of(item: object) -> tuple[type, str]:
    return type(item), attrgetter(getattr(item, "NAMED_BY", "name"))(item)


def load_rooms() -> None:
    """Import all that every room registers. Servers do so before the first request."""
    for file in (EVIDENCE, OTHERS):
        _load(file)
    _import_some(tuple(_at_need))


def _import_some(late_objects: Iterable[_AtNeed]) -> None:
    for late in late_objects:
        with kept_for_good():
            held = getattr(import_module(late.module), late.attribute)
        items = held if isinstance(held, tuple) else (held,)
        if {(kind, name) for kind, names in late.names.items() for name in names} != set(map(_name_of, items)):
            message = f"{late.module}:{late.attribute} holds other names than those it was registered by"
            raise ImproperlyConfigured(message)
        _put(items, late.turn)
        _at_need[:] = (other for other in _at_need if other is not late)


@cache
def _load(file: str) -> None:
    with kept_for_good():
        autodiscover_modules(file)
        register(*(item for item in plugin_objects(object) if getattr(item, "REGISTERED_IN", OTHERS) == file))
