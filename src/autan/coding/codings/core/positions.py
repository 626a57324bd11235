"""How programs count places in a text: they do not agree, and the format is read in several ways.

The end of a passage is the place after its last character, or that of its last character; a line break of two
characters counts for two or for one; a character outside the basic plane counts for one, or for two (UTF-16). The way
is found from the file itself: from the names of passages, which often are their words, else from where words begin and
end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

_TO_THE_LETTER = 2
_SHORTEST_NAME = 4
_CUT_NAME = 40  # names as long as this may be cut without a mark
_ELLIPSES = ("...", "…")


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionCounting:
    """One way of counting places."""

    is_inclusive: bool = False
    joins_breaks: bool = False
    counts_utf16: bool = False


WAYS = tuple(
    PositionCounting(is_inclusive=inclusive, joins_breaks=joins, counts_utf16=utf16)
    for joins, utf16, inclusive in product((False, True), repeat=3)
)
"""Every way, the most usual first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSelection:
    """A passage as a file gives it: the key of its text, two places, and its name."""

    text: str
    start: int
    end: int
    name: str


def normalised(text: str) -> str:
    """A text whose line breaks are line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class PlaceTable:
    """Places of one text as a program counts them, converted into places of the normalised text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.normalised = normalised(text)
        self._is_plain = "\r" not in text and all(ord(character) < 0x10000 for character in text)
        self._tables: dict[tuple[bool, bool], list[int]] = {}

    def passage(self, start: int, end: int, counting: PositionCounting) -> tuple[int, int] | None:
        """Places of a passage in the normalised text; None when they are none of it, or inside a character."""
        last = end + 1 if counting.is_inclusive else end
        places = [self._place(place, counting) for place in (start, last)]
        if -1 in places or places[0] >= places[1]:
            return None
        return places[0], places[1]

    def _place(self, place: int, counting: PositionCounting) -> int:
        if self._is_plain:
            return place if 0 <= place <= len(self.text) else -1
        key = counting.joins_breaks, counting.counts_utf16
        table = self._tables.setdefault(key, []) or self._filled(key)
        return table[place] if 0 <= place < len(table) else -1

    def _filled(self, key: tuple[bool, bool]) -> list[int]:
        joins_breaks, counts_utf16 = key
        table, reached = self._tables[key], 0
        for rank, character in enumerate(self.text):
            if character == "\n" and self.text[rank - 1 : rank] == "\r":
                table += [] if joins_breaks else [reached]  # the second half of a break already counted
                continue
            table.append(reached)
            table += [-1] if counts_utf16 and ord(character) > 0xFFFF else []
            reached += 1
        table.append(reached)
        return table


def find_counting(tables: Mapping[str, PlaceTable], selections: Sequence[RawSelection]) -> PositionCounting:
    """Find how the places of a file are counted: all of them, since one program wrote it.

    Returns the first way in which every passage is called by its words; else the way that fits most passages, the most
    usual one on ties.
    """
    for counting in WAYS:
        if all(_rate_fit(tables[selection.text], selection, counting)[0] == _TO_THE_LETTER for selection in selections):
            return counting

    def fit(counting: PositionCounting) -> tuple[int, int]:
        scores = [_rate_fit(tables[selection.text], selection, counting) for selection in selections]
        return sum(score[0] for score in scores), sum(score[1] for score in scores)

    return max(WAYS, key=fit)


def _rate_fit(table: PlaceTable, selection: RawSelection, counting: PositionCounting) -> tuple[int, int]:
    """Whether the words are those of the name, and how cleanly they are cut."""
    places = table.passage(selection.start, selection.end, counting)
    if places is None:
        return 0, 0
    text, (start, end) = table.normalised, places
    words = text[start:end]
    return _likeness(words, selection.name), _cleanness(text, start, end)


def _likeness(words: str, name: str) -> int:
    """Rate how a passage matches its words: 2 to the letter, 1 except blanks or a cut, 0 not at all."""
    if words == name:
        return _TO_THE_LETTER
    text, name_words = " ".join(words.split()), " ".join(name.split())
    for ellipsis in _ELLIPSES:
        if name_words.endswith(ellipsis) and len(name_words) > _SHORTEST_NAME + len(ellipsis):
            return int(text.startswith(name_words.removesuffix(ellipsis).rstrip()))
    is_cut = len(name_words) >= _CUT_NAME and text.startswith(name_words)
    return int(is_cut or (bool(name_words) and text == name_words and words == words.strip()))


def _cleanness(text: str, start: int, end: int) -> int:
    """Count the ends of a passage, of two, that stand between words, with a letter or a mark inside."""
    clean = 0
    for outside, inside in ((text[start - 1 : start], text[start]), (text[end : end + 1], text[end - 1])):
        clean += not inside.isspace() and not (outside.isalnum() and inside.isalnum())
    return clean
