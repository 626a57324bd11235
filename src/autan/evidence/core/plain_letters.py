"""Words without their accents and ligatures, for codes, addresses and searches."""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE"})


def without_accents(name: str) -> str:
    """Return a name in plain letters, from which a code can be made.

    >>> without_accents("déchets_dœuvre")
    'dechets_doeuvre'
    """
    letters = unicodedata.normalize("NFKD", name.translate(_LIGATURES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def fold_accents(text: str) -> str:
    """Return a text in lower case, without accents, ligatures or punctuation, for comparing names and searching.

    >>> fold_accents("  L’Œuvre d'Élan ")
    'l oeuvre d elan'
    """
    plain = without_accents(text.lower())
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())
