"""Whom a comment calls by name, after an @."""

import re
from collections.abc import Iterable

from autan.ground.texts.core.plain_letters import fold_accents

_CALL = re.compile(r"(?<!\w)@")
_NAME = re.compile(r"[^\W\d_][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*")


def is_called(name: str, text: str) -> bool:
    """Say whether a text holds a name after an @, whatever its accents and capitals.

    >>> is_called("Zoé Rey", "@zoe rey, on avance ?"), is_called("Zoé Rey", "zoe@rey.fr")
    (True, False)
    """
    folded = fold_accents(name)
    return bool(folded) and any(fold_accents(part).startswith(folded) for part in _CALL.split(text)[1:])


def unknown_calls(text: str, names: Iterable[str]) -> list[str]:
    """Return the names that a text calls and that nobody has, as they are written.

    >>> unknown_calls("@Camille Rey et @Zoé Rey, on avance ? (zoe@rey.fr)", ["Zoé Rey"])
    ['Camille Rey']
    """
    folded = [fold_accents(name) for name in names if name]
    parts = [part for part in _CALL.split(text)[1:] if not any(fold_accents(part).startswith(name) for name in folded)]
    return [match[0] for part in parts if (match := _NAME.match(part))]
