"""The lemma of a French word, from the lexicon of simplemma loaded on first use, and the reader of forms."""

from functools import cache
from typing import TYPE_CHECKING

from autan.coding.textometry.core.reinert.forms import FormReader
from autan.coding.textometry.core.trade_terms import ACRONYMS, TERMS

if TYPE_CHECKING:
    from simplemma import Lemmatizer

_LANGUAGE = "fr"
_LONGEST_WORD = 50


@cache
def _lemmatizer() -> "Lemmatizer":
    from simplemma import Lemmatizer  # its rules of twenty languages are loaded when a word is, not with every command
    from simplemma.strategies import DefaultStrategy

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(greedy=False))


@cache
def french_lemma(word: str) -> str:
    """Return the lemma of a word in lower case; the word itself when the lexicon does not know it.

    >>> french_lemma("prévoient"), french_lemma("communaux"), french_lemma("agrivoltaïsme")
    ('prévoir', 'communal', 'agrivoltaïsme')
    """
    return word if len(word) > _LONGEST_WORD else _lemmatizer().lemmatize(word, lang=_LANGUAGE)


@cache
def form_reader() -> FormReader:
    """Return the one reader: it indexes its terms once."""
    return FormReader(lemmatize=french_lemma, acronyms=ACRONYMS, terms=TERMS)
