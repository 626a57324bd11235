"""Whom a comment is meant for: a name after an @."""

from autan.ground.texts.core.plain_letters import fold_accents


def is_mentioned(name: str, text: str) -> bool:
    """Say whether a text holds a name after an @, whatever its accents and capitals.

    >>> is_mentioned("Élise Durand", "@elise durand, qu’en dites-vous ?"), is_mentioned("Élise Durand", "Élise Durand")
    (True, False)
    """
    words = fold_accents(name)
    return bool(words) and words in (fold_accents(part)[: len(words)] for part in text.split("@")[1:])
