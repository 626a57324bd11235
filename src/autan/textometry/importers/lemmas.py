"""What is the lemma of a French word? The lexicon of simplemma, loaded on first use."""

from functools import cache

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy

_LANGUAGE = "fr"
_LONGEST_WORD = 50


@cache
def _lemmatizer() -> Lemmatizer:
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(greedy=False))


@cache
def french_lemma(word: str) -> str:
    """Return the lemma of a word in lower case; the word itself when the lexicon does not know it.

    >>> french_lemma("prévoient"), french_lemma("communaux"), french_lemma("agrivoltaïsme")
    ('prévoir', 'communal', 'agrivoltaïsme')
    """
    return word if len(word) > _LONGEST_WORD else _lemmatizer().lemmatize(word, lang=_LANGUAGE)
