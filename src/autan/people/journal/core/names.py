"""Names of people taken out of texts."""

import re


def without_name(text: str, name: str, instead: str) -> str:
    """Return a text in which a name, or an address, stands nowhere as a whole, in capitals or not.

    >>> without_name("Jean Martin et Jean Martinet, JEAN MARTIN", "Jean Martin", "[…]")
    '[…] et Jean Martinet, […]'
    >>> without_name("anne.martin@ex.fr, martin@ex.fr.", "martin@ex.fr", "[…]")
    'anne.martin@ex.fr, […].'
    """
    before = r"(?<![\w.+-])" if "@" in name else r"(?<![\w-])"
    return re.sub(rf"{before}{re.escape(name)}(?![\w@-])", lambda _match: instead, text, flags=re.IGNORECASE)
