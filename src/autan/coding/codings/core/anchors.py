"""Anchors: where coded words stand, as a version of a text, two places in it (never inside a sign), and the words."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import takewhile

from autan.evidence.figures.core.codable_texts import text_version
from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled

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


_CONTEXT = 80
_SENTENCE_END = re.compile(r"[.!?…]\s|\n|\r")
_SURROGATE = re.compile("[\ud800-\udfff]")


class AnchorProblem(Labelled):
    """Why words cannot be coded where they were selected."""

    EMPTY = "empty", "la sélection est vide", "the selection is empty"
    BLANK = "blank", "la sélection ne contient que des blancs", "the selection holds nothing but blanks"
    REVERSED = "reversed", "la fin vient avant le début", "the end comes before the start"
    BEYOND_TEXT = "beyond_text", "la sélection sort du texte", "the selection leaves the text"
    INSIDE_PAIR = (
        "inside_pair",
        "la sélection coupe un signe en deux (paire de codes UTF-16)",
        "the selection cuts a UTF-16 pair",
    )
    INSIDE_SIGN = (
        "inside_sign",
        "la sélection coupe un signe en deux (accent, emoji, saut de ligne)",
        "the selection cuts a sign in two (accent, emoji, line break)",
    )
    BROKEN_TEXT = (
        "broken_text",
        "le texte contient la moitié d’un signe (code UTF-16 isolé)",
        "the text holds half a sign (lone UTF-16 code)",
    )
    ABSENT_QUOTE = "absent_quote", "ces mots ne sont pas dans le texte", "these words are not in the text"
    REPEATED_QUOTE = (
        "repeated_quote",
        "ces mots sont plusieurs fois dans le texte : citez-en davantage",
        "these words are in the text more than once: quote more of them",
    )


class AnchorError(DomainError):
    """Words cannot be coded where they were selected.

    `place` is the place of the fault in the text, in the units that it was given in; None when there is none.
    """

    def __init__(self, problem: AnchorProblem, place: int | None = None) -> None:
        self.problem = problem
        self.place = place
        super().__init__(f"{problem.value} at {place}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A passage of one version of a text.

    Invariant: when made, `quote` is what stands from `start` to `end` in the text of this version.

    Attributes:
        before: what precedes them in their sentence, at most 80 characters.
        after: what follows them in their sentence, at most 80 characters.
    """

    version: str
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""


def anchor_passage(text: str, start: int, end: int) -> Anchor:
    """Anchor the words between two places; passages may overlap, be nested, or be the same.

    Raises AnchorError: the passage is empty or blank, is reversed, leaves the text, or cuts a sign in two; or the text
    itself is broken.

    >>> anchor_passage("Manque d’ingénierie et de temps.", 0, 19).quote
    'Manque d’ingénierie'
    """
    _require_places(text, start, end)
    quote = text[start:end]
    if not quote.strip():
        raise AnchorError(AnchorProblem.BLANK, start)
    before, after = _context(text, start, end)
    return Anchor(version=text_version(text), start=start, end=end, quote=quote, before=before, after=after)


def _require_places(text: str, start: int, end: int) -> None:
    if lone := _SURROGATE.search(text):
        raise AnchorError(AnchorProblem.BROKEN_TEXT, lone.start())
    for place in (start, end):
        if not 0 <= place <= len(text):
            raise AnchorError(AnchorProblem.BEYOND_TEXT, place)
    if start >= end:
        raise AnchorError(AnchorProblem.EMPTY if start == end else AnchorProblem.REVERSED, end)
    for place in (start, end):
        if not is_between_signs(text, place):
            raise AnchorError(AnchorProblem.INSIDE_SIGN, place)


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the text before and after a passage in its sentence."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, max(start - _CONTEXT, 0), start)]
    first = ends[-1] if ends else max(start - _CONTEXT, 0)
    closing = _SENTENCE_END.search(text, end - 1, end + _CONTEXT)
    last = max(closing.start() + 1, end) if closing else end + _CONTEXT
    return text[first:start].lstrip(), text[end:last].rstrip()


def anchor_quote(text: str, quote: str, *, occurrence: int | None = None) -> Anchor:
    """Anchor words that were typed or pasted instead of selected.

    Blanks around the quote are left out; `occurrence`, from 1, says which one is meant where the text holds several.

    Raises AnchorError: the text does not hold these words, holds them more than once and none was chosen, or see
    `anchor_passage`.
    """
    words = quote.strip()
    if not words:
        raise AnchorError(AnchorProblem.EMPTY)
    places = places_of(text, words)
    target = 1 if occurrence is None else occurrence
    if not 1 <= target <= len(places):
        raise AnchorError(AnchorProblem.ABSENT_QUOTE)
    if occurrence is None and len(places) > 1:
        raise AnchorError(AnchorProblem.REPEATED_QUOTE, places[1])
    start = places[target - 1]
    return anchor_passage(text, start, start + len(words))


def places_of(text: str, words: str) -> tuple[int, ...]:
    """Every place where some words begin, those that overlap included."""
    places = []
    place = text.find(words)
    while place >= 0:
        places.append(place)
        place = text.find(words, place + 1)
    return tuple(places)


def place_from_utf16(text: str, units: int) -> int:
    """Convert a place counted in units of UTF-16, as a browser counts, into characters.

    Raises AnchorError: the place is beyond the text, or inside the pair of one character.

    >>> place_from_utf16("a😀b", 3)
    2
    """
    counted = place = 0
    while counted < units and place < len(text):
        counted += 2 if ord(text[place]) > 0xFFFF else 1
        place += 1
    if counted > units >= 0:
        raise AnchorError(AnchorProblem.INSIDE_PAIR, units)
    if counted != units:
        raise AnchorError(AnchorProblem.BEYOND_TEXT, units)
    return place


def anchor_selection(text: str, start: int, end: int) -> Anchor:
    r"""Anchor what a person selected on a page, without the blanks around it.

    Places are counted in units of UTF-16, as the browser does.

    Raises AnchorError: see `place_from_utf16` and `anchor_passage`.

    >>> anchor_selection("a\r\nb 😀 ", 2, 7).quote
    'b 😀'
    """
    shown = text.replace("\r\n", "\n")
    first, last = (place_from_utf16(shown, units) for units in (start, end))
    words = shown[first:last]
    span = first + len(words) - len(words.lstrip()), first + len(words.rstrip())
    first, last = span if span[0] < span[1] else (first, last)
    return anchor_passage(text, _in_text(text, first), _in_text(text, last))


def _in_text(text: str, place: int) -> int:
    """A place of the shown text in the text itself, where a line break may be two characters."""
    reached = 0
    for _ in range(place):
        reached += 2 if text.startswith("\r\n", reached) else 1
    return reached
