"""What every document is made of before it is written: characters that can be printed, and sheets of a workbook."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, cast

from autan.ground.tables.core.tables import CellValue
from autan.ground.wordings import Sentence, Text

# Characters that a document cannot print, replaced by their number and never dropped.


_CONTROLS = frozenset({"Cc", "Cs", "Co", "Cn"})  # controls, halves of a pair, private use, not assigned
_KEPT = frozenset("\n\t")
_BEYOND = 0xFFFF
_PROPERTY_LIMIT = 255  # of Office Open XML (ECMA-376, part 2)
_IDEOGRAPHS = range(0x2E80, 0xFB00)  # scripts of East Asia, which share their fonts

type IsUnprintable = Callable[[str], bool]


def is_never_printed(character: str) -> bool:
    r"""Say whether no document prints a character.

    >>> is_never_printed("\x07"), is_never_printed("é"), is_never_printed("\n")
    (True, False, False)
    """
    return character not in _KEPT and unicodedata.category(character) in _CONTROLS


def replace_unprintable(text: str, is_unprintable: IsUnprintable = is_never_printed) -> str:
    r"""Return a text with the number of each character that cannot be printed in its place.

    >>> replace_unprintable("Plan\x07 climat")
    'Plan[U+0007] climat'
    """
    if text.isascii() and text.isprintable():
        return text
    whole = unicodedata.normalize("NFC", text)  # an accent written apart is part of its letter
    return whole.translate(
        {ord(character): _number(character) for character in set(whole) if is_unprintable(character)}
    )


def property_text(text: str) -> str:
    """Return a text as a property of an office file holds it: 255 characters at most, cut with an ellipsis.

    >>> len(property_text("a" * 300)), property_text("Plan climat")
    (255, 'Plan climat')
    """
    return text if len(text) <= _PROPERTY_LIMIT else f"{text[: _PROPERTY_LIMIT - 1]}…"


def _number(character: str) -> str:
    return " " if character == "\t" else f"[U+{ord(character):04X}]"


def make_printable[T](value: T, is_unprintable: IsUnprintable = is_never_printed) -> T:
    """Return a value of texts, tuples, lists, dictionaries and frozen classes with every text of it printable."""
    return cast("T", _printable(value, is_unprintable))


def _printable(value: Any, is_unprintable: IsUnprintable) -> Any:
    if isinstance(value, Sentence):
        return Text(*(replace_unprintable(text, is_unprintable) for text in (value.fr, value.en)))
    if isinstance(value, str):
        return replace_unprintable(value, is_unprintable)
    if isinstance(value, tuple | list):
        parts = [_printable(part, is_unprintable) for part in value]
        return tuple(parts) if isinstance(value, tuple) else parts
    if isinstance(value, dict):
        return {key: _printable(part, is_unprintable) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{item.name: _printable(getattr(value, item.name), is_unprintable) for item in fields(value)},
        )
    return value


def refused_characters(message: str) -> frozenset[str]:
    r"""Return the characters that typst says it cannot display; empty when it complains of something else.

    >>> sorted(refused_characters('error: the text `"中\\u{7}"` could not be displayed with font `"Source Serif Pro"`'))
    ['\x07', '中']
    """
    quoted = re.findall(r'(?:the text|contains the codepoint) `"((?:[^"\\]|\\.)*+)"`', message)
    return frozenset(character for text in quoted for character in _unescaped(text))


def _unescaped(text: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda escape: chr(int(escape[1], 16)), text).replace(r"\t", "\t")


def resembling(characters: frozenset[str] | str) -> IsUnprintable:
    """Return the test of characters that are as unprintable as some: these, and others of their script or pictograms.

    A plain letter or digit is drawn by every font: where one is refused, the mark that stands on it is to blame.

    >>> is_lost = resembling("😀")
    >>> is_lost("🚲"), is_lost("é"), is_lost("中")
    (True, False, False)
    >>> resembling("0")("0"), resembling("0")("\N{COMBINING DOUBLED CIRCUMFLEX ACCENT}")
    (False, True)
    """
    plain = frozenset(character for character in characters if character.isascii() and character.isprintable())
    lost = frozenset(characters) - plain
    has_pictograms = any(ord(character) > _BEYOND for character in lost)
    has_ideographs = any(ord(character) in _IDEOGRAPHS for character in lost)

    def is_lost(character: str) -> bool:
        number = ord(character)
        is_mark = bool(plain) and unicodedata.category(character).startswith("M")
        is_alike = is_mark or (has_pictograms and number > _BEYOND) or (has_ideographs and number in _IDEOGRAPHS)
        return is_alike or character in lost or is_never_printed(character)

    return is_lost


# Sheets of a workbook, before they are written as XLSX or ODS.


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookSheet:
    """One sheet: its name, its rows with the headings first, and how it looks where the format can say it.

    Attributes:
        rows: cells of each line; they may be made as they are read, once.
        widths: width of the columns that are not of the usual one, in signs, by place.
        fixed_columns: how many columns stay in view beside the line of headings.
        emphasized: lines set apart by a colour, counted from 0.
    """

    name: str
    rows: Iterable[tuple[CellValue, ...]]
    widths: Mapping[int, int] = field(default_factory=dict)
    fixed_columns: int = 0
    is_wrapped: bool = False
    emphasized: frozenset[int] = frozenset()
