"""The version that a form was made from, and what is said when something else stands by the time it is sent."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from autan.ground.errors import ConflictError


class ChangedSinceError(ConflictError):
    """Somebody changed the same thing after the form was shown: what stands now, by field; nothing is written."""

    def __init__(self, current: Mapping[str, Any]) -> None:
        self.current = dict(current)
        super().__init__("quelqu’un a changé ceci depuis que votre page a été ouverte\u202f; rien n’a été écrit")


def version_of(fields: Mapping[str, Any]) -> str:
    """Return a mark of the fields of a thing: two states that say the same have the same.

    >>> version_of({"nom": "A", "fin": None}) == version_of({"fin": None, "nom": "A"})
    True
    >>> version_of({"nom": "A"}) == version_of({"nom": "B"})
    False
    """
    return sha256(repr(sorted(fields.items())).encode()).hexdigest()[:16]


def require_version(seen: str, current: Mapping[str, Any]) -> None:
    """Refuse to write over what was not seen; without a version, such as on the command line, nothing is asked.

    Raises:
        ChangedSinceError: what stands is not what the form was made from.
    """
    if seen and seen != version_of(current):
        raise ChangedSinceError(current)
