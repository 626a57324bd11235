"""The texts of a corpus, as they stand, and who may read what was counted of them."""

from autan.coding.codings.models import Corpus
from autan.evidence.figures.core.codable_texts import CodableText, TextSet
from autan.evidence.figures.queries.codable_texts import UnknownTextsError, source_of
from autan.evidence.figures.queries.registry import Reader
from autan.ground.errors import known


def read_texts(corpus: Corpus) -> TextSet:
    """Return the texts of a corpus, as they stand."""
    texts = source_of(corpus.kind).read(corpus.address)
    return known(texts, corpus.address, UnknownTextsError)


def get_text(corpus: Corpus, key: str) -> CodableText:
    """Return one text of a corpus, as it stands."""
    text = source_of(corpus.kind).find(corpus.address, key)
    return known(text, key, UnknownTextsError)


def may_read_counts(reader: Reader, corpus: Corpus) -> bool:
    """Say whether a reader may read what was counted: once it is shown, who may read the texts; before, who codes."""
    if corpus.shown_at is not None and source_of(corpus.kind).may_read(reader, corpus.address):
        return True
    return reader.has_perm("coding.discuss_codings", corpus)
