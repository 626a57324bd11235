"""What a sentence model adds to a resemblance: sentences as vectors, near one another when they say the same.

A sentence that says the contrary is near too, so that a resemblance is suggested and never decides. What the model has
not read yet is compared by its words alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

import numpy as np
import numpy.typing as npt

from autan.ground.search.core.acronyms import ACRONYMS
from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.action_search.core.similarity import plain_title

SENTENCE_WEIGHT = 0.3
"""Share of the sentence in a score, where both are read; see `docs/algorithms/similar-actions.md`."""

type Floats = npt.NDArray[np.float32]
type Integers = npt.NDArray[np.int64]


class Encoder(Protocol):
    """A sentence model: one row a sentence, of length 1."""

    def encode(self, texts: list[str]) -> Floats:
        """Return the vectors of some sentences, in their order."""


def sentence_text(title: str) -> str:
    """Return a title as the model reads it: without its number, each acronym beside what it stands for.

    >>> sentence_text("2.1 Réviser le PCAET")
    'Réviser le PCAET (plan climat air énergie territorial)'
    """
    words = plain_title(title).split()
    return " ".join(f"{word} ({spelled})" if (spelled := _spell(word)) else word for word in words)


def _spell(word: str) -> str:
    if not word.isupper():
        return ""
    return next(iter(ACRONYMS.get(fold_accents(word.strip(".,;:()").lower()), ())), "")


def sentence_mark(title: str) -> int:
    """Return what tells a sentence from the others: the same title is read once."""
    return int.from_bytes(blake2b(sentence_text(title).encode(), digest_size=8).digest(), "big", signed=True)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SentenceTable:
    """Sentences that a model has read; told from another by itself alone, so that what is computed of it is kept.

    Attributes:
        rows: row of each sentence, by its mark.
        vectors: one row a sentence, of length 1.
    """

    rows: Mapping[int, int]
    vectors: Floats

    def places(self, titles: Sequence[str]) -> Integers:
        """Return the row of each title, or -1."""
        return np.array([self.rows.get(sentence_mark(title), -1) for title in titles], dtype=np.int64)

    def vector_of(self, title: str) -> Floats | None:
        """Return the vector of a title; None when it was not read."""
        row = self.rows.get(sentence_mark(title))
        return None if row is None else self.vectors[row]

    def nearness(self, vector: Floats, places: Integers) -> Floats:
        """Return how near a sentence each of some rows is, 0 to 1, NaN where it was not read (row -1)."""
        near = np.clip(self.vectors[places] @ vector, 0, 1) if len(self.rows) else np.zeros(len(places), np.float32)
        return np.where(places < 0, np.float32(np.nan), near)


def mix_scores(words: npt.NDArray[np.float64], near: Floats | None) -> npt.NDArray[np.float64]:
    """Return the scores of words and of sentences mixed, those of words alone where the sentence is not known."""
    if near is None:
        return words
    mixed = (1 - SENTENCE_WEIGHT) * words + SENTENCE_WEIGHT * near
    return np.where(np.isnan(near), words, mixed)
