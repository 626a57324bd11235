"""Which signs can a document print? What none of its fonts holds is written by its number, never dropped.

What people type may hold any sign: a control left by a copy, a pictogram that the fonts of the house do not draw. An
archivable PDF is refused whole for one of them, and a DOCX for a control.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, cast

_CONTROLS = frozenset({"Cc", "Cs", "Co", "Cn"})  # controls, halves of a pair, private use, not assigned
_KEPT = frozenset("\n\t")
_BEYOND = 0xFFFF
_IDEOGRAPHS = range(0x2E80, 0xFB00)  # scripts of East Asia, which share their fonts

type IsUnprintable = Callable[[str], bool]


def is_never_printed(sign: str) -> bool:
    r"""Say whether no document prints a sign.

    >>> is_never_printed("\x07"), is_never_printed("é"), is_never_printed("\n")
    (True, False, False)
    """
    return sign not in _KEPT and unicodedata.category(sign) in _CONTROLS


def write_signs(text: str, is_unprintable: IsUnprintable = is_never_printed) -> str:
    r"""Return a text with the number of each sign that cannot be printed in its place.

    >>> write_signs("Plan\x07 climat")
    'Plan[U+0007] climat'
    """
    if text.isascii() and text.isprintable():
        return text
    whole = unicodedata.normalize("NFC", text)  # an accent written apart is part of its letter
    return "".join(f"[U+{ord(sign):04X}]" if is_unprintable(sign) else sign for sign in whole)


def make_printable[T](value: T, is_unprintable: IsUnprintable = is_never_printed) -> T:
    """Return a value of texts, tuples and frozen classes with every text of it printable."""
    return cast("T", _written(value, is_unprintable))


def _written(value: Any, is_unprintable: IsUnprintable) -> Any:
    if isinstance(value, str):
        return write_signs(value, is_unprintable)
    if isinstance(value, tuple):
        return tuple(_written(part, is_unprintable) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: _written(getattr(value, part.name), is_unprintable) for part in fields(value)}
        return replace(value, **parts)
    return value


def signs_refused(message: str) -> frozenset[str]:
    r"""Return the signs that typst says it cannot display; empty when it complains of something else.

    >>> sorted(signs_refused('error: the text `"中\\u{7}"` could not be displayed with font `"Source Serif Pro"`'))
    ['\x07', '中']
    """
    quoted = re.findall(r'the text `"(.*?)"` could not be displayed|contains the codepoint `"(.*?)"`', message)
    return frozenset(sign for pair in quoted for text in pair for sign in _unescaped(text))


def _unescaped(text: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)


def like_those(signs: frozenset[str] | str) -> IsUnprintable:
    """Return what tells signs that share the lot of some: themselves, and the script or the pictograms around them.

    A plain letter or figure is drawn by every font: where one is refused, the mark that stands on it is to blame.

    >>> is_lost = like_those("😀")
    >>> is_lost("🚲"), is_lost("é"), is_lost("中")
    (True, False, False)
    >>> like_those("0")("0"), like_those("0")("\N{COMBINING DOUBLED CIRCUMFLEX ACCENT}")
    (False, True)
    """
    plain = frozenset(sign for sign in signs if sign.isascii() and sign.isprintable())
    lost = frozenset(signs) - plain
    has_pictograms = any(ord(sign) > _BEYOND for sign in lost)
    has_ideographs = any(ord(sign) in _IDEOGRAPHS for sign in lost)

    def is_lost(sign: str) -> bool:
        number = ord(sign)
        is_mark = bool(plain) and unicodedata.category(sign).startswith("M")
        is_alike = is_mark or (has_pictograms and number > _BEYOND) or (has_ideographs and number in _IDEOGRAPHS)
        return is_alike or sign in lost or is_never_printed(sign)

    return is_lost
