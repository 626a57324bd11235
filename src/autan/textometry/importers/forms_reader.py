"""The reader of forms of the product: French lemmas, with the acronyms and terms of the trade kept whole."""

from functools import cache

from autan.textometry.core.reinert.forms import FormReader
from autan.textometry.core.trade_terms import ACRONYMS, TERMS
from autan.textometry.importers.lemmas import french_lemma


@cache
def form_reader() -> FormReader:
    """Return the one reader: it indexes its terms once."""
    return FormReader(lemmatize=french_lemma, acronyms=ACRONYMS, terms=TERMS)
