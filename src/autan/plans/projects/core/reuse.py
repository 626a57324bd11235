"""What a copy of an action or of a plan keeps: what it is and whom it is for, nothing of what was done or paid."""

from collections.abc import Mapping
from dataclasses import dataclass

_LASTING = ("title", "description", "objectives", "themes", "scope", "effects", "audiences", "participation",
            "is_continuous", "indicators")  # fmt: skip
_OWN = ("governance", "lead", "department", "partners", "means", "measures")
"""What a territory keeps besides of its own actions: who does them, and how."""
LASTING_SECTIONS = ("bodies", "partners", "adaptation", "vulnerability", "links", "themes")
"""Sections of a plan that a new one of the same territory begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAction:
    """An action that another is begun from.

    Attributes:
        key: what tells it from the others.
        typed: what the new one says.
        parent: key of the model that it is part of; empty for none.
    """

    key: str
    typed: Mapping[str, str]
    axis: tuple[str, ...] = ()
    parent: str = ""


def kept_of(typed: Mapping[str, str], *, is_own: bool = False) -> dict[str, str]:
    """Return what a new action keeps of one that it is begun from.

    >>> kept_of({"title": "Isoler", "status": "done", "budget": "10 € HT", "lead": "Ville"})
    {'title': 'Isoler'}
    >>> kept_of({"title": "Isoler", "lead": "Ville"}, is_own=True)
    {'title': 'Isoler', 'lead': 'Ville'}
    """
    codes = (*_LASTING, *(_OWN if is_own else ()))
    return {code: typed[code] for code in codes if typed.get(code)}
