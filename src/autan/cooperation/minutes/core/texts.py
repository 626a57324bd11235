"""The text of minutes: passages replaced or withdrawn, and the hash under which it is published."""

import hashlib
import json
from collections.abc import Sequence
from typing import Final

from autan.ground.errors import DomainError

MOST_CHARACTERS: Final = 200_000
"""Longest text of minutes, in characters."""


def clean_text(text: str, *, most: int = MOST_CHARACTERS) -> str:
    r"""Return a text with plain line ends and no null character, its edges trimmed.

    Raises:
        DomainError: it holds more than `most` characters.

    >>> clean_text("  Un\r\ntexte\0 ")
    'Un\ntexte'
    """
    cleaned = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(cleaned) > most:
        message = "ce texte a {count} signes\u202f; {most} au plus sont gardés\u00a0: coupez-le, rien n’a été changé"
        raise DomainError(message, count=len(cleaned), most=most)
    return cleaned


def replace_passage(text: str, passage: str, replacement: str) -> str:
    """Return the text with one passage replaced.

    Raises:
        DomainError: the passage is not in the text, or is there more than once.

    >>> replace_passage("Il pleut. Il vente.", "Il vente", "Il neige")
    'Il pleut. Il neige.'
    """
    if not passage:
        return f"{text}\n\n{replacement}"
    found = text.count(passage)
    if found == 0:
        raise DomainError("ce passage n’est pas dans le texte\u00a0: recopiez-le tel qu’il y est écrit")
    if found > 1:
        message = (
            "ce passage est {found} fois dans le texte\u00a0: recopiez-en davantage, pour qu’il n’y soit qu’une fois"
        )
        raise DomainError(message, found=found)
    return text.replace(passage, replacement)


def content_hash(*, title: str, heading: Sequence[Sequence[str]], text: str) -> str:
    """Return the SHA-256 of minutes, in hexadecimal: of their title, heading and text as compact JSON in UTF-8.

    >>> content_hash(title="Atelier", heading=[("Lieu", "Albi")], text="Présents.")[:12]
    'fc3756a6027e'
    """
    whole = [title, [list(line) for line in heading], text]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
