"""Which actions resemble one: words by their lemma, subjects, and pieces of words, weighed by their rarity (tf-idf).

A text is a sparse vector in three blocks: lemmas, subjects of the field, and pieces of 3 to 5 letters. Each block has
length 1, then counts by its weight; the score of two texts is the scalar product, from 0 to 1. A piece is told by a
hash of 21 bits, so that nothing has to be learnt again when a text comes. Rarity is that of the filed actions.
Source of the method: Salton and Buckley, Term-weighting approaches in automatic text retrieval (1988).
"""

import math
import re
import zlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from autan.ground.search.core.acronyms import ACRONYMS
from autan.ground.search.core.searching import stems
from autan.ground.search.core.thesaurus import Thesaurus
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.plain_letters import fold_accents

LEMMA_WEIGHT, SUBJECT_WEIGHT, PIECE_WEIGHT = 0.35, 0.3, 0.35
"""Share of each block in a score; fitted on filed titles, see `docs/algorithms/similar-actions.md`."""
_SIZE = 1 << 21
_PIECES = (3, 4, 5)
_STOP_WORD_LIST = (
    "a au aux avec ce ces cette d dans de des du en entre et l la le les leur leurs n ne ou par pas pour "
    "plus qu que qui s sa se ses son sur un une vers via y action actions fiche axe mettre place oeuvre "
    "mise developper favoriser promouvoir encourager accompagner poursuivre soutenir territoire "
    "territorial communaute commune communes collectivite intercommunal local locale locales locaux "
    "engager renforcer realiser elaborer creer etudier ameliorer inciter"
)
_STOP_WORDS = frozenset(_STOP_WORD_LIST.split())
_WITHIN = frozenset({"écogestes", "rénovation des logements", "plateforme de rénovation", "performance énergétique"})
"""Subjects of searches that lie within another one: told twice, they would count twice in a likeness."""
_NUMBERING = re.compile(
    r"^\s*(?:(?:action|fiche|axe|objectif|mesure|n°|no|fa)\s*)*[a-z]{0,2}[\d.,/-]*\d[\d.)/-]*\s*[-–:.)]?\s*", re.I
)

type Floats = npt.NDArray[np.float32]
type Numbers = npt.NDArray[np.int64]
type Lemma = Callable[[str], str]
"""Gives the lemma of a word in small letters."""
type Mix = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]
"""Puts something else in scores."""


def plain_title(title: str) -> str:
    """Return a title without the number that it begins with.

    >>> plain_title("1.5.2 Conversion des flottes"), plain_title("Action n° 6.1 : Encourager"), plain_title("2030")
    ('Conversion des flottes', 'Encourager', '2030')
    """
    return _NUMBERING.sub("", title, count=1) or title


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFeatures:
    """What a text is compared by.

    `lemmas`: its words that say something, by their lemma, without accents; each once.
    """

    lemmas: tuple[str, ...]
    subjects: tuple[str, ...]
    pieces: frozenset[str]


def content_lemmas(text: str, lemma: Lemma) -> tuple[str, ...]:
    """Return the words of a text that say something, by their lemma, without accents, each once, in order.

    Acronyms are read as what they stand for too.
    """
    return _content_lemmas(_words(text), lemma)


def _words(text: str) -> list[str]:
    plain = text.lower().replace("’", " ").replace("'", " ")
    return "".join(sign if sign.isalnum() else " " for sign in plain).split()


def _content_lemmas(words: Sequence[str], lemma: Lemma) -> tuple[str, ...]:
    lemmas = dict.fromkeys(fold_accents(lemma(word)) for word in (*words, *_spelled_out(words)))
    return tuple(word for word in lemmas if word and word not in _STOP_WORDS and not word.isdecimal())


def _spelled_out(words: Sequence[str]) -> list[str]:
    wordings = [wording for known in words for wording in ACRONYMS.get(fold_accents(known), ())[:1]]
    return [word for wording in wordings for word in wording.split()]


