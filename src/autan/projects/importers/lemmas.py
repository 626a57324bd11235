"""The lemma of a French word, by the lexicon of simplemma, loaded on first use."""

from functools import cache

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy


@cache
def _lemmatizer() -> Lemmatizer:
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(greedy=False))


@cache
def lemma_of(word: str) -> str:
    """Return the lemma of a word in small letters; the word itself when the lexicon does not know it."""
    return _lemmatizer().lemmatize(word, lang="fr")
