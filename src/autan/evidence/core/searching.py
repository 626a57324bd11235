"""Matching of titles and texts with the words of a search, whatever their accents, capitals and punctuation."""

from collections.abc import Sequence

from autan.evidence.core.plain_letters import fold_accents

BEST, IN_TITLE, IN_TEXT = 1.0, 0.8, 0.5
_NOT_FOUND = 0.0


def search_words(text: str) -> tuple[str, ...]:
    """Return the words of a search, folded, each once.

    >>> search_words("L’énergie, l'Énergie")
    ('l', 'energie')
    """
    return tuple(dict.fromkeys(fold_accents(text).split()))


def rate_match(words: Sequence[str], title: str, text: str = "") -> float:
    """Say how well a thing answers: 1 when its title is what was asked, 0 when a word is nowhere in it.

    Args:
        words: result of `search_words`.
        title: its title, as it is written.
        text: what else it says.

    >>> rate_match(search_words("plan climat"), "Le plan climat de 2013")
    0.8
    >>> rate_match(search_words("climat"), "Le plan", "climat"), rate_match(search_words("eau"), "Le plan", "climat")
    (0.5, 0.0)
    """
    if not words:
        return _NOT_FOUND
    folded = fold_accents(title)
    if folded == " ".join(words):
        return BEST
    if all(word in folded for word in words):
        return IN_TITLE
    whole = f"{folded} {fold_accents(text)}"
    return IN_TEXT if all(word in whole for word in words) else _NOT_FOUND
