"""One table of rights a room: the name of a permission, and the predicate that grants it."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import rules
from django.apps import apps
from django.utils.module_loading import module_has_submodule

type Rights = Mapping[str, Callable[..., Any]]
"""Predicate of the `rules` library by permission, such as `surveys.run_campaign`; it takes a person and an object."""

_rights: dict[str, Callable[..., Any]] = {}


def load_rights() -> None:
    """Register the table `RIGHTS` of every room that has one in its `rights.py`."""
    for room in apps.get_app_configs():
        if room.name.startswith("autan.") and room.module and module_has_submodule(room.module, "rights"):
            register_rights(getattr(import_module(f"{room.name}.rights"), "RIGHTS", {}))


def register_rights(rights: Rights) -> None:
    """Make the rights of a room known to `Person.has_perm`."""
    for name, predicate in rights.items():
        _rights[name] = predicate
        if rules.perm_exists(name):
            rules.remove_perm(name)
        rules.add_perm(name, predicate)


def on(lookup: str, right: rules.Predicate) -> rules.Predicate:
    """Return a right on what an object leads to, such as `body.network`; nobody has it where it leads to nothing."""

    def has_right(person: Any, obj: Any) -> bool:
        for name in lookup.split("."):
            obj = None if obj is None else getattr(obj, name)
        return obj is not None and bool(right(person, obj))

    return rules.Predicate(has_right, name=f"{right.name} on {lookup}")


def on_any(lookup: str, right: rules.Predicate) -> rules.Predicate:
    """Return a right on one at least of the rows that an object leads to, for somebody signed in."""

    def has_right(person: Any, obj: Any) -> bool:
        rows = getattr(obj, lookup).all() if obj is not None and person.is_authenticated else ()
        return any(right(person, row) for row in rows)

    return rules.Predicate(has_right, name=f"{right.name} on one of {lookup}")


@rules.predicate
def is_published(_person: Any, obj: Any) -> bool:
    """The object is published: anybody reads it."""
    return obj is not None and obj.is_published


def all_rights() -> Rights:
    """Return every right of every room, by permission."""
    return dict(_rights)
