"""What differs between two states of one object, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field before and after an act; an absent value is None."""

    field: str
    before: Any
    after: Any


def list_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Return the fields that differ, those of `before` first, then those that only `after` has.

    >>> list_changes({"title": "A", "budget_eur": 10}, {"title": "B", "budget_eur": 10})
    (FieldChange(field='title', before='A', after='B'),)
    """
    names = dict.fromkeys((*before, *after))
    pairs = ((name, before.get(name), after.get(name)) for name in names)
    return tuple(FieldChange(field=name, before=old, after=new) for name, old, new in pairs if old != new)
