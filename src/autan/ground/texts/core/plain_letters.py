"""Words without their accents and ligatures, for codes, addresses and searches."""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE"})


def without_accents(name: str) -> str:
    """Return a name in plain letters, from which a code can be made.

    >>> without_accents("déchets_dœuvre")
    'dechets_doeuvre'
    """
    # « œ » and « æ » have no decomposition
    letters = unicodedata.normalize("NFKD", name.translate(_LIGATURES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def fold_accents(text: str) -> str:
    """Return a text in lower case, without accents, ligatures or punctuation, for comparing names and searching.

    >>> fold_accents("  L’Œuvre d'Élan ")
    'l oeuvre d elan'
    """
    return " ".join(text.lower().translate(_FOLDED).split())


class _FoldedSigns(dict[int, str]):
    """What each sign of a text becomes, worked out once: a search folds every answer of a campaign."""

    def __missing__(self, code: int) -> str:
        plain = without_accents(chr(code))
        self[code] = "".join(sign if sign.isalnum() else " " for sign in plain)
        return self[code]


_FOLDED = _FoldedSigns()