def read_features(text: str, lemma: Lemma, subjects: Thesaurus) -> TextFeatures:
    """Return what a text is compared by; acronyms are read as what they stand for too."""
    plain = plain_title(text).lower().replace("’", " ").replace("'", " ")
    words = _words(plain)
    letters = " ".join(word for word in fold_accents(plain).split() if word not in _STOP_WORDS)
    padded = f" {letters} "
    pieces = frozenset(padded[at : at + size] for size in _PIECES for at in range(len(padded) - size + 1))
    subject_codes = subjects.find(stems(f"{plain} {' '.join(_spelled_out(words))}"))
    return TextFeatures(
        lemmas=_content_lemmas(words, lemma),
        subjects=tuple(subject for subject in subject_codes if subject not in _WITHIN),
        pieces=pieces,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVector:
    """A text as a sparse vector: places, and weights, of one length."""

    places: Numbers
    weights: Floats


class Rarity:
    """How rare each word, subject and piece is among texts: ln((1 + n) / (1 + n with it)) + 1."""

    def __init__(self, texts: Iterable[TextFeatures]) -> None:
        counts = np.zeros(_SIZE, dtype=np.float32)
        total = 0
        for features in texts:
            total += 1
            for block, _weight in _blocks(features):
                counts[block] += 1
        self.weights: Floats = (np.log((1 + total) / (1 + counts)) + 1).astype(np.float32)

    def vector(self, features: TextFeatures) -> TextVector:
        """Return a text as a vector of length at most 1."""
        places, weights = [], []
        for block, share in _blocks(features):
            if block.size:
                own = self.weights[block]
                places.append(block)
                weights.append(own * np.float32(math.sqrt(share) / float(np.linalg.norm(own))))
        if not places:
            return TextVector(places=np.empty(0, dtype=np.int64), weights=np.empty(0, dtype=np.float32))
        return TextVector(places=np.concatenate(places), weights=np.concatenate(weights))


def _blocks(features: TextFeatures) -> list[tuple[Numbers, float]]:
    blocks = []
    for name, terms, weight in (
        ("l", features.lemmas, LEMMA_WEIGHT),
        ("s", features.subjects, SUBJECT_WEIGHT),
        ("p", features.pieces, PIECE_WEIGHT),
    ):
        hashes = {zlib.crc32(f"{name}:{term}".encode()) & (_SIZE - 1) for term in terms}
        blocks.append((np.fromiter(hashes, dtype=np.int64, count=len(hashes)), weight))
    return blocks


class SimilarityIndex[K: Hashable]:
    """Vectors of many texts, by the places that they fill; immutable once made."""

    def __init__(self, vectors: Sequence[tuple[K, TextVector]]) -> None:
        self.keys = tuple(key for key, _vector in vectors)
        sizes = [vector.places.size for _key, vector in vectors]
        places = np.concatenate([vector.places for _key, vector in vectors]) if vectors else np.empty(0, np.int64)
        weights = np.concatenate([vector.weights for _key, vector in vectors]) if vectors else np.empty(0, np.float32)
        order = np.argsort(places, kind="stable")
        self._places = places[order]
        self._weights = weights[order]
        self._texts = np.repeat(np.arange(len(vectors)), sizes)[order]

    def scores(self, vector: TextVector) -> npt.NDArray[np.float64]:
        """Return the score of each text, in the order in which they were given, 0 to 1."""
        starts = np.searchsorted(self._places, vector.places, side="left")
        ends = np.searchsorted(self._places, vector.places, side="right")
        postings = [
            (self._texts[start:end], self._weights[start:end] * weight)
            for start, end, weight in zip(starts, ends, vector.weights, strict=True)
            if start < end
        ]
        if not postings:
            return np.zeros(len(self.keys))
        texts = np.concatenate([texts for texts, _weights in postings])
        weights = np.concatenate([weights for _texts, weights in postings])
        return np.bincount(texts, weights=weights, minlength=len(self.keys))

    def nearest(self, vector: TextVector, *, most: int, mix: Mix | None = None) -> list[tuple[K, float]]:
        """Return the texts that resemble one most, best first, then in the order in which they were given.

        `mix`: what else is put in the scores, given those of words, in the order of `keys`.
        """
        scores = self.scores(vector) if mix is None else mix(self.scores(vector))
        most = min(most, len(scores))
        if not most:
            return []
        best = np.argpartition(-scores, most - 1)[:most]
        ranked = sorted(best.tolist(), key=lambda number: (-scores[number], number))
        return [(self.keys[number], float(scores[number])) for number in ranked if scores[number] > 0]


class Nearness(Labelled):
    """How near two actions are, by their score."""

    VERY_NEAR = "very_near", "très proche", "very near"
    NEAR = "near", "proche", "near"
    FAR = "far", "plutôt lointaine", "rather far"

    @classmethod
    def of(cls, score: float) -> "Nearness":
        """Return how near a score says that two actions are.

        >>> [Nearness.of(score).value for score in (0.8, 0.4, 0.1)]
        ['very_near', 'near', 'far']
        """
        return cls.VERY_NEAR if score >= _VERY_NEAR else cls.NEAR if score >= _NEAR else cls.FAR


_VERY_NEAR, _NEAR = 0.55, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarityReasons:
    """Why two actions resemble each other."""

    words: tuple[str, ...]
    subjects: tuple[str, ...]


def explain(one: TextFeatures, other: TextFeatures) -> SimilarityReasons:
    """Say what two texts share: words in the order of the first, subjects likewise."""
    return SimilarityReasons(
        words=tuple(word for word in one.lemmas if word in other.lemmas),
        subjects=tuple(subject for subject in one.subjects if subject in other.subjects),
    )


def written_words(title: str, lemmas: Sequence[str], lemma: Lemma) -> tuple[str, ...]:
    """Return lemmas as a title writes them; a lemma that it only stands for, by an acronym, as it is.

    >>> written_words("Rénover des copropriétés", ("copropriete",), lambda word: word.removesuffix("s"))
    ('copropriétés',)
    """
    written: dict[str, str] = {}
    for word in _words(title):
        written.setdefault(fold_accents(lemma(word)), word)
    return tuple(written.get(lemma, lemma) for lemma in lemmas)
