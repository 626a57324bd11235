"""Finds coded words again in a text that changed; no coding is lost, and none is moved on a guess.

Words that stand in an unchanged sentence are found again by themselves; where the sentence around them changed, a
person looks again, since a word put before them may turn their meaning round.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from autan.coding.codings.core.anchors import Anchor, AnchorError, anchor_passage, places_of
from autan.evidence.figures.core.codable_texts import text_version
from autan.ground.texts.core.labelled import Labelled

_APOSTROPHES = str.maketrans("’ʼ`´", "''''")


class AnchorState(Labelled):
    """What became of coded words in the text as it now stands."""

    EXACT = "exact", "en place", "in place"  # same words, same place
    MOVED = "moved", "déplacé avec sa phrase", "moved with its sentence"  # same sentence, elsewhere
    TO_REVIEW = "to_review", "à revoir", "to be reviewed"


class ReviewReason(Labelled):
    """Why a person must look again."""

    SENTENCE_CHANGED = "sentence_changed", "la phrase autour a changé", "the sentence around them changed"
    SEVERAL_PLACES = (
        "several_places",
        "la même phrase est à plusieurs endroits",
        "the same sentence is in several places",
    )
    WORDS_CHANGED = "words_changed", "les mots sont écrits autrement", "the words are written otherwise"
    WORDS_GONE = "words_gone", "les mots ne sont plus dans le texte", "the words are no longer in the text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reanchoring:
    """What became of one anchor.

    Invariant: `reason` is set exactly when the state is `TO_REVIEW`, and the anchor is then the old one.

    Attributes:
        anchor: where the words stand now; where they stood when a person must look again.
        proposed: where the words may be, for that person to accept or not; None when nothing is like them.
    """

    anchor: Anchor
    state: AnchorState
    reason: ReviewReason | None = None
    proposed: Anchor | None = None


def reanchor(anchor: Anchor, text: str) -> Reanchoring:
    """Find coded words in a text that may have changed.

    Returns `EXACT` or `MOVED` when their sentence is found unchanged, at one place or at the same place; else
    `TO_REVIEW` with the reason and the nearest place that may be theirs.
    """
    if text_version(text) == anchor.version:
        return Reanchoring(anchor=anchor, state=AnchorState.EXACT)
    anchored = list(_anchors_at(text, ((place, place + len(anchor.quote)) for place in places_of(text, anchor.quote))))
    in_sentence = [other for other in anchored if (other.before, other.after) == (anchor.before, anchor.after)]
    # the words did not move: the text changed elsewhere
    in_place = [other for other in in_sentence if other.start == anchor.start]
    if in_place:
        return Reanchoring(anchor=in_place[0], state=AnchorState.EXACT)
    if len(in_sentence) == 1:
        return Reanchoring(anchor=in_sentence[0], state=AnchorState.MOVED)
    if in_sentence:
        return _to_review(anchor, ReviewReason.SEVERAL_PLACES, in_sentence)
    # the same words in another sentence may mean something else: a person decides
    whole = [other for other in anchored if _is_cut_alike(anchor, other)]
    if whole:
        return _to_review(anchor, ReviewReason.SENTENCE_CHANGED, whole)
    alike = [other for other in _anchors_at(text, _places_alike(text, anchor.quote)) if _is_cut_alike(anchor, other)]
    return _to_review(anchor, ReviewReason.WORDS_CHANGED if alike else ReviewReason.WORDS_GONE, alike)


def _anchors_at(text: str, places: Iterable[tuple[int, int]]) -> Iterable[Anchor]:
    for start, end in places:
        try:
            yield anchor_passage(text, start, end)
        except AnchorError:  # inside a sign: these are other words
            continue


def _to_review(anchor: Anchor, reason: ReviewReason, anchors: list[Anchor]) -> Reanchoring:
    nearest = min(anchors, key=lambda other: abs(other.start - anchor.start), default=None)
    return Reanchoring(anchor=anchor, state=AnchorState.TO_REVIEW, reason=reason, proposed=nearest)


def _is_cut_alike(anchor: Anchor, other: Anchor) -> bool:
    """True when both begin and end at the edge of a word, or both inside one: « eau » is not in « bateau »."""

    def edges(passage: Anchor) -> tuple[bool, bool]:
        return passage.before[-1:].isalnum(), passage.after[:1].isalnum()

    return edges(anchor) == edges(other)


def _places_alike(text: str, words: str) -> Iterable[tuple[int, int]]:
    """Places of words that differ by case, accents, apostrophes or blanks only."""
    plain, places = _plain(text)
    target, _ = _plain(words)
    for place in places_of(plain, target) if target else ():
        yield places[place], places[place + len(target) - 1] + 1


def _plain(text: str) -> tuple[str, list[int]]:
    """A text without case, accents and runs of blanks, and the place of each of its characters in the text."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text.translate(_APOSTROPHES)):
        for plain in unicodedata.normalize("NFKD", character).casefold():
            shown = " " if plain.isspace() else plain
            if not unicodedata.combining(plain) and not (shown == " " and characters[-1:] == [" "]):
                characters.append(shown)
                places.append(place)
    return "".join(characters), places
