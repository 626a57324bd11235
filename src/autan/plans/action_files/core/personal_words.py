"""E-mails, telephones and names of persons taken out of a text that everybody may read."""

import re

MASKED = "[…]"
_MASKS = (
    # Bounded as addresses are (RFC 5321): without bounds, each sign of a long word would be read again to its end.
    re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{0,190}\w"),
    re.compile(r"(?<!\d)(?:0|\+33[ .]?)\d(?:[ .-]?\d{2}){4}(?!\d)"),
    re.compile(r"\b(?:M\.|MM\.|Mme|Mlle|Mr|Monsieur|Madame)\s+[A-ZÉ][\w’'-]+(?:\s+[A-ZÉ][\w’'-]+)*"),
)


def mask_people(text: str) -> tuple[str, int]:
    """Return a text without e-mails, telephones and names of persons, and how many were taken out.

    >>> mask_people("Voir Mme Ada Lovelace, ada@exemple.fr.")
    ('Voir […], […].', 2)
    """
    masked = 0
    for mask in _MASKS:
        text, times = mask.subn(MASKED, text)
        masked += times
    return text, masked
