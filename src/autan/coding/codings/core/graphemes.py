"""Places where a text may be cut without cutting in two a sign that a reader sees.

A sign may be made of several characters: a letter and its accent, an emoji and its skin tone, a family joined by
invisible joiners, two letters of a flag, a line break of two characters. These are the cases of Unicode's extended
grapheme clusters (UAX 29) met in European scripts and emoji.
"""

import unicodedata
from itertools import takewhile

_JOINER = "\u200d"
_EXTENDING = frozenset({"Mn", "Mc", "Me"})
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_EMOJI_TAGS = range(0xE0020, 0xE0080)


def is_between_signs(text: str, place: int) -> bool:
    """Tell whether a place, from 0 to the length of the text, is between two signs.

    >>> [is_between_signs("e\u0301té", place) for place in range(5)]
    [True, False, True, True, True]
    """
    if place in (0, len(text)):
        return True
    before, after = text[place - 1], text[place]
    if _extends(after) or before == _JOINER or (before == "\r" and after == "\n"):
        return False
    return not (_is_flag_letter(after) and _flag_letters_before(text, place) % 2)


def _extends(character: str) -> bool:
    code = ord(character)
    is_mark = unicodedata.category(character) in _EXTENDING
    return is_mark or character == _JOINER or code in _SKIN_TONES or code in _EMOJI_TAGS


def _is_flag_letter(character: str) -> bool:
    return ord(character) in _FLAG_LETTERS


def _flag_letters_before(text: str, place: int) -> int:
    return sum(1 for _ in takewhile(_is_flag_letter, (text[rank] for rank in range(place - 1, -1, -1))))
